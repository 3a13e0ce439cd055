#include "core/base/parallel.h"
#include "core/cluster/k_means.h"
#include "core/cluster/row_sample.h"
#include "tests/support/toy_data.h"

#include <QTest>

#include <algorithm>

using namespace genrelens;
using namespace genrelens::test;

/// k-means of so many rows that samples stand for them in its starts.
class TestKMeansSamples : public QObject
{
    Q_OBJECT

private slots:
    void samplesAreRowsOnce();
    void rowsAreTakenInTheirOrder();
    void resultIsAFixedPointOfAllRows();
    void samplesComeAsFarAsAllRows();
    void sameBitsForAnyThreads();
    void triesThatTieLeaveNothingToChance();
    void cancelledProgressCancels();
    void progressNeverFalls();
};

namespace
{

KMeansOptions sampled(std::size_t clusters, std::size_t restarts = 10)
{
    KMeansOptions options;
    options.clusters = clusters;
    options.restarts = restarts;
    options.startRows = 1000;
    return options;
}

double squaredDistance(std::span<const float> row, const double *centre)
{
    double sum = 0.0;
    for (std::size_t m = 0; m < row.size(); ++m)
        sum += std::pow(double(row[m]) - centre[m], 2);
    return sum;
}

} // namespace

void TestKMeansSamples::samplesAreRowsOnce()
{
    const std::vector<std::uint32_t> drawn = sampleRows(1000, 300, 7);
    QCOMPARE(drawn.size(), std::size_t(300));
    QVERIFY(std::adjacent_find(drawn.begin(), drawn.end(), std::greater_equal<>()) == drawn.end());
    QVERIFY(drawn.back() < 1000);
    QVERIFY(drawn != sampleRows(1000, 300, 8));
    QCOMPARE(sampleRows(5, 300, 7), (std::vector<std::uint32_t>{0, 1, 2, 3, 4}));
}

void TestKMeansSamples::rowsAreTakenInTheirOrder()
{
    const Features features = rowsOf(toyFeatures(2, {0, 1, 10, 11, 20, 21}), {2, 0, 2});
    QVERIFY(std::ranges::equal(features.values(), std::vector<float>{20, 21, 0, 1, 20, 21}));
    QCOMPARE(features.sourceRow(1), 0U);
    QCOMPARE(features.sourceRow(2), 2U);
}

void TestKMeansSamples::resultIsAFixedPointOfAllRows()
{
    const TrainingData data = toyClouds(8000, 5, 4, 3);
    const KMeansResult result = kMeans(data.features, sampled(4), Progress::none()).value();
    QVERIFY(result.converged);
    QCOMPARE(result.labels.size(), std::size_t(8000));
    QVERIFY(result.bestRestart < 10);
    QVERIFY(std::is_sorted(result.sizes.rbegin(), result.sizes.rend()));
    double wcss = 0.0;
    for (std::size_t row = 0; row < data.features.rows(); ++row) {
        const auto own = static_cast<std::size_t>(result.labels[row]);
        const double distance = squaredDistance(data.features.row(row), result.centres.data() + own * 5);
        for (std::size_t j = 0; j < 4; ++j)
            QVERIFY(distance <=
                    squaredDistance(data.features.row(row), result.centres.data() + j * 5) * (1.0 + 1e-12));
        wcss += distance;
    }
    QVERIFY(std::abs(wcss - result.wcss) < 1e-9 * wcss);
}

void TestKMeansSamples::samplesComeAsFarAsAllRows()
{
    const TrainingData data = toyClouds(9000, 4, 5, 12);
    for (const std::size_t clusters : {2, 3, 5}) {
        KMeansOptions options = sampled(clusters);
        const double found = kMeans(data.features, options, Progress::none()).value().wcss;
        options.startRows = 0;
        const double ofAll = kMeans(data.features, options, Progress::none()).value().wcss;
        QVERIFY2(found <= ofAll * 1.0001, qPrintable(QString::number(found / ofAll)));
    }
}

void TestKMeansSamples::sameBitsForAnyThreads()
{
    const TrainingData data = toyClouds(9000, 6, 5, 4);
    setThreadCount(1);
    const KMeansResult one = kMeans(data.features, sampled(5, 13), Progress::none()).value();
    for (const int threads : {2, 3}) {
        setThreadCount(threads);
        const KMeansResult other = kMeans(data.features, sampled(5, 13), Progress::none()).value();
        QVERIFY(other.labels == one.labels);
        QVERIFY(other.centres == one.centres);
        QVERIFY(other.wcss == one.wcss);
        QCOMPARE(other.bestRestart, one.bestRestart);
        QCOMPARE(other.improvements, one.improvements);
    }
    setThreadCount(0);
}

// Values on a coarse grid in clouds far apart: most tries come to the very same sum, in any order.
void TestKMeansSamples::triesThatTieLeaveNothingToChance()
{
    std::vector<float> values;
    for (std::size_t i = 0; i < 6000; ++i)
        values.push_back(static_cast<float>(i % 3 * 100 + i / 3 % 4));
    const Features features = toyFeatures(1, std::move(values));
    for (const std::size_t startRows : {0, 1000}) {
        KMeansOptions options = sampled(3, 12);
        options.startRows = startRows;
        options.swaps = 16;
        setThreadCount(1);
        const KMeansResult one = kMeans(features, options, Progress::none()).value();
        QCOMPARE(one.wcss, 6000.0 * 1.25);
        setThreadCount(3);
        for (int again = 0; again < 10; ++again) {
            const KMeansResult other = kMeans(features, options, Progress::none()).value();
            QVERIFY(other.labels == one.labels);
            QCOMPARE(other.bestRestart, one.bestRestart);
            QCOMPARE(other.iterations, one.iterations);
        }
        setThreadCount(0);
    }
}

void TestKMeansSamples::cancelledProgressCancels()
{
    const TrainingData data = toyClouds(9000, 4, 4, 5);
    for (const int patience : {0, 3, 40, 200}) {
        WatchedProgress cancelled(patience);
        QVERIFY(kMeans(data.features, sampled(4), cancelled).error().kind == ErrorKind::Cancelled);
    }
}

void TestKMeansSamples::progressNeverFalls()
{
    class Rising final : public Progress
    {
    public:
        void report(double fraction, std::string_view) override
        {
            fell = fell || fraction < last;
            last = fraction;
        }
        [[nodiscard]] bool cancelled() const override { return false; }
        double last = 0.0;
        bool fell = false;
    };
    setThreadCount(1); // with several, reports may overtake each other
    Rising progress;
    QVERIFY(kMeans(toyClouds(9000, 4, 4, 5).features, sampled(4), progress).ok());
    setThreadCount(0);
    QVERIFY(!progress.fell);
    QCOMPARE(progress.last, 1.0);
}

QTEST_APPLESS_MAIN(TestKMeansSamples)
#include "tst_k_means_samples.moc"
