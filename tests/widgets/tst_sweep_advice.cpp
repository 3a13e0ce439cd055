#include "tests/widgets/sweep_points.h"
#include "widgets/elbow/sweep_advice.h"

#include <QLocale>
#include <QTest>

using namespace genrelens;

class TestSweepAdvice : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void agreementIsToldWithItsStability();
    void partsAreToldSoFar();
    void oneMeasureAlone();
    void disagreementIsSaid();
    void unstableNumbersDoNotStandOut();
    void edgesMayNotBeTheEnd();
    void tooFewSayNothing();
};

namespace
{

// Of sums of squares alone.
std::vector<KSweepPoint> pointsOf(const std::vector<double> &wcss, std::size_t first = 2)
{
    std::vector<KSweepPoint> points;
    for (const double sum : wcss) {
        KSweepPoint point;
        point.clusters = first + points.size();
        point.wcss = sum;
        point.silhouette = point.silhouetteError = ClusterQuality::unknown;
        points.push_back(point);
    }
    return points;
}

} // namespace

void TestSweepAdvice::agreementIsToldWithItsStability()
{
    const SweepAdvice advice = sweepAdvice(test::sweepPoints(), true);
    QCOMPARE(advice.clusters, 4);
    QCOMPARE(advice.text,
             QStringLiteral("4 clusters: the gap, the knee of the sum of squares and Davies–Bouldin "
                            "agree; stable (0.93)."));
    QCOMPARE(advice.otherwise, QStringLiteral("Calinski–Harabasz says 2. The silhouette says 3."));
    std::vector<KSweepPoint> shaky = test::sweepPoints();
    shaky[2].stability = 0.7;
    QVERIFY(sweepAdvice(shaky, true).text.endsWith(QStringLiteral("agree; moderately stable (0.70).")));
}

void TestSweepAdvice::partsAreToldSoFar()
{
    const SweepAdvice advice = sweepAdvice(test::firstRound(test::sweepPoints()), false);
    QCOMPARE(advice.clusters, 4);
    QCOMPARE(advice.text,
             QStringLiteral("So far: 4 clusters: the knee of the sum of squares and Davies–Bouldin "
                            "agree."));
}

void TestSweepAdvice::oneMeasureAlone()
{
    const SweepAdvice advice = sweepAdvice(pointsOf({1000, 700, 300, 280, 265, 255, 250}), true);
    QCOMPARE(advice.clusters, 4);
    QCOMPARE(advice.text, QStringLiteral("4 clusters: by the knee of the sum of squares alone."));
    QVERIFY(advice.otherwise.isEmpty());
}

void TestSweepAdvice::disagreementIsSaid()
{
    std::vector<KSweepPoint> points = pointsOf({1000, 700, 300, 280, 265, 255, 250});
    points[4].silhouette = 0.5; // of 6; no other has one
    points[4].stability = 0.9;
    SweepAdvice advice = sweepAdvice(points, true);
    QCOMPARE(advice.clusters, 6);
    QCOMPARE(advice.text, QStringLiteral("No number stands out: the measures disagree. 6 clusters by the "
                                         "silhouette; stable (0.90)."));
    QCOMPARE(advice.otherwise, QStringLiteral("The knee of the sum of squares says 4."));
    points[4].stability = ClusterQuality::unknown;
    advice = sweepAdvice(points, true);
    QCOMPARE(advice.text,
             QStringLiteral("No number stands out: the measures disagree. 4 clusters by the knee "
                            "of the sum of squares."));
}

void TestSweepAdvice::unstableNumbersDoNotStandOut()
{
    std::vector<KSweepPoint> points = test::sweepPoints();
    points[2].stability = 0.41;
    const SweepAdvice advice = sweepAdvice(points, true);
    QVERIFY2(advice.text.startsWith(QStringLiteral("No number stands out: 4 is best by the gap, ")) &&
                 advice.text.contains(QStringLiteral("not stable (0.41)")),
             qPrintable(advice.text));
}

void TestSweepAdvice::edgesMayNotBeTheEnd()
{
    std::vector<KSweepPoint> rising = pointsOf({100, 90, 80, 70}, 3); // no knee
    for (std::size_t i = 0; i < rising.size(); ++i)
        rising[i].silhouette = rising[i].gap = 0.1 * static_cast<double>(i);
    SweepAdvice advice = sweepAdvice(rising, true);
    QCOMPARE(advice.text,
             QStringLiteral("No number stands out from 3 to 6: most is for 6, the highest tried: "
                            "it may lie beyond."));
    QCOMPARE(advice.otherwise, QStringLiteral("The gap still rises at 6. The sum of squares has no knee."));
    for (std::size_t i = 0; i < rising.size(); ++i)
        rising[i].silhouette = -0.1 * static_cast<double>(i);
    advice = sweepAdvice(rising, true);
    QVERIFY(advice.text.endsWith(QStringLiteral("most is for 3, the lowest tried: it may lie below.")));
    for (KSweepPoint &point : rising)
        --point.clusters; // below 2 there is no grouping
    advice = sweepAdvice(rising, true);
    QCOMPARE(advice.text, QStringLiteral("2 clusters: by the silhouette alone."));

    std::vector<KSweepPoint> points = test::sweepPoints();
    points.back().silhouette = 0.9;
    QVERIFY(sweepAdvice(points, true)
                .otherwise.contains(
                    QStringLiteral("The silhouette says 8, the highest tried: it may lie beyond.")));
}

void TestSweepAdvice::tooFewSayNothing()
{
    QVERIFY(sweepAdvice({}, true).text.isEmpty());
    const SweepAdvice one = sweepAdvice({test::sweepPoints().front()}, true);
    QCOMPARE(one.clusters, 0);
    QVERIFY(one.text.startsWith(QStringLiteral("No number stands out: too few were tried")));
    QVERIFY(sweepAdvice({test::sweepPoints().front()}, false)
                .text.startsWith(QStringLiteral("So far: no number stands out")));
    const SweepAdvice none = sweepAdvice(pointsOf({5, 5}), true); // nothing tells them apart
    QCOMPARE(none.clusters, 0);
}

QTEST_GUILESS_MAIN(TestSweepAdvice)
#include "tst_sweep_advice.moc"
