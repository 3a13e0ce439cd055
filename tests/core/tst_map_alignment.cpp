#include "core/embed/map_alignment.h"
#include "tests/support/toy_data.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace genrelens;
using namespace genrelens::test;

namespace
{

std::vector<MapPoint> cloud(std::size_t rows)
{
    const Features features = toyClouds(rows, 2, 3, 4).features;
    std::vector<MapPoint> points;
    for (std::size_t i = 0; i < rows; ++i)
        points.push_back({features.row(i)[0], 3.0F * features.row(i)[1]});
    return points;
}

// Turned by an angle, mirrored before that if asked for, and moved.
std::vector<MapPoint> turned(const std::vector<MapPoint> &points, double angle, bool isMirrored)
{
    std::vector<MapPoint> result;
    for (const MapPoint &point : points) {
        const auto x = static_cast<double>(point.x);
        const double y = static_cast<double>(point.y) * (isMirrored ? -1.0 : 1.0);
        result.push_back({static_cast<float>(std::cos(angle) * x - std::sin(angle) * y + 7.0),
                          static_cast<float>(std::sin(angle) * x + std::cos(angle) * y - 2.0)});
    }
    return result;
}

// The farthest that a point lies from where it should.
double farthest(const std::vector<MapPoint> &points, const std::vector<MapPoint> &goal)
{
    double most = 0.0;
    for (std::size_t i = 0; i < goal.size(); ++i)
        most = std::max(most, std::hypot(static_cast<double>(points[i].x - goal[i].x),
                                         static_cast<double>(points[i].y - goal[i].y)));
    return most;
}

double squaresApart(const std::vector<MapPoint> &points, const std::vector<MapPoint> &goal)
{
    double sum = 0.0;
    for (std::size_t i = 0; i < goal.size(); ++i)
        sum += std::pow(static_cast<double>(points[i].x - goal[i].x), 2) +
               std::pow(static_cast<double>(points[i].y - goal[i].y), 2);
    return sum;
}

} // namespace

class TestMapAlignment : public QObject
{
    Q_OBJECT

private slots:
    void turnsAndFlipsAreUndone_data();
    void turnsAndFlipsAreUndone();
    void noOtherTurnFitsBetter();
    void sharedRowsDecide();
    void sizesAreKept();
    void nothingToGoByChangesNothing();
};

void TestMapAlignment::turnsAndFlipsAreUndone_data()
{
    QTest::addColumn<double>("angle");
    QTest::addColumn<bool>("isMirrored");
    QTest::newRow("moved") << 0.0 << false;
    QTest::newRow("a bit") << 0.2 << false;
    QTest::newRow("half way round") << 3.141592653589793 << false;
    QTest::newRow("flipped") << 0.0 << true;
    QTest::newRow("flipped and turned") << -2.0 << true;
}

void TestMapAlignment::turnsAndFlipsAreUndone()
{
    QFETCH(const double, angle);
    QFETCH(const bool, isMirrored);
    const std::vector<MapPoint> reference = cloud(500);
    // To some units in the last place of coordinates of about 20.
    QVERIFY(farthest(alignedTo(turned(reference, angle, isMirrored), reference), reference) < 1e-4);
}

void TestMapAlignment::noOtherTurnFitsBetter()
{
    const std::vector<MapPoint> reference = cloud(200);
    std::vector<MapPoint> other = turned(reference, 1.0, true);
    for (std::size_t i = 0; i < other.size(); i += 3)
        std::swap(other[i].x, other[i].y);
    const std::vector<MapPoint> aligned = alignedTo(other, reference);
    MapPoint centre;
    for (const MapPoint &point : aligned)
        centre = {centre.x + point.x / 200.0F, centre.y + point.y / 200.0F};
    const double best = squaresApart(aligned, reference);
    for (int step = 1; step < 360; ++step)
        for (const bool isMirrored : {false, true}) {
            std::vector<MapPoint> centred;
            for (const MapPoint &point : aligned)
                centred.push_back({point.x - centre.x, point.y - centre.y});
            std::vector<MapPoint> tried = turned(centred, step * 3.141592653589793 / 180.0, isMirrored);
            for (MapPoint &point : tried)
                point = {point.x - 7.0F + centre.x, point.y + 2.0F + centre.y};
            QVERIFY(squaresApart(tried, reference) >= best * (1.0 - 1e-5));
        }
}

void TestMapAlignment::sharedRowsDecide()
{
    const std::vector<MapPoint> reference = cloud(300);
    // Every other row, in the opposite order, and rows that the reference has not.
    std::vector<MapPoint> fewer;
    std::vector<SharedRow> shared;
    for (std::uint32_t i = 300; i >= 2; i -= 2) {
        shared.emplace_back(static_cast<std::uint32_t>(fewer.size()), i - 1);
        fewer.push_back(reference[i - 1]);
    }
    const std::vector<MapPoint> goal = fewer;
    std::vector<MapPoint> moved = turned(fewer, 2.5, true);
    moved.push_back({100.0F, 100.0F});
    QVERIFY(farthest(alignedTo(moved, reference, shared), goal) < 1e-4);
    // Pairs of rows that do not exist are passed over.
    shared.emplace_back(5000U, 1U);
    shared.emplace_back(1U, 5000U);
    QVERIFY(farthest(alignedTo(moved, reference, shared), goal) < 1e-4);
    // So are points that are nowhere.
    moved[0].x = std::numeric_limits<float>::quiet_NaN();
    const std::vector<MapPoint> aligned = alignedTo(moved, reference, shared);
    QVERIFY(std::isnan(aligned[0].x));
    QVERIFY(std::hypot(aligned[1].x - goal[1].x, aligned[1].y - goal[1].y) < 1e-4F);
}

void TestMapAlignment::sizesAreKept()
{
    const std::vector<MapPoint> reference = cloud(100);
    std::vector<MapPoint> doubled;
    for (const MapPoint &point : reference)
        doubled.push_back({2.0F * point.x, 2.0F * point.y});
    const std::vector<MapPoint> aligned = alignedTo(turned(doubled, 0.5, false), reference);
    const auto apart = [](const MapPoint &a, const MapPoint &b) { return std::hypot(a.x - b.x, a.y - b.y); };
    for (std::size_t i = 1; i < aligned.size(); ++i)
        QVERIFY(std::abs(apart(aligned[i], aligned[0]) - apart(doubled[i], doubled[0])) < 1e-4F);
}

void TestMapAlignment::nothingToGoByChangesNothing()
{
    const std::vector<MapPoint> some{{1, 2}, {3, 4}};
    QVERIFY(alignedTo({}, some).empty());
    QCOMPARE(alignedTo(some, {}), some);
    QCOMPARE(alignedTo(some, some, {}), some);
    // Only moved: one row in common, or all at the same place.
    QCOMPARE(alignedTo(some, std::vector<MapPoint>{{0, 0}}), (std::vector<MapPoint>{{0, 0}, {2, 2}}));
    QCOMPARE(alignedTo(some, std::vector<MapPoint>{{9, 9}, {9, 9}}),
             (std::vector<MapPoint>{{8, 8}, {10, 10}}));
    QCOMPARE(alignedTo(std::vector<MapPoint>{{5, 5}, {5, 5}}, some), (std::vector<MapPoint>{{2, 3}, {2, 3}}));
}

QTEST_APPLESS_MAIN(TestMapAlignment)
#include "tst_map_alignment.moc"
