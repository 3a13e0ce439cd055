#include "core/base/parallel.h"
#include "core/base/random.h"
#include "core/explain/forest_shap.h"
#include "core/explain/gauss_legendre.h"
#include "core/explain/plain_shap.h"
#include "core/explain/tree_shap.h"
#include "tests/support/toy_data.h"
#include "tests/support/toy_trees.h"

#include <QTest>

#include <hwy/targets.h>

#include <bit>
#include <cmath>

using namespace genrelens;
using namespace genrelens::test;

namespace
{

// What a tree says when only the features of a coalition are known: elsewhere it goes both ways.
double valueOf(const DecisionTree &tree, TreeBranch at, std::span<const float> row, std::uint32_t coalition,
               std::uint32_t classCode)
{
    if (at.isLeaf()) {
        double share = 0.0;
        tree.forEachShare(at, [&](std::uint32_t code, std::uint32_t weight) {
            share += code == classCode ? static_cast<double>(weight) : 0.0;
        });
        return share / static_cast<double>(tree.leafCover(at));
    }
    const TreeSplit &split = tree.splits[at.split()];
    const auto below = [&](std::size_t side) {
        return valueOf(tree, split.branches[side], row, coalition, classCode);
    };
    if ((coalition >> split.feature & 1U) != 0)
        return below(row[split.feature] <= split.threshold ? 0 : 1);
    const std::vector<std::uint64_t> covers = tree.splitCovers();
    const auto coverOf = [&](TreeBranch branch) {
        return static_cast<double>(branch.isLeaf() ? tree.leafCover(branch) : covers[branch.split()]);
    };
    const double left = coverOf(split.branches[0]);
    const double right = coverOf(split.branches[1]);
    return (left * below(0) + right * below(1)) / (left + right);
}

// Shapley's formula, over all coalitions of the features.
double shapleyValue(const std::vector<double> &values, std::size_t features, std::size_t feature)
{
    double sum = 0.0;
    for (std::uint32_t coalition = 0; coalition < values.size(); ++coalition) {
        if ((coalition >> feature & 1U) != 0)
            continue;
        const auto size = static_cast<double>(std::popcount(coalition));
        const double weight = std::tgamma(size + 1.0) * std::tgamma(static_cast<double>(features) - size) /
                              std::tgamma(static_cast<double>(features) + 1.0);
        sum += weight * (values[coalition | (1U << feature)] - values[coalition]);
    }
    return sum;
}

struct Shap {
    std::size_t features;
    std::vector<double> values; // class, feature, row

    [[nodiscard]] double of(std::size_t c, std::size_t f, std::size_t i, std::size_t rows) const
    {
        return values[(c * features + f) * rows + i];
    }
};

Shap inDouble(const DecisionTree &tree, std::size_t classes, std::span<const std::vector<float>> rows)
{
    Shap shap{rows.front().size(), {}};
    shap.values.assign(classes * shap.features * rows.size(), 0.0);
    std::vector<const float *> pointers;
    for (const std::vector<float> &row : rows)
        pointers.push_back(row.data());
    TreeShapSpace space;
    const ForestView view{{&tree, 1}, classes, {}};
    addTreeShapInDouble(shapTreeOf(view, tree, 0), pointers, {shap.values.data(), shap.features, rows.size()},
                        space);
    return shap;
}

std::vector<double> plainly(const DecisionTree &tree, std::size_t classes, std::span<const float> row)
{
    const ForestView view{{&tree, 1}, classes, {}};
    std::vector<double> values(classes * row.size(), 0.0);
    const std::vector<double> covers = splitCovers(view, tree);
    addPlainShap({view, tree, covers}, row, values);
    return values;
}

std::shared_ptr<const RandomForest> forestOf(std::vector<DecisionTree> trees, std::size_t features,
                                             std::size_t classes)
{
    return RandomForest::fromTrees(std::move(trees), features, classes).value();
}

ShapValues explained(const RandomForest &forest, const Features &features)
{
    return explainForest(forest, features, allRows(features.rows()), Progress::none()).value();
}

Features featuresOf(const std::vector<std::vector<float>> &rows)
{
    std::vector<float> values;
    for (const std::vector<float> &row : rows)
        values.insert(values.end(), row.begin(), row.end());
    return toyFeatures(rows.front().size(), std::move(values));
}

bool sameBits(const ShapValues &first, std::size_t firstRow, const ShapValues &second, std::size_t secondRow)
{
    for (std::size_t c = 0; c < first.classes(); ++c)
        for (std::size_t f = 0; f < first.features(); ++f)
            if (std::bit_cast<std::uint32_t>(first.value(firstRow, c, f)) !=
                std::bit_cast<std::uint32_t>(second.value(secondRow, c, f)))
                return false;
    return true;
}

} // namespace

class TestTreeShap : public QObject
{
    Q_OBJECT

private slots:
    void quadratureIsExactForItsDegree_data();
    void quadratureIsExactForItsDegree();
    void valuesAreShapleys_data();
    void valuesAreShapleys();
    void manyClassesAreWalkedInTurn();
    void longPathsAreExact_data();
    void longPathsAreExact();
    void weightsCountAsInPrediction();
    void aTreeWithoutSplitsExplainsNothing();
    void rowsDoNotDependOnTheirNeighbours();
    void threadsDoNotChangeABit();
    void instructionSetsAgree();
    void watchersSeeMoreAndMore();
    void knownRowsAreKept();
    void cancellingEndsIt();
    void deepTreesHaveRoom();
    void whatCannotBeExplainedIsSaid();
};

void TestTreeShap::quadratureIsExactForItsDegree_data()
{
    QTest::addColumn<int>("points");
    for (const int points : {1, 2, 4, 6, 8, 32})
        QTest::addRow("%d points", points) << points;
}

void TestTreeShap::quadratureIsExactForItsDegree()
{
    QFETCH(const int, points);
    const Quadrature rule = gaussLegendre(static_cast<std::size_t>(points));
    for (int degree = 0; degree < 2 * points; ++degree) {
        double sum = 0.0;
        for (std::size_t q = 0; q < rule.points.size(); ++q)
            sum += rule.weights[q] * std::pow(rule.points[q], degree);
        QVERIFY2(std::abs(sum - 1.0 / (degree + 1)) < 1e-14, qPrintable(QString::number(degree)));
    }
    double beyond = 0.0;
    for (std::size_t q = 0; q < rule.points.size(); ++q)
        beyond += rule.weights[q] * std::pow(rule.points[q], 2 * points);
    QVERIFY(points > 8 || std::abs(beyond - 1.0 / (2 * points + 1)) > 1e-13);
}

void TestTreeShap::valuesAreShapleys_data()
{
    QTest::addColumn<int>("features");
    QTest::addColumn<int>("splits");
    QTest::addColumn<int>("rows");
    QTest::addRow("one feature") << 1 << 5 << 3;
    QTest::addRow("two features") << 2 << 9 << 16;
    QTest::addRow("few splits") << 8 << 4 << 17;
    QTest::addRow("many splits") << 5 << 60 << 64;
    QTest::addRow("all eight") << 8 << 120 << 20;
}

void TestTreeShap::valuesAreShapleys()
{
    QFETCH(const int, features);
    QFETCH(const int, splits);
    QFETCH(const int, rows);
    constexpr std::size_t classes = 3;
    for (std::uint64_t seed = 0; seed < 8; ++seed) {
        const ToyTrees toys(seed, static_cast<std::size_t>(features), classes);
        const DecisionTree tree = toys.tree(static_cast<std::size_t>(splits));
        const std::vector<std::vector<float>> asked = toys.rows(static_cast<std::size_t>(rows));
        const Shap fast = inDouble(tree, classes, asked);
        const ShapValues shipped = explained(*forestOf({tree}, asked[0].size(), classes), featuresOf(asked));
        for (std::size_t i = 0; i < std::min<std::size_t>(asked.size(), 4); ++i) {
            const std::vector<double> plain = plainly(tree, classes, asked[i]);
            for (std::uint32_t c = 0; c < classes; ++c) {
                std::vector<double> values;
                for (std::uint32_t coalition = 0; coalition < 1U << features; ++coalition)
                    values.push_back(valueOf(tree, tree.root, asked[i], coalition, c));
                for (std::size_t f = 0; f < asked[i].size(); ++f) {
                    const double wanted = shapleyValue(values, asked[i].size(), f);
                    QVERIFY(std::abs(fast.of(c, f, i, asked.size()) - wanted) < 1e-9);
                    QVERIFY(std::abs(plain[c * asked[i].size() + f] - wanted) < 1e-9);
                    QVERIFY(std::abs(static_cast<double>(shipped.value(i, c, f)) - wanted) < 1e-6);
                }
            }
        }
    }
}

void TestTreeShap::manyClassesAreWalkedInTurn()
{
    constexpr std::size_t classes = 150; // more than two words of bits
    const ToyTrees toys(3, 6, classes);
    const DecisionTree tree = toys.tree(200);
    const std::vector<std::vector<float>> asked = toys.rows(5);
    const ShapValues shipped = explained(*forestOf({tree}, 6, classes), featuresOf(asked));
    QCOMPARE(shipped.classes(), classes);
    for (std::size_t i = 0; i < asked.size(); ++i) {
        const std::vector<double> plain = plainly(tree, classes, asked[i]);
        for (std::size_t c = 0; c < classes; ++c)
            for (std::size_t f = 0; f < 6; ++f)
                QVERIFY(std::abs(static_cast<double>(shipped.value(i, c, f)) - plain[c * 6 + f]) < 1e-6);
    }
    QVERIFY(shipped.additivityError() < 1e-6);
}

void TestTreeShap::longPathsAreExact_data()
{
    QTest::addColumn<int>("features");
    for (const int features : {8, 9, 12, 13, 16, 17, 40, 64, 65, 90})
        QTest::addRow("%d features on a path", features) << features;
}

void TestTreeShap::longPathsAreExact()
{
    QFETCH(const int, features);
    const auto columns = static_cast<std::size_t>(features);
    const ToyTrees toys(11, columns, 2);
    const DecisionTree chain = toys.chain();
    const std::vector<std::vector<float>> asked = toys.rows(3);
    const ShapValues shipped = explained(*forestOf({chain}, columns, 2), featuresOf(asked));
    const Shap fast = features <= 64 ? inDouble(chain, 2, asked) : Shap{columns, {}};
    for (std::size_t i = 0; i < asked.size(); ++i) {
        const std::vector<double> plain = plainly(chain, 2, asked[i]);
        for (std::size_t f = 0; f < columns; ++f) {
            QVERIFY(std::abs(static_cast<double>(shipped.value(i, 1, f)) - plain[columns + f]) < 1e-6);
            // One point less would err by 1e-10 already.
            QVERIFY(features > 64 || std::abs(fast.of(1, f, i, asked.size()) - plain[columns + f]) < 1e-13);
        }
    }
    QVERIFY(shipped.additivityError() < 1e-6);
}

// What the leaves count for is the forest's matter: class weights, and weights of files that are no whole
// numbers.
void TestTreeShap::weightsCountAsInPrediction()
{
    const TrainingData data = toyClouds(300, 4, 3, 5);
    ForestOptions options;
    options.trees = 7;
    options.minSamplesLeaf = 10;
    options.balanced = true;
    options.classWeights = {};
    const auto weighted = RandomForest::train(data, options, Progress::none()).value();
    QVERIFY(explained(*weighted, data.features).additivityError() < 1e-6);

    const ToyTrees toys(2, 4, 3);
    DecisionTree real = toys.mixedTree(20);
    QVERIFY(!real.leafShares.empty());
    for (const LeafShare &share : real.leafShares)
        real.realWeights.push_back(static_cast<double>(share.weight) * 0.37);
    const ShapValues values = explained(*forestOf({real}, 4, 3), data.features);
    QVERIFY(values.additivityError() < 1e-6);
}

void TestTreeShap::aTreeWithoutSplitsExplainsNothing()
{
    DecisionTree leaf;
    leaf.root = TreeBranch::toPureLeaf(1, 5);
    const std::vector<std::vector<float>> asked{{0.5F, 1.0F}};
    const ShapValues values = explained(*forestOf({leaf}, 2, 2), featuresOf(asked));
    QCOMPARE(values.value(0, 1, 0), 0.0F);
    QCOMPARE(values.baseValues()[0], 0.0);
    QCOMPARE(values.baseValues()[1], 1.0);
    QCOMPARE(values.outputs(1)[0], 1.0F);
    QCOMPARE(values.additivityError(), 0.0);
}

void TestTreeShap::rowsDoNotDependOnTheirNeighbours()
{
    const TrainingData data = toyClouds(700, 5, 4, 9);
    ForestOptions options;
    options.trees = 5;
    const auto forest = RandomForest::train(data, options, Progress::none()).value();
    const ShapValues all = explained(*forest, data.features);
    for (const std::uint32_t row : {0U, 63U, 64U, 500U, 699U}) {
        const std::vector<std::uint32_t> alone{row};
        const ShapValues one = explainForest(*forest, data.features, alone, Progress::none()).value();
        QVERIFY(sameBits(one, 0, all, row));
    }
}

void TestTreeShap::threadsDoNotChangeABit()
{
    const TrainingData data = toyClouds(300, 5, 4, 9);
    ForestOptions options;
    options.trees = 50; // more than there are tasks
    const auto forest = RandomForest::train(data, options, Progress::none()).value();
    std::vector<ShapValues> found;
    for (const int threads : {1, 2, 3}) {
        setThreadCount(threads);
        found.push_back(explained(*forest, data.features));
    }
    setThreadCount(0);
    for (std::size_t i = 0; i < data.features.rows(); ++i)
        QVERIFY(sameBits(found[0], i, found[1], i) && sameBits(found[0], i, found[2], i));
}

// The oldest one multiplies and adds in two steps, so that its bits are others.
void TestTreeShap::instructionSetsAgree()
{
    const TrainingData data = toyClouds(130, 14, 3, 4);
    ForestOptions options;
    options.trees = 4;
    const auto forest = RandomForest::train(data, options, Progress::none()).value();
    const ShapValues best = explained(*forest, data.features);
    const std::int64_t all = hwy::SupportedTargets();
    std::size_t tried = 0;
    for (std::int64_t left = all; left != 0; left &= left - 1) {
        const std::int64_t target = left & -left;
        hwy::GetChosenTarget().Update(target);
        const ShapValues other = explained(*forest, data.features);
        hwy::GetChosenTarget().Update(all);
        ++tried;
        for (std::size_t i = 0; i < data.features.rows(); ++i)
            for (std::size_t c = 0; c < best.classes(); ++c)
                for (std::size_t f = 0; f < best.features(); ++f)
                    QVERIFY(std::abs(best.value(i, c, f) - other.value(i, c, f)) < 1e-6F);
    }
    QVERIFY(tried > 0);
}

void TestTreeShap::watchersSeeMoreAndMore()
{
    const TrainingData data = toyClouds(1200, 3, 2, 1);
    ForestOptions options;
    options.trees = 3;
    const auto forest = RandomForest::train(data, options, Progress::none()).value();
    WatchedProgress progress;
    std::vector<ShapValues> seen;
    const ShapValues all =
        explainForest(*forest, data.features, allRows(1200), progress, [&](const ShapValues &some) {
            seen.push_back(some);
        }).value();
    QVERIFY(seen.size() > 2);
    QCOMPARE(seen.back().rows(), std::size_t(1200));
    for (std::size_t i = 1; i < seen.size(); ++i)
        QVERIFY(seen[i].rows() > seen[i - 1].rows());
    QCOMPARE(seen[0].column(1, 2).size(), seen[0].rows());
    QVERIFY(std::equal(seen[0].column(1, 2).begin(), seen[0].column(1, 2).end(), all.column(1, 2).begin()));
    QCOMPARE(all.first(10).column(0, 1).size(), std::size_t(10));
    QCOMPARE(progress.last.load(), 1.0);
}

void TestTreeShap::knownRowsAreKept()
{
    const TrainingData data = toyClouds(700, 5, 4, 9);
    ForestOptions options;
    options.trees = 5;
    const auto forest = RandomForest::train(data, options, Progress::none()).value();
    const std::vector<std::uint32_t> rows = allRows(700);
    const ShapValues all = explained(*forest, data.features);
    const ShapValues some =
        explainForest(*forest, data.features, std::span(rows).first(100), Progress::none()).value();
    std::vector<std::size_t> seen;
    const ShapValues more = explainForest(
                                *forest, data.features, rows, Progress::none(),
                                [&](const ShapValues &now) { seen.push_back(now.rows()); }, some)
                                .value();
    QVERIFY(seen.front() > 100);
    QCOMPARE(more.rows(), std::size_t(700));
    for (std::size_t i = 0; i < 700; ++i)
        QVERIFY(sameBits(more, i, all, i) && more.outputs(1)[i] == all.outputs(1)[i]);
    QCOMPARE(more.additivityError(), all.additivityError());
}

void TestTreeShap::cancellingEndsIt()
{
    const TrainingData data = toyClouds(600, 3, 2, 1);
    ForestOptions options;
    options.trees = 10;
    const auto forest = RandomForest::train(data, options, Progress::none()).value();
    for (const int patience : {0, 3, 25}) {
        WatchedProgress progress(patience);
        const auto result = explainForest(*forest, data.features, allRows(600), progress);
        QVERIFY(!result.ok());
        QVERIFY(result.error().kind == ErrorKind::Cancelled);
    }
}

// On every thread: those of a pool have less stack than the first.
void TestTreeShap::deepTreesHaveRoom()
{
    for (const std::size_t features : {3, 20}) {
        const ToyTrees toys(1, features, 2);
        const auto forest = forestOf(std::vector<DecisionTree>(6, toys.chainOf(1'000)), features, 2);
        const ShapValues values = explained(*forest, featuresOf(toys.rows(70)));
        QVERIFY(values.additivityError() < 1e-6);
    }
}

void TestTreeShap::whatCannotBeExplainedIsSaid()
{
    const TrainingData data = toyClouds(50, 3, 2, 1);
    const auto forest = RandomForest::train(data, {}, Progress::none()).value();
    QVERIFY(!explainForest(*forest, data.features, {}, Progress::none()).ok());
    const Features other = toyClouds(50, 4, 2, 1).features;
    QVERIFY(!explainForest(*forest, other, allRows(50), Progress::none()).ok());

    const ToyTrees toys(1, 3, 2);
    const auto deep = forestOf({toys.chainOf(3'000)}, 3, 2);
    const auto result = explainForest(*deep, data.features, allRows(5), Progress::none());
    QVERIFY(!result.ok());
    QVERIFY2(result.error().message().find("3,000 splits deep") != std::string::npos,
             result.error().message().c_str());

    DecisionTree heavy = toys.mixedTree(20);
    heavy.realWeights.assign(heavy.leafShares.size(), 1e308);
    const auto beyond = forestOf({heavy}, 3, 2);
    QVERIFY(!explainForest(*beyond, data.features, allRows(5), Progress::none()).ok());
}

QTEST_GUILESS_MAIN(TestTreeShap)
#include "tst_tree_shap.moc"
