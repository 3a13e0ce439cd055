#include "core/base/parallel.h"
#include "core/learn/model_catalogue.h"
#include "tests/support/toy_data.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace genrelens;
using namespace genrelens::test;

namespace
{

// Quick settings for kinds that would otherwise take long under a sanitizer.
ModelOptions optionsOf(const ModelKind &kind)
{
    ModelOptions options;
    if (kind.name == "gradient_boosted_trees")
        options.values = {{"n_estimators", 5}, {"subsample", 0.7}, {"colsample_bytree", 0.6}};
    if (kind.name == "random_forest")
        options.values = {{"trees", 10}};
    return options;
}

Probabilities answers(const ModelKind &kind, const TrainingData &data)
{
    const auto model = kind.train(data, optionsOf(kind), Progress::none()).value();
    return model->probabilities(data.features, data.rows, Progress::none()).value();
}

// Shares of 1 for every row, and nothing for the classes that are listed.
void verifyShares(const Probabilities &p, const std::vector<std::size_t> &absent, const std::string &name)
{
    for (std::size_t i = 0; i < p.rows; ++i) {
        double sum = 0.0;
        for (const float share : p.row(i)) {
            QVERIFY2(share >= 0.0F && share <= 1.0F + 1e-6F, name.c_str());
            sum += static_cast<double>(share);
        }
        QVERIFY2(std::abs(sum - 1.0) < 1e-5, name.c_str());
        for (const std::size_t c : absent)
            QVERIFY2(p.row(i)[c] == 0.0F, name.c_str());
    }
}

} // namespace

/// What holds for every kind of model in the catalogue.
class TestModels : public QObject
{
    Q_OBJECT

private slots:
    void sharesAreTheSameForAnyThreads_data() { kinds(); }
    void sharesAreTheSameForAnyThreads();
    void hardDataIsSurvived_data() { kinds(); }
    void hardDataIsSurvived();
    void manyClassesAreLearned_data() { kinds(); }
    void manyClassesAreLearned();
    void badInputIsRefused_data() { kinds(); }
    void badInputIsRefused();
    void cancelledProgressCancels_data() { kinds(); }
    void cancelledProgressCancels();
    void progressIsTold_data() { kinds(); }
    void progressIsTold();

private:
    static void kinds();
    static const ModelKind &kind();
};

void TestModels::kinds()
{
    QTest::addColumn<QString>("name");
    for (const ModelKind &each : modelCatalogue())
        QTest::newRow(each.name.c_str()) << QString::fromStdString(each.name);
}

const ModelKind &TestModels::kind()
{
    return *findModel(QTest::currentDataTag());
}

void TestModels::sharesAreTheSameForAnyThreads()
{
    const TrainingData data = toyClouds(10000, 5, 6, 1);
    std::vector<float> reference;
    for (const int threads : {1, 2, 3}) {
        setThreadCount(threads);
        const Probabilities p = answers(kind(), data);
        if (reference.empty()) {
            verifyShares(p, {}, kind().name);
            reference = p.values;
        }
        QVERIFY(p.values == reference);
    }
    setThreadCount(0);
}

void TestModels::hardDataIsSurvived()
{
    const std::string &name = kind().name;
    // One row, one class.
    QCOMPARE(answers(kind(), toyTraining(1, {3}, 1, {0})).values, std::vector<float>{1.0F});
    // One class with rows of three.
    verifyShares(answers(kind(), toyTraining(2, {1, 2, 3, 4, 5, 7}, 3, {1, 1, 1})), {0, 2}, name);
    // All features constant: the classes' shares are all there is to know.
    const Probabilities constant = answers(kind(), toyTraining(2, {5, 5, 5, 5, 5, 5, 5, 5}, 3, {0, 2, 2, 2}));
    verifyShares(constant, {1}, name);
    if (name != "nearest_centroid") // which does not weigh classes by their size
        for (std::size_t i = 0; i < constant.rows; ++i)
            QVERIFY2(constant.row(i)[2] > constant.row(i)[0], name.c_str());
    // The second feature is twice the first, the third constant, the last class a single row.
    const TrainingData collinear = toyTraining(
        3, {0, 0, 9, 1, 2, 9, 2, 4, 9, 8, 16, 9, 9, 18, 9, 10, 20, 9, 30, 60, 9}, 3, {0, 0, 0, 1, 1, 1, 2});
    const Probabilities p = answers(kind(), collinear);
    verifyShares(p, {}, name);
    if (name != "majority" && name != "gradient_boosted_trees") // a single row weighs too little for a split
        QCOMPARE(p.predicted(1), 0);
    // Fewer rows than features; each class one row.
    verifyShares(answers(kind(), toyTraining(4, {1, 2, 3, 4, 4, 3, 2, 1}, 2, {0, 1})), {}, name);
    // Values near the ends of float.
    verifyShares(answers(kind(), toyTraining(1, {-1e18F, -1e18F, 1e-30F, 2e-30F, 1e18F, 3e18F}, 2,
                                             {0, 0, 0, 1, 1, 1})),
                 {}, name);
}

void TestModels::manyClassesAreLearned()
{
    // 113 classes, each at a place of its own on a line and its own side of a second.
    std::vector<float> values;
    std::vector<std::int32_t> codes;
    for (int i = 0; i < 113 * 30; ++i) {
        const int c = i % 113;
        codes.push_back(c);
        values.push_back(static_cast<float>(10 * c) + static_cast<float>(i / 113 % 5));
        values.push_back(static_cast<float>(c * c) / 10.0F + static_cast<float>(i / 113 % 7));
    }
    const TrainingData data = toyTraining(2, values, 113, codes);
    const Probabilities p = answers(kind(), data);
    verifyShares(p, {}, kind().name);
    std::size_t right = 0;
    for (std::size_t i = 0; i < p.rows; ++i)
        right += p.predicted(i) == codes[i] ? 1 : 0;
    if (kind().name == "majority")
        QCOMPARE(right, p.rows / 113);
    else
        QVERIFY2(right * 10 > p.rows * 9, std::to_string(right).c_str());
}

void TestModels::badInputIsRefused()
{
    const ModelOptions options = optionsOf(kind());
    const auto train = [&](const TrainingData &data) {
        return kind().train(data, options, Progress::none());
    };
    const TrainingData good = toyTraining(2, {0, 1, 2, 3}, 2, {0, 1});
    QVERIFY(!train({good.features, good.labels, {}}));
    QVERIFY(!train({Features(), LabelSet(), {0}}));
    QVERIFY(!train({good.features, good.labels, {1, 0}}));
    QVERIFY(!train({good.features, toyLabels(2, {0, unlabelled}), {0, 1}}));
    const float nan = std::numeric_limits<float>::quiet_NaN();
    QCOMPARE(train(toyTraining(2, {0, 1, 2, nan}, 2, {0, 1})).error().where, std::string("feature f1"));
    const auto model = train(good).value();
    const std::vector<std::uint32_t> beyond = {2};
    QVERIFY(!model->probabilities(good.features, beyond, Progress::none()));
    QVERIFY(!model->probabilities(toyFeatures(1, {1, 2}), good.rows, Progress::none()));
    QVERIFY(model->probabilities(good.features, {}, Progress::none()).value().values.empty());
}

void TestModels::cancelledProgressCancels()
{
    // A yes to the first question ends it; to a later one too, unless all was done by then.
    const TrainingData data = toyClouds(3000, 3, 3, 2);
    for (const int patience : {0, 1, 5, 20}) {
        WatchedProgress cancelled(patience);
        const auto trained = kind().train(data, optionsOf(kind()), cancelled);
        if (patience == 0)
            QVERIFY(!trained && trained.error().kind == ErrorKind::Cancelled);
        else
            QVERIFY(trained || trained.error().kind == ErrorKind::Cancelled);
    }
    const auto model = kind().train(data, optionsOf(kind()), Progress::none()).value();
    WatchedProgress cancelled(1);
    QVERIFY(model->probabilities(data.features, data.rows, cancelled).error().kind == ErrorKind::Cancelled);
}

void TestModels::progressIsTold()
{
    const TrainingData data = toyClouds(3000, 3, 3, 2);
    WatchedProgress training;
    const auto model = kind().train(data, optionsOf(kind()), training).value();
    QCOMPARE(training.last.load(), 1.0);
    WatchedProgress judging;
    QVERIFY(model->probabilities(data.features, data.rows, judging));
    QCOMPARE(judging.last.load(), 1.0);
}

QTEST_APPLESS_MAIN(TestModels)
#include "tst_models.moc"
