#include "core/learn/confusion.h"

#include <cassert>

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

} // namespace

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

double weightedF1(const ConfusionMatrix &confusion)
{
    double sum = 0.0;
    for (const ClassScores &scores : classScores(confusion))
        sum += scores.f1 * static_cast<double>(scores.support);
    const std::uint64_t total = confusion.total();
    return total > 0 ? sum / static_cast<double>(total) : 0.0;
}

double cohensKappa(const ConfusionMatrix &confusion)
{
    const auto total = static_cast<double>(confusion.total());
    if (total == 0.0)
        return 0.0;
    const std::vector<std::uint64_t> predicted = predictedCounts(confusion);
    const std::vector<ClassScores> scores = classScores(confusion);
    double byChance = 0.0;
    for (std::size_t c = 0; c < scores.size(); ++c)
        byChance +=
            static_cast<double>(scores[c].support) / total * (static_cast<double>(predicted[c]) / total);
    return byChance < 1.0 ? (confusion.accuracy() - byChance) / (1.0 - byChance) : 0.0;
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

} // namespace genrelens
