#include "tests/widgets/plot_events.h"
#include "tests/widgets/sweep_points.h"
#include "widgets/plots/palette.h"
#include "widgets/plots/plot_export.h"
#include "widgets/plots/sweep_figure.h"

#include <QPainter>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace genrelens;

class TestSweepPlot : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void panelsSayWhatTheyAreOf();
    void unmeasuredPanelsWait();
    void panelsStandInColumns_data();
    void panelsStandInColumns();
    void allHaveOneAxisOfK();
    void roomDecides();
    void pointerReadsOutAndChooses();
    void keysReadOutAndChoose();
    void marksAndCurrentAreDrawn();
    void anyRangeIsDrawn_data();
    void anyRangeIsDrawn();
    void exportsAllPanels();
};

namespace
{

SweepFrame frame(int first = 2, int last = 8, int current = 5)
{
    SweepFrame all;
    all.first = first;
    all.last = last;
    all.current = current;
    all.tracks = 89741;
    return all;
}

std::unique_ptr<SweepPlot> shownPlot(const QSize &size, SweepSpec spec)
{
    auto plot = std::make_unique<SweepPlot>();
    plot->setSpec(std::move(spec));
    plot->resize(size);
    plot->show();
    if (!QTest::qWaitForWindowExposed(plot.get()))
        qFatal("the plot does not show");
    return plot;
}

QPointF placeOf(const SweepPlot &plot, int panel, int k)
{
    const SweepLayout layout = plot.windowLayout();
    return {layout.x(panel, k), layout.panels[static_cast<std::size_t>(panel)].field.center().y()};
}

} // namespace

void TestSweepPlot::panelsSayWhatTheyAreOf()
{
    const SweepSpec spec = sweepSpec(test::sweepPoints(), frame());
    QCOMPARE(spec.panels.size(), std::size_t(6));
    const std::vector<int> marked{4, 3, 2, 4, 4, 3};
    for (std::size_t i = 0; i < marked.size(); ++i) {
        QCOMPARE(static_cast<std::size_t>(spec.panels[i].measure), i);
        QCOMPARE(spec.panels[i].marked, marked[i]);
        QCOMPARE(spec.panels[i].values.size(), std::size_t(7));
    }
    QCOMPARE(spec.panels[0].note, QStringLiteral("knee at k = 4; dotted: no clusters (scaled)"));
    // The dotted curve begins at the same height, whatever its size, and is read out as it is.
    QCOMPARE(spec.panels[0].expectedScale * spec.panels[0].expected[0], spec.panels[0].values[0]);
    QCOMPARE(spec.panels[0].expected[0], 1200.0);
    QCOMPARE(spec.panels[1].note, QStringLiteral("of 5,000 sampled tracks; ± standard error"));
    SweepFrame few = frame();
    few.tracks = 300;
    QCOMPARE(sweepSpec(test::sweepPoints(), few).panels[1].note, QStringLiteral("of all tracks"));
}

void TestSweepPlot::unmeasuredPanelsWait()
{
    SweepFrame running = frame(2, 20);
    running.measuring = true;
    std::vector<KSweepPoint> some = test::firstRound(test::sweepPoints());
    some.resize(2);
    SweepSpec spec = sweepSpec(some, running);
    QCOMPARE(spec.last, 20); // the axis does not grow while figures come
    QCOMPARE(spec.panels.size(), std::size_t(6));
    QCOMPARE(spec.panels[0].values.size(), std::size_t(19));
    QVERIFY(std::isnan(spec.panels[0].values[2]));
    QCOMPARE(spec.panels[4].emptyText, QStringLiteral("measuring…"));
    SweepPlot plot;
    plot.setSpec(spec);
    plot.resize(900, 600);
    const SweepLayout layout = plot.windowLayout();
    QVERIFY(!layout.panels[0].labels.empty());
    QVERIFY(layout.panels[4].labels.empty()); // no axis of nothing
    running.gap = running.stability = false;
    QCOMPARE(sweepSpec(some, running).panels.size(), std::size_t(4)); // what never comes has no panel
    QCOMPARE(sweepSpec(test::sweepPoints(), running).panels.size(), std::size_t(6));
    QVERIFY(sweepSpec({}, frame(2, 1)).panels.empty()); // fewer tracks than clusters
}

void TestSweepPlot::panelsStandInColumns_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<int>("columns");
    QTest::newRow("wide") << QSize(1200, 420) << 3;
    QTest::newRow("square") << QSize(560, 620) << 2;
    QTest::newRow("high") << QSize(260, 1200) << 1;
}

void TestSweepPlot::panelsStandInColumns()
{
    QFETCH(QSize, size);
    QFETCH(int, columns);
    SweepLayout::Needs needs;
    needs.panels.assign(6, {0, 1000});
    needs.last = 20;
    const QRectF area(QPointF(3, 5), QSizeF(size));
    const SweepLayout layout = SweepLayout::make(area, needs);
    QVERIFY(SweepLayout::fits(area.size(), 6, needs.font));
    QCOMPARE(layout.columns, columns);
    for (std::size_t i = 0; i < layout.panels.size(); ++i) {
        const SweepLayout::Panel &panel = layout.panels[i];
        QVERIFY(area.contains(panel.whole));
        QVERIFY(panel.whole.contains(panel.field));
        QVERIFY(panel.note.bottom() <= panel.field.top());
        QVERIFY(panel.whole.bottom() <= layout.kTitle.top() + 1e-6);
        for (std::size_t j = 0; j < i; ++j)
            QVERIFY(!panel.whole.intersects(layout.panels[j].whole));
    }
}

void TestSweepPlot::allHaveOneAxisOfK()
{
    SweepLayout::Needs needs;
    needs.panels = {{0, 1}, {0, 1'000'000}, {std::nan(""), std::nan("")}};
    needs.last = 20;
    const SweepLayout layout = SweepLayout::make({0, 0, 300, 900}, needs);
    QCOMPARE(layout.columns, 1);
    for (int k = 2; k <= 20; ++k) {
        QCOMPARE(layout.x(1, k), layout.x(0, k)); // above each other, however long the numbers
        QCOMPARE(layout.x(2, k), layout.x(0, k));
        const auto place = layout.placeAt({layout.x(1, k) + 2, layout.panels[1].field.center().y()});
        QVERIFY(place && place->panel == 1 && place->k == k);
    }
    QVERIFY(layout.x(0, 2) >= layout.panels[0].field.left());
    QVERIFY(layout.x(0, 20) <= layout.panels[0].field.right());
    QCOMPARE(layout.y(0, layout.panels[0].ticks.first), layout.panels[0].field.bottom());
    QVERIFY(!layout.placeAt({-5, 20}));
    needs.last = 2; // a single k
    QCOMPARE(SweepLayout::make({0, 0, 300, 900}, needs).kLabels, std::vector<QString>{QStringLiteral("2")});
}

void TestSweepPlot::roomDecides()
{
    const auto plot = shownPlot({900, 500}, sweepSpec(test::sweepPoints(), frame()));
    QSignalSpy changed(plot.get(), &SweepPlot::roomChanged);
    QVERIFY(plot->hasRoomForAll());
    QCOMPARE(plot->windowPanels().size(), std::size_t(6));
    plot->setAlone(SweepMeasure::Gap);
    plot->resize(380, 200);
    QTRY_COMPARE(changed.count(), 1);
    QVERIFY(!plot->hasRoomForAll());
    QCOMPARE(plot->windowPanels(), std::vector<int>{4});
    plot->setShown(SweepMeasure::Silhouette);
    QCOMPARE(plot->windowPanels(), std::vector<int>{1});
    plot->resize(900, 500);
    QTRY_COMPARE(changed.count(), 2);
    QCOMPARE(plot->windowPanels(), std::vector<int>{1});
    plot->setShown(std::nullopt);
    QCOMPARE(plot->windowPanels().size(), std::size_t(6));
}

void TestSweepPlot::pointerReadsOutAndChooses()
{
    const auto plot = shownPlot({900, 500}, sweepSpec(test::sweepPoints(), frame()));
    QSignalSpy chosen(plot.get(), &SweepPlot::kChosen);
    test::hover(*plot, placeOf(*plot, 3, 7));
    QCOMPARE(plot->cursor(), 7);
    QCOMPARE(plot->readout(0, 4), QStringLiteral("k = 4: 300 (360 expected)"));
    QCOMPARE(plot->readout(1, 4), QStringLiteral("k = 4: 0.45 ± 0.01"));
    QCOMPARE(plot->readout(3, 4), QStringLiteral("k = 4: 0.8"));
    QVERIFY(plot->accessibleDescription().contains(QStringLiteral("k = 7: 255")));
    // The crosshair stands in every panel.
    const SweepLayout layout = plot->windowLayout();
    for (int panel = 0; panel < 6; ++panel) {
        const QRectF &field = layout.panels[static_cast<std::size_t>(panel)].field;
        const QPointF at(std::floor(layout.x(panel, 7)), field.top() + 2.5);
        QVERIFY(test::pixel(*plot, at) != test::pixel(*plot, at + QPointF(3, 0)));
    }
    test::click(*plot, placeOf(*plot, 5, 6));
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen.takeFirst().first().toInt(), 6);
    test::leave(*plot);
    QCOMPARE(plot->cursor(), 0);
    QVERIFY(plot->accessibleDescription().isEmpty());
}

void TestSweepPlot::keysReadOutAndChoose()
{
    std::vector<KSweepPoint> points = test::sweepPoints();
    points.front().clusters = 1; // whatever it says
    const auto plot = shownPlot({900, 500}, sweepSpec(points, frame(1, 8, 5)));
    QSignalSpy chosen(plot.get(), &SweepPlot::kChosen);
    QTest::keyClick(plot.get(), Qt::Key_Return); // none is read out
    QTest::keyClick(plot.get(), Qt::Key_Right);
    QCOMPARE(plot->cursor(), 6); // from the current one
    QTest::keyClick(plot.get(), Qt::Key_Return);
    QTest::keyClick(plot.get(), Qt::Key_End);
    QTest::keyClick(plot.get(), Qt::Key_Right);
    QCOMPARE(plot->cursor(), 8);
    QTest::keyClick(plot.get(), Qt::Key_Home);
    QTest::keyClick(plot.get(), Qt::Key_Return); // one cluster is no grouping
    QTest::keyClick(plot.get(), Qt::Key_Right);
    QTest::keyClick(plot.get(), Qt::Key_Space);
    QCOMPARE(chosen.count(), 2);
    QCOMPARE(chosen[0].first().toInt(), 6);
    QCOMPARE(chosen[1].first().toInt(), 2);
}

void TestSweepPlot::marksAndCurrentAreDrawn()
{
    const auto plot = shownPlot({900, 500}, sweepSpec(test::sweepPoints(), frame()));
    const SweepLayout layout = plot->windowLayout();
    const auto point = [&](int panel, int k, double value) {
        return QPointF(layout.x(panel, k), layout.y(panel, value));
    };
    QCOMPARE(test::pixel(*plot, point(1, 3, 0.5)).rgb(), classColour(0).rgb()); // filled
    QCOMPARE(test::pixel(*plot, point(1, 4, 0.45)).rgb(), Theme::of(plot->palette()).base.rgb());
    const QColor accent = Theme::of(plot->palette()).accent;
    for (int panel = 0; panel < 6; ++panel) {
        const QRectF &field = layout.panels[static_cast<std::size_t>(panel)].field;
        bool dashed = false;
        for (double y = field.top(); y < field.bottom() && !dashed; ++y)
            dashed = test::pixel(*plot, {std::floor(layout.x(panel, 5)), y}).rgb() == accent.rgb();
        QVERIFY(dashed);
    }
}

void TestSweepPlot::anyRangeIsDrawn_data()
{
    QTest::addColumn<int>("last");
    QTest::addColumn<bool>("known");
    QTest::newRow("a single k") << 2 << true;
    QTest::newRow("nothing known") << 8 << false;
    QTest::newRow("a thousand") << 1000 << true;
}

void TestSweepPlot::anyRangeIsDrawn()
{
    QFETCH(int, last);
    QFETCH(bool, known);
    std::vector<KSweepPoint> points;
    for (int k = 2; k <= last; ++k) {
        KSweepPoint point = test::sweepPoints()[static_cast<std::size_t>(k % 7)];
        point.clusters = static_cast<std::size_t>(k);
        point.wcss = known ? 1e6 / k : ClusterQuality::unknown;
        points.push_back(point);
    }
    SweepPlot plot;
    plot.setSpec(sweepSpec(known ? points : std::vector<KSweepPoint>(), frame(2, last, 5)));
    QVERIFY(!plot.isEmpty());
    for (const QSize &size : {QSize(900, 500), QSize(300, 160), QSize(40, 20)}) {
        QImage image(size, QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        plot.draw(painter, image.rect(), Theme::light());
        painter.end();
        QImage blank(size, QImage::Format_RGB32);
        blank.fill(Qt::white);
        QVERIFY(image != blank);
    }
}

void TestSweepPlot::exportsAllPanels()
{
    SweepPlot plot;
    plot.setSpec(sweepSpec(test::sweepPoints(), frame()));
    plot.resize(300, 160); // whatever the window has room for
    const QSize size = exportSize(plot);
    QVERIFY(SweepLayout::fits(size, 6, plot.font()));
    const QImage image = renderPlot(plot, size, 2.0, Theme::dark());
    QCOMPARE(image.size(), 2 * size);
    plot.setShown(SweepMeasure::Wcss);
    QVERIFY(exportSize(plot).height() < size.height());
}

QTEST_MAIN(TestSweepPlot)
#include "tst_sweep_plot.moc"
