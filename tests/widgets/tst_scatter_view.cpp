#include "widgets/plots/scatter_view.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <vector>

using namespace genrelens;

namespace
{

constexpr float notANumber = std::numeric_limits<float>::quiet_NaN();

// Of the numbers here, some hundreds, rounding is far below that.
bool isNear(const QPointF &x, const QPointF &y)
{
    return std::hypot(x.x() - y.x(), x.y() - y.y()) < 1e-9;
}

} // namespace

class TestScatterView : public QObject
{
    Q_OBJECT

private slots:
    void boundsOfPoints();
    void boundsOfMost();
    void fitsWithTheSameScaleBothWays();
    void mapAndPixelsAreInverse();
    void zoomKeepsThePointUnderThePointer();
    void zoomHasLimits();
    void movesWithThePointer();
    void staysAtTheMap();
    void anotherArea();
    void betweenViews();
    void degenerateBounds_data();
    void degenerateBounds();
};

void TestScatterView::boundsOfPoints()
{
    const std::vector<MapPoint> points{
        {1, 5}, {notANumber, 100}, {-2, 3}, {7, std::numeric_limits<float>::infinity()}};
    QVERIFY(MapBounds::of(points) == (MapBounds{-2, 3, 1, 5}));
    QVERIFY(MapBounds::ofMost(points) == (MapBounds{-2, 3, 1, 5}));
    QVERIFY(MapBounds::of({}) == MapBounds{});
    QVERIFY(MapBounds::ofMost({}) == MapBounds{});
    QVERIFY((MapBounds{-2, 3, 1, 5}.contains({1, 4})));
    QVERIFY((!MapBounds{-2, 3, 1, 5}.contains({notANumber, 4})));
}

void TestScatterView::boundsOfMost()
{
    std::vector<MapPoint> points;
    for (int i = 0; i < 3000; ++i)
        points.push_back({static_cast<float>(i), static_cast<float>(i % 100)});
    QVERIFY(MapBounds::ofMost(points) == MapBounds::of(points));
    points[1500] = {50'000, 50};
    const MapBounds most = MapBounds::ofMost(points);
    QVERIFY(most.right >= 2999 && most.right < 4000);
    QCOMPARE(most.left, 0.0);
    QCOMPARE(MapBounds::of(points).right, 50'000.0);
}

void TestScatterView::fitsWithTheSameScaleBothWays()
{
    const MapBounds bounds{-10, 0, 10, 5};
    const ScatterView view = ScatterView::fitting(bounds, QRectF(100, 50, 440, 300), 20);
    QCOMPARE(view.scale(), 20.0); // 400 pixels for 20 units; the height has room to spare
    QCOMPARE(view.zoom(), 1.0);
    QVERIFY(isNear(view.toPixel(-10.0, 2.5), {120, 200}));
    QVERIFY(isNear(view.toPixel(10.0, 2.5), {520, 200}));
    QVERIFY(isNear(view.toPixel(0.0, 5.0), {320, 150})); // up is up
    const ScatterView narrow = ScatterView::fitting(bounds, QRectF(0, 0, 4000, 140), 20);
    QCOMPARE(narrow.scale(), 20.0);
    const MapBounds seen = view.seen();
    QVERIFY(isNear(view.toPixel(seen.left, seen.top), view.area().topLeft()));
    QVERIFY(isNear(view.toPixel(seen.right, seen.bottom), view.area().bottomRight()));
}

void TestScatterView::mapAndPixelsAreInverse()
{
    ScatterView view = ScatterView::fitting({-3, -4, 9, 2}, QRectF(7, 3, 800, 600), 24);
    view = view.zoomedAt({100, 200}, 7.3).movedBy({-31, 12});
    for (const QPointF &pixel : {QPointF(0, 0), QPointF(123.4, 567.8), QPointF(-50, 9000)}) {
        const QPointF map = view.toMap(pixel);
        QVERIFY(isNear(view.toPixel(map.x(), map.y()), pixel));
    }
}

void TestScatterView::zoomKeepsThePointUnderThePointer()
{
    ScatterView view = ScatterView::fitting({0, 0, 1, 1}, QRectF(0, 0, 500, 400), 10);
    const QPointF pixel(37, 320);
    const QPointF map = view.toMap(pixel);
    for (const double factor : {1.25, 3.0, 0.1, 40.0, 0.7}) {
        view = view.zoomedAt(pixel, factor);
        QVERIFY(isNear(view.toPixel(map.x(), map.y()), pixel));
    }
    QVERIFY(std::abs(view.zoom() - 1.25 * 3.0 * 0.1 * 40.0 * 0.7) < 1e-9);
    QVERIFY(view.zoomedAt(pixel, std::nan("")) == view);
    QVERIFY(view.zoomedAt(pixel, 0) == view);
}

void TestScatterView::zoomHasLimits()
{
    const ScatterView view = ScatterView::fitting({0, 0, 1, 1}, QRectF(0, 0, 500, 400), 10);
    QCOMPARE(view.zoomedAt({1, 1}, 1e9).zoom(), ScatterView::mostZoom);
    QCOMPARE(view.zoomedAt({1, 1}, 1e-9).zoom(), ScatterView::leastZoom);
    QCOMPARE(view.at({5, 6}, 1e9).zoom(), ScatterView::mostZoom);
    QCOMPARE(view.at({5, 6}, 2).centre(), QPointF(5, 6));
}

void TestScatterView::movesWithThePointer()
{
    const ScatterView view = ScatterView::fitting({0, 0, 1, 1}, QRectF(0, 0, 500, 400), 10);
    const ScatterView moved = view.movedBy({30, -20});
    QVERIFY(isNear(moved.toPixel(0.25, 0.5), view.toPixel(0.25, 0.5) + QPointF(30, -20)));
    QCOMPARE(moved.scale(), view.scale());
}

void TestScatterView::staysAtTheMap()
{
    const MapBounds bounds{0, 0, 2, 1};
    const ScatterView whole = ScatterView::fitting(bounds, {0, 0, 200, 200}, 0);
    QVERIFY(whole.keeping(bounds, 30) == whole);
    QVERIFY(whole.movedBy({120, -80}).keeping(bounds, 30) == whole.movedBy({120, -80}));
    for (const double far : {1e3, 1e6}) {
        const ScatterView east = whole.movedBy({far, 0}).keeping(bounds, 30);
        QVERIFY(isNear(east.toPixel(0.0, 0.0), {170, 150}));
        const ScatterView north = whole.movedBy({0, -far}).keeping(bounds, 30);
        QVERIFY(isNear(north.toPixel(0.0, 0.0), {0, 30}));
        const ScatterView near = whole.zoomedAt({100, 100}, 50).movedBy({-far * 100, 0}).keeping(bounds, 30);
        QVERIFY(isNear(near.toPixel(2.0, 0.5), {30, 100}));
        QCOMPARE(near.scale(), whole.scale() * 50);
    }
    QVERIFY(whole.movedBy({500, 0}).keeping(bounds, 1e6).centre() == QPointF(0, 0.5));
}

void TestScatterView::anotherArea()
{
    const MapBounds bounds{0, 0, 1, 1};
    const ScatterView view = ScatterView::fitting(bounds, QRectF(0, 0, 500, 400), 10).zoomedAt({100, 50}, 4);
    const ScatterView wider = ScatterView::fitting(bounds, QRectF(0, 0, 900, 400), 10);
    QCOMPARE(view.in(wider).scale(), view.scale());
    QCOMPARE(view.in(wider).centre(), view.centre());
    QCOMPARE(view.in(wider).area(), wider.area());
}

void TestScatterView::betweenViews()
{
    const ScatterView from = ScatterView::fitting({0, 0, 1, 1}, QRectF(0, 0, 500, 400), 10);
    const ScatterView to = from.at({0.9, 0.1}, 8);
    QVERIFY(isNear(ScatterView::between(from, to, 0).centre(), from.centre()));
    QCOMPARE(ScatterView::between(from, to, 0).scale(), from.scale());
    QVERIFY(ScatterView::between(from, to, 1) == to);
    QVERIFY(std::abs(ScatterView::between(from, to, 0.5).zoom() - std::sqrt(8.0)) < 1e-9);
    // What is flown to never leaves the picture, and comes nearer all the time.
    double before = HUGE_VAL;
    for (int i = 0; i <= 10; ++i) {
        const ScatterView view = ScatterView::between(from, to, i / 10.0);
        const QPointF away = view.toPixel(0.9, 0.1) - view.area().center();
        const double distance = std::hypot(away.x(), away.y());
        QVERIFY(distance < before || distance < 1e-9);
        before = distance;
    }
    const ScatterView aside = from.at({2, 2}, 1);
    QVERIFY(isNear(ScatterView::between(from, aside, 0.5).centre(), (from.centre() + aside.centre()) / 2));
}

void TestScatterView::degenerateBounds_data()
{
    QTest::addColumn<double>("right");
    QTest::addColumn<double>("top");
    QTest::newRow("a point") << 3.0 << 2.0;
    QTest::newRow("a row") << 8.0 << 2.0;
    QTest::newRow("a column") << 3.0 << 7.0;
}

void TestScatterView::degenerateBounds()
{
    QFETCH(double, right);
    QFETCH(double, top);
    const ScatterView view = ScatterView::fitting({3, 2, right, top}, QRectF(0, 0, 500, 400), 10);
    QVERIFY(std::isfinite(view.scale()) && view.scale() > 0);
    const QRectF inner = view.area().adjusted(9.9, 9.9, -9.9, -9.9);
    QVERIFY(inner.contains(view.toPixel(3.0, 2.0)) && inner.contains(view.toPixel(right, top)));
    const ScatterView tiny = ScatterView::fitting({0, 0, 1, 1}, QRectF(0, 0, 4, 4), 10);
    QVERIFY(tiny.scale() > 0);
}

QTEST_MAIN(TestScatterView)
#include "tst_scatter_view.moc"
