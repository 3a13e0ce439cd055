#include "core/study/import_memory.h"
#include "tests/app/window_test.h"
#include "widgets/dialogs/import_dialog.h"
#include "widgets/docks/dock.h"
#include "widgets/docks/notice_bar.h"
#include "widgets/models/column_model.h"

#include <QApplication>
#include <QComboBox>
#include <QDropEvent>
#include <QLabel>
#include <QLayout>
#include <QMenu>
#include <QMimeData>
#include <QPointer>
#include <QStandardItemModel>
#include <QTableView>
#include <QToolBar>

using namespace genrelens;
using test::patience;

namespace
{

/// A file in which no column has the name of an audio feature.
QByteArray otherField()
{
    return "name,colour,height,weight,legs\n"
           "cat,grey,0.3,4,4\ndog,brown,0.6,20,4\nhen,brown,0.4,2,2\nape,grey,1.2,50,2\ncow,brown,1.4,600,"
           "4\n";
}

/// Tracks whose columns are all known, and none of which is a genre.
QByteArray plainTracks()
{
    QByteArray text = "track_id,mood,energy,tempo\n";
    for (int i = 0; i < 60; ++i)
        text += QByteArray::number(i) + "x," + (i % 2 == 0 ? "calm," : "wild,") + QByteArray::number(i % 7) +
                ',' + QByteArray::number(80 + i) + '\n';
    return text;
}

} // namespace

/// From files to a dataset: choosing, dropping, asking, remembering, failing.
class TestOpening : public test::WindowTest
{
    Q_OBJECT

private slots:
    void wrongFileKeepsWhatIsOpen();
    void droppedFileOpens();
    void recentFilesReopenAndClear();
    void skippedRowsAreTold();
    void doubtfulFileIsAskedAboutOnce();
    void cancelledQuestionKeepsWhatIsOpen();
    void newerOpenEndsTheQuestion();
    void whatCannotBePreparedIsAskedAbout();
    void columnsAreAnUndoableStep();
    void fileWaitsForTheColumnsOfAnother();
    void standardizeIsRemembered();
    void fileWithoutGenres();
    void severalFilesAreOneDataset();
    void vanishedRecentFileIsForgotten();
    void interruptedOpeningIsTold();

private:
    [[nodiscard]] ImportDialog *question() const { return m_window->findChild<ImportDialog *>(); }
    ImportDialog *waitForQuestion();
    static void setRole(ImportDialog &dialog, const char *column, ColumnRole role);
};

ImportDialog *TestOpening::waitForQuestion()
{
    if (!QTest::qWaitFor([this] { return question() != nullptr && question()->isVisible(); }, patience))
        qFatal("no question was asked");
    return question();
}

void TestOpening::setRole(ImportDialog &dialog, const char *column, ColumnRole role)
{
    QAbstractItemModel *model = dialog.findChild<QTableView *>(QStringLiteral("importColumns"))->model();
    for (int row = 0; row < model->rowCount(); ++row)
        if (model->index(row, ColumnModel::Name).data().toString() == QLatin1String(column))
            model->setData(model->index(row, ColumnModel::Role), roleTitle(role));
}

void TestOpening::wrongFileKeepsWhatIsOpen()
{
    auto *message = child<NoticeBar>("message");
    m_answers.open = QStringList{m_folder.filePath(QStringLiteral("missing.csv"))};
    child<QAction>("openAction")->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(message->text().contains(QStringLiteral("missing.csv")), patience);
    QVERIFY(message->isVisible());
    QVERIFY(m_window->study().dataset() == nullptr);

    openAndWait(m_file);
    QVERIFY(!message->isVisible());
    const auto before = m_window->study().dataset();
    m_answers.open = QStringList{m_folder.path()};
    child<QAction>("openAction")->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(message->isVisible(), patience);
    QVERIFY(message->text().contains(QStringLiteral("folder")));
    QVERIFY(m_window->study().dataset() == before);
}

void TestOpening::droppedFileOpens()
{
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(m_file)});
    QDragEnterEvent enter(QPoint(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(m_window.get(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(QPointF(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(m_window.get(), &drop);
    QTRY_VERIFY_WITH_TIMEOUT(m_window->study().dataset() != nullptr, patience);
}

void TestOpening::recentFilesReopenAndClear()
{
    openAndWait(m_file);
    auto *menu = child<QMenu>("recentMenu");
    QVERIFY(menu->actions().first()->text().contains(QStringLiteral("tracks.csv")));
    m_window.reset();
    makeWindow();
    menu = child<QMenu>("recentMenu");
    menu->actions().first()->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(m_window->study().dataset() != nullptr, patience);
    menu->actions().last()->trigger();
    QCOMPARE(menu->actions().size(), 2); // a line and Clear
    QVERIFY(!menu->actions().last()->isEnabled());
}

void TestOpening::skippedRowsAreTold()
{
    QFile whole(m_file);
    QVERIFY(whole.open(QIODevice::ReadOnly));
    QByteArray text = whole.readAll();
    text.append("1,2,3\n");
    QFile ragged(m_folder.filePath(QStringLiteral("ragged.csv")));
    QVERIFY(ragged.open(QIODevice::WriteOnly));
    ragged.write(text);
    ragged.close();
    openAndWait(ragged.fileName());
    auto *message = child<NoticeBar>("message");
    QTRY_VERIFY(message->isVisible());
    QVERIFY2(message->text().contains(QStringLiteral("line 1,142 (3 fields)")), qPrintable(message->text()));

    // However narrow the window is, all lines stand in the bar.
    m_window->resize(900, 800);
    auto *bar = child<QToolBar>("messageBar");
    QTRY_VERIFY(message->width() < 900);
    QTRY_VERIFY(message->height() >= message->layout()->totalHeightForWidth(message->width()));
    QTRY_VERIFY(bar->rect().contains(QRect(message->mapTo(bar, QPoint()), message->size())));
}

void TestOpening::doubtfulFileIsAskedAboutOnce()
{
    const QString animals = writeFile("animals.csv", otherField());
    m_window->open({animals});
    ImportDialog *dialog = waitForQuestion();
    QVERIFY(m_window->study().dataset() == nullptr);
    QVERIFY(!dialog->findChild<QLabel *>(QStringLiteral("importDoubts"))->text().isEmpty());
    setRole(*dialog, "weight", ColumnRole::Other);
    setRole(*dialog, "colour", ColumnRole::Genre);
    dialog->accept();
    QTRY_VERIFY_WITH_TIMEOUT(m_window->study().dataset() != nullptr, patience);
    QCOMPARE(m_window->study().labels("genre").classes(), (std::vector<std::string>{"brown", "grey"}));
    QCOMPARE(m_window->study().prepared()->features().names(), (std::vector<std::string>{"height", "legs"}));
    QVERIFY(m_window->study().isPreparationCurrent());
    QVERIFY(!m_window->undoStack().canUndo());

    // Another file of that shape, in another window: no question, the same answer.
    m_window.reset();
    makeWindow();
    const QString more = writeFile("more_animals.csv", otherField() + "fox,red,0.4,7,4\n");
    openAndWait(more);
    QVERIFY(question() == nullptr);
    QCOMPARE(m_window->study().labels("genre").classes().size(), std::size_t(3));
    QCOMPARE(m_window->study().prepared()->features().columns(), std::size_t(2));
}

void TestOpening::cancelledQuestionKeepsWhatIsOpen()
{
    openAndWait(m_file);
    const auto before = m_window->study().dataset();
    const PreparationOptions options = m_window->study().settings().preparation;
    const QString animals = writeFile("animals.csv", otherField());
    m_window->open({animals});
    waitForQuestion()->reject();
    QTRY_VERIFY(question() == nullptr);
    QVERIFY(m_window->study().dataset() == before);
    QVERIFY(m_window->study().settings().preparation == options);
    QVERIFY(unfinishedOpening().isEmpty());
    m_window->open({animals}); // nothing was decided, so it is asked again
    waitForQuestion();
}

void TestOpening::newerOpenEndsTheQuestion()
{
    m_window->open({writeFile("animals.csv", otherField())});
    waitForQuestion();
    m_window->open({m_file});
    QTRY_VERIFY_WITH_TIMEOUT(m_window->study().dataset() != nullptr, patience);
    QCOMPARE(m_window->study().dataset()->paths.front(), m_file.toStdString());
    QVERIFY(question() == nullptr);
}

void TestOpening::whatCannotBePreparedIsAskedAbout()
{
    // Each row misses one of the features.
    m_window->open(
        {writeFile("gaps.csv", "track_id,track_genre,energy,tempo\na,rock,,100\nb,pop,0.5,\nc,pop,1,\n")});
    waitForQuestion()->accept(); // as it is
    const auto problem = [this]() -> QLabel * {
        return question() != nullptr ? question()->findChild<QLabel *>(QStringLiteral("importProblem"))
                                     : nullptr;
    };
    QTRY_VERIFY_WITH_TIMEOUT(problem() != nullptr && problem()->isVisible(), patience);
    ImportDialog *dialog = question();
    QVERIFY(m_window->study().dataset() == nullptr);
    setRole(*dialog, "tempo", ColumnRole::Other);
    dialog->accept();
    QTRY_VERIFY_WITH_TIMEOUT(m_window->study().dataset() != nullptr, patience);
    QCOMPARE(m_window->study().prepared()->features().rows(), std::size_t(2));
}

void TestOpening::columnsAreAnUndoableStep()
{
    QVERIFY(!child<QAction>("columnsAction")->isEnabled());
    openAndWait(m_file);
    const std::size_t features = m_window->study().prepared()->features().columns();
    child<QAction>("columnsAction")->trigger();
    waitForQuestion()->reject();
    QVERIFY(!m_window->undoStack().canUndo());
    QTRY_VERIFY(question() == nullptr);
    child<QAction>("columnsAction")->trigger();
    waitForQuestion()->accept(); // nothing changed
    QVERIFY(!m_window->undoStack().canUndo());
    QTRY_VERIFY(question() == nullptr);

    child<QAction>("columnsAction")->trigger();
    ImportDialog *dialog = waitForQuestion();
    setRole(*dialog, "tempo", ColumnRole::Other);
    setRole(*dialog, "album_name", ColumnRole::Genre);
    dialog->accept();
    QCOMPARE(m_window->undoStack().undoText(), QStringLiteral("Change Columns"));
    QCOMPARE(m_window->undoStack().count(), 1);
    const Study &study = m_window->study();
    QTRY_VERIFY_WITH_TIMEOUT(study.isPreparationCurrent(), patience);
    QCOMPARE(study.prepared()->features().columns(), features - 1);
    const std::string album = study.labels("genre").classes().front();
    child<QAction>("undoAction")->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(study.isPreparationCurrent(), patience);
    QCOMPARE(study.prepared()->features().columns(), features);
    QVERIFY(study.labels("genre").classes().front() != album);
}

void TestOpening::fileWaitsForTheColumnsOfAnother()
{
    openAndWait(m_file);
    m_window->open({writeFile("animals.csv", otherField())});
    child<QAction>("columnsAction")->trigger();
    const QPointer<ImportDialog> columns = waitForQuestion();
    QTRY_VERIFY_WITH_TIMEOUT(unfinishedOpening().isEmpty(), patience); // it is read
    QVERIFY(columns != nullptr && columns->isVisible());
    QCOMPARE(columns->dataset(), m_window->study().dataset());
    columns->reject();
    QTRY_VERIFY_WITH_TIMEOUT(columns == nullptr, patience);
    QVERIFY(waitForQuestion()->dataset() != m_window->study().dataset()); // now it is asked
}

void TestOpening::standardizeIsRemembered()
{
    openAndWait(m_file);
    PreparationOptions raw = m_window->study().settings().preparation;
    raw.rawFeatures = {"key"};
    for (QAction *action : child<QMenu>("standardizeMenu")->actions())
        if (action->text() == QStringLiteral("key"))
            action->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(m_window->study().isPreparationCurrent(), patience);
    QVERIFY(rememberedPreparation(m_window->study().dataset()->table) == raw);
    child<QAction>("undoAction")->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(m_window->study().isPreparationCurrent(), patience);
    QVERIFY(rememberedPreparation(m_window->study().dataset()->table) == PreparationOptions());
    child<QAction>("redoAction")->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(m_window->study().isPreparationCurrent(), patience);

    // A file of another shape begins with the defaults, one of this shape as it was left.
    openAndWait(writeFile("small.csv", "track_id,track_genre,energy,key\na,rock,1,3\nb,pop,0.5,4\n"));
    QVERIFY(m_window->study().settings().preparation == PreparationOptions());
    openAndWait(m_file);
    QVERIFY(m_window->study().settings().preparation == raw);
}

void TestOpening::fileWithoutGenres()
{
    m_window->open({writeFile("plain.csv", plainTracks())});
    waitForQuestion()->accept(); // without a genre
    QTRY_VERIFY_WITH_TIMEOUT(m_window->study().dataset() != nullptr, patience);
    const Study &study = m_window->study();
    QCOMPARE(study.currentLabels(), std::string("cluster"));
    QTRY_VERIFY_WITH_TIMEOUT(study.isClusteringCurrent(), patience);
    const auto *boxes = qobject_cast<QStandardItemModel *>(child<QComboBox>("labelBox")->model());
    QVERIFY(!boxes->item(0)->isEnabled());
    QVERIFY(!boxes->item(1)->isEnabled());
    QVERIFY(boxes->item(2)->isEnabled());
    NoticeBar *notice = child<Dock>("mappingDock")->findChild<NoticeBar *>();
    QVERIFY(notice->text().contains(QStringLiteral("no genre column")));
    emit notice->linkActivated();
    ImportDialog *dialog = waitForQuestion();
    setRole(*dialog, "mood", ColumnRole::Genre);
    dialog->accept();
    QTRY_VERIFY_WITH_TIMEOUT(study.isPreparationCurrent() && !study.labels("genre").isEmpty(), patience);
    QVERIFY(boxes->item(0)->isEnabled());
    QVERIFY(notice->text().isEmpty());
}

void TestOpening::severalFilesAreOneDataset()
{
    const QByteArray header = "track_id,track_genre,energy,tempo\n";
    m_answers.open = QStringList{writeFile("one.csv", header + "a,rock,1,100\nb,pop,0.5,90\n"),
                                 writeFile("two.csv", header + "c,folk,0.25,80\n")};
    child<QAction>("openAction")->trigger();
    QVERIFY(m_answers.offered.contains(QStringLiteral("*.csv.zst")));
    QTRY_VERIFY_WITH_TIMEOUT(m_window->study().dataset() != nullptr, patience);
    QCOMPARE(m_window->study().dataset()->paths.size(), std::size_t(2));
    QCOMPARE(m_window->study().dataset()->table.rows(), std::size_t(3));
    QAction *recent = child<QMenu>("recentMenu")->actions().first();
    QVERIFY(recent->text().contains(QStringLiteral("one.csv and 1 more")));
    QVERIFY(recent->toolTip().contains(QStringLiteral("two.csv")));
    m_window.reset();
    makeWindow();
    child<QMenu>("recentMenu")->actions().first()->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(m_window->study().dataset() != nullptr, patience);
    QCOMPARE(m_window->study().dataset()->table.rows(), std::size_t(3));
}

void TestOpening::vanishedRecentFileIsForgotten()
{
    const QString path = m_folder.filePath(QStringLiteral("passing.csv"));
    QVERIFY(QFile::copy(m_file, path));
    openAndWait(path);
    auto *menu = child<QMenu>("recentMenu");
    QVERIFY(menu->actions().first()->text().contains(QStringLiteral("passing.csv")));
    QVERIFY(QFile::remove(path));
    menu->actions().first()->trigger();
    auto *message = child<NoticeBar>("message");
    QTRY_VERIFY_WITH_TIMEOUT(message->text().contains(QStringLiteral("passing.csv")), patience);
    QVERIFY(!menu->actions().first()->text().contains(QStringLiteral("passing.csv")));
    QVERIFY(m_window->study().dataset() != nullptr); // what was open stays
}

void TestOpening::interruptedOpeningIsTold()
{
    auto *line = child<QLabel>("startUnfinished");
    QVERIFY(!line->isVisible());
    m_window.reset();
    setUnfinishedOpening({QStringLiteral("/somewhere/<b>huge&.csv")}); // as a crash leaves it
    makeWindow();
    line = child<QLabel>("startUnfinished");
    QVERIFY(line->isVisible());
    QVERIFY2(line->text().contains(QStringLiteral("<b>huge&.csv did not finish")), qPrintable(line->text()));
    QVERIFY(!m_window->jobs().isTraining());
    QVERIFY(m_window->study().dataset() == nullptr); // nothing is opened unasked
    m_window.reset();
    makeWindow();
    QVERIFY(!child<QLabel>("startUnfinished")->isVisible()); // told once

    // Closing in the middle of reading is no accident.
    m_window->open({m_file});
    m_window->close();
    m_window.reset();
    QVERIFY(unfinishedOpening().isEmpty());
}

QTEST_MAIN(TestOpening)
#include "tst_opening.moc"
