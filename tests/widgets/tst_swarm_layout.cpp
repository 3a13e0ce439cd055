#include "core/base/random.h"
#include "widgets/plots/swarm_layout.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace genrelens;

class TestSwarmLayout : public QObject
{
    Q_OBJECT

private slots:
    void loneOnesLieOnTheLine();
    void noPointTouchesAnother();
    void asNearToTheMiddleAsTheyCan();
    void oneMorePointMovesNoOther();
    void equalPointsAreAStack();
    void crowdedRowsKeepTheirHeight();
    void crowdedRowsKeepTheirForm();
    void oddInput();
    void manyArePlacedAlike();
    void diametersFollowTheRoom();
};

namespace
{

std::vector<float> cloud(std::size_t count, double middle, double deviation, std::uint64_t stream = 1)
{
    Random random(5, RandomPurpose::Test, stream);
    std::vector<float> along;
    for (std::size_t i = 0; i < count; ++i)
        along.push_back(static_cast<float>(middle + deviation * random.normal()));
    return along;
}

double distance(const std::vector<float> &along, const Swarm &swarm, std::size_t i, std::size_t j)
{
    return std::hypot(static_cast<double>(along[i]) - static_cast<double>(along[j]),
                      static_cast<double>(swarm.offsets[i]) - static_cast<double>(swarm.offsets[j]));
}

double farthest(const std::vector<float> &offsets)
{
    double most = 0.0;
    for (const float offset : offsets)
        most = std::max(most, static_cast<double>(std::abs(offset)));
    return most;
}

constexpr double rounding = 1e-4; // of positions in float

} // namespace

void TestSwarmLayout::loneOnesLieOnTheLine()
{
    const std::vector<float> along{-70.F, 10.F, 20.F, 31.F, 500.F};
    const Swarm swarm = layOutSwarm(along, 12, 4);
    QCOMPARE(swarm.offsets, std::vector<float>(5, 0.F));
    QVERIFY(!swarm.crowded);
}

void TestSwarmLayout::noPointTouchesAnother()
{
    for (const double diameter : {1.7, 3.0, 5.0}) {
        const std::vector<float> along = cloud(400, 150, 60);
        const Swarm swarm = layOutSwarm(along, 80, diameter);
        QVERIFY(!swarm.crowded);
        for (std::size_t i = 0; i < along.size(); ++i)
            for (std::size_t j = 0; j < i; ++j)
                QVERIFY(distance(along, swarm, i, j) >= diameter - rounding);
        QVERIFY(farthest(swarm.offsets) <= 80 - diameter / 2 + rounding);
    }
}

// Nearer by one cell, each that is not on the line would touch a point in front of it.
void TestSwarmLayout::asNearToTheMiddleAsTheyCan()
{
    const double diameter = 4;
    const std::vector<float> along = cloud(200, 100, 40);
    const Swarm swarm = layOutSwarm(along, 60, diameter);
    constexpr double cell = 1;                   // a quarter of the diameter
    constexpr double slack = 2 * 4.0 / 6 + 1e-3; // two of the columns of a sixth that points lie in
    for (std::size_t i = 0; i < along.size(); ++i) {
        if (swarm.offsets[i] == 0.F)
            continue;
        Swarm nearer = swarm;
        nearer.offsets[i] -= std::copysign(static_cast<float>(cell), swarm.offsets[i]);
        bool touches = false;
        for (std::size_t j = 0; j < i; ++j) {
            const double apart =
                std::abs(static_cast<double>(along[i]) - static_cast<double>(along[j])) - slack;
            const double upright =
                static_cast<double>(nearer.offsets[i]) - static_cast<double>(nearer.offsets[j]);
            touches = touches || std::hypot(std::max(0.0, apart), upright) < diameter;
        }
        QVERIFY(touches);
    }
}

void TestSwarmLayout::oneMorePointMovesNoOther()
{
    const std::vector<float> along = cloud(300, 200, 80);
    const Swarm all = layOutSwarm(along, 60, 3);
    // The ends stay, so that the columns are the same.
    const auto [low, high] = std::minmax_element(along.begin(), along.end());
    std::vector<float> fewer(along.begin(), std::max(low, high) + 1);
    QVERIFY(fewer.size() > 100);
    const Swarm some = layOutSwarm(fewer, 60, 3);
    QVERIFY(std::equal(some.offsets.begin(), some.offsets.end(), all.offsets.begin()));
}

void TestSwarmLayout::equalPointsAreAStack()
{
    Swarm swarm = layOutSwarm(std::vector<float>(5, 42.F), 40, 4);
    std::sort(swarm.offsets.begin(), swarm.offsets.end());
    QCOMPARE(swarm.offsets, (std::vector<float>{-8.F, -4.F, 0.F, 4.F, 8.F}));
    QVERIFY(!swarm.crowded);
}

void TestSwarmLayout::crowdedRowsKeepTheirHeight()
{
    const Swarm stack = layOutSwarm(std::vector<float>(5000, 42.F), 12, 2);
    QVERIFY(stack.crowded);
    QVERIFY(farthest(stack.offsets) <= 11 + rounding);
    QVERIFY(farthest(stack.offsets) >= 10);
    // Evenly: about as many in each quarter of the height.
    std::vector<int> quarters(4);
    for (const float offset : stack.offsets)
        ++quarters[static_cast<std::size_t>(std::clamp((static_cast<double>(offset) + 11) / 5.5, 0.0, 3.0))];
    for (const int count : quarters)
        QVERIFY(count > 1100 && count < 1400);
}

// Dense in its middle, thin at its ends: the more points there are, the higher it is.
void TestSwarmLayout::crowdedRowsKeepTheirForm()
{
    const std::vector<float> along = cloud(20'000, 200, 40);
    const Swarm swarm = layOutSwarm(along, 15, 1.6);
    QVERIFY(swarm.crowded);
    const auto extent = [&](double from, double to) {
        double most = 0.0;
        for (std::size_t i = 0; i < along.size(); ++i)
            if (static_cast<double>(along[i]) >= from && static_cast<double>(along[i]) < to)
                most = std::max(most, static_cast<double>(std::abs(swarm.offsets[i])));
        return most;
    };
    QVERIFY(extent(190, 210) > 13);
    QVERIFY(extent(190, 210) > extent(260, 270));
    QVERIFY(extent(260, 270) > extent(300, 310));
    QVERIFY(extent(300, 310) > extent(340, 400));
}

void TestSwarmLayout::oddInput()
{
    QVERIFY(layOutSwarm({}, 12, 3).offsets.empty());
    QCOMPARE(layOutSwarm(std::vector<float>{7.F}, 12, 3).offsets, std::vector<float>{0.F});
    const float nan = std::numeric_limits<float>::quiet_NaN();
    QCOMPARE(layOutSwarm(std::vector<float>{nan, 7.F, nan}, 12, 3).offsets, std::vector<float>(3, 0.F));
    QCOMPARE(layOutSwarm(std::vector<float>{nan, nan}, 12, 3).offsets, std::vector<float>(2, 0.F));
    // A row lower than a point: all on the line.
    const Swarm flat = layOutSwarm(std::vector<float>(9, 1.F), 1, 4);
    QVERIFY(flat.crowded);
    QCOMPARE(flat.offsets, std::vector<float>(9, 0.F));
    // Very far apart.
    const Swarm wide = layOutSwarm(std::vector<float>{0.F, 1e9F, 0.F}, 20, 3);
    QCOMPARE(wide.offsets[1], 0.F);
    QVERIFY(std::abs(wide.offsets[0] - wide.offsets[2]) >= 3.F);
}

void TestSwarmLayout::manyArePlacedAlike()
{
    std::vector<float> along = cloud(20'000, 150, 30);
    const Swarm swarm = layOutSwarm(along, 12, 1.6);
    QCOMPARE(layOutSwarm(along, 12, 1.6).offsets, swarm.offsets);
    // As much above the line as below.
    double sum = 0.0;
    for (const float offset : swarm.offsets)
        sum += static_cast<double>(offset);
    QVERIFY(std::abs(sum / static_cast<double>(along.size())) < 0.5);
}

void TestSwarmLayout::diametersFollowTheRoom()
{
    QVERIFY(swarmDiameter(200, 400, 24) > swarmDiameter(1000, 400, 24));
    QVERIFY(swarmDiameter(1000, 800, 40) > swarmDiameter(1000, 400, 24));
    QCOMPARE(swarmDiameter(0, 400, 24), swarmDiameter(1, 400, 24));
    QVERIFY(swarmDiameter(10'000'000, 400, 24) > 1);
}

QTEST_GUILESS_MAIN(TestSwarmLayout)
#include "tst_swarm_layout.moc"
