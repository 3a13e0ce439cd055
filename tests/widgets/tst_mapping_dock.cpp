#include "core/base/random.h"
#include "core/study/change_settings.h"
#include "core/study/study.h"
#include "tests/support/datasets.h"
#include "widgets/docks/genre_table.h"
#include "widgets/docks/mapping_dock.h"
#include "widgets/docks/mapping_editor.h"
#include "widgets/docks/notice_bar.h"
#include "widgets/docks/super_genre_view.h"
#include "widgets/models/genre_map_model.h"
#include "widgets/models/super_genre_model.h"
#include "widgets/plots/class_colours.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDropEvent>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSplitter>
#include <QTest>
#include <QToolButton>
#include <QUndoStack>

#include <algorithm>

using namespace genrelens;

class TestMappingDock : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void showsGenresAndSuperGenres();
    void edits();
    void editsSeveral();
    void clickOpensTheEditor();
    void clickKeepsSeveralSelected();
    void typesANewName();
    void escapeChangesNothing();
    void deleteUnmaps();
    void assignMenu();
    void selectsTracks();
    void dropsGenres();
    void dropsGenresApart();
    void dropsSuperGenres();
    void renames();
    void renamesInPlace();
    void merges();
    void recolours();
    void movesByKeys();
    void deletesSuperGenres();
    void addsSuperGenres();
    void coloursStayWithTheirClass();
    void unmappedIsAClass();
    void newAndDuplicatedMappings();
    void deletesMappings();
    void renamesMappings();
    void choosesMappings();
    void copiesAndPastes();
    void refusesMalformedPaste();
    void refusesNames();
    void keepsPlaceAfterAnEdit();
    void keepsCurrentInSightWhenSorted();
    void filters();
    void undoesAHundredSteps();
    void arrangesByWidth();
    void emptyStates();
    void menuHoldsWhatItIsGiven();

private:
    template <typename Widget>
    Widget *child(const char *name)
    {
        return m_dock->findChild<Widget *>(QLatin1String(name));
    }
    GenreTable *table() { return child<GenreTable>("mappingTable"); }
    SuperGenreView *list() { return child<SuperGenreView>("superGenreList"); }
    QAction *action(const char *name) { return child<QAction>(name); }
    QString notice() { return m_dock->findChild<NoticeBar *>()->text(); }
    const GenreMap &map() { return m_study->settings().genreMap(); }
    QString printed();
    void select(const QStringList &genres);
    void selectSuperGenres(const QStringList &names);
    QComboBox *openEditor();
    void type(const QString &text);
    void drop(const QMimeData &data, const QPoint &at);
    QPoint rowPoint(int row, double share = 0.5);
    void open(std::string_view text);
    void randomStep(Random &random);

    std::unique_ptr<Study> m_study;
    std::unique_ptr<QUndoStack> m_undo;
    std::unique_ptr<MappingDock> m_dock;
};

namespace
{

constexpr std::string_view tracks = "track_id,track_genre,energy,tempo\n"
                                    "a,techno,1,130\nb,techno,0.9,131\nc,techno,0.8,132\n"
                                    "d,house,0.7,120\ne,house,0.75,121\n"
                                    "f,punk,0.6,170\ng,punk,0.65,171\n"
                                    "h,metal,0.95,160\n"
                                    "i,ballad,0.1,70\nj,ballad,0.15,71\n"
                                    "k,waltz,0.2,90\n";

StudySettings someSettings()
{
    StudySettings settings;
    settings.genreMap().name = "Mine";
    settings.genreMap().superGenres = {{"electronic", {}, {"techno", "house"}},
                                       {"rock", {}, {"punk", "metal"}},
                                       {"pop", {}, {"ballad", "polka"}}};
    return settings;
}

std::string manyGenres(int count)
{
    std::string text = "track_id,track_genre,energy,tempo\n";
    for (int i = 0; i < count; ++i)
        text += 't' + std::to_string(i) + ",genre " + std::to_string(100 + i) + ",0." +
                std::to_string(10 + i) + ',' + std::to_string(60 + i) + '\n';
    return text;
}

} // namespace

void TestMappingDock::init()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    m_study = std::make_unique<Study>();
    m_undo = std::make_unique<QUndoStack>();
    m_study->setSettings(someSettings());
    open(tracks);
    m_dock = std::make_unique<MappingDock>(*m_study);
    connect(m_dock.get(), &Dock::settingsChosen, this,
            [this](const StudySettings &settings, const QString &text) {
                m_undo->push(new ChangeSettings(*m_study, settings, text));
            });
    m_dock->resize(360, 700);
    m_dock->show();
    m_dock->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_dock.get()));
}

void TestMappingDock::cleanup()
{
    m_dock.reset();
    m_undo.reset();
    m_study.reset();
}

void TestMappingDock::open(std::string_view text)
{
    const auto dataset = test::datasetOf(text);
    m_study->setDataset(dataset, test::preparedOf(*dataset), {});
}

// "electronic: techno house | rock: punk metal": the map as it stands.
QString TestMappingDock::printed()
{
    QStringList groups;
    for (const SuperGenre &group : map().superGenres) {
        QStringList genres;
        for (const std::string &genre : group.genres)
            genres.append(QString::fromStdString(genre));
        groups.append(QString::fromStdString(group.name) + QStringLiteral(": ") +
                      genres.join(QLatin1Char(' ')));
    }
    return groups.join(QStringLiteral(" | "));
}

void TestMappingDock::select(const QStringList &genres)
{
    table()->clearSelection();
    table()->setFocus();
    for (int row = 0; row < table()->model()->rowCount(); ++row) {
        const QModelIndex index = table()->model()->index(row, 0);
        if (!genres.contains(index.data().toString()))
            continue;
        table()->selectionModel()->setCurrentIndex(index,
                                                   QItemSelectionModel::Select | QItemSelectionModel::Rows);
    }
    QCOMPARE(table()->selectedGenres().size(), genres.size());
}

void TestMappingDock::selectSuperGenres(const QStringList &names)
{
    list()->clearSelection();
    list()->setFocus();
    list()->select(names, names.value(0));
    QCOMPARE(list()->selectedNames().size(), names.size());
}

QComboBox *TestMappingDock::openEditor()
{
    QTest::keyClick(table(), Qt::Key_Return);
    return child<QComboBox>("superGenreEditor");
}

void TestMappingDock::type(const QString &text)
{
    QComboBox *box = openEditor();
    QVERIFY(box != nullptr);
    QTest::keyClicks(box->lineEdit(), text);
    QTest::keyClick(box->lineEdit(), Qt::Key_Return);
    QTRY_VERIFY(child<QComboBox>("superGenreEditor") == nullptr);
}

QPoint TestMappingDock::rowPoint(int row, double share)
{
    return {30, list()->rowViewportPosition(row) + static_cast<int>(list()->rowHeight(row) * share)};
}

void TestMappingDock::drop(const QMimeData &data, const QPoint &at)
{
    QDragEnterEvent enter(at, Qt::CopyAction | Qt::MoveAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(list()->viewport(), &enter);
    QDragMoveEvent move(at, Qt::CopyAction | Qt::MoveAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(list()->viewport(), &move);
    QVERIFY(move.isAccepted());
    list()->viewport()->grab(); // paints where it would go
    QDropEvent drop(at, Qt::CopyAction | Qt::MoveAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(list()->viewport(), &drop);
}

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
             QStringLiteral("5 of 6 genres mapped to 3 super-genres · 1 of the mapping is not in this file"));
}

void TestMappingDock::edits()
{
    select({QStringLiteral("techno")});
    type(QStringLiteral("rock"));
    QCOMPARE(printed(), QStringLiteral("electronic: house | rock: punk metal techno | pop: ballad polka"));
    QCOMPARE(m_undo->undoText(), QStringLiteral("Assign techno to rock"));
    QCOMPARE(list()->model()->index(1, SuperGenreModel::Tracks).data().toString(), QStringLiteral("6"));
    m_undo->undo();
    QVERIFY(m_study->settings() == someSettings());
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

void TestMappingDock::dropsGenres()
{
    select({QStringLiteral("punk"), QStringLiteral("metal")});
    const std::unique_ptr<QMimeData> data(
        table()->model()->mimeData(table()->selectionModel()->selectedIndexes()));
    QVERIFY(data->hasFormat(GenreMapModel::mimeType()));
    drop(*data, rowPoint(0));
    QCOMPARE(printed(), QStringLiteral("electronic: techno house metal punk | rock:  | pop: ballad polka"));
    QCOMPARE(m_undo->undoText(), QStringLiteral("Assign 2 Genres to electronic"));
    drop(*data, rowPoint(3, 0.1)); // the edge of the row is the row as well
    QCOMPARE(m_undo->undoText(), QStringLiteral("Unmap 2 Genres"));
    QMimeData other;
    other.setText(QStringLiteral("punk"));
    QDragMoveEvent move(rowPoint(0), Qt::CopyAction, &other, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(list()->viewport(), &move);
    QVERIFY(!move.isAccepted());
    QDropEvent dropped(rowPoint(0), Qt::CopyAction, &other, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(list()->viewport(), &dropped);
    QCOMPARE(m_undo->count(), 2);
}

void TestMappingDock::dropsGenresApart()
{
    select({QStringLiteral("punk")});
    const std::unique_ptr<QMimeData> data(
        table()->model()->mimeData(table()->selectionModel()->selectedIndexes()));
    m_dock->resize(360, 1000); // with room below
    drop(*data, QPoint(30, rowPoint(3).y() + 40));
    QCOMPARE(
        printed(),
        QStringLiteral("electronic: techno house | rock: metal | pop: ballad polka | New super-genre: punk"));
    QTRY_VERIFY(list()->viewport()->findChild<QLineEdit *>() != nullptr);
    auto *name = list()->viewport()->findChild<QLineEdit *>();
    QTest::keyClicks(name, QStringLiteral("noise"));
    QTest::keyClick(name, Qt::Key_Return);
    QTRY_COMPARE(m_undo->undoText(), QStringLiteral("Rename New super-genre to noise"));
    QDragEnterEvent enter({5, 5}, Qt::CopyAction, data.get(), Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(child<QToolButton>("newSuperGenreButton"), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent onButton({5, 5}, Qt::CopyAction, data.get(), Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(child<QToolButton>("newSuperGenreButton"), &onButton);
    QVERIFY(printed().endsWith(QStringLiteral("noise:  | New super-genre: punk")));
}

void TestMappingDock::dropsSuperGenres()
{
    const std::unique_ptr<QMimeData> rock(
        list()->model()->mimeData({list()->model()->index(1, SuperGenreModel::Name)}));
    drop(*rock, rowPoint(0, 0.1)); // between two: to that place
    QCOMPARE(printed(), QStringLiteral("rock: punk metal | electronic: techno house | pop: ballad polka"));
    QCOMPARE(m_undo->undoText(), QStringLiteral("Move rock"));
    drop(*rock, rowPoint(3)); // on what is not mapped: to the end
    QCOMPARE(printed(), QStringLiteral("electronic: techno house | pop: ballad polka | rock: punk metal"));
    drop(*rock, rowPoint(2, 0.1)); // where it is
    QCOMPARE(m_undo->count(), 2);
    drop(*rock, rowPoint(1)); // on another
    QCOMPARE(printed(), QStringLiteral("electronic: techno house | pop: ballad polka punk metal"));
    QCOMPARE(m_undo->undoText(), QStringLiteral("Merge rock into pop"));
}

void TestMappingDock::renames()
{
    selectSuperGenres({QStringLiteral("rock")});
    QTest::keyClick(list(), Qt::Key_F2);
    auto *name = list()->viewport()->findChild<QLineEdit *>();
    QVERIFY(name != nullptr);
    QCOMPARE(name->text(), QStringLiteral("rock"));
    QTest::keyClicks(name, QStringLiteral("guitars"));
    QTest::keyClick(name, Qt::Key_Return);
    QTRY_COMPARE(m_undo->undoText(), QStringLiteral("Rename rock to guitars"));
    QCOMPARE(printed(), QStringLiteral("electronic: techno house | guitars: punk metal | pop: ballad polka"));
    QCOMPARE(list()->currentName(), QStringLiteral("guitars"));
    QCOMPARE(list()->selectedNames(), QStringList{QStringLiteral("guitars")});
}

void TestMappingDock::renamesInPlace()
{
    const QRect cell = list()->visualRect(list()->model()->index(1, SuperGenreModel::Name));
    QTest::mouseClick(list()->viewport(), Qt::LeftButton, {}, cell.center());
    QTest::mouseDClick(list()->viewport(), Qt::LeftButton, {}, cell.center());
    QVERIFY(list()->viewport()->findChild<QLineEdit *>() != nullptr);
    QTest::keyClick(list()->viewport()->findChild<QLineEdit *>(), Qt::Key_Escape);
    const QRect last = list()->visualRect(list()->model()->index(3, SuperGenreModel::Name));
    QTRY_VERIFY(list()->viewport()->findChild<QLineEdit *>() == nullptr);
    QTest::mouseDClick(list()->viewport(), Qt::LeftButton, {}, last.center());
    QVERIFY(list()->viewport()->findChild<QLineEdit *>() == nullptr); // that has no name
    QCOMPARE(m_undo->count(), 0);
}

void TestMappingDock::merges()
{
    selectSuperGenres({QStringLiteral("electronic"), QStringLiteral("rock")});
    emit list()->customContextMenuRequested(QPoint(5, 5));
    auto *menu = m_dock->findChild<QMenu *>(QStringLiteral("superGenreMenu"));
    QVERIFY(menu != nullptr);
    QMenu *into = nullptr;
    for (QAction *entry : menu->actions())
        into = entry->menu() != nullptr ? entry->menu() : into;
    QVERIFY(into != nullptr);
    QCOMPARE(into->actions().size(), 3);
    into->actions().at(2)->trigger();
    QCOMPARE(printed(), QStringLiteral("pop: ballad polka techno house punk metal"));
    QCOMPARE(m_undo->undoText(), QStringLiteral("Merge 2 Super-genres into pop"));
    menu->close();
}

void TestMappingDock::recolours()
{
    QColor asked;
    m_dock->setColourChooser([&asked](const QColor &now, QWidget *) {
        asked = now;
        return std::optional(QColor(1, 2, 3));
    });
    const QRect cell = list()->visualRect(list()->model()->index(1, SuperGenreModel::Name));
    QTest::mouseClick(list()->viewport(), Qt::LeftButton, {}, QPoint(cell.left() + 8, cell.center().y()));
    QCOMPARE(asked, superGenreColours(someSettings().genreMap())[1]);
    QCOMPARE(m_undo->undoText(), QStringLiteral("Recolour rock"));
    QVERIFY(map().superGenres[1].colour == 0x010203U);
    QCOMPARE(list()->model()->index(1, SuperGenreModel::Name).data(Qt::DecorationRole).value<QColor>(),
             QColor(1, 2, 3));
    m_dock->setColourChooser([](const QColor &, QWidget *) { return std::optional<QColor>(); });
    action("recolourSuperGenreAction")->trigger();                            // given up
    QTest::mouseClick(list()->viewport(), Qt::LeftButton, {}, cell.center()); // the name is no chip
    QCOMPARE(m_undo->count(), 1);
}

void TestMappingDock::movesByKeys()
{
    selectSuperGenres({QStringLiteral("pop")});
    QTest::keyClick(list(), Qt::Key_Up, Qt::AltModifier);
    QCOMPARE(printed(), QStringLiteral("electronic: techno house | pop: ballad polka | rock: punk metal"));
    QCOMPARE(m_undo->undoText(), QStringLiteral("Move pop"));
    QCOMPARE(list()->currentName(), QStringLiteral("pop"));
    QTest::keyClick(list(), Qt::Key_Up, Qt::AltModifier);
    QVERIFY(!action("superGenreUpAction")->isEnabled());
    QTest::keyClick(list(), Qt::Key_Down, Qt::AltModifier);
    QTest::keyClick(list(), Qt::Key_Down, Qt::AltModifier);
    QVERIFY(!action("superGenreDownAction")->isEnabled());
    QCOMPARE(printed(), QStringLiteral("electronic: techno house | rock: punk metal | pop: ballad polka"));
    QCOMPARE(m_undo->count(), 4);
    selectSuperGenres({QStringLiteral("rock"), QStringLiteral("pop")});
    QTest::keyClick(list(), Qt::Key_Up, Qt::AltModifier);
    QCOMPARE(printed(), QStringLiteral("rock: punk metal | pop: ballad polka | electronic: techno house"));
    QCOMPARE(m_undo->undoText(), QStringLiteral("Move 2 Super-genres"));
}

void TestMappingDock::deletesSuperGenres()
{
    selectSuperGenres({QStringLiteral("rock")});
    QTest::keyClick(list(), Qt::Key_Delete);
    QCOMPARE(printed(), QStringLiteral("electronic: techno house | pop: ballad polka"));
    QCOMPARE(m_undo->undoText(), QStringLiteral("Delete rock"));
    QCOMPARE(list()->model()->index(2, SuperGenreModel::Genres).data().toString(), QStringLiteral("3"));
    list()->selectionModel()->select(list()->model()->index(2, 0),
                                     QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    QVERIFY(!action("deleteSuperGenreAction")->isEnabled()); // what is not mapped stays
}

void TestMappingDock::addsSuperGenres()
{
    for (const char *name : {"New super-genre", "New super-genre 2"}) {
        QTest::mouseClick(child<QToolButton>("newSuperGenreButton"), Qt::LeftButton);
        QCOMPARE(m_undo->undoText(), QStringLiteral("Add a Super-genre"));
        QCOMPARE(map().superGenres.back().name, std::string(name));
        auto *editor = list()->viewport()->findChild<QLineEdit *>();
        QVERIFY(editor != nullptr);
        QTest::keyClick(editor, Qt::Key_Escape);
        QTRY_VERIFY(list()->viewport()->findChild<QLineEdit *>() == nullptr);
    }
    QVERIFY(map().superGenres[3].colour != map().superGenres[4].colour);
}

void TestMappingDock::coloursStayWithTheirClass()
{
    const std::vector<QColor> before = superGenreColours(map());
    selectSuperGenres({QStringLiteral("electronic")});
    QTest::keyClick(list(), Qt::Key_Delete);
    const std::vector<QColor> after = superGenreColours(map());
    QCOMPARE(after, (std::vector<QColor>{before[1], before[2]}));
}

void TestMappingDock::unmappedIsAClass()
{
    auto *keep = child<QCheckBox>("unmappedIsClass");
    QVERIFY(keep->isVisible() && !keep->isChecked());
    QTest::mouseClick(keep, Qt::LeftButton, {}, QPoint(8, keep->height() / 2));
    QVERIFY(map().unmappedIsClass);
    QCOMPARE(m_undo->undoText(), QStringLiteral("Keep Unmapped Genres as a Class"));
    QCOMPARE(m_study->labels("super_genre").classes().back(), std::string("unmapped"));
    m_undo->undo();
    QVERIFY(!keep->isChecked());
    select({QStringLiteral("waltz")});
    type(QStringLiteral("pop"));
    QVERIFY(!keep->isVisible()); // all are mapped
}

void TestMappingDock::newAndDuplicatedMappings()
{
    auto *box = child<QComboBox>("mappingBox");
    QCOMPARE(box->count(), 1);
    action("duplicateMappingAction")->trigger();
    QCOMPARE(m_undo->undoText(), QStringLiteral("Duplicate Mine"));
    QCOMPARE(box->count(), 2);
    QCOMPARE(box->currentText(), QStringLiteral("Mine 2"));
    QCOMPARE(m_study->settings().currentMapping, std::string("super_genre_2"));
    QCOMPARE(m_study->currentLabels(), std::string("super_genre_2"));
    QVERIFY(map().superGenres == someSettings().genreMap().superGenres);
    action("newMappingAction")->trigger();
    QCOMPARE(m_undo->undoText(), QStringLiteral("New Mapping"));
    QCOMPARE(box->currentText(), QStringLiteral("New mapping"));
    QVERIFY(map().superGenres.empty());
    QVERIFY(child<QLabel>("mappingSummary")->text().startsWith(QStringLiteral("None of the 6 genres")));
    m_undo->undo();
    QCOMPARE(box->currentText(), QStringLiteral("Mine 2"));
    QCOMPARE(m_study->currentLabels(), std::string("super_genre_2"));
    m_undo->undo();
    QVERIFY(m_study->settings() == someSettings());
}

void TestMappingDock::deletesMappings()
{
    QVERIFY(!action("deleteMappingAction")->isEnabled()); // the last one
    action("duplicateMappingAction")->trigger();
    QVERIFY(action("deleteMappingAction")->isEnabled());
    action("deleteMappingAction")->trigger();
    QCOMPARE(m_undo->undoText(), QStringLiteral("Delete Mine 2"));
    QCOMPARE(m_study->settings().currentMapping, std::string("super_genre"));
    QCOMPARE(m_study->currentLabels(), std::string("super_genre"));
    QVERIFY(!action("deleteMappingAction")->isEnabled());
}

void TestMappingDock::renamesMappings()
{
    action("duplicateMappingAction")->trigger();
    auto *name = child<QLineEdit>("mappingName");
    const auto rename = [&](const QString &text, Qt::Key key) {
        action("renameMappingAction")->trigger();
        QVERIFY(name->isVisible());
        QTest::keyClicks(name, text);
        QTest::keyClick(name, key);
        QVERIFY(!name->isVisible());
    };
    rename(QStringLiteral("Other"), Qt::Key_Escape);
    QCOMPARE(m_undo->count(), 1);
    rename(QStringLiteral("Mine"), Qt::Key_Return);
    QCOMPARE(m_undo->count(), 1);
    QCOMPARE(notice(), QStringLiteral("There is a mapping \"Mine\" already."));
    rename(QStringLiteral(" Ours "), Qt::Key_Return);
    QCOMPARE(m_undo->undoText(), QStringLiteral("Rename Mine 2 to Ours"));
    QCOMPARE(child<QComboBox>("mappingBox")->currentText(), QStringLiteral("Ours"));
    QVERIFY(notice().isEmpty());
}

void TestMappingDock::choosesMappings()
{
    action("newMappingAction")->trigger();
    auto *box = child<QComboBox>("mappingBox");
    QTest::keyClick(box, Qt::Key_Up);
    QCOMPARE(m_study->settings().currentMapping, std::string("super_genre"));
    QCOMPARE(m_study->currentLabels(), std::string("super_genre"));
    m_study->setCurrentLabels("genre");
    QTest::keyClick(box, Qt::Key_Down);
    QCOMPARE(m_study->settings().currentMapping, std::string("super_genre_2"));
    QCOMPARE(m_study->currentLabels(), std::string("genre"));
    QCOMPARE(m_undo->count(), 1); // looking is no step
}

void TestMappingDock::copiesAndPastes()
{
    select({QStringLiteral("techno"), QStringLiteral("waltz")});
    QTest::keyClick(table(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QApplication::clipboard()->text(),
             QStringLiteral("genre\tsuper_genre\ntechno\telectronic\nwaltz\t\n"));
    table()->clearSelection();
    action("copyMappingAction")->trigger();
    QCOMPARE(QApplication::clipboard()->text().count(QLatin1Char('\n')), 7);
    QApplication::clipboard()->setText(QStringLiteral("techno\trock\nwaltz\tballroom\r\nfado\tballroom\n"));
    QTest::keyClick(table(), Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(m_undo->undoText(), QStringLiteral("Paste a Mapping"));
    QCOMPARE(m_undo->count(), 1);
    QCOMPARE(printed(), QStringLiteral("electronic: house | rock: punk metal techno | pop: ballad polka | "
                                       "ballroom: waltz fado"));
    m_undo->undo();
    QVERIFY(m_study->settings() == someSettings());
}

void TestMappingDock::refusesMalformedPaste()
{
    for (const char *text :
         {"techno", "techno\trock\npunk\n", "techno\trock\ntechno\tpop\n", "", "\trock\n"}) {
        QApplication::clipboard()->setText(QString::fromLatin1(text));
        action("pasteMappingAction")->trigger();
        QCOMPARE(m_undo->count(), 0);
        QVERIFY(m_study->settings() == someSettings());
        QVERIFY2(notice().startsWith(QStringLiteral("Clipboard")), text);
    }
    QApplication::clipboard()->setText(QStringLiteral("techno\tunmapped\npunk\tpop\n"));
    action("pasteMappingAction")->trigger(); // half of it would do, but nothing is half done
    QVERIFY(m_study->settings() == someSettings());
    QVERIFY(notice().contains(QStringLiteral("unmapped")));
    QApplication::clipboard()->setText(QStringLiteral("techno\trock\npunk\tpop\n"));
    action("pasteMappingAction")->trigger();
    QVERIFY(notice().isEmpty());
}

void TestMappingDock::refusesNames()
{
    for (const char *typed : {"pop", "unmapped", " "}) {
        selectSuperGenres({QStringLiteral("rock")});
        QTest::keyClick(list(), Qt::Key_F2);
        auto *name = list()->viewport()->findChild<QLineEdit *>();
        QVERIFY(name != nullptr);
        QTest::keyClicks(name, QString::fromLatin1(typed));
        QTest::keyClick(name, Qt::Key_Return);
        QTRY_VERIFY(list()->viewport()->findChild<QLineEdit *>() == nullptr);
        QVERIFY2(!notice().isEmpty(), typed);
        QCOMPARE(m_undo->count(), 0);
    }
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
    auto *misplaced = child<QToolButton>("nearerOtherButton");
    misplaced->click();
    for (int row = 0; row < table()->model()->rowCount(); ++row)
        QVERIFY(table()->model()->index(row, 0).data(GenreMapModel::NearerOtherRole).toBool());
    misplaced->click();
    QCOMPARE(table()->model()->rowCount(), 6);
}

// Any of the edits, by what the widgets call.
void TestMappingDock::randomStep(Random &random)
{
    const auto below = [&random](qsizetype n) {
        return static_cast<int>(random.below(static_cast<std::uint32_t>(std::max<qsizetype>(n, 1))));
    };
    auto *editor = m_dock->findChild<MappingEditor *>();
    const QStringList genres = table()->shownGenres();
    QStringList groups;
    for (const SuperGenre &group : map().superGenres)
        groups.append(QString::fromStdString(group.name));
    const QStringList some{genres[below(genres.size())], genres[below(genres.size())]};
    const QString group = groups.value(below(groups.size()));
    switch (below(11)) {
    case 0:
        select({some.first()});
        type(QStringLiteral("typed %1").arg(below(4)));
        break;
    case 1:
        select({some.first()});
        QTest::keyClick(table(), Qt::Key_Delete);
        break;
    case 2:
        editor->assign(some, group);
        break;
    case 3:
        editor->rename(group, QStringLiteral("named %1").arg(below(5)));
        break;
    case 4:
        editor->merge({group, groups.value(below(groups.size()))}, groups.value(below(groups.size())));
        break;
    case 5:
        editor->recolour(group, QColor(below(256), below(256), below(256)));
        break;
    case 6:
        editor->move({group}, below(groups.size() + 1));
        break;
    case 7:
        editor->remove({group});
        break;
    case 8:
        editor->addSuperGenre();
        break;
    case 9:
        editor->setUnmappedIsClass(!map().unmappedIsClass);
        break;
    default:
        action(below(3) > 0 ? "duplicateMappingAction" : "deleteMappingAction")->trigger();
    }
}

void TestMappingDock::undoesAHundredSteps()
{
    Random random(20, RandomPurpose::Test);
    std::vector<StudySettings> states{m_study->settings()};
    while (m_undo->count() < 100) {
        const int before = m_undo->count();
        randomStep(random);
        if (m_undo->count() > before)
            states.push_back(m_study->settings());
    }
    const StudySettings last = m_study->settings();
    while (m_undo->canUndo())
        m_undo->undo();
    QVERIFY(m_study->settings() == someSettings());
    QCOMPARE(list()->model()->rowCount(), 4);
    while (m_undo->canRedo())
        m_undo->redo();
    QVERIFY(m_study->settings() == last);
    QCOMPARE(list()->model()->rowCount(), static_cast<int>(map().superGenres.size()) + 1);
    // Every state in between is met on the way back.
    for (std::size_t step = states.size(); step-- > 1;) {
        QVERIFY(states[step].mappings == m_study->settings().mappings);
        m_undo->undo();
    }
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

void TestMappingDock::menuHoldsWhatItIsGiven()
{
    QAction load(QStringLiteral("Load Mapping…"));
    QAction save(QStringLiteral("Save Mapping…"));
    m_dock->setFileActions({&load, &save});
    const QList<QAction *> entries = child<QToolButton>("mappingMenuButton")->menu()->actions();
    QVERIFY(entries.contains(&load) && entries.contains(&save));
    for (QAction *each : m_dock->mappingActions())
        QCOMPARE(entries.count(each), 1);
    QSignalSpy suggest(m_dock.get(), &MappingDock::suggestRequested);
    action("suggestMappingAction")->trigger();
    QCOMPARE(suggest.count(), 1);
    m_dock->setFileActions({});
}

QTEST_MAIN(TestMappingDock)
#include "tst_mapping_dock.moc"
