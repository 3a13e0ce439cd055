#include "core/learn/evaluate.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace genrelens
{

namespace
{

double ratio(std::uint64_t part, std::uint64_t whole)
{
    return whole > 0 ? static_cast<double>(part) / static_cast<double>(whole) : 0.0;
}

std::vector<std::uint64_t> predictedCounts(const ConfusionMatrix &confusion)
{
    std::vector<std::uint64_t> sums(confusion.classes, 0);
    for (std::size_t i = 0; i < confusion.counts.size(); ++i)
        sums[i % confusion.classes] += confusion.counts[i];
    return sums;
}

// The model's answers for the rows.
Result<std::vector<std::int32_t>> predictionsOf(const Classifier &model, const Features &features,
                                                std::span<const std::uint32_t> rows, Progress &progress)
{
    const Result<Probabilities> answer = model.probabilities(features, rows, progress);
    if (!answer)
        return answer.error();
    std::vector<std::int32_t> predicted;
    for (std::size_t i = 0; i < rows.size(); ++i)
        predicted.push_back(answer.value().predicted(i));
    return predicted;
}

// The answers against the truth.
ConfusionMatrix confusionOf(const LabelSet &labels, std::span<const std::uint32_t> rows,
                            std::span<const std::int32_t> predicted)
{
    std::vector<std::int32_t> truth;
    for (const std::uint32_t row : rows)
        truth.push_back(labels.codes()[row]);
    return confusionMatrix(truth, predicted, labels.classes().size());
}

} // namespace

Interval wilsonInterval(std::size_t correct, std::size_t n, double z)
{
    if (n == 0)
        return {0.0, 1.0};
    const auto total = static_cast<double>(n);
    const double share = static_cast<double>(correct) / total;
    const double squared = z * z;
    const double centre = (share + squared / (2.0 * total)) / (1.0 + squared / total);
    const double half = z * std::sqrt(share * (1.0 - share) / total + squared / (4.0 * total * total)) /
                        (1.0 + squared / total);
    // The interval reaches the share itself where that is 0 or 1; rounding must not keep it from there.
    return {std::clamp(centre - half, 0.0, share), std::clamp(centre + half, share, 1.0)};
}

std::uint64_t ConfusionMatrix::total() const
{
    std::uint64_t sum = 0;
    for (const std::uint64_t value : counts)
        sum += value;
    return sum;
}

std::uint64_t ConfusionMatrix::correct() const
{
    std::uint64_t sum = 0;
    for (std::size_t c = 0; c < classes; ++c)
        sum += count(c, c);
    return sum;
}

double ConfusionMatrix::accuracy() const
{
    return ratio(correct(), total());
}

ConfusionMatrix confusionMatrix(std::span<const std::int32_t> truth, std::span<const std::int32_t> predicted,
                                std::size_t classes)
{
    assert(truth.size() == predicted.size());
    ConfusionMatrix confusion{classes, std::vector<std::uint64_t>(classes * classes, 0)};
    for (std::size_t i = 0; i < truth.size(); ++i)
        ++confusion
              .counts[static_cast<std::size_t>(truth[i]) * classes + static_cast<std::size_t>(predicted[i])];
    return confusion;
}

std::vector<ClassScores> classScores(const ConfusionMatrix &confusion)
{
    const std::vector<std::uint64_t> predicted = predictedCounts(confusion);
    std::vector<ClassScores> scores(confusion.classes);
    for (std::size_t c = 0; c < confusion.classes; ++c) {
        std::uint64_t support = 0;
        for (std::size_t other = 0; other < confusion.classes; ++other)
            support += confusion.count(c, other);
        const std::uint64_t right = confusion.count(c, c);
        scores[c].precision = ratio(right, predicted[c]);
        scores[c].recall = ratio(right, support);
        scores[c].f1 = ratio(2 * right, support + predicted[c]);
        scores[c].support = support;
    }
    return scores;
}

double macroF1(const ConfusionMatrix &confusion)
{
    const std::vector<ClassScores> scores = classScores(confusion);
    const std::vector<std::uint64_t> predicted = predictedCounts(confusion);
    double sum = 0.0;
    std::size_t occurring = 0;
    for (std::size_t c = 0; c < scores.size(); ++c) {
        if (scores[c].support + predicted[c] == 0)
            continue;
        sum += scores[c].f1;
        ++occurring;
    }
    return occurring > 0 ? sum / static_cast<double>(occurring) : 0.0;
}

double balancedAccuracy(const ConfusionMatrix &confusion)
{
    double sum = 0.0;
    std::size_t occurring = 0;
    for (const ClassScores &scores : classScores(confusion)) {
        if (scores.support == 0)
            continue;
        sum += scores.recall;
        ++occurring;
    }
    return occurring > 0 ? sum / static_cast<double>(occurring) : 0.0;
}

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
    return ratio(static_cast<std::uint64_t>(right), testRows.size());
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
    Result<std::vector<std::int32_t>> onTest = predictionsOf(model, features, test, testProgress);
    if (!onTest)
        return onTest.error();
    SubProgress trainProgress(progress, testShare, 1.0);
    const Result<std::vector<std::int32_t>> onTrain = predictionsOf(model, features, train, trainProgress);
    if (!onTrain)
        return onTrain.error();

    Evaluation evaluation;
    evaluation.trainRows = train.size();
    evaluation.testRows = test.size();
    evaluation.trainAccuracy = confusionOf(labels, train, onTrain.value()).accuracy();
    evaluation.confusion = confusionOf(labels, test, onTest.value());
    evaluation.testAccuracy = evaluation.confusion.accuracy();
    evaluation.interval = wilsonInterval(evaluation.confusion.correct(), test.size());
    evaluation.baseline = majorityBaseline(labels, train, test);
    evaluation.macroF1 = macroF1(evaluation.confusion);
    evaluation.balancedAccuracy = balancedAccuracy(evaluation.confusion);
    evaluation.classes = classScores(evaluation.confusion);
    evaluation.judgedRows = test;
    evaluation.predicted = std::move(onTest).value();
    return evaluation;
}

} // namespace genrelens
