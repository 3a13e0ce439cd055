#include "app/main_window.h"
#include "tests/support/sample_file.h"
#include "widgets/dialogs/file_chooser.h"
#include "widgets/docks/dock.h"
#include "widgets/docks/notice_bar.h"
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
    QString openFile(QWidget *, const QString &, const QString &, const QString &) override { return open; }
    QString saveFile(QWidget *, const QString &, const QString &suggested, const QString &) override
    {
        suggestedPath = suggested;
        return save;
    }
    QString open;
    QString save;
    QString suggestedPath;
};

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
    m_window->openFile(path);
    QTRY_VERIFY_WITH_TIMEOUT(m_window->study().dataset() != nullptr &&
                                 m_window->study().dataset()->paths.front() == path.toStdString(),
                             patience);
}

void TestMainWindow::opensTrainsAndExports()
{
    QVERIFY(!child<QAction>("exportAction")->isEnabled());
    m_answers.open = m_file;
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
    m_answers.open = m_folder.filePath(QStringLiteral("missing.csv"));
    child<QAction>("openAction")->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(message->text().contains(QStringLiteral("missing.csv")), patience);
    QVERIFY(message->isVisible());
    QVERIFY(m_window->study().dataset() == nullptr);

    openAndWait(m_file);
    QVERIFY(!message->isVisible());
    const auto before = m_window->study().dataset();
    m_answers.open = m_folder.path();
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
    QCOMPARE(docks.size(), 6);
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

QTEST_MAIN(TestMainWindow)
#include "tst_main_window.moc"
