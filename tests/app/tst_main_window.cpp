#include "core/study/selection.h"
#include "tests/app/window_test.h"
#include "widgets/docks/dock.h"
#include "widgets/plots/plot.h"

#include <QApplication>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QMenu>
#include <QSpinBox>
#include <QTableView>
#include <QTimer>
#include <QToolButton>

using namespace genrelens;
using test::patience;

namespace
{

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

class TestMainWindow : public test::WindowTest
{
    Q_OBJECT

private slots:
    void opensTrainsAndExports();
    void cancelledChoiceChangesNothing();
    void closedDocksComeBack();
    void settingsAreUndoable();
    void cancelEndsTraining();
    void closesInMidTraining();
    void layoutIsRemembered();
    void selectionIsClearedByEscape();
};

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

void TestMainWindow::closedDocksComeBack()
{
    openAndWait(m_file);
    const QList<Dock *> docks = m_window->findChildren<Dock *>();
    QCOMPARE(docks.size(), 13);
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
    QCOMPARE(m_window->study().settings().trees(), 7);
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
    slow.setTrees(2000);
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
    slow.setTrees(2000);
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

void TestMainWindow::selectionIsClearedByEscape()
{
    openAndWait(m_file);
    QVERIFY(!child<QLabel>("statusSelected")->isVisible());
    pickTracks(m_window->study(), std::vector<std::uint32_t>{1, 2, 5}, SelectionMode::Replace, "three");
    QCOMPARE(child<QLabel>("statusSelected")->text(), QStringLiteral("3 tracks selected"));
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get())); // else it hears no shortcut
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
