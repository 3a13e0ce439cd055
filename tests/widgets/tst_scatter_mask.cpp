#include "core/base/parallel.h"
#include "tests/widgets/scatter_fixture.h"
#include "widgets/plots/scatter_mask.h"

#include <QTest>

#include <cmath>
#include <numbers>

using namespace genrelens;
using namespace genrelens::test;

namespace
{

using Kind = ScatterBrush::Kind;
using Way = std::vector<QPointF>;

const QRectF around(-3, -5, 12, 8);

Way ring(int vertices, double roughness)
{
    Random random(6, RandomPurpose::Test, 74);
    Way way;
    for (int i = 0; i < vertices; ++i) {
        const double angle = 2 * std::numbers::pi * i / vertices;
        const double radius = 3 + std::sin(5 * angle) + roughness * random.normal();
        way.push_back({3 + radius * std::cos(angle), -1 + 0.6 * radius * std::sin(angle)});
    }
    return way;
}

Way jumps(int vertices)
{
    Random random(7, RandomPurpose::Test, 75);
    Way way;
    for (int i = 0; i < vertices; ++i)
        way.push_back({random.uniform() * 12 - 3, random.uniform() * 8 - 5});
    return way;
}

ScatterBrush brushOf(Kind kind, const Way &way, double radius)
{
    ScatterBrush brush(kind, way.front(), radius);
    for (std::size_t i = 1; i < way.size(); ++i)
        brush.extend(way[i]);
    return brush;
}

/// By the plain definition, point by point.
RowSet expectedOf(const ScatterBrush &brush, const std::vector<MapPoint> &points)
{
    RowSet rows(points.size());
    for (std::size_t row = 0; row < points.size(); ++row)
        if (brush.contains({double(points[row].x), double(points[row].y)}))
            rows.insert(row);
    return rows;
}

} // namespace

class TestScatterMask : public QObject
{
    Q_OBJECT

private slots:
    void agreesWithTheDefinition_data();
    void agreesWithTheDefinition();
    void pointsOnTheEdge_data();
    void pointsOnTheEdge();
    void farFromTheOrigin();
    void brushesOfNoArea();
};

void TestScatterMask::agreesWithTheDefinition_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<Way>("way");
    QTest::addColumn<double>("radius");
    const auto add = [](const char *name, const Way &way, std::initializer_list<double> radii) {
        QTest::addRow("lasso, %s", name) << Kind::Lasso << way << 0.0;
        for (const double radius : radii)
            QTest::addRow("stroke of %g, %s", radius, name) << Kind::Stroke << way << radius;
    };
    add("smooth ring", ring(1500, 0), {0.01, 0.2, 2.5});
    add("rough ring", ring(1500, 0.04), {0.2});
    add("slow scribble", scribble(3000, 0.05, around, 1), {0.01, 0.2, 2.5});
    add("fast scribble", scribble(1500, 0.3, around, 2), {0.2});
    add("jumps", jumps(200), {0.02, 0.2});
    const Way there = scribble(700, 0.05, around, 3);
    Way back = there;
    back.insert(back.end(), there.rbegin(), there.rbegin() + 400);
    add("half of it back", back, {0.2});
    Way twice = ring(700, 0);
    const Way once = twice;
    twice.insert(twice.end(), once.begin(), once.end());
    add("twice around", twice, {0.2});
    add("triangle", {{0, 0}, {7, -1}, {2, -5}}, {0.3});
    add("thin", {{-2, -1}, {8, -0.98}, {8, -0.97}, {-2, -0.995}}, {1e-3});
    QTest::newRow("rectangle") << Kind::Rectangle << Way{{0, 1}, {5, -3}} << 0.0;
}

void TestScatterMask::agreesWithTheDefinition()
{
    QFETCH(Kind, kind);
    QFETCH(Way, way);
    QFETCH(double, radius);
    static const Clumps clumps(6000);
    static const ScatterPoints points(clumps.points);
    const ScatterBrush brush = brushOf(kind, way, radius);
    const RowSet expected = expectedOf(brush, clumps.points);
    QVERIFY(expected.count() < 6000);
    if (radius >= 0.2 || kind != Kind::Stroke)
        QVERIFY(!expected.isEmpty());
    const int before = threadCount();
    for (const int threads : {1, 3}) {
        setThreadCount(threads);
        QVERIFY(rowsInside(brush, points, clumps.points.size()) == expected);
    }
    setThreadCount(before);
}

void TestScatterMask::pointsOnTheEdge_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::newRow("lasso") << Kind::Lasso;
    QTest::newRow("stroke") << Kind::Stroke;
}

// Vertices, edges and the borders of cells all lie on points.
void TestScatterMask::pointsOnTheEdge()
{
    QFETCH(Kind, kind);
    std::vector<MapPoint> places;
    for (int x = -20; x <= 280; ++x)
        for (int y = -20; y <= 280; y += 2)
            places.push_back({static_cast<float>(x), static_cast<float>(y)});
    const ScatterPoints points(places);
    Way way{{0, 0}};
    for (int i = 0; i < 64; ++i) // teeth, and the corners of a square of 256
        way.push_back({double(i * 4), i % 2 == 0 ? 40.0 : 12.0});
    way.insert(way.end(), {{256, 0}, {256, 256}, {128, 128}, {0, 256}});
    const ScatterBrush brush = brushOf(kind, way, kind == Kind::Stroke ? 5 : 0);
    const RowSet expected = expectedOf(brush, places);
    QVERIFY(expected.count() > 1000);
    QVERIFY(rowsInside(brush, points, places.size()) == expected);
}

// A small brush where neighbouring floats are no longer much nearer to each other than vertices are.
void TestScatterMask::farFromTheOrigin()
{
    Random random(8, RandomPurpose::Test, 76);
    std::vector<MapPoint> places;
    for (int i = 0; i < 20'000; ++i)
        places.push_back({static_cast<float>(1e6 + 12 * random.uniform()),
                          static_cast<float>(-1e6 + 8 * random.uniform())});
    const ScatterPoints points(places);
    Way way = scribble(800, 0.05, around, 4);
    for (QPointF &vertex : way)
        vertex += QPointF(1e6 + 3, -1e6 + 5);
    for (const double radius : {0.0, 0.3}) {
        const ScatterBrush brush = brushOf(radius > 0 ? Kind::Stroke : Kind::Lasso, way, radius);
        const RowSet expected = expectedOf(brush, places);
        QVERIFY(!expected.isEmpty());
        QVERIFY(rowsInside(brush, points, places.size()) == expected);
    }
}

void TestScatterMask::brushesOfNoArea()
{
    const std::vector<MapPoint> places(20'000, MapPoint{2, 1}); // enough to be worth a grid
    const ScatterPoints points(places);
    const auto count = [&](Kind kind, const Way &way, double radius) {
        return rowsInside(brushOf(kind, way, radius), points, places.size()).count();
    };
    QCOMPARE(count(Kind::Lasso, {{2, 1}, {2, 1}, {2, 1}}, 0), std::size_t(0));
    QCOMPARE(count(Kind::Lasso, {{0, 1}, {5, 1}, {3, 1}}, 0), std::size_t(0));
    QCOMPARE(count(Kind::Lasso, {{2, 0}, {2, 4}, {2, 2}}, 0), std::size_t(0));
    QCOMPARE(count(Kind::Stroke, {{2, 1}}, 0), std::size_t(20'000));
    QCOMPARE(count(Kind::Stroke, {{0, 1}, {5, 1}}, 0), std::size_t(20'000));
    QCOMPARE(count(Kind::Stroke, {{2, 0}, {2, 4}, {2, 3}}, 0), std::size_t(20'000));
    QCOMPARE(count(Kind::Stroke, {{2.25, 1}}, 0.25), std::size_t(20'000));
    QCOMPARE(count(Kind::Stroke, {{2.25, 1}}, 0.2), std::size_t(0));
    QCOMPARE(count(Kind::Rectangle, {{0, 0}, {2, 1}}, 0), std::size_t(20'000));
}

QTEST_MAIN(TestScatterMask)
#include "tst_scatter_mask.moc"
