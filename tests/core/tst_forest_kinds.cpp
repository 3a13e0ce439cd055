#include "core/learn/forest_kinds.h"
#include "core/learn/random_forest.h"
#include "tests/support/toy_data.h"

#include <QTest>

#include <algorithm>

using namespace genrelens;
using namespace genrelens::test;

namespace
{

ForestOptions optionsOf(const ModelKind &kind, const ParameterValues &values)
{
    return forestOptions(Parameters(kind.parameters, values), 7);
}

std::shared_ptr<const Classifier> trained(const ModelKind &kind, const TrainingData &data,
                                          const ParameterValues &values)
{
    return kind.train(data, {7, values}, Progress::none()).value();
}

const RandomForest &forest(const std::shared_ptr<const Classifier> &model)
{
    return dynamic_cast<const RandomForest &>(*model);
}

} // namespace

class TestForestKinds : public QObject
{
    Q_OBJECT

private slots:
    void standardsAreThoseOfScikitLearn();
    void valuesBecomeOptions();
    void aTreeLearnsItsRowsByHeart();
    void extraTreesDrawThresholds();
    void subsamplesLeaveRowsOut();
    void balancedWeightsFindRareClasses();
    void tooManyFeaturesAreRefused();
};

void TestForestKinds::standardsAreThoseOfScikitLearn()
{
    const ForestOptions forest = optionsOf(randomForestKind(), {});
    QCOMPARE(forest.trees, std::size_t(100));
    QVERIFY(forest.criterion == SplitCriterion::Gini && forest.sampling == TreeSampling::Bootstrap);
    QCOMPARE(forest.features.of(15), std::size_t(3));
    QCOMPARE(forest.sampleShare, 1.0);
    QCOMPARE(forest.maxDepth, std::size_t(0));
    QVERIFY(!forest.balanced && !forest.randomThresholds);
    QCOMPARE(forest.seed, std::uint64_t(7));
    QVERIFY(optionsOf(extraTreesKind(), {}).sampling == TreeSampling::All);
    QCOMPARE(optionsOf(extraTreesKind(), {}).features.of(15), std::size_t(3));
    QCOMPARE(optionsOf(decisionTreeKind(), {}).features.of(15), std::size_t(15));
}

void TestForestKinds::valuesBecomeOptions()
{
    const ForestOptions options = optionsOf(randomForestKind(), {{"trees", 12},
                                                                 {"criterion", "entropy"},
                                                                 {"max_depth", 5},
                                                                 {"min_samples_split", 8},
                                                                 {"min_samples_leaf", 3},
                                                                 {"max_features", "share"},
                                                                 {"max_features_share", 0.4},
                                                                 {"sampling", "subsample"},
                                                                 {"sample_share", 0.25},
                                                                 {"class_weight", "balanced"}});
    QCOMPARE(options.trees, std::size_t(12));
    QVERIFY(options.criterion == SplitCriterion::Entropy && options.sampling == TreeSampling::Subsample);
    QCOMPARE(options.maxDepth, std::size_t(5));
    QCOMPARE(options.minSamplesSplit, std::size_t(8));
    QCOMPARE(options.minSamplesLeaf, std::size_t(3));
    QCOMPARE(options.features.of(15), std::size_t(6));
    QCOMPARE(options.sampleShare, 0.25);
    QVERIFY(options.balanced);
    const auto tried = [](const ParameterValues &values) {
        return optionsOf(randomForestKind(), values).features.of(20);
    };
    QCOMPARE(tried({{"max_features", "log2"}}), std::size_t(4));
    QCOMPARE(tried({{"max_features", "all"}}), std::size_t(20));
    QCOMPARE(tried({{"max_features", "number"}, {"max_features_number", 11}}), std::size_t(11));
}

void TestForestKinds::aTreeLearnsItsRowsByHeart()
{
    const TrainingData data = toyClouds(500, 4, 3, 2);
    const auto model = trained(decisionTreeKind(), data, {});
    QCOMPARE(forest(model).treeCount(), std::size_t(1));
    QVERIFY(!forest(model).hasOutOfBag());
    const Probabilities p = model->probabilities(data.features, data.rows, Progress::none()).value();
    for (std::size_t i = 0; i < p.rows; ++i)
        QCOMPARE(p.predicted(i), data.labels.codes()[i]);
    const auto shallow = trained(decisionTreeKind(), data, {{"max_depth", 1}});
    QCOMPARE(forest(shallow).nodeCount(), std::size_t(3));
}

void TestForestKinds::extraTreesDrawThresholds()
{
    // Between two clouds a best threshold lies halfway in the gap, a drawn one anywhere.
    const TrainingData data = toyTraining(1, {0, 1, 2, 12, 13, 14}, 2, {0, 0, 0, 1, 1, 1});
    const auto drawn = trained(extraTreesKind(), data, {{"trees", 50}});
    const auto best = trained(randomForestKind(), data, {{"trees", 50}, {"sampling", "all"}});
    std::size_t halfway = 0;
    for (std::size_t t = 0; t < 50; ++t) {
        QCOMPARE(forest(best).tree(t).splits.front().threshold, 7.0F);
        halfway += forest(drawn).tree(t).splits.front().threshold == 7.0F ? 1 : 0;
    }
    QCOMPARE(halfway, std::size_t(0));
    QVERIFY(forest(trained(extraTreesKind(), data, {{"sampling", "bootstrap"}})).hasOutOfBag());
}

void TestForestKinds::subsamplesLeaveRowsOut()
{
    const TrainingData data = toyClouds(400, 3, 2, 5);
    const auto model =
        trained(randomForestKind(), data, {{"trees", 9}, {"sampling", "subsample"}, {"sample_share", 0.3}});
    for (std::size_t t = 0; t < 9; ++t) {
        std::size_t seen = 0;
        for (std::size_t i = 0; i < 400; ++i)
            seen += forest(model).inBag(t, i) ? 1 : 0;
        QCOMPARE(seen, std::size_t(120)); // none twice
        const DecisionTree &tree = forest(model).tree(t);
        QCOMPARE(tree.splits.empty() ? tree.leafCover(tree.root) : tree.splitCovers()[0], std::uint64_t(120));
    }
}

void TestForestKinds::balancedWeightsFindRareClasses()
{
    // A rare class within a frequent one: leaves of ten tracks hold more of the frequent, unless each class
    // counts the same.
    Random random(3, RandomPurpose::Test);
    std::vector<float> values;
    std::vector<std::int32_t> codes;
    for (int i = 0; i < 2000; ++i) {
        codes.push_back(i % 20 == 0 ? 1 : 0);
        values.push_back(static_cast<float>(random.uniform() * (i % 20 == 0 ? 1.0 : 3.0)));
    }
    const TrainingData data = toyTraining(1, values, 2, codes);
    const auto found = [&](const char *weights) {
        const auto model =
            trained(randomForestKind(), data, {{"min_samples_leaf", 50}, {"class_weight", weights}});
        const Probabilities p = model->probabilities(data.features, data.rows, Progress::none()).value();
        std::size_t right = 0;
        for (std::size_t i = 0; i < p.rows; ++i)
            right += codes[i] == 1 && p.predicted(i) == 1 ? 1 : 0;
        return right;
    };
    QCOMPARE(found("none"), std::size_t(0));
    QVERIFY(found("balanced") > 90); // of 100
}

void TestForestKinds::tooManyFeaturesAreRefused()
{
    const TrainingData data = toyClouds(20, 2, 2, 1);
    const auto refused = randomForestKind().train(
        data, {1, {{"max_features", "number"}, {"max_features_number", 3}}}, Progress::none());
    QVERIFY(!refused && refused.error().kind == ErrorKind::Usage);
}

QTEST_APPLESS_MAIN(TestForestKinds)
#include "tst_forest_kinds.moc"
