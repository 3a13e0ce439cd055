#include "core/learn/evaluate.h"

#include "core/learn/answers.h"

#include <algorithm>

namespace genrelens
{

double majorityBaseline(const LabelSet &labels, std::span<const std::uint32_t> trainRows,
                        std::span<const std::uint32_t> testRows)
{
    const std::vector<std::int32_t> &codes = labels.codes();
    std::vector<std::size_t> counts(labels.classes().size(), 0);
    for (const std::uint32_t row : trainRows)
        ++counts[static_cast<std::size_t>(codes[row])];
    const auto majority =
        static_cast<std::int32_t>(std::max_element(counts.begin(), counts.end()) - counts.begin());
    const auto right = std::count_if(testRows.begin(), testRows.end(),
                                     [&](std::uint32_t row) { return codes[row] == majority; });
    return testRows.empty() ? 0.0 : static_cast<double>(right) / static_cast<double>(testRows.size());
}

Result<Evaluation> evaluateModel(const Classifier &model, const Features &features, const LabelSet &labels,
                                 const Split &split, Progress &progress)
{
    if (labels.isEmpty() || labels.codes().size() != features.rows())
        return Error{"the labels do not belong to these tracks", "evaluation",
                     "Choose a grouping made from the present tracks."};
    const std::vector<std::uint32_t> train = labelledRows(split.train, labels);
    const std::vector<std::uint32_t> test = labelledRows(split.test, labels);
    if (test.empty())
        return Error{"none of the test rows has a class", "evaluation",
                     "Hold out some labelled tracks to judge by."};
    const double testShare =
        static_cast<double>(test.size()) / static_cast<double>(test.size() + train.size());
    SubProgress testProgress(progress, 0.0, testShare);
    Result<Answers> onTest = answersOf(model, features, labels, test, testProgress);
    if (!onTest)
        return onTest.error();
    SubProgress trainProgress(progress, testShare, 1.0);
    const Result<Answers> onTrain = answersOf(model, features, labels, train, trainProgress);
    if (!onTrain)
        return onTrain.error();

    Evaluation evaluation;
    evaluation.trainRows = train.size();
    evaluation.testRows = test.size();
    evaluation.trainAccuracy = onTrain.value().accuracy();
    evaluation.confusion = onTest.value().confusion(labels.classes().size());
    evaluation.testAccuracy = evaluation.confusion.accuracy();
    evaluation.interval = wilsonInterval(evaluation.confusion.correct(), test.size());
    evaluation.baseline = majorityBaseline(labels, train, test);
    evaluation.macroF1 = macroF1(evaluation.confusion);
    evaluation.weightedF1 = weightedF1(evaluation.confusion);
    evaluation.balancedAccuracy = balancedAccuracy(evaluation.confusion);
    evaluation.kappa = cohensKappa(evaluation.confusion);
    evaluation.classes = classScores(evaluation.confusion);
    ProbabilityScores scores = onTest.value().sums.scores();
    evaluation.logLoss = scores.logLoss;
    evaluation.brier = scores.brier;
    evaluation.top3Accuracy = scores.top3Accuracy;
    evaluation.calibration = std::move(scores.calibration);
    evaluation.judgedRows = test;
    evaluation.predicted = std::move(onTest.value().predicted);
    return evaluation;
}

} // namespace genrelens
