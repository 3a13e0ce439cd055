#include "core/base/parallel.h"
#include "core/learn/cross_validation.h"
#include "core/learn/evaluate.h"
#include "tests/support/toy_data.h"

#include <QTest>

#include <algorithm>
#include <set>

using namespace genrelens;
using namespace genrelens::test;

namespace
{

// Rows of each fold of one repeat; an empty list when a row is held out not exactly once.
std::vector<std::size_t> sizesOf(const Folds &folds, std::size_t repeat, std::size_t rows)
{
    std::vector<int> heldOut(rows, 0);
    std::vector<std::size_t> sizes;
    for (std::size_t f = 0; f < folds.folds(); ++f) {
        const Split split = folds.split(repeat * folds.folds() + f);
        if (split.train.size() + split.test.size() != rows)
            return {};
        for (const std::uint32_t row : split.test)
            ++heldOut[row];
        sizes.push_back(split.test.size());
    }
    return std::all_of(heldOut.begin(), heldOut.end(), [](int times) { return times == 1; })
               ? sizes
               : std::vector<std::size_t>();
}

FoldOptions foldOptions(FoldOptions::Method method, std::size_t folds, std::size_t repeats = 1)
{
    FoldOptions options;
    options.method = method;
    options.folds = folds;
    options.repeats = repeats;
    options.seed = 5;
    return options;
}

} // namespace

class TestFolds : public QObject
{
    Q_OBJECT

private slots:
    void everyRowIsHeldOutOnceARepeat();
    void repeatsAndSeedsDiffer();
    void strataAreEvenInEachFold();
    void groupsStayTogether();
    void impossibleFoldsAreRefused();
    void crossValidationJudgesEachFold();
    void crossValidationIsTheSameForAnyThreads();
    void crossValidationLeavesUnlabelledRowsOut();
    void crossValidationRefusesAndCancels();
};

void TestFolds::everyRowIsHeldOutOnceARepeat()
{
    const Folds folds = makeFolds(foldOptions(FoldOptions::Method::Random, 4, 3), 103, {}, {}).value();
    QCOMPARE(folds.count(), std::size_t(12));
    QCOMPARE(folds.repeats(), std::size_t(3));
    QCOMPARE(folds.testToTrain(), 1.0 / 3.0);
    for (std::size_t r = 0; r < 3; ++r)
        QCOMPARE(sizesOf(folds, r, 103), (std::vector<std::size_t>{26, 26, 26, 25}));
}

void TestFolds::repeatsAndSeedsDiffer()
{
    FoldOptions options = foldOptions(FoldOptions::Method::Random, 5, 2);
    const Folds folds = makeFolds(options, 100, {}, {}).value();
    QVERIFY(folds.split(0).test != folds.split(5).test);
    QCOMPARE(makeFolds(options, 100, {}, {}).value().split(3).test, folds.split(3).test);
    options.seed = 6;
    QVERIFY(makeFolds(options, 100, {}, {}).value().split(0).test != folds.split(0).test);
}

void TestFolds::strataAreEvenInEachFold()
{
    std::vector<std::int32_t> codes;
    for (int i = 0; i < 97; ++i)
        codes.push_back(i % 10 == 0 ? unlabelled : i % 3 == 0 ? 1 : 0);
    const LabelSet labels = toyLabels(2, codes);
    const Folds folds = makeFolds(foldOptions(FoldOptions::Method::Stratified, 5), 97, labels, {}).value();
    QVERIFY(!sizesOf(folds, 0, 97).empty());
    for (const std::int32_t code : {0, 1, unlabelled}) {
        const auto all = static_cast<std::size_t>(std::count(codes.begin(), codes.end(), code));
        for (std::size_t f = 0; f < 5; ++f) {
            const Split split = folds.split(f);
            const auto held = static_cast<std::size_t>(std::count_if(
                split.test.begin(), split.test.end(), [&](std::uint32_t row) { return codes[row] == code; }));
            QVERIFY(held == all / 5 || held == all / 5 + 1);
        }
    }
}

void TestFolds::groupsStayTogether()
{
    std::vector<std::int32_t> groups;
    for (int i = 0; i < 120; ++i)
        groups.push_back(i % 4 == 0 ? -1 : i % 17);
    const Folds folds = makeFolds(foldOptions(FoldOptions::Method::ByGroup, 4), 120, {}, groups).value();
    for (std::size_t f = 0; f < 4; ++f) {
        const Split split = folds.split(f);
        std::set<std::int32_t> held;
        for (const std::uint32_t row : split.test)
            if (groups[row] >= 0)
                held.insert(groups[row]);
        for (const std::uint32_t row : split.train)
            QVERIFY(!held.contains(groups[row]));
    }
    // 30 rows of their own even out what the 17 groups leave.
    QCOMPARE(sizesOf(folds, 0, 120), (std::vector<std::size_t>{30, 30, 30, 30}));
}

void TestFolds::impossibleFoldsAreRefused()
{
    const auto refused = [](FoldOptions::Method method, std::size_t folds, std::size_t rows,
                            const std::vector<std::int32_t> &groups = {}) {
        return !makeFolds(foldOptions(method, folds), rows, {}, groups);
    };
    QVERIFY(refused(FoldOptions::Method::Random, 1, 10));
    QVERIFY(refused(FoldOptions::Method::Random, 11, 10));
    QVERIFY(!refused(FoldOptions::Method::Random, 10, 10));
    QVERIFY(refused(FoldOptions::Method::Stratified, 2, 10)); // no labels
    QVERIFY(refused(FoldOptions::Method::ByGroup, 2, 4));
    QVERIFY(refused(FoldOptions::Method::ByGroup, 3, 4, {0, 0, 1, 1}));
    QVERIFY(!refused(FoldOptions::Method::ByGroup, 2, 4, {0, 0, 1, 1}));
    QVERIFY(!makeFolds(foldOptions(FoldOptions::Method::Random, 2, 0), 10, {}, {}));
}

void TestFolds::crossValidationJudgesEachFold()
{
    const TrainingData data = toyClouds(300, 3, 3, 8);
    const Folds folds =
        makeFolds(foldOptions(FoldOptions::Method::Stratified, 5, 2), 300, data.labels, {}).value();
    const ModelKind &kind = *findModel("nearest_centroid");
    WatchedProgress progress;
    const CrossValidation result =
        crossValidate(kind, {}, data.features, data.labels, folds, progress).value();
    QCOMPARE(result.folds.size(), std::size_t(10));
    QCOMPARE(result.foldsPerRepeat, std::size_t(5));
    QCOMPARE(progress.last.load(), 1.0);
    for (std::size_t i = 0; i < 10; ++i) {
        const Split split = folds.split(i);
        const auto model =
            kind.train({data.features, data.labels, split.train}, {}, Progress::none()).value();
        const Evaluation e =
            evaluateModel(*model, data.features, data.labels, split, Progress::none()).value();
        QCOMPARE(result.folds[i].accuracy, e.testAccuracy);
        QCOMPARE(result.folds[i].baseline, e.baseline);
        QCOMPARE(result.folds[i].macroF1, e.macroF1);
        QCOMPARE(result.folds[i].testRows, e.testRows);
    }
    const FoldMean mean = correctedMean(result.accuracies(), 0.25);
    QCOMPARE(result.accuracy.mean, mean.mean);
    QCOMPARE(result.accuracy.interval.low, mean.interval.low);
    QVERIFY(result.meanMacroF1() > 0.6 && result.meanBaseline() < 0.4);
}

void TestFolds::crossValidationIsTheSameForAnyThreads()
{
    const TrainingData data = toyClouds(400, 4, 3, 2);
    const Folds folds = makeFolds(foldOptions(FoldOptions::Method::Random, 3), 400, {}, {}).value();
    ModelOptions options;
    options.values["trees"] = 15;
    std::vector<std::vector<double>> found;
    for (const int threads : {1, 4}) {
        setThreadCount(threads);
        found.push_back(crossValidate(*findModel("random_forest"), options, data.features, data.labels, folds,
                                      Progress::none())
                            .value()
                            .accuracies());
    }
    setThreadCount(0);
    QCOMPARE(found[0], found[1]);
}

void TestFolds::crossValidationLeavesUnlabelledRowsOut()
{
    TrainingData data = toyClouds(90, 2, 3, 8);
    std::vector<std::int32_t> codes = data.labels.codes();
    for (std::size_t i = 0; i < 30; ++i)
        codes[i] = unlabelled;
    const LabelSet labels = toyLabels(3, codes);
    const Folds folds = makeFolds(foldOptions(FoldOptions::Method::Random, 3), 90, {}, {}).value();
    const CrossValidation result =
        crossValidate(*findModel("nearest_centroid"), {}, data.features, labels, folds, Progress::none())
            .value();
    std::size_t judged = 0;
    for (const FoldScore &fold : result.folds) {
        judged += fold.testRows;
        QCOMPARE(fold.testRows + fold.trainRows, std::size_t(60));
    }
    QCOMPARE(judged, std::size_t(60));
}

void TestFolds::crossValidationRefusesAndCancels()
{
    const TrainingData data = toyClouds(50, 2, 2, 1);
    const ModelKind &kind = *findModel("nearest_centroid");
    const Folds folds = makeFolds(foldOptions(FoldOptions::Method::Random, 5), 50, {}, {}).value();
    QVERIFY(!crossValidate(kind, {}, data.features, LabelSet(), folds, Progress::none()));
    std::vector<std::int32_t> few(50, unlabelled);
    few[0] = few[1] = 0;
    QVERIFY(!crossValidate(kind, {}, data.features, toyLabels(2, few), folds, Progress::none()));
    for (const int patience : {0, 3}) {
        WatchedProgress cancelled(patience);
        QVERIFY(crossValidate(kind, {}, data.features, data.labels, folds, cancelled).error().kind ==
                ErrorKind::Cancelled);
    }
}

QTEST_APPLESS_MAIN(TestFolds)
#include "tst_folds.moc"
