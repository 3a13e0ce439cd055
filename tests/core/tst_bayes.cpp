#include "core/base/parallel.h"
#include "core/learn/evaluate.h"
#include "core/learn/naive_bayes.h"
#include "core/learn/nearest_centroid.h"
#include "tests/support/study_features.h"
#include "tests/support/toy_data.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace genrelens;
using namespace genrelens::test;

namespace
{

Result<std::shared_ptr<const Classifier>> train(const TrainingData &data, bool bayes)
{
    return bayes ? trainNaiveBayes(data, 1e-9, Progress::none())
                 : trainNearestCentroid(data, Progress::none());
}

Evaluation judge(const Study &study, const LabelSet &labels, bool bayes)
{
    const auto model = train({study.features, labels, study.split.train}, bayes).value();
    return evaluateModel(*model, study.features, labels, study.split, Progress::none()).value();
}

} // namespace

class TestBayes : public QObject
{
    Q_OBJECT

private slots:
    void bayesHasItsClosedForm();
    void bayesSurvivesHardData();
    void centroidTakesTheNearest();
    void probabilitiesSumToOneForAnyThreads();
    void badInputIsRefused();
    void cancelledProgressCancels();
    void studyAccuraciesAreExact();
};

void TestBayes::bayesHasItsClosedForm()
{
    // Class 0: -1, 1 (mean 0, variance 1); class 1: 2, 4, 2, 4 (mean 3, variance 1); priors 1/3 and 2/3.
    const TrainingData data = toyTraining(1, {-1, 1, 2, 4, 2, 4}, 2, {0, 0, 1, 1, 1, 1});
    const auto model = train(data, true).value();
    const std::vector<std::uint32_t> rows = {1};
    const Probabilities p = model->probabilities(data.features, rows, Progress::none()).value();
    const double a = std::exp(-0.5) / 3.0;
    const double b = std::exp(-2.0) * 2.0 / 3.0;
    QVERIFY(std::abs(p.values[0] - a / (a + b)) < 1e-7);
    QVERIFY(std::abs(p.values[1] - b / (a + b)) < 1e-7);
}

void TestBayes::bayesSurvivesHardData()
{
    // All features constant: the priors decide. A class without rows gets nothing.
    const TrainingData constant = toyTraining(2, {5, 5, 5, 5, 5, 5, 5, 5}, 3, {0, 2, 2, 2});
    const auto model = train(constant, true).value();
    const Probabilities p = model->probabilities(constant.features, constant.rows, Progress::none()).value();
    QCOMPARE(p.values[0], 0.25F);
    QCOMPARE(p.values[1], 0.0F);
    QCOMPARE(p.values[2], 0.75F);
    // Far from every class the logarithms reach -1e12, but the shares stay shares.
    const TrainingData far = toyTraining(1, {0, 1e-3F, 1e-3F, 2e-3F, 1e6F}, 2, {0, 0, 1, 1, 1});
    const Probabilities q =
        train(far, true).value()->probabilities(far.features, far.rows, Progress::none()).value();
    for (std::size_t i = 0; i < q.rows; ++i)
        QVERIFY(std::abs(q.row(i)[0] + q.row(i)[1] - 1.0F) < 1e-6F);
    const TrainingData one = toyTraining(1, {3}, 1, {0});
    for (const bool bayes : {true, false})
        QCOMPARE(
            train(one, bayes).value()->probabilities(one.features, one.rows, Progress::none()).value().values,
            std::vector<float>{1.0F});
}

void TestBayes::centroidTakesTheNearest()
{
    // Means 1 and 11; class 2 has no rows. 6 lies between: the first of equals.
    const TrainingData data = toyTraining(1, {0, 2, 10, 12, 6, 7}, 3, {0, 0, 1, 1, unlabelled, unlabelled});
    const auto model = train({data.features, data.labels, {0, 1, 2, 3}}, false).value();
    const Probabilities p = model->probabilities(data.features, data.rows, Progress::none()).value();
    std::vector<std::int32_t> predicted;
    for (std::size_t i = 0; i < p.rows; ++i)
        predicted.push_back(p.predicted(i));
    QCOMPARE(predicted, (std::vector<std::int32_t>{0, 0, 1, 1, 0, 1}));
    QCOMPARE(p.row(4)[0], 1.0F);
}

void TestBayes::probabilitiesSumToOneForAnyThreads()
{
    const TrainingData data = toyClouds(5000, 4, 6, 1);
    for (const bool bayes : {true, false}) {
        std::vector<float> reference;
        for (const int threads : {1, 2, 3}) {
            setThreadCount(threads);
            const Probabilities p =
                train(data, bayes).value()->probabilities(data.features, data.rows, Progress::none()).value();
            for (std::size_t i = 0; i < p.rows; ++i) {
                float sum = 0.0F;
                for (const float share : p.row(i))
                    sum += share;
                QVERIFY(std::abs(sum - 1.0F) < 1e-5F);
            }
            if (reference.empty())
                reference = p.values;
            QVERIFY(p.values == reference);
        }
        setThreadCount(0);
    }
}

void TestBayes::badInputIsRefused()
{
    const TrainingData good = toyTraining(2, {0, 1, 2, 3}, 2, {0, 1});
    for (const bool bayes : {true, false}) {
        QVERIFY(!train({good.features, good.labels, {}}, bayes));
        QVERIFY(!train({Features(), LabelSet(), {0}}, bayes));
        QVERIFY(!train({good.features, good.labels, {0, 2}}, bayes));
        QVERIFY(!train({good.features, good.labels, {1, 0}}, bayes));
        QVERIFY(!train({good.features, toyLabels(2, {0, unlabelled}), {0, 1}}, bayes));
        const float nan = std::numeric_limits<float>::quiet_NaN();
        const auto refused = train(toyTraining(2, {0, 1, 2, nan}, 2, {0, 1}), bayes);
        QCOMPARE(refused.error().where, std::string("feature f1"));
        const auto model = train(good, bayes).value();
        const std::vector<std::uint32_t> rows = {2};
        QVERIFY(!model->probabilities(good.features, rows, Progress::none()));
        QVERIFY(!model->probabilities(toyFeatures(1, {1, 2}), good.rows, Progress::none()));
    }
    QVERIFY(!trainNaiveBayes(good, -1.0, Progress::none()));
}

void TestBayes::cancelledProgressCancels()
{
    const TrainingData data = toyClouds(3000, 3, 3, 2);
    WatchedProgress cancelled(0);
    QVERIFY(trainNaiveBayes(data, 1e-9, cancelled).error().kind == ErrorKind::Cancelled);
    QVERIFY(trainNearestCentroid(data, cancelled).error().kind == ErrorKind::Cancelled);
    const auto model = train(data, true).value();
    QVERIFY(model->probabilities(data.features, data.rows, cancelled).error().kind == ErrorKind::Cancelled);
}

void TestBayes::studyAccuraciesAreExact()
{
    GENRELENS_NEED_STUDY(data);
    QCOMPARE(data.features.rows(), std::size_t(89741));
    QCOMPARE(data.genres.classes().size(), std::size_t(113));
    // study_numbers.json (scikit-learn): shares of 17,949 and 71,792 rows, so equality to the last digit.
    const Evaluation bayesSuper = judge(data, data.superGenres, true);
    QVERIFY(bayesSuper.testAccuracy == 0.3733912752799599);
    QVERIFY(bayesSuper.trainAccuracy == 0.3685090260753287);
    QVERIFY(bayesSuper.baseline == 0.22892640258510225);
    const Evaluation bayesCluster = judge(data, data.clusters, true);
    QVERIFY(bayesCluster.testAccuracy == 0.9077385926792579);
    QVERIFY(bayesCluster.trainAccuracy == 0.9105749944283485);
    QVERIFY(bayesCluster.baseline == 0.20691960554905567);
    const Evaluation centroidSuper = judge(data, data.superGenres, false);
    QVERIFY(centroidSuper.testAccuracy == 0.35539584377959776);
    QVERIFY(centroidSuper.trainAccuracy == 0.35750501448629374);
    const Evaluation centroidCluster = judge(data, data.clusters, false);
    QVERIFY(centroidCluster.testAccuracy == 0.9977157501810686);
    QVERIFY(centroidCluster.trainAccuracy == 0.9980359928682861);
}

QTEST_APPLESS_MAIN(TestBayes)
#include "tst_bayes.moc"
