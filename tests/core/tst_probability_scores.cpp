#include "core/learn/evaluate.h"
#include "core/learn/nearest_centroid.h"
#include "tests/support/toy_data.h"

#include <QTest>

#include <cmath>

using namespace genrelens;
using namespace genrelens::test;

namespace
{

// Sixteenths, which are exact as floats.
Probabilities sixteenths(std::size_t classes, const std::vector<int> &parts)
{
    Probabilities probabilities{parts.size() / classes, classes, {}};
    for (const int part : parts)
        probabilities.values.push_back(static_cast<float>(part) / 16.0F);
    return probabilities;
}

ProbabilityScores scoresOf(const Probabilities &probabilities, const std::vector<std::int32_t> &truth)
{
    ProbabilitySums sums;
    sums.add(probabilities, truth);
    return sums.scores();
}

const Probabilities tenRows = sixteenths(4, {8, 4,  2, 2, 2,  8, 4, 2, 1, 1, 13, 1, 6, 5, 3, 2,  3, 3, 5, 5,
                                             0, 16, 0, 0, 10, 3, 2, 1, 4, 4, 4,  4, 1, 2, 3, 10, 7, 9, 0, 0});
const std::vector<std::int32_t> tenClasses = {0, 1, 2, 1, 3, 1, 3, 2, 3, 0};

} // namespace

class TestProbabilityScores : public QObject
{
    Q_OBJECT

private slots:
    void scoresAreThoseOfScikitLearn();
    void certaintyIsBinnedByTenths();
    void edgesBelongToTheBinBelow();
    void anImpossibleTruthCostsAFiniteLoss();
    void blocksAddUpToTheWhole();
    void nothingHasNoScores();
    void anEvaluationHasThemAll();
};

void TestProbabilityScores::scoresAreThoseOfScikitLearn()
{
    // scikit-learn 1.2.1: log_loss and top_k_accuracy_score(k=3) of these rows; the Brier score, which it has
    // for two classes only, by numpy. Its log loss clips near 1 too, which is what the tolerance is for.
    const ProbabilityScores scores = scoresOf(tenRows, tenClasses);
    QVERIFY(std::abs(scores.logLoss - 0.9375801193286109) < 1e-6);
    QVERIFY(std::abs(scores.brier - 0.49375) < 1e-12);
    QCOMPARE(scores.top3Accuracy, 0.9);
    // brier_score_loss([1, 0, 1], [.75, .5, .25]) is 0.29166666666666669, and counts each row once.
    const ProbabilityScores two = scoresOf(sixteenths(2, {4, 12, 8, 8, 12, 4}), {1, 0, 1});
    QVERIFY(std::abs(two.brier - 2.0 * 0.2916666666666667) < 1e-12);
    QCOMPARE(two.top3Accuracy, 1.0);
}

void TestProbabilityScores::certaintyIsBinnedByTenths()
{
    // scikit-learn 1.2.1: calibration_curve(right, certainty, n_bins=10).
    const std::vector<CalibrationBin> bins = scoresOf(tenRows, tenClasses).calibration;
    const std::vector<double> certainties = {0.25, 0.34375, 0.5, 0.5625, 0.625, 0.8125, 1.0};
    const std::vector<double> accuracies = {0.0, 0.0, 1.0, 0.0, 0.5, 1.0, 1.0};
    const std::vector<std::size_t> rows = {1, 2, 2, 1, 2, 1, 1};
    QCOMPARE(bins.size(), rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        QCOMPARE(bins[i].probability, certainties[i]);
        QCOMPARE(bins[i].accuracy, accuracies[i]);
        QCOMPARE(bins[i].rows, rows[i]);
    }
    // The sum over bins of their share times |accuracy - certainty|, by numpy.
    QVERIFY(std::abs(expectedCalibrationError(bins) - 0.29375) < 1e-12);
}

void TestProbabilityScores::edgesBelongToTheBinBelow()
{
    // 0.7 is a little more as a float; a forest of 100 trees gives such shares all the time.
    const Probabilities probabilities{3, 2, {0.7F, 0.3F, 0.31F, 0.69F, 0.29F, 0.71F}};
    const std::vector<CalibrationBin> bins = scoresOf(probabilities, {0, 1, 0}).calibration;
    QCOMPARE(bins.size(), std::size_t(2));
    QCOMPARE(bins[0].rows, std::size_t(2));
    QCOMPARE(bins[0].accuracy, 1.0);
    QCOMPARE(bins[1].accuracy, 0.0);
}

void TestProbabilityScores::anImpossibleTruthCostsAFiniteLoss()
{
    // scikit-learn 1.2.1: log_loss([0, 1], [[0, 1], [.5, .5]]) in float32.
    const ProbabilityScores scores = scoresOf(sixteenths(2, {0, 16, 8, 8}), {0, 1});
    QVERIFY(std::abs(scores.logLoss - 8.317766166719343) < 1e-6);
}

void TestProbabilityScores::blocksAddUpToTheWhole()
{
    ProbabilitySums sums;
    for (std::size_t i = 0; i < tenRows.rows; i += 5) {
        const auto first = tenRows.values.begin() + static_cast<std::ptrdiff_t>(i * 4);
        sums.add({5, 4, {first, first + 20}}, std::span(tenClasses).subspan(i, 5));
    }
    const ProbabilityScores whole = scoresOf(tenRows, tenClasses);
    QCOMPARE(sums.scores().logLoss, whole.logLoss);
    QCOMPARE(sums.scores().brier, whole.brier);
    QCOMPARE(sums.scores().calibration.size(), whole.calibration.size());
}

void TestProbabilityScores::nothingHasNoScores()
{
    const ProbabilityScores none = ProbabilitySums().scores();
    QCOMPARE(none.logLoss, 0.0);
    QCOMPARE(none.top3Accuracy, 0.0);
    QVERIFY(none.calibration.empty());
    QCOMPARE(expectedCalibrationError({}), 0.0);
}

void TestProbabilityScores::anEvaluationHasThemAll()
{
    const TrainingData data = toyClouds(400, 3, 5, 4);
    const Split split = splitRandom(400, 0.3, 2).value();
    const auto model =
        trainNearestCentroid({data.features, data.labels, split.train}, Progress::none()).value();
    const Evaluation e = evaluateModel(*model, data.features, data.labels, split, Progress::none()).value();
    const Probabilities probabilities =
        model->probabilities(data.features, split.test, Progress::none()).value();
    std::vector<std::int32_t> truth;
    for (const std::uint32_t row : split.test)
        truth.push_back(data.labels.codes()[row]);
    const ProbabilityScores scores = scoresOf(probabilities, truth);
    QCOMPARE(e.logLoss, scores.logLoss);
    QCOMPARE(e.brier, scores.brier);
    QCOMPARE(e.top3Accuracy, scores.top3Accuracy);
    QVERIFY(e.top3Accuracy > e.testAccuracy);
    QCOMPARE(e.kappa, cohensKappa(e.confusion));
    QCOMPARE(e.weightedF1, weightedF1(e.confusion));
    std::size_t rows = 0;
    double right = 0.0;
    for (const CalibrationBin &bin : e.calibration) {
        rows += bin.rows;
        right += bin.accuracy * static_cast<double>(bin.rows);
    }
    QCOMPARE(rows, e.testRows);
    QCOMPARE(static_cast<std::uint64_t>(std::lround(right)), e.confusion.correct());
}

QTEST_APPLESS_MAIN(TestProbabilityScores)
#include "tst_probability_scores.moc"
