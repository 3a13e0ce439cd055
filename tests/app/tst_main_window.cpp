#include "app/main_window.h"
#include "core/study/import_memory.h"
#include "core/study/selection.h"
#include "tests/support/sample_file.h"
#include "widgets/dialogs/file_chooser.h"
#include "widgets/dialogs/import_dialog.h"
#include "widgets/docks/dock.h"
#include "widgets/docks/notice_bar.h"
#include "widgets/models/column_model.h"
#include "widgets/plots/plot.h"

#include <QApplication>
#include <QComboBox>
#include <QDialog>
#include <QDropEvent>
#include <QFile>
#include <QLabel>
#include <QMenu>
#include <QMimeData>
#include <QSettings>
#include <QSpinBox>
#include <QStandardItemModel>
#include <QStandardPaths>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <QToolButton>

#include <memory>

using namespace genrelens;

namespace
{

constexpr int patience = 60000;

/// Answers file dialogs in the person's place.
class Answers : public FileChooser
{
public:
    QStringList openFiles(QWidget *, const QString &, const QString &, const QString &filter) override
    {
        offered = filter;
        return open;
    }
    QString saveFile(QWidget *, const QString &, const QString &suggested, const QString &) override
    {
        suggestedPath = suggested;
        return save;
    }
    QStringList open;
    QString offered;
    QString save;
    QString suggestedPath;
};

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

/// Whether a picture shows anything: at least a few colours beside its ground.
bool isBlank(const QImage &image)
{
    QSet<QRgb> colours;
    for (int y = 0; y < image.height(); y += 2)
        for (int x = 0; x < image.width(); x += 2)
            colours.insert(image.pixel(x, y));
    return colours.size() < 4;
}

} // namespace

class TestMainWindow : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void opensTrainsAndExports();
    void cancelledChoiceChangesNothing();
    void wrongFileKeepsWhatIsOpen();
    void droppedFileOpens();
    void recentFilesReopenAndClear();
    void closedDocksComeBack();
    void settingsAreUndoable();
    void cancelEndsTraining();
    void closesInMidTraining();
    void layoutIsRemembered();
    void skippedRowsAreTold();
    void doubtfulFileIsAskedAboutOnce();
    void cancelledQuestionKeepsWhatIsOpen();
    void newerOpenEndsTheQuestion();
    void whatCannotBePreparedIsAskedAbout();
    void columnsAreAnUndoableStep();
    void standardizeIsRemembered();
    void fileWithoutGenres();
    void severalFilesAreOneDataset();
    void vanishedRecentFileIsForgotten();
    void interruptedOpeningIsTold();
    void selectionIsClearedByEscape();

private:
    QTemporaryDir m_folder;
    QString m_file;
    Answers m_answers;
    std::unique_ptr<MainWindow> m_window;

    template <typename T>
    T *child(const char *name)
    {
        T *found = m_window->findChild<T *>(QString::fromLatin1(name));
        if (found == nullptr)
            qFatal("the window has no %s", name);
        return found;
    }
    void makeWindow();
    void openAndWait(const QString &path);
    QString writeFile(const char *name, const QByteArray &text);
    [[nodiscard]] ImportDialog *question() const { return m_window->findChild<ImportDialog *>(); }
    ImportDialog *waitForQuestion();
    static void setRole(ImportDialog &dialog, const char *column, ColumnRole role);
    [[nodiscard]] bool isIdle() const
    {
        return !m_window->jobs().isTraining() && !m_window->jobs().isClustering();
    }
    [[nodiscard]] bool hasModel() const
    {
        return m_window->study().modelRun(m_window->study().currentModel(),
                                          m_window->study().currentLabels()) != nullptr;
    }
};

void TestMainWindow::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(QStringLiteral("GenrelensTest"));
    QCoreApplication::setApplicationName(QStringLiteral("genrelens"));
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope,
                       m_folder.filePath(QStringLiteral("settings")));
    m_file = m_folder.filePath(QStringLiteral("tracks.csv"));
    test::writeSampleFile(m_file, 1140);
}

void TestMainWindow::init()
{
    QSettings().clear();
    m_answers = Answers();
    makeWindow();
}

void TestMainWindow::cleanup()
{
    m_window.reset();
}

void TestMainWindow::makeWindow()
{
    m_window = std::make_unique<MainWindow>(m_answers);
    StudySettings quick = m_window->study().settings();
    quick.trees = 5;
    quick.clusters = {4, 2, 2, 4, 1};
    m_window->study().setSettings(quick);
    m_window->resize(1280, 800);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
}

void TestMainWindow::openAndWait(const QString &path)
{
    m_window->open({path});
    QTRY_VERIFY_WITH_TIMEOUT(m_window->study().dataset() != nullptr &&
                                 m_window->study().dataset()->paths.front() == path.toStdString(),
                             patience);
}

void TestMainWindow::opensTrainsAndExports()
{
    QVERIFY(!child<QAction>("exportAction")->isEnabled());
    m_answers.open = QStringList{m_file};
    child<QAction>("openAction")->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(hasModel() && isIdle(), patience);
    QVERIFY(child<QLabel>("statusData")->text().contains(QStringLiteral("repeats dropped")));
    QVERIFY(m_window->windowTitle().contains(QStringLiteral("tracks.csv")));
    QVERIFY(child<QLabel>("confusionHeadline")->text().contains(QLatin1Char('%')));
    QVERIFY(child<QTableView>("mappingTable")->model()->rowCount() >= 100);

    child<QComboBox>("modelBox")->setCurrentIndex(2);
    emit child<QComboBox>("modelBox")->activated(2);
    QCOMPARE(m_window->study().currentModel(), std::string("nearest_centroid"));
    child<QAction>("trainAction")->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(hasModel() && isIdle(), patience);
    QCOMPARE(child<QTableView>("modelsTable")->model()->rowCount(), 2);

    // Every view with a figure: choose it in the dialog, at a size and scale, and look at what was written.
    for (const QString &view :
         {QStringLiteral("Distribution"), QStringLiteral("Centroids"), QStringLiteral("Confusion")}) {
        m_answers.save = m_folder.filePath(view + QStringLiteral(".png"));
        QTimer::singleShot(0, this, [&] {
            auto *dialog = qobject_cast<QDialog *>(QApplication::activeModalWidget());
            QVERIFY(dialog != nullptr);
            auto *box = dialog->findChild<QComboBox *>(QStringLiteral("exportView"));
            box->setCurrentIndex(box->findText(view));
            dialog->findChild<QSpinBox *>(QStringLiteral("exportWidth"))->setValue(700);
            dialog->findChild<QSpinBox *>(QStringLiteral("exportHeight"))->setValue(500);
            auto *scale = dialog->findChild<QComboBox *>(QStringLiteral("exportScale"));
            scale->setCurrentIndex(scale->findData(3));
            dialog->accept();
        });
        child<QAction>("exportAction")->trigger();
        QTRY_VERIFY(QFile::exists(m_answers.save));
        const QImage image(m_answers.save);
        QCOMPARE(image.size(), QSize(2100, 1500));
        QVERIFY2(!isBlank(image), qPrintable(view));
    }
    QVERIFY(m_answers.suggestedPath.endsWith(QStringLiteral("confusion_nearest_centroid_super_genre.png")));
}

void TestMainWindow::cancelledChoiceChangesNothing()
{
    child<QAction>("openAction")->trigger(); // the chooser answers with nothing
    QTest::qWait(50);
    QVERIFY(m_window->study().dataset() == nullptr);
    openAndWait(m_file);
    QTRY_VERIFY_WITH_TIMEOUT(hasModel(), patience);
    QTimer::singleShot(0, this, [] { qobject_cast<QDialog *>(QApplication::activeModalWidget())->reject(); });
    m_answers.save = m_folder.filePath(QStringLiteral("never.png"));
    child<QAction>("exportAction")->trigger();
    QVERIFY(!QFile::exists(m_answers.save));
}

void TestMainWindow::wrongFileKeepsWhatIsOpen()
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

void TestMainWindow::droppedFileOpens()
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

void TestMainWindow::recentFilesReopenAndClear()
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

void TestMainWindow::closedDocksComeBack()
{
    openAndWait(m_file);
    const QList<Dock *> docks = m_window->findChildren<Dock *>();
    QCOMPARE(docks.size(), 8);
    for (Dock *dock : docks) {
        dock->close();
        QVERIFY(dock->isHidden());
        dock->toggleViewAction()->trigger();
        QVERIFY(!dock->isHidden());
    }
    docks[1]->setFloating(true);
    QVERIFY(docks[1]->isFloating());
    docks[1]->setFloating(false);
}

void TestMainWindow::settingsAreUndoable()
{
    openAndWait(m_file);
    QTRY_VERIFY_WITH_TIMEOUT(hasModel() && isIdle(), patience);
    auto *trees = child<QSpinBox>("treesBox");
    trees->setValue(7);
    QCOMPARE(m_window->study().settings().trees, 7);
    QCOMPARE(m_window->undoStack().undoText(), QStringLiteral("Change Trees"));
    const auto run = m_window->study().modelRun("random_forest", "super_genre");
    QVERIFY(!m_window->study().isCurrent(*run));
    child<QAction>("undoAction")->trigger();
    QCOMPARE(trees->value(), 5);
    QVERIFY(m_window->study().isCurrent(*run));
    child<QAction>("redoAction")->trigger();
    QCOMPARE(trees->value(), 7);

    auto *standardize = child<QMenu>("standardizeMenu");
    for (QAction *action : standardize->actions())
        if (action->text() == QStringLiteral("key"))
            action->trigger();
    QCOMPARE(m_window->study().settings().preparation.rawFeatures, std::vector<std::string>{"key"});
    child<QAction>("undoAction")->trigger();
    QVERIFY(m_window->study().settings().preparation.rawFeatures.empty());
}

void TestMainWindow::cancelEndsTraining()
{
    StudySettings slow = m_window->study().settings();
    slow.trees = 2000;
    m_window->study().setSettings(slow);
    openAndWait(m_file);
    QTRY_VERIFY_WITH_TIMEOUT(m_window->jobs().trainJob().isRunning(), patience);
    auto *cancel = child<QToolButton>("statusCancel");
    for (int i = 0; i < 5 && m_window->jobs().trainJob().isRunning(); ++i)
        QTest::mouseClick(cancel, Qt::LeftButton); // the oldest job first
    QVERIFY(!m_window->jobs().trainJob().isRunning());
    QTRY_VERIFY_WITH_TIMEOUT(isIdle(), patience);
    QVERIFY(!hasModel());
}

void TestMainWindow::closesInMidTraining()
{
    StudySettings slow = m_window->study().settings();
    slow.trees = 2000;
    m_window->study().setSettings(slow);
    openAndWait(m_file);
    QTRY_VERIFY_WITH_TIMEOUT(m_window->jobs().trainJob().isRunning(), patience);
    m_window->close();
    m_window.reset(); // waits for the work, which was told to stop; anything wrong crashes here
}

void TestMainWindow::layoutIsRemembered()
{
    openAndWait(m_file);
    child<Dock>("elbowDock")->close();
    m_window->close();
    m_window.reset();
    makeWindow();
    openAndWait(m_file);
    QVERIFY(child<Dock>("elbowDock")->isHidden());
    QVERIFY(!child<Dock>("confusionDock")->isHidden());
}

void TestMainWindow::skippedRowsAreTold()
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
}

QString TestMainWindow::writeFile(const char *name, const QByteArray &text)
{
    QFile file(m_folder.filePath(QString::fromLatin1(name)));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("cannot write %s", name);
    return file.fileName();
}

ImportDialog *TestMainWindow::waitForQuestion()
{
    if (!QTest::qWaitFor([this] { return question() != nullptr && question()->isVisible(); }, patience))
        qFatal("no question was asked");
    return question();
}

void TestMainWindow::setRole(ImportDialog &dialog, const char *column, ColumnRole role)
{
    QAbstractItemModel *model = dialog.findChild<QTableView *>(QStringLiteral("importColumns"))->model();
    for (int row = 0; row < model->rowCount(); ++row)
        if (model->index(row, ColumnModel::Name).data().toString() == QLatin1String(column))
            model->setData(model->index(row, ColumnModel::Role), roleTitle(role));
}

void TestMainWindow::doubtfulFileIsAskedAboutOnce()
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

void TestMainWindow::cancelledQuestionKeepsWhatIsOpen()
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

void TestMainWindow::newerOpenEndsTheQuestion()
{
    m_window->open({writeFile("animals.csv", otherField())});
    waitForQuestion();
    m_window->open({m_file});
    QTRY_VERIFY_WITH_TIMEOUT(m_window->study().dataset() != nullptr, patience);
    QCOMPARE(m_window->study().dataset()->paths.front(), m_file.toStdString());
    QVERIFY(question() == nullptr);
}

void TestMainWindow::whatCannotBePreparedIsAskedAbout()
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

void TestMainWindow::columnsAreAnUndoableStep()
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

void TestMainWindow::standardizeIsRemembered()
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

void TestMainWindow::fileWithoutGenres()
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

void TestMainWindow::severalFilesAreOneDataset()
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

void TestMainWindow::vanishedRecentFileIsForgotten()
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

void TestMainWindow::interruptedOpeningIsTold()
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

void TestMainWindow::selectionIsClearedByEscape()
{
    openAndWait(m_file);
    QVERIFY(!child<QLabel>("statusSelected")->isVisible());
    pickTracks(m_window->study(), std::vector<std::uint32_t>{1, 2, 5}, SelectionMode::Replace, "three");
    QCOMPARE(child<QLabel>("statusSelected")->text(), QStringLiteral("3 tracks selected"));
    m_window->activateWindow();
    QTest::keyClick(m_window.get(), Qt::Key_Escape);
    QVERIFY(m_window->study().selection().isEmpty());
    QVERIFY(!child<QLabel>("statusSelected")->isVisible());
    child<QAction>("selectAllAction")->trigger();
    QCOMPARE(m_window->study().selection().count(), m_window->study().prepared()->features().rows());
    child<QAction>("invertSelectionAction")->trigger();
    QVERIFY(m_window->study().selection().isEmpty());
    QVERIFY(!child<QAction>("clearSelectionAction")->isEnabled());
}

QTEST_MAIN(TestMainWindow)
#include "tst_main_window.moc"
