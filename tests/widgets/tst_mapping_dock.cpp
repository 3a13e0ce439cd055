#include "tests/support/datasets.h"
#include "tests/widgets/mapping_dock_test.h"
#include "widgets/mapping/genre_map_model.h"
#include "widgets/mapping/super_genre_model.h"
#include "widgets/plots/class_colours.h"

#include <QAbstractItemModelTester>
#include <QAbstractItemView>
#include <QCompleter>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSplitter>
#include <QToolButton>

#include <algorithm>

using namespace genrelens;
using namespace genrelens::test;

class TestMappingDock : public MappingDockTest
{
    Q_OBJECT

private slots:
    void init() { setUp(); }
    void cleanup() { tearDown(); }
    void showsGenresAndSuperGenres();
    void edits();
    void editsSeveral();
    void clickOpensTheEditor();
    void clickKeepsSeveralSelected();
    void typesANewName();
    void escapeChangesNothing();
    void leavingTheEditorChangesNothing_data();
    void leavingTheEditorChangesNothing();
    void leavingTheEditorKeepsWhatWasTyped();
    void returnGivesWhatIsThere();
    void returnInTheCompletionsGivesWhatWasTyped();
    void keepsWhatIsTypedWhenAModelFinishes();
    void deleteUnmaps();
    void assignMenu();
    void selectsTracks();
    void keepsPlaceAfterAnEdit();
    void keepsCurrentInSightWhenSorted();
    void filters();
    void arrangesByWidth();
    void emptyStates();
};

namespace
{

std::string manyGenres(int count)
{
    std::string text = "track_id,track_genre,energy,tempo\n";
    for (int i = 0; i < count; ++i)
        text += 't' + std::to_string(i) + ",genre " + std::to_string(100 + i) + ",0." +
                std::to_string(10 + i) + ',' + std::to_string(60 + i) + '\n';
    return text;
}

} // namespace

void TestMappingDock::showsGenresAndSuperGenres()
{
    const QAbstractItemModelTester tester(list()->model(),
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(table()->shownGenres().join(QLatin1Char(' ')),
             QStringLiteral("ballad house metal punk techno waltz"));
    QCOMPARE(table()->model()->index(5, GenreMapModel::SuperGenre).data().toString(),
             QStringLiteral("not mapped"));
    QCOMPARE(list()->model()->rowCount(), 4);
    const auto cell = [this](int row, int column) {
        return list()->model()->index(row, column).data().toString();
    };
    QCOMPARE(cell(0, SuperGenreModel::Name), QStringLiteral("electronic"));
    QCOMPARE(cell(0, SuperGenreModel::Genres), QStringLiteral("2"));
    QCOMPARE(cell(0, SuperGenreModel::Tracks), QStringLiteral("5"));
    QCOMPARE(cell(3, SuperGenreModel::Name), QStringLiteral("not mapped"));
    QCOMPARE(cell(3, SuperGenreModel::Tracks), QStringLiteral("1"));
    QCOMPARE(child<QLabel>("mappingSummary")->text(),
             QStringLiteral(
                 "5 of 6 genres mapped to 3 super-genres · 1 genre of the mapping is not in this file"));
}

void TestMappingDock::edits()
{
    select({QStringLiteral("techno")});
    type(QStringLiteral("rock"));
    QCOMPARE(printed(), QStringLiteral("electronic: house | rock: punk metal techno | pop: ballad polka"));
    QCOMPARE(m_undo->undoText(), QStringLiteral("Assign techno to rock"));
    QCOMPARE(list()->model()->index(1, SuperGenreModel::Tracks).data().toString(), QStringLiteral("6"));
    m_undo->undo();
    QVERIFY(m_study->settings() == mappingSettings());
    QCOMPARE(list()->model()->index(1, SuperGenreModel::Tracks).data().toString(), QStringLiteral("3"));
    m_undo->redo();
    QCOMPARE(table()->model()->index(4, GenreMapModel::SuperGenre).data().toString(), QStringLiteral("rock"));
    type(QStringLiteral("rock")); // that is no change
    QCOMPARE(m_undo->count(), 1);
}

void TestMappingDock::editsSeveral()
{
    select({QStringLiteral("techno"), QStringLiteral("punk"), QStringLiteral("waltz")});
    type(QStringLiteral("pop"));
    QCOMPARE(printed(),
             QStringLiteral("electronic: house | rock: metal | pop: ballad polka punk techno waltz"));
    QCOMPARE(m_undo->undoText(), QStringLiteral("Assign 3 Genres to pop"));
    QCOMPARE(m_undo->count(), 1);
}

void TestMappingDock::clickOpensTheEditor()
{
    const QModelIndex cell = table()->model()->index(2, GenreMapModel::SuperGenre); // metal
    QTest::mouseClick(table()->viewport(), Qt::LeftButton, Qt::NoModifier,
                      table()->visualRect(cell).center());
    auto *box = child<QComboBox>("superGenreEditor");
    QVERIFY(box != nullptr);
    QTRY_VERIFY(box->view()->isVisible());
    QCOMPARE(box->currentText(), QStringLiteral("rock"));
    QCOMPARE(box->count(), 4);
    const QModelIndex pop = box->model()->index(2, 0);
    QTest::mouseMove(box->view()->viewport(), box->view()->visualRect(pop).center());
    QTest::mouseClick(box->view()->viewport(), Qt::LeftButton, {}, box->view()->visualRect(pop).center());
    QTRY_COMPARE(m_undo->count(), 1);
    QCOMPARE(m_undo->undoText(), QStringLiteral("Assign metal to pop"));
    QTRY_VERIFY(child<QComboBox>("superGenreEditor") == nullptr);
}

void TestMappingDock::clickKeepsSeveralSelected()
{
    select({QStringLiteral("metal"), QStringLiteral("punk")});
    const QModelIndex cell = table()->model()->index(2, GenreMapModel::SuperGenre);
    QTest::mouseClick(table()->viewport(), Qt::LeftButton, Qt::NoModifier,
                      table()->visualRect(cell).center());
    QCOMPARE(table()->selectedGenres().size(), 2);
    QVERIFY(child<QComboBox>("superGenreEditor") != nullptr);
}

void TestMappingDock::typesANewName()
{
    select({QStringLiteral("waltz")});
    type(QStringLiteral(" ballroom "));
    QCOMPARE(
        printed(),
        QStringLiteral("electronic: techno house | rock: punk metal | pop: ballad polka | ballroom: waltz"));
    const std::vector<QColor> colours = superGenreColours(map());
    QCOMPARE(std::count(colours.begin(), colours.end(), colours.back()), std::ptrdiff_t(1));
    QCOMPARE(list()->model()->rowCount(), 5);
    select({QStringLiteral("techno")});
    type(QStringLiteral("unmapped"));
    QCOMPARE(m_undo->count(), 1);
    QVERIFY(notice().contains(QStringLiteral("cannot be called \"unmapped\"")));
}

void TestMappingDock::escapeChangesNothing()
{
    select({QStringLiteral("waltz")});
    QComboBox *box = openEditor();
    QTest::keyClicks(box->lineEdit(), QStringLiteral("rock"));
    QTest::keyClick(box->lineEdit(), Qt::Key_Escape);
    QTRY_VERIFY(child<QComboBox>("superGenreEditor") == nullptr);
    QCOMPARE(m_undo->count(), 0);
}

void TestMappingDock::leavingTheEditorChangesNothing_data()
{
    QTest::addColumn<bool>("clicked");
    QTest::newRow("by a click, its list closed") << true;
    QTest::newRow("by Return") << false;
}

// Of several genres each keeps its own super-genre.
void TestMappingDock::leavingTheEditorChangesNothing()
{
    QFETCH(bool, clicked);
    select({QStringLiteral("techno"), QStringLiteral("punk"), QStringLiteral("waltz")});
    if (clicked) {
        const QModelIndex cell = table()->model()->index(3, GenreMapModel::SuperGenre); // punk
        QTest::mouseClick(table()->viewport(), Qt::LeftButton, {}, table()->visualRect(cell).center());
        auto *box = child<QComboBox>("superGenreEditor");
        QVERIFY(box != nullptr);
        QTRY_VERIFY(box->view()->isVisible());
        QTest::keyClick(box->view(), Qt::Key_Escape);
        QTRY_VERIFY(!box->view()->isVisible());
    } else {
        QVERIFY(openEditor() != nullptr);
    }
    child<QLineEdit>("mappingFilter")->setFocus();
    QTRY_VERIFY(child<QComboBox>("superGenreEditor") == nullptr);
    QCOMPARE(m_undo->count(), 0);
    QVERIFY(m_study->settings() == mappingSettings());
}

void TestMappingDock::leavingTheEditorKeepsWhatWasTyped()
{
    select({QStringLiteral("techno"), QStringLiteral("punk")});
    QTest::keyClicks(openEditor()->lineEdit(), QStringLiteral("brand new"));
    child<QLineEdit>("mappingFilter")->setFocus();
    QTRY_VERIFY(child<QComboBox>("superGenreEditor") == nullptr);
    QCOMPARE(m_undo->undoText(), QStringLiteral("Assign 2 Genres to brand new"));
    QCOMPARE(m_undo->count(), 1);
}

// While the list of completions is open all keys go to it, as they do on a screen.
void TestMappingDock::returnInTheCompletionsGivesWhatWasTyped()
{
    select({QStringLiteral("techno")});
    QComboBox *box = openEditor();
    QVERIFY(box != nullptr);
    QTest::keyClicks(box->lineEdit(), QStringLiteral("roc"));
    QAbstractItemView *completions = box->completer()->popup();
    QTRY_VERIFY(completions->isVisible());
    QTest::keyClick(completions, Qt::Key_Return);
    QTRY_VERIFY(child<QComboBox>("superGenreEditor") == nullptr);
    QCOMPARE(m_undo->undoText(), QStringLiteral("Assign techno to roc"));

    box = openEditor();
    QVERIFY(box != nullptr);
    QTest::keyClicks(box->lineEdit(), QStringLiteral("ro"));
    QTRY_VERIFY(box->completer()->popup()->isVisible());
    completions = box->completer()->popup();
    QTest::keyClick(completions, Qt::Key_Down);
    const QString chosen = completions->currentIndex().data().toString();
    QVERIFY2(chosen.startsWith(QStringLiteral("ro")), qPrintable(chosen));
    QTest::keyClick(completions, Qt::Key_Return);
    QTRY_VERIFY(child<QComboBox>("superGenreEditor") == nullptr);
    QCOMPARE(m_undo->undoText(), QStringLiteral("Assign techno to %1").arg(chosen));
}

// Several genres follow the one that is edited, whose own does not change.
void TestMappingDock::returnGivesWhatIsThere()
{
    select({QStringLiteral("ballad"), QStringLiteral("punk")});
    QComboBox *box = openEditor();
    QVERIFY(box != nullptr);
    QCOMPARE(box->currentText(), QStringLiteral("rock"));
    QTest::keyClick(box->lineEdit(), Qt::Key_Return);
    QTRY_VERIFY(child<QComboBox>("superGenreEditor") == nullptr);
    QCOMPARE(m_undo->undoText(), QStringLiteral("Assign 2 Genres to rock"));
}

void TestMappingDock::keepsWhatIsTypedWhenAModelFinishes()
{
    select({QStringLiteral("techno")});
    QComboBox *box = openEditor();
    QVERIFY(box != nullptr);
    QTest::keyClicks(box->lineEdit(), QStringLiteral("brand new"));
    const Result<ModelRequest> request = m_study->modelRequest("nearest_centroid", "genre");
    QVERIFY(request.ok());
    Result<ModelRun> run = runModel(request.value(), Progress::none());
    QVERIFY(run.ok());
    QSignalSpy changed(table()->genres(), &QAbstractItemModel::dataChanged);
    m_study->setModelRun(std::move(run).value());
    QVERIFY(!changed.isEmpty()); // purity is known now
    QCOMPARE(child<QComboBox>("superGenreEditor"), box);
    QCOMPARE(box->currentText(), QStringLiteral("brand new"));
    QTest::keyClick(box->lineEdit(), Qt::Key_Return);
    QTRY_COMPARE(m_undo->undoText(), QStringLiteral("Assign techno to brand new"));
}

void TestMappingDock::deleteUnmaps()
{
    select({QStringLiteral("techno")});
    QTest::keyClick(table(), Qt::Key_Delete);
    QCOMPARE(m_undo->undoText(), QStringLiteral("Unmap techno"));
    QCOMPARE(printed(), QStringLiteral("electronic: house | rock: punk metal | pop: ballad polka"));
    select({QStringLiteral("waltz")}); // is not mapped
    QTest::keyClick(table(), Qt::Key_Delete);
    QCOMPARE(m_undo->count(), 1);
    select({QStringLiteral("punk"), QStringLiteral("metal")});
    type(QStringLiteral("not mapped"));
    QCOMPARE(m_undo->undoText(), QStringLiteral("Unmap 2 Genres"));
}

void TestMappingDock::assignMenu()
{
    select({QStringLiteral("techno"), QStringLiteral("house")});
    emit table()->customContextMenuRequested(QPoint(5, 5));
    auto *menu = table()->findChild<QMenu *>(QStringLiteral("genreMenu"));
    QVERIFY(menu != nullptr);
    QMenu *assign = menu->actions().first()->menu();
    QVERIFY(assign != nullptr);
    QCOMPARE(assign->actions().size(), 6); // three super-genres, a line, new, none
    assign->actions().at(2)->trigger();
    QCOMPARE(m_undo->undoText(), QStringLiteral("Assign 2 Genres to pop"));
    assign->actions().at(4)->trigger();
    QCOMPARE(m_undo->undoText(), QStringLiteral("Assign 2 Genres to New super-genre"));
    auto *name = list()->viewport()->findChild<QLineEdit *>();
    QVERIFY(name != nullptr); // open for its name
    QTest::keyClicks(name, QStringLiteral("club"));
    QTest::keyClick(name, Qt::Key_Return);
    QTRY_COMPARE(m_undo->undoText(), QStringLiteral("Rename New super-genre to club"));
    QVERIFY(printed().endsWith(QStringLiteral("club: house techno")));
    menu->close();
}

void TestMappingDock::selectsTracks()
{
    emit table()->tracksRequested({QStringLiteral("house"), QStringLiteral("waltz")});
    QCOMPARE(m_study->selection().members(), (std::vector<std::uint32_t>{3, 4, 10}));
    QCOMPARE(m_study->selectionName(), std::string("2 genres"));
    list()->selectionModel()->select(list()->model()->index(3, 0),
                                     QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    action("superGenreTracksAction")->trigger(); // of what is not mapped
    QCOMPARE(m_study->selection().members(), (std::vector<std::uint32_t>{10}));
    QCOMPARE(m_undo->count(), 0);
}

void TestMappingDock::keepsPlaceAfterAnEdit()
{
    open(manyGenres(80));
    QCOMPARE(table()->model()->rowCount(), 80);
    select({QStringLiteral("genre 150"), QStringLiteral("genre 151")});
    table()->verticalScrollBar()->setValue(45);
    QCOMPARE(table()->verticalScrollBar()->value(), 45);
    QSignalSpy reset(table()->model(), &QAbstractItemModel::modelReset);
    type(QStringLiteral("folk"));
    QCOMPARE(m_undo->count(), 1);
    QCOMPARE(reset.count(), 0);
    QCOMPARE(table()->verticalScrollBar()->value(), 45);
    QCOMPARE(table()->selectedGenres(),
             (QStringList{QStringLiteral("genre 150"), QStringLiteral("genre 151")}));
    QCOMPARE(table()->currentIndex().siblingAtColumn(0).data().toString(), QStringLiteral("genre 151"));
    m_undo->undo();
    QCOMPARE(table()->verticalScrollBar()->value(), 45);
    QCOMPARE(table()->selectedGenres().size(), 2);
}

void TestMappingDock::keepsCurrentInSightWhenSorted()
{
    open(manyGenres(80));
    table()->sortByColumn(GenreMapModel::SuperGenre, Qt::AscendingOrder);
    select({QStringLiteral("genre 102")});
    type(QStringLiteral("zydeco")); // goes to the end
    QCOMPARE(table()->currentIndex().row(), 79);
    QCOMPARE(table()->selectedGenres(), QStringList{QStringLiteral("genre 102")});
    QVERIFY(table()->viewport()->rect().contains(table()->visualRect(table()->currentIndex()).center()));
}

void TestMappingDock::filters()
{
    child<QLineEdit>("mappingFilter")->setText(QStringLiteral("ROCK"));
    QCOMPARE(table()->shownGenres(), (QStringList{QStringLiteral("metal"), QStringLiteral("punk")}));
    child<QLineEdit>("mappingFilter")->setText(QStringLiteral("("));
    QCOMPARE(table()->model()->rowCount(), 0);
    child<QLineEdit>("mappingFilter")->clear();
    QCOMPARE(table()->model()->rowCount(), 6);
    StudySettings settings = mappingSettings(); // techno among what is slow and quiet
    settings.genreMap().superGenres = {{"loud", {}, {"metal", "punk"}},
                                       {"quiet", {}, {"ballad", "techno", "waltz"}}};
    m_study->setSettings(settings);
    auto *misplaced = child<QToolButton>("nearerOtherButton");
    misplaced->click();
    QCOMPARE(table()->shownGenres(), QStringList{QStringLiteral("techno")});
    misplaced->click();
    QCOMPARE(table()->model()->rowCount(), 6);
}

void TestMappingDock::arrangesByWidth()
{
    auto *splitter = child<QSplitter>("mappingSplitter");
    m_dock->resize(320, 700);
    QCOMPARE(splitter->orientation(), Qt::Vertical);
    QVERIFY(table()->isColumnHidden(GenreMapModel::Purity));
    QVERIFY(table()->isColumnHidden(GenreMapModel::Nearest));
    for (const int column : {GenreMapModel::Genre, GenreMapModel::Tracks, GenreMapModel::SuperGenre})
        QVERIFY(!table()->isColumnHidden(column));
    QVERIFY(table()->horizontalHeader()->length() <= table()->viewport()->width());
    m_dock->resize(620, 1000); // tall: the width is for the table
    QCOMPARE(splitter->orientation(), Qt::Vertical);
    QTRY_VERIFY(!table()->isColumnHidden(GenreMapModel::Purity));
    m_dock->resize(620, 500);
    QCOMPARE(splitter->orientation(), Qt::Horizontal);
    QTRY_VERIFY(table()->isColumnHidden(GenreMapModel::Purity));
    m_dock->resize(1000, 700);
    QCOMPARE(splitter->orientation(), Qt::Horizontal);
    QTRY_VERIFY(!table()->isColumnHidden(GenreMapModel::Purity));
    emit table()->horizontalHeader()->customContextMenuRequested(QPoint(5, 5));
    auto *menu = table()->findChild<QMenu *>(QStringLiteral("genreColumnsMenu"));
    QVERIFY(menu != nullptr);
    menu->actions().first()->trigger();
    menu->close();
    QVERIFY(table()->isColumnHidden(GenreMapModel::Purity));
    QVERIFY(!table()->isColumnHidden(GenreMapModel::Nearest));
    m_dock->resize(320, 700); // what a person chose stays
    QVERIFY(!table()->isColumnHidden(GenreMapModel::Nearest));
}

void TestMappingDock::emptyStates()
{
    Study study;
    MappingDock dock(study);
    dock.show();
    QCOMPARE(dock.findChild<QLabel *>(QStringLiteral("mappingSummary"))->text(),
             QStringLiteral("Open a file to see its genres."));
    for (QAction *each : dock.mappingActions())
        QVERIFY(!each->objectName().isEmpty() && !each->text().isEmpty());
    const auto plain = test::datasetOf("track_id,energy,tempo\na,1,130\nb,0.5,120\n");
    PreparationOptions options;
    study.setDataset(plain, test::preparedOf(*plain, options), options);
    auto *bar = dock.findChild<NoticeBar *>();
    QVERIFY(bar->text().contains(QStringLiteral("no genre column")));
    QSignalSpy asked(&dock, &Dock::columnsRequested);
    emit bar->linkActivated();
    QCOMPARE(asked.count(), 1);
}

QTEST_MAIN(TestMappingDock)
#include "tst_mapping_dock.moc"
