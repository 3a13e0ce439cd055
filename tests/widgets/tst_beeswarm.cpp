#include "core/explain/shap_importance.h"
#include "core/prepare/missing_cells.h"
#include "tests/support/datasets.h"
#include "tests/widgets/beeswarm_fixture.h"
#include "tests/widgets/plot_events.h"
#include "widgets/plots/palette.h"
#include "widgets/plots/plot_export.h"
#include "widgets/plots/text.h"

#include <QScrollBar>
#include <QSignalSpy>

#include <algorithm>
#include <set>

using namespace genrelens;
using test::firstOf;
using test::toyExplanation;

class TestBeeswarm : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void pointsStandAtTheirValues();
    void featuresByTheClassOrByAll();
    void brushPicksExactlyThoseTracks();
    void brushOfPartOfTheHeight();
    void brushBeyondTheRow();
    void brushOfARowThatIsHalfHidden();
    void brushOfNothing();
    void hoverTellsOfTheTrack();
    void clicksChooseAndPick();
    void titlesAndNames();
    void keysGoFromPointToPoint();
    void selectionStandsOut();
    void colourIsTheValue();
    void missingIsGrey();
    void partsArrive();
    void otherTracksTakeOver();
    void failureIsSaid();
    void scalesOfTheirOwn();
    void numbersOnEitherSide();
    void resizedAndScrolled();
    void manyClasses();
    void picturesOfIt();
    void nothingToShow();

private:
    static constexpr int patience = 20000;
};

namespace
{

struct Swarms {
    std::shared_ptr<const Explanation> explanation;
    Beeswarm plot;

    explicit Swarms(std::size_t tracks, std::optional<std::size_t> classCode = 0, QSize size = {700, 400})
        : explanation(toyExplanation(tracks))
    {
        show(*this, {classCode});
        plot.resize(size);
        plot.show();
        (void)QTest::qWaitForWindowExposed(&plot);
    }
    static void show(Swarms &swarms, const BeeswarmView &view)
    {
        swarms.plot.setSpec(beeswarmSpec(swarms.explanation, StudySettings(), view));
    }
    [[nodiscard]] std::size_t feature(int row, int panel = 0) const
    {
        return plot.spec().panels[static_cast<std::size_t>(panel)].features[static_cast<std::size_t>(row)];
    }
    [[nodiscard]] double value(std::size_t place, int row, std::size_t classCode = 0) const
    {
        return static_cast<double>(explanation->values.value(place, classCode, feature(row)));
    }
    // Of all points in a row the one farthest to the right, which no other hides.
    [[nodiscard]] SwarmPoint last(int row) const
    {
        SwarmPoint found{0, row, 0};
        for (std::size_t i = 1; i < explanation->values.rows(); ++i)
            if (value(i, row) > value(found.place, row))
                found.place = i;
        return found;
    }
};

void drag(Plot &plot, const QPointF &from, const QPointF &to, Qt::KeyboardModifiers modifiers = {})
{
    const auto send = [&](QEvent::Type type, const QPointF &position, Qt::MouseButton button,
                          Qt::MouseButtons buttons) {
        QMouseEvent event(type, position, plot.viewport()->mapToGlobal(position), button, buttons, modifiers);
        QApplication::sendEvent(plot.viewport(), &event);
    };
    send(QEvent::MouseButtonPress, from, Qt::LeftButton, Qt::LeftButton);
    send(QEvent::MouseMove, (from + to) / 2, Qt::NoButton, Qt::LeftButton);
    send(QEvent::MouseMove, to, Qt::NoButton, Qt::LeftButton);
    send(QEvent::MouseButtonRelease, to, Qt::LeftButton, Qt::NoButton);
}

std::set<std::uint32_t> pickedOf(const QSignalSpy &spy)
{
    const auto tracks = spy.last().first().value<std::vector<std::uint32_t>>();
    return {tracks.begin(), tracks.end()};
}

double farness(const QColor &colour, const QColor &other)
{
    return std::max({std::abs(colour.red() - other.red()), std::abs(colour.green() - other.green()),
                     std::abs(colour.blue() - other.blue())});
}

} // namespace

void TestBeeswarm::pointsStandAtTheirValues()
{
    const Swarms swarms(80);
    QVERIFY(!swarms.plot.isWaiting());
    const BeeswarmLayout layout = swarms.plot.windowLayout();
    for (int row = 0; row < 4; ++row)
        for (std::size_t i = 0; i < 80; ++i) {
            const QPointF position = swarms.plot.positionOf({0, row, i}).value();
            QVERIFY(std::abs(layout.value(0, position.x()) - swarms.value(i, row)) < 1e-6);
            QVERIFY(layout.row(0, row).contains(position));
        }
}

void TestBeeswarm::featuresByTheClassOrByAll()
{
    const auto explanation = toyExplanation(60);
    const ShapImportance importance = shapImportance(explanation->values);
    const BeeswarmSpec own = beeswarmSpec(explanation, StudySettings(), {{}, true});
    const BeeswarmSpec common = beeswarmSpec(explanation, StudySettings(), {{}, false});
    QCOMPARE(own.panels.size(), std::size_t(3));
    for (std::size_t c = 0; c < 3; ++c) {
        QCOMPARE(own.panels[c].features, importance.order(c));
        QCOMPARE(common.panels[c].features, importance.order());
        QCOMPARE(own.panels[c].name, QStringLiteral("c%1").arg(c));
        QCOMPARE(own.panels[c].colour, classColour(static_cast<int>(c)));
    }
    QVERIFY(common.common && !own.common);
    const BeeswarmSpec one = beeswarmSpec(explanation, StudySettings(), {1, true});
    QCOMPARE(one.panels.size(), std::size_t(1));
    QCOMPARE(one.panels[0].classCode, std::size_t(1));
    QCOMPARE(one.scaleTitle, QStringLiteral("change of c1 in percentage points"));
}

void TestBeeswarm::brushPicksExactlyThoseTracks()
{
    Swarms swarms(200);
    QSignalSpy picked(&swarms.plot, &Beeswarm::tracksPicked);
    const BeeswarmLayout layout = swarms.plot.windowLayout();
    const double middle = layout.row(0, 1).center().y();
    drag(swarms.plot, {layout.x(0, -0.03), middle}, {layout.x(0, 0.02), middle + 2}, Qt::ControlModifier);
    QCOMPARE(picked.count(), 1);
    std::set<std::uint32_t> expected;
    for (std::size_t i = 0; i < 200; ++i)
        if (swarms.value(i, 1) >= -0.03 && swarms.value(i, 1) <= 0.02)
            expected.insert(swarms.explanation->tracks[i]);
    QVERIFY(expected.size() > 20 && expected.size() < 180);
    QCOMPARE(pickedOf(picked), expected);
    const QString name = QStringLiteral("f%1 moves c0 by −3 to +2 percentage points").arg(swarms.feature(1));
    QCOMPARE(picked.last().at(1).toString(), name);
    QCOMPARE(picked.last().at(2).value<Qt::KeyboardModifiers>(), Qt::ControlModifier);
    // From the right to the left it is the same.
    drag(swarms.plot, {layout.x(0, 0.02), middle}, {layout.x(0, -0.03), middle});
    QCOMPARE(pickedOf(picked), expected);
}

void TestBeeswarm::brushOfPartOfTheHeight()
{
    Swarms swarms(400);
    QSignalSpy picked(&swarms.plot, &Beeswarm::tracksPicked);
    const BeeswarmLayout layout = swarms.plot.windowLayout();
    const QRectF row = layout.row(0, 3);
    const QPointF from(row.left() + 1, row.top() + 1);
    const QPointF to(row.right() - 1, row.center().y() + 1);
    drag(swarms.plot, from, to);
    std::set<std::uint32_t> above;
    for (std::size_t i = 0; i < 400; ++i)
        if (const QPointF at = swarms.plot.positionOf({0, 3, i}).value();
            at.y() >= from.y() && at.y() <= to.y())
            above.insert(swarms.explanation->tracks[i]);
    QVERIFY(above.size() > 100 && above.size() < 399);
    QCOMPARE(pickedOf(picked), above);
}

void TestBeeswarm::brushBeyondTheRow()
{
    Swarms swarms(100);
    QSignalSpy picked(&swarms.plot, &Beeswarm::tracksPicked);
    const BeeswarmLayout layout = swarms.plot.windowLayout();
    const QRectF row = layout.row(0, 0);
    // Down over all rows and out of the plot: still what is in the row where it began.
    drag(swarms.plot, {row.left() + 1, row.top() + 1}, {row.right() + 300, row.bottom() + 300});
    QCOMPARE(pickedOf(picked).size(), std::size_t(100));
    // One that begins beside the rows picks nothing.
    drag(swarms.plot, layout.header.center(), row.center());
    QCOMPARE(picked.count(), 1);
}

void TestBeeswarm::brushOfARowThatIsHalfHidden()
{
    const auto explanation = toyExplanation(60, 1, 30);
    Beeswarm plot;
    plot.setSpec(beeswarmSpec(explanation, StudySettings(), {0}));
    plot.resize(500, 200);
    plot.show();
    QVERIFY(QTest::qWaitForWindowExposed(&plot));
    QSignalSpy picked(&plot, &Beeswarm::tracksPicked);
    const double rowHeight = plot.windowLayout().rowHeight;
    plot.verticalScrollBar()->setValue(static_cast<int>(0.8 * rowHeight));
    const BeeswarmLayout layout = plot.windowLayout();
    const QRectF row = layout.row(0, 0);
    QVERIFY(row.center().y() < layout.body.top() && row.bottom() > layout.body.top() + 1);
    const double y = row.bottom() - 1;
    drag(plot, {row.left() + 1, y}, {row.right() - 1, y});
    QCOMPARE(picked.count(), 1);
    QCOMPARE(pickedOf(picked).size(), std::size_t(60));
    QVERIFY(picked.last().at(1).toString().startsWith(
        QStringLiteral("f%1 moves c0 by ").arg(plot.spec().panels[0].features[0])));
}

void TestBeeswarm::brushOfNothing()
{
    Swarms swarms(60);
    QSignalSpy picked(&swarms.plot, &Beeswarm::tracksPicked);
    const QRectF row = swarms.plot.windowLayout().row(0, 3);
    const QPointF last = swarms.plot.positionOf(swarms.last(3)).value();
    QVERIFY(row.right() - last.x() > 30);
    drag(swarms.plot, last + QPointF(8, 0), {row.right() - 1, last.y()});
    QCOMPARE(picked.count(), 0);
    drag(swarms.plot, last - QPointF(8, 0), {row.right() - 1, last.y()});
    QCOMPARE(picked.count(), 1);
}

void TestBeeswarm::hoverTellsOfTheTrack()
{
    Swarms swarms(50);
    swarms.plot.setTrackNames(
        [](std::uint32_t track) { return QStringLiteral("<b>song</b> %1").arg(track); });
    const SwarmPoint point = swarms.last(2);
    test::hover(swarms.plot, swarms.plot.positionOf(point).value());
    QCOMPARE(swarms.plot.hoveredPoint(), std::optional(point));
    const QString tip = swarms.plot.pointTooltip(point);
    const std::uint32_t track = swarms.explanation->tracks[point.place];
    QVERIFY(tip.contains(QStringLiteral("&lt;b&gt;song&lt;/b&gt; %1").arg(track)));
    QVERIFY(tip.contains(QStringLiteral("f%1: ").arg(swarms.feature(2))));
    QVERIFY(tip.contains(QStringLiteral("moves c0 by +%1 percentage points")
                             .arg(formatValue(100 * swarms.value(point.place, 2)))));
    QVERIFY(tip.contains(formatShare(0.25)));
    test::leave(swarms.plot);
    QVERIFY(!swarms.plot.hoveredPoint());
}

void TestBeeswarm::clicksChooseAndPick()
{
    Swarms swarms(50);
    QSignalSpy chosen(&swarms.plot, &Beeswarm::trackChosen);
    QSignalSpy picked(&swarms.plot, &Beeswarm::tracksPicked);
    const SwarmPoint point = swarms.last(1);
    const QPointF position = swarms.plot.positionOf(point).value();
    const std::uint32_t track = swarms.explanation->tracks[point.place];
    test::click(swarms.plot, position);
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen.last().first().value<std::uint32_t>(), track);
    QCOMPARE(picked.count(), 0);
    test::click(swarms.plot, position, Qt::ShiftModifier);
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(pickedOf(picked), std::set<std::uint32_t>{track});
    // Beside all points nothing happens.
    const QRectF row = swarms.plot.windowLayout().row(0, 1);
    test::click(swarms.plot, {row.right() - 1, row.top() + 1});
    QCOMPARE(chosen.count() + picked.count(), 2);
}

void TestBeeswarm::titlesAndNames()
{
    Swarms swarms(40, std::nullopt, {700, 300});
    QSignalSpy classes(&swarms.plot, &Beeswarm::classChosen);
    QSignalSpy features(&swarms.plot, &Beeswarm::featureChosen);
    const BeeswarmLayout layout = swarms.plot.windowLayout();
    QCOMPARE(layout.needs.panels, 3);
    test::click(swarms.plot, layout.title(1).center());
    QCOMPARE(classes.count(), 1);
    QCOMPARE(classes.last().first().toULongLong(), 1ULL);
    QVERIFY(layout.hasNames(0));
    test::click(swarms.plot, layout.name(0, 2).center());
    QCOMPARE(features.count(), 1);
    QCOMPARE(features.last().first().toULongLong(), static_cast<qulonglong>(swarms.feature(2)));
}

void TestBeeswarm::keysGoFromPointToPoint()
{
    Swarms swarms(30);
    QSignalSpy chosen(&swarms.plot, &Beeswarm::trackChosen);
    QSignalSpy picked(&swarms.plot, &Beeswarm::tracksPicked);
    swarms.plot.setFocus();
    QTest::keyClick(&swarms.plot, Qt::Key_Return); // no point yet
    QCOMPARE(chosen.count(), 0);
    QTest::keyClick(&swarms.plot, Qt::Key_End);
    QTest::keyClick(&swarms.plot, Qt::Key_End);
    QCOMPARE(swarms.plot.hoveredPoint(), std::optional(swarms.last(0)));
    // From the last to the first the points come in order, each once.
    std::set<std::size_t> seen{swarms.plot.hoveredPoint()->place};
    double before = swarms.value(swarms.plot.hoveredPoint()->place, 0);
    for (int i = 1; i < 30; ++i) {
        QTest::keyClick(&swarms.plot, Qt::Key_Left);
        const std::size_t place = swarms.plot.hoveredPoint()->place;
        QVERIFY(seen.insert(place).second);
        QVERIFY(swarms.value(place, 0) <= before);
        before = swarms.value(place, 0);
    }
    const std::size_t place = swarms.plot.hoveredPoint()->place;
    QTest::keyClick(&swarms.plot, Qt::Key_Down);
    QCOMPARE(swarms.plot.hoveredPoint(), std::optional(SwarmPoint{0, 1, place}));
    QTest::keyClick(&swarms.plot, Qt::Key_Return);
    QCOMPARE(chosen.last().first().value<std::uint32_t>(), swarms.explanation->tracks[place]);
    QTest::keyClick(&swarms.plot, Qt::Key_Space);
    QCOMPARE(pickedOf(picked), std::set<std::uint32_t>{swarms.explanation->tracks[place]});
}

void TestBeeswarm::selectionStandsOut()
{
    Swarms swarms(60);
    const SwarmPoint loud = swarms.last(0);
    SwarmPoint quiet{0, 0, 0};
    for (std::size_t i = 1; i < 60; ++i)
        if (swarms.value(i, 0) < swarms.value(quiet.place, 0))
            quiet.place = i;
    const QPointF loudAt = swarms.plot.positionOf(loud).value();
    const QPointF quietAt = swarms.plot.positionOf(quiet).value();
    const QColor before = test::pixel(swarms.plot, loudAt);
    const QColor ground = test::pixel(swarms.plot, loudAt + QPointF(0, 12));
    const double contrast = farness(test::pixel(swarms.plot, quietAt), ground);
    swarms.plot.setSelection(
        RowSet(swarms.explanation->features.rows(), std::vector{swarms.explanation->tracks[loud.place]}));
    QVERIFY(farness(test::pixel(swarms.plot, loudAt), before) < 40);
    QVERIFY(farness(test::pixel(swarms.plot, quietAt), ground) < 0.4 * contrast);
    // None ends it.
    swarms.plot.setSelection(RowSet(swarms.explanation->features.rows()));
    QVERIFY(farness(test::pixel(swarms.plot, quietAt), ground) > 0.9 * contrast);
}

void TestBeeswarm::colourIsTheValue()
{
    Swarms swarms(60, 0, {900, 500});
    const std::vector<ValueScale> scales = featureScales(*swarms.explanation);
    int looked = 0;
    for (int row = 0; row < 4; ++row) {
        const SwarmPoint point = swarms.last(row);
        const float value =
            swarms.explanation->features.row(swarms.explanation->tracks[point.place])[swarms.feature(row)];
        const QColor expected = scales[swarms.feature(row)].colour(static_cast<double>(value));
        QVERIFY(farness(test::pixel(swarms.plot, swarms.plot.positionOf(point).value()), expected) < 30);
        ++looked;
    }
    QCOMPARE(looked, 4);
}

void TestBeeswarm::missingIsGrey()
{
    Swarms swarms(60, 0, {900, 500});
    const SwarmPoint point = swarms.last(0);
    const std::uint32_t track = swarms.explanation->tracks[point.place];
    auto missing = std::make_shared<std::vector<RowSet>>(4);
    (*missing)[swarms.feature(0)] = RowSet(swarms.explanation->features.rows(), std::vector{track});
    Swarms::show(swarms, {0, true, {}, missing});
    QVERIFY(farness(test::pixel(swarms.plot, swarms.plot.positionOf(point).value()), unmappedColour()) < 30);
    QVERIFY(swarms.plot.pointTooltip(point).contains(QStringLiteral("missing")));
    QVERIFY(swarms.plot.spec().hasMissing());

    // Read from a file: only what the median stands in for.
    const auto dataset = test::datasetOf("track_id,energy,tempo\na,1,\nb,2,100\nc,3,120\n");
    PreparationOptions options;
    options.medianFeatures = {"tempo"};
    const std::vector<RowSet> cells =
        missingCells(dataset->table, test::preparedOf(*dataset, options)->features());
    QCOMPARE(cells.size(), std::size_t(2));
    QCOMPARE(cells[0].rows(), std::size_t(0));
    QCOMPARE(cells[1].members(), std::vector<std::uint32_t>{0});
}

void TestBeeswarm::partsArrive()
{
    JobBoard board;
    Beeswarm plot(&board);
    const auto all = toyExplanation(400);
    const auto specOf = [&](std::size_t tracks) {
        BeeswarmSpec spec = beeswarmSpec(firstOf(*all, tracks), StudySettings(), {0});
        spec.panels[0].low = -0.5; // else points move because the scale does
        spec.panels[0].high = 0.5;
        return spec;
    };
    plot.resize(900, 700);
    plot.setSpec(specOf(100));
    plot.show();
    QVERIFY(QTest::qWaitForWindowExposed(&plot));
    QTRY_VERIFY_WITH_TIMEOUT(!plot.isWaiting(), patience);
    QVERIFY(plot.positionOf({0, 0, 99}) && !plot.positionOf({0, 0, 100}));
    const std::vector<std::size_t> order = plot.spec().panels[0].features;
    // Faster than they can be drawn: the last is there at the end.
    for (std::size_t tracks = 110; tracks <= 400; tracks += 10) {
        plot.setSpec(specOf(tracks));
        QVERIFY(plot.positionOf({0, 0, 99})); // what was there is seen meanwhile
    }
    QTRY_VERIFY_WITH_TIMEOUT(!plot.isWaiting(), patience);
    QVERIFY(plot.positionOf({0, 0, 399}));
}

// Those of a smaller file, whose rows the numbers of the tracks before are beyond.
void TestBeeswarm::otherTracksTakeOver()
{
    JobBoard board;
    Beeswarm plot(&board);
    plot.resize(700, 400);
    plot.setSpec(beeswarmSpec(toyExplanation(400), StudySettings(), {0}));
    plot.show();
    QVERIFY(QTest::qWaitForWindowExposed(&plot));
    QTRY_VERIFY_WITH_TIMEOUT(!plot.isWaiting(), patience);
    QSignalSpy picked(&plot, &Beeswarm::tracksPicked);
    const QPointF before = plot.positionOf({0, 0, 7}).value();
    test::hover(plot, before);
    QVERIFY(plot.hoveredPoint());
    QTest::mousePress(plot.viewport(), Qt::LeftButton, {}, before.toPoint());

    // One that is being drawn for the tracks of before does not come back either.
    plot.resize(720, 420);
    plot.setSpec(beeswarmSpec(toyExplanation(401), StudySettings(), {0}));
    const auto small = toyExplanation(20);
    plot.setSpec(beeswarmSpec(small, StudySettings(), {0}));
    QVERIFY(!plot.hoveredPoint());
    QVERIFY(!plot.positionOf({0, 0, 7}));
    QVERIFY(!plot.pointAt(before));
    const QRectF row = plot.windowLayout().row(0, 0);
    drag(plot, {row.left() + 1, row.center().y()}, {row.right() - 1, row.center().y()});
    QCOMPARE(picked.count(), 0);

    QTRY_VERIFY_WITH_TIMEOUT(!plot.isWaiting(), patience);
    QVERIFY(plot.positionOf({0, 0, 19}) && !plot.positionOf({0, 0, 20}));
    drag(plot, {row.left() + 1, row.center().y()}, {row.right() - 1, row.center().y()});
    QCOMPARE(pickedOf(picked), std::set<std::uint32_t>(small->tracks.begin(), small->tracks.end()));
    plot.setSpec({});
    QVERIFY(!plot.pointAt(row.center()));
}

void TestBeeswarm::failureIsSaid()
{
    JobBoard board;
    Beeswarm plot(&board);
    const BeeswarmSpec whole = beeswarmSpec(toyExplanation(60), StudySettings(), {0});
    plot.resize(700, 400);
    plot.setSpec(whole);
    plot.show();
    QVERIFY(QTest::qWaitForWindowExposed(&plot));
    QTRY_VERIFY_WITH_TIMEOUT(!plot.isWaiting(), patience);
    QVERIFY(plot.failure().isEmpty());
    BeeswarmSpec broken = whole;
    broken.scales.clear(); // so that there are no colours
    plot.setSpec(broken);
    QTRY_VERIFY_WITH_TIMEOUT(!plot.failure().isEmpty(), patience);
    QVERIFY(!plot.positionOf({0, 0, 0})); // nothing of before is taken for it
    plot.setSpec(whole);
    QTRY_VERIFY_WITH_TIMEOUT(!plot.isWaiting(), patience);
    QVERIFY(plot.failure().isEmpty());
    QVERIFY(plot.positionOf({0, 0, 0}));
}

void TestBeeswarm::scalesOfTheirOwn()
{
    const auto explanation = toyExplanation(60);
    const BeeswarmSpec spec = beeswarmSpec(explanation, StudySettings(), {});
    for (const BeeswarmPanel &panel : spec.panels) {
        float least = 0;
        float most = 0;
        for (std::size_t f = 0; f < 4; ++f)
            for (const float value : explanation->values.column(panel.classCode, f)) {
                least = std::min(least, value);
                most = std::max(most, value);
            }
        QCOMPARE(panel.low, static_cast<double>(least));
        QCOMPARE(panel.high, static_cast<double>(most));
    }
    QVERIFY(spec.panels[0].high != spec.panels[1].high);
}

void TestBeeswarm::numbersOnEitherSide()
{
    BeeswarmLayout::Needs needs;
    needs.ranges = {{-0.02, 0.6}, {-0.3, 0.001}, {0, 0.9}, {-0.0001, 0.0001}, {0, 0}, {-1, 1}};
    needs.panels = static_cast<int>(needs.ranges.size());
    needs.rows = 5;
    needs.titled = true;
    needs.lineHeight = 14;
    needs.nameWidth = 60;
    for (const int width : {170, 300, 800, 2000}) {
        const BeeswarmLayout layout = BeeswarmLayout::scrolling(QRectF(0, 0, width, 500), needs);
        for (int panel = 0; panel < needs.panels; ++panel) {
            const auto [low, high, ticks] = layout.scale(panel);
            const BeeswarmLayout::Range range = needs.ranges[static_cast<std::size_t>(panel)];
            QVERIFY(low <= range.low && high >= range.high);
            QVERIFY(ticks.first < -ticks.step / 2 && ticks.last() > ticks.step / 2);
            QVERIFY(ticks.first >= low && ticks.last() <= high);
        }
    }
}

void TestBeeswarm::resizedAndScrolled()
{
    JobBoard board;
    Beeswarm plot(&board);
    plot.setSpec(beeswarmSpec(toyExplanation(300, 8, 12), StudySettings(), {}));
    plot.resize(500, 200);
    plot.show();
    QVERIFY(QTest::qWaitForWindowExposed(&plot));
    QTRY_VERIFY_WITH_TIMEOUT(!plot.isWaiting(), patience);
    QVERIFY(plot.verticalScrollBar()->maximum() > 0);
    QVERIFY(!plot.positionOf({7, 0, 0})); // it is not seen yet
    plot.verticalScrollBar()->setValue(plot.verticalScrollBar()->maximum());
    QTRY_VERIFY_WITH_TIMEOUT(!plot.isWaiting(), patience);
    const QPointF position = plot.positionOf({7, 11, 0}).value();
    QVERIFY(plot.windowLayout().body.contains(position));
    plot.resize(900, 900);
    QTRY_VERIFY_WITH_TIMEOUT(!plot.isWaiting(), patience);
    QVERIFY(plot.windowLayout().columns > 2);
    const BeeswarmLayout layout = plot.windowLayout();
    for (int panel = 0; panel < 8; ++panel)
        QVERIFY(layout.body.adjusted(-1, -1, 1, 1).contains(layout.panel(panel)) ||
                plot.verticalScrollBar()->maximum() > 0);
}

// Only those that are seen are drawn.
void TestBeeswarm::manyClasses()
{
    Beeswarm plot;
    plot.setSpec(beeswarmSpec(toyExplanation(40, 113, 5), StudySettings(), {}));
    plot.resize(600, 300);
    plot.show();
    QVERIFY(QTest::qWaitForWindowExposed(&plot));
    QVERIFY(!plot.isWaiting());
    QVERIFY(plot.positionOf({0, 0, 0}));
    QVERIFY(!plot.positionOf({112, 0, 0}));
    plot.verticalScrollBar()->setValue(plot.verticalScrollBar()->maximum());
    QVERIFY(plot.positionOf({112, 0, 0}));
    QVERIFY(isExportable(exportSize(plot), 2));
}

void TestBeeswarm::picturesOfIt()
{
    const auto explanation = toyExplanation(150);
    for (const std::optional<std::size_t> classCode : {std::optional<std::size_t>(1), {}}) {
        const auto plot = beeswarmFigure(explanation, StudySettings(), {classCode});
        QCOMPARE(plot->figureName(),
                 classCode ? QStringLiteral("shap_beeswarm_toy_c1") : QStringLiteral("shap_beeswarm_toy"));
        QVERIFY(plot->title().contains(QStringLiteral("150")));
        const QImage light = renderPlot(*plot, exportSize(*plot), 1, Theme::light());
        const QImage large = renderPlot(*plot, exportSize(*plot), 2, Theme::light());
        QCOMPARE(large.size(), light.size() * 2);
        QCOMPARE(renderPlot(*plot, exportSize(*plot), 1, Theme::light()), light);
        QVERIFY(renderPlot(*plot, exportSize(*plot), 1, Theme::dark()) != light);
        // Not only text and lines.
        qsizetype coloured = 0;
        for (int y = 0; y < light.height(); ++y)
            for (int x = 0; x < light.width(); ++x)
                coloured += light.pixelColor(x, y).hsvSaturation() > 120 ? 1 : 0;
        QVERIFY(coloured > 1500);
    }
}

void TestBeeswarm::nothingToShow()
{
    Beeswarm plot;
    plot.setEmptyText(QStringLiteral("nothing"));
    plot.resize(300, 200);
    plot.show();
    QVERIFY(QTest::qWaitForWindowExposed(&plot));
    QVERIFY(plot.isEmpty());
    QVERIFY(!plot.isWaiting());
    test::hover(plot, {100, 100});
    test::click(plot, {100, 100});
    QTest::keyClick(&plot, Qt::Key_Right);
    QVERIFY(!plot.hoveredPoint());
    // One track alone, and no range.
    plot.setSpec(beeswarmSpec(toyExplanation(1, 1, 1), StudySettings(), {}));
    QVERIFY(plot.positionOf({0, 0, 0}));
    plot.setSpec({});
    QVERIFY(plot.isEmpty() && !plot.positionOf({0, 0, 0}));
}

QTEST_MAIN(TestBeeswarm)
#include "tst_beeswarm.moc"
