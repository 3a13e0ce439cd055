#include "core/learn/cross_validation.h"

#include "core/learn/answers.h"
#include "core/learn/evaluate.h"

namespace genrelens
{

namespace
{

Result<FoldScore> scoreOf(const ModelKind &kind, const ModelOptions &options, const Features &features,
                          const LabelSet &labels, const Split &split, Progress &progress)
{
    const std::vector<std::uint32_t> train = labelledRows(split.train, labels);
    const std::vector<std::uint32_t> test = labelledRows(split.test, labels);
    if (train.empty() || test.empty())
        return Error{"a fold has no labelled tracks", "cross-validation", "Choose fewer folds."};
    SubProgress training(progress, 0.0, 0.9);
    const auto model = kind.train({features, labels, train}, options, training);
    if (!model)
        return model.error();
    SubProgress judging(progress, 0.9, 1.0);
    const Result<Answers> answers = answersOf(*model.value(), features, labels, test, judging);
    if (!answers)
        return answers.error();
    const ConfusionMatrix confusion = answers.value().confusion(labels.classes().size());
    return FoldScore{train.size(), test.size(), confusion.accuracy(), majorityBaseline(labels, train, test),
                     macroF1(confusion)};
}

double meanOf(const std::vector<FoldScore> &folds, double FoldScore::*figure)
{
    double sum = 0.0;
    for (const FoldScore &fold : folds)
        sum += fold.*figure;
    return folds.empty() ? 0.0 : sum / static_cast<double>(folds.size());
}

} // namespace

std::vector<double> CrossValidation::accuracies() const
{
    std::vector<double> values;
    for (const FoldScore &fold : folds)
        values.push_back(fold.accuracy);
    return values;
}

double CrossValidation::meanBaseline() const
{
    return meanOf(folds, &FoldScore::baseline);
}

double CrossValidation::meanMacroF1() const
{
    return meanOf(folds, &FoldScore::macroF1);
}

Result<CrossValidation> crossValidate(const ModelKind &kind, const ModelOptions &options,
                                      const Features &features, const LabelSet &labels, const Folds &folds,
                                      Progress &progress)
{
    if (labels.isEmpty() || labels.codes().size() != features.rows())
        return Error{"the labels do not belong to these tracks", "cross-validation",
                     "Choose a grouping made from the present tracks."};
    CrossValidation result;
    result.foldsPerRepeat = folds.folds();
    result.testToTrain = folds.testToTrain();
    const auto count = static_cast<double>(folds.count());
    for (std::size_t i = 0; i < folds.count(); ++i) {
        if (progress.cancelled())
            return Error::cancelled();
        SubProgress part(progress, static_cast<double>(i) / count, static_cast<double>(i + 1) / count);
        const Result<FoldScore> score = scoreOf(kind, options, features, labels, folds.split(i), part);
        if (!score)
            return score.error();
        result.folds.push_back(score.value());
    }
    result.accuracy = correctedMean(result.accuracies(), result.testToTrain);
    return result;
}

} // namespace genrelens
