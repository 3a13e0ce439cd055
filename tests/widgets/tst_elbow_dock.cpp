#include "tests/widgets/learn_fixture.h"
#include "tests/widgets/plot_events.h"
#include "tests/widgets/sweep_points.h"
#include "widgets/docks/elbow_dock.h"
#include "widgets/docks/notice_bar.h"
#include "widgets/elbow/sweep_options.h"
#include "widgets/elbow/sweep_table.h"
#include "widgets/models/sweep_model.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QToolButton>

using namespace genrelens;
using test::patience;

class TestElbowDock : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void withoutAFile();
    void measuresWhenAsked();
    void clickMakesKCurrent();
    void recommendationIsUsed();
    void partsFillTheirRange();
    void stoppedGoesOn();
    void rangeIsUndoable();
    void optionsAreUndoable();
    void outdatedIsToldOf();
    void smallDockShowsOneMeasure();
    void tableShowsAndCopiesAll();
    void tableSortsMissingLast();
    void viewIsRemembered();

private:
    QTemporaryDir m_folder;
};

namespace
{

struct Fixture {
    test::LearnFixture study;
    std::unique_ptr<ElbowDock> dock;

    explicit Fixture(bool open = true, const QSize &size = {900, 620}) : study(open)
    {
        dock = std::make_unique<ElbowDock>(study.study, study.jobs);
        QObject::connect(
            dock.get(), &Dock::settingsChosen, dock.get(),
            [this](const StudySettings &settings, const QString &text) { study.change(settings, text, 0); });
        dock->resize(size);
        dock->show();
        if (!QTest::qWaitForWindowExposed(dock.get()))
            qFatal("the dock does not show");
    }
    /// Of the present features and settings.
    void give(std::vector<KSweepPoint> points, bool complete = true)
    {
        StudySettings settings = study.study.settings();
        settings.clusters.sweepTo = std::max(settings.clusters.sweepTo, 8);
        study.study.setSettings(settings);
        study.study.setSweep(
            {std::move(points), sweepKey(study.study.prepared()->features(), settings), complete, {}});
    }
    template <typename T>
    [[nodiscard]] T &part(const char *name) const
    {
        T *found = dock->findChild<T *>(QLatin1String(name));
        if (found == nullptr)
            qFatal("the dock has no %s", name);
        return *found;
    }
    [[nodiscard]] SweepPlot &plot() const { return part<SweepPlot>("elbowChart"); }
    [[nodiscard]] SweepTable &table() const { return part<SweepTable>("elbowTable"); }
    [[nodiscard]] QString words() const { return part<QLabel>("elbowAdvice").text(); }
    [[nodiscard]] QString notice() const { return dock->findChild<NoticeBar *>()->text(); }
    [[nodiscard]] const ClusterSettings &clusters() const { return study.study.settings().clusters; }
    void press(const char *name) const { QTest::mouseClick(&part<QAbstractButton>(name), Qt::LeftButton); }
    void clickK(int panel, int k) const
    {
        const SweepLayout layout = plot().windowLayout();
        test::click(plot(),
                    {layout.x(panel, k), layout.panels[static_cast<std::size_t>(panel)].field.center().y()});
    }
};

} // namespace

void TestElbowDock::initTestCase()
{
    test::prepareSettings(m_folder);
}

void TestElbowDock::init()
{
    QSettings().clear();
}

void TestElbowDock::withoutAFile()
{
    const Fixture f(false);
    QVERIFY(f.plot().isVisible() && f.plot().isEmpty());
    QVERIFY(f.plot().emptyText().startsWith(QStringLiteral("Open a file")));
    QVERIFY(!f.part<QAbstractButton>("elbowMeasureButton").isVisible());
    QVERIFY(f.words().isEmpty());
}

void TestElbowDock::measuresWhenAsked()
{
    Fixture f;
    QVERIFY(!f.plot().isVisible());
    f.press("elbowMeasureButton");
    QVERIFY(f.plot().isVisible());
    QVERIFY(f.part<QAbstractButton>("elbowStop").isVisible());
    QTRY_VERIFY_WITH_TIMEOUT(f.study.study.sweep() && f.study.study.sweep()->complete, patience);
    QTRY_VERIFY(!f.part<QAbstractButton>("elbowStop").isVisible());
    QVERIFY(!f.part<QAbstractButton>("elbowGoOn").isVisible());
    QCOMPARE(f.plot().spec().panels.size(), std::size_t(6));
    for (const SweepPanel &panel : f.plot().spec().panels)
        QVERIFY(std::isfinite(panel.values[1])); // of k = 3
    QCOMPARE(f.plot().spec().panels[1].note, QStringLiteral("of all tracks"));
    QVERIFY(!f.words().isEmpty());
    QVERIFY(f.dock->plot() == &f.plot());
}

void TestElbowDock::clickMakesKCurrent()
{
    Fixture f;
    f.give(test::sweepPoints());
    QSignalSpy chosen(f.dock.get(), &Dock::settingsChosen);
    f.clickK(4, 7);
    QCOMPARE(f.clusters().k, 7);
    QCOMPARE(f.plot().spec().current, 7);
    QCOMPARE(chosen.first().at(1).toString(), QStringLiteral("Change Clusters"));
    f.study.undo.undo();
    QCOMPARE(f.plot().spec().current, 3);
    QVERIFY(f.notice().isEmpty()); // what was tried has not changed
}

void TestElbowDock::recommendationIsUsed()
{
    Fixture f;
    f.give(test::sweepPoints());
    QVERIFY(f.words().startsWith(QStringLiteral("4 clusters: ")));
    QCOMPARE(f.part<QPushButton>("elbowUse").text(), QStringLiteral("Use 4"));
    QVERIFY(f.part<QLabel>("elbowOtherwise").text().contains(QStringLiteral("The silhouette says 3.")));
    f.press("elbowUse");
    QCOMPARE(f.clusters().k, 4);
    QVERIFY(!f.part<QPushButton>("elbowUse").isVisible());
    f.study.undo.undo();
    QVERIFY(f.part<QPushButton>("elbowUse").isVisible());
    f.dock->resize(500, 300); // then it is told by a tooltip
    QTRY_VERIFY(!f.part<QLabel>("elbowOtherwise").isVisible());
    QVERIFY(f.part<QLabel>("elbowAdvice").toolTip().contains(QStringLiteral("The silhouette says 3.")));
}

void TestElbowDock::partsFillTheirRange()
{
    Fixture f;
    std::vector<KSweepPoint> some = test::firstRound(test::sweepPoints());
    some.resize(4);
    f.give(some, false);
    QCOMPARE(f.plot().spec().first, 2);
    QCOMPARE(f.plot().spec().last, 8);
    QCOMPARE(f.plot().spec().panels[4].emptyText, QStringLiteral("not measured")); // nothing runs
    QVERIFY(f.words().startsWith(QStringLiteral("So far: ")));
    QVERIFY(f.part<QAbstractButton>("elbowGoOn").isVisible());
}

void TestElbowDock::stoppedGoesOn()
{
    Fixture f;
    StudySettings slow = f.study.study.settings();
    slow.clusters.sweepResamples = 1000;
    slow.clusters.sweepReferences = 1000;
    slow.clusters.sweepTo = 100;
    f.study.study.setSettings(slow);
    f.press("elbowMeasureButton");
    QTRY_VERIFY_WITH_TIMEOUT(f.study.study.sweep() != nullptr, patience);
    f.press("elbowStop");
    QVERIFY(!f.study.jobs.sweepJob().isRunning());
    QVERIFY(f.part<QAbstractButton>("elbowGoOn").isVisible());
    const auto before = f.study.study.sweep()->points;
    QVERIFY(!f.study.study.sweep()->complete && !before.empty());
    f.press("elbowGoOn");
    QVERIFY(f.part<QAbstractButton>("elbowStop").isVisible());
    const std::size_t known = before.size();
    QTRY_VERIFY_WITH_TIMEOUT(f.study.study.sweep()->points.size() > known, patience); // never fewer
    QCOMPARE(f.study.study.sweep()->points.front().wcss, before.front().wcss);
    f.press("elbowStop");
}

void TestElbowDock::rangeIsUndoable()
{
    Fixture f;
    auto &to = f.part<QSpinBox>("elbowTo");
    auto &from = f.part<QSpinBox>("elbowFrom");
    QCOMPARE(to.value(), 4);
    to.stepBy(1);
    to.stepBy(1);
    from.stepBy(1);
    QTRY_COMPARE(f.clusters().sweepTo, 6);
    QCOMPARE(f.clusters().sweepFrom, 3);
    QCOMPARE(f.study.undo.count(), 1); // all of it is one step
    QCOMPARE(f.study.undo.undoText(), QStringLiteral("Change Elbow"));
    QCOMPARE(from.maximum(), 6);
    f.study.undo.undo();
    QCOMPARE(to.value(), 4);
    QCOMPARE(from.value(), 2);
}

void TestElbowDock::optionsAreUndoable()
{
    Fixture f;
    f.press("elbowOptions");
    auto &options = *f.dock->findChild<SweepOptions *>();
    QTRY_VERIFY(options.isVisible());
    auto &resamples = f.part<QSpinBox>("elbowResamples");
    QCOMPARE(resamples.value(), 10);
    resamples.setValue(1); // stands for none
    QCOMPARE(resamples.text(), QStringLiteral("none"));
    f.part<QSpinBox>("elbowReferences").setValue(0);
    QTRY_COMPARE(f.clusters().sweepResamples, 0);
    QCOMPARE(f.clusters().sweepReferences, 0);
    options.hide();
    f.study.jobs.sweep();
    QTRY_VERIFY_WITH_TIMEOUT(f.study.study.sweep() && f.study.study.sweep()->complete, patience);
    QCOMPARE(f.plot().spec().panels.size(), std::size_t(4));
    f.study.undo.undo();
    QCOMPARE(resamples.value(), 10);
}

void TestElbowDock::outdatedIsToldOf()
{
    Fixture f;
    f.give(test::sweepPoints());
    QVERIFY(f.notice().isEmpty());
    StudySettings other = f.study.study.settings();
    other.clusters.sweepTo = 5;
    f.study.study.setSettings(other);
    QVERIFY(f.notice().startsWith(QStringLiteral("Outdated: ")));
    QCOMPARE(f.plot().spec().last, 8); // of what is shown
    emit f.dock->findChild<NoticeBar *>()->linkActivated();
    QTRY_VERIFY_WITH_TIMEOUT(f.study.study.isSweepCurrent() && f.study.study.sweep()->complete, patience);
    QVERIFY(f.notice().isEmpty());
    QCOMPARE(f.plot().spec().last, 5);
}

void TestElbowDock::smallDockShowsOneMeasure()
{
    Fixture f(true, {400, 300});
    f.give(test::sweepPoints());
    auto &measure = f.part<QComboBox>("elbowMeasure");
    QCOMPARE(f.plot().windowPanels(), std::vector<int>{0});
    QCOMPARE(measure.currentText(), QStringLiteral("Sum of squares"));
    measure.setCurrentIndex(2);
    emit measure.activated(2);
    QCOMPARE(f.plot().windowPanels(), std::vector<int>{1});
    f.dock->resize(900, 620);
    QTRY_COMPARE(f.plot().windowPanels().size(), std::size_t(6));
    QTRY_COMPARE(measure.currentText(), QStringLiteral("All measures"));
    measure.setCurrentIndex(5);
    emit measure.activated(5);
    QCOMPARE(f.plot().windowPanels(), std::vector<int>{4});
    f.dock->resize(400, 300);
    QTRY_VERIFY(!f.plot().hasRoomForAll());
    QCOMPARE(f.plot().windowPanels(), std::vector<int>{4});
}

void TestElbowDock::tableShowsAndCopiesAll()
{
    Fixture f;
    f.give(test::sweepPoints());
    f.press("elbowTableButton");
    QVERIFY(f.table().isVisible() && !f.plot().isVisible());
    const QAbstractItemModel &model = *f.table().model();
    QCOMPARE(model.rowCount(), 7);
    QCOMPARE(model.index(2, SweepModel::Clusters).data().toString(), QStringLiteral("4"));
    QCOMPARE(model.index(2, SweepModel::Gap).data().toString(), QStringLiteral("0.900 ± 0.020"));
    QCOMPARE(model.index(2, SweepModel::ChosenBy).data().toString(),
             QStringLiteral("gap, knee, Davies–Bouldin"));
    f.table().setFocus();
    f.table().selectRow(2);
    QTest::keyClick(&f.table(), Qt::Key_C, Qt::ControlModifier);
    const QStringList lines = QApplication::clipboard()->text().split(u'\n');
    QCOMPARE(lines.size(), 3); // titles, the row, and what follows its end
    QVERIFY(lines[0].startsWith(QStringLiteral("k\twcss\texpected_wcss\t")));
    QCOMPARE(lines[1], QStringLiteral("4\t300\t360\t0.9\t0.02\t0.45\t0.01\t700\t0.8\t0.93\t0.05\tgap knee "
                                      "davies_bouldin"));
    QTest::keyClick(&f.table(), Qt::Key_Return);
    QCOMPARE(f.clusters().k, 4);
    QSignalSpy exported(f.dock.get(), &Dock::tableSavingRequested);
    f.press("elbowExport");
    QCOMPARE(exported.count(), 1);
    QCOMPARE(exported[0][1].toString(), QStringLiteral("elbow"));
    const auto csv = exported[0][0].value<std::string>();
    QCOMPARE(std::count(csv.begin(), csv.end(), '\n'), 8);
}

void TestElbowDock::tableSortsMissingLast()
{
    Fixture f;
    std::vector<KSweepPoint> points = test::sweepPoints();
    points[5].gap = ClusterQuality::unknown; // of 7
    f.give(points, false);
    for (const Qt::SortOrder order : {Qt::AscendingOrder, Qt::DescendingOrder}) {
        f.table().sortByColumn(SweepModel::Gap, order);
        const QAbstractItemModel &model = *f.table().model();
        QCOMPARE(model.index(6, SweepModel::Clusters).data().toString(), QStringLiteral("7"));
        QCOMPARE(model.index(6, SweepModel::Gap).data().toString(), QStringLiteral("–"));
        QCOMPARE(model.index(0, SweepModel::Clusters).data().toString(),
                 order == Qt::AscendingOrder ? QStringLiteral("2") : QStringLiteral("4"));
    }
}

void TestElbowDock::viewIsRemembered()
{
    {
        Fixture f;
        f.give(test::sweepPoints());
        auto &measure = f.part<QComboBox>("elbowMeasure");
        emit measure.activated(3);
        f.press("elbowTableButton");
    }
    Fixture f;
    f.give(test::sweepPoints());
    QVERIFY(f.table().isVisible());
    f.press("elbowTableButton");
    QCOMPARE(f.plot().windowPanels(), std::vector<int>{2});
}

QTEST_MAIN(TestElbowDock)
#include "tst_elbow_dock.moc"
