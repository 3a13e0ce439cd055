#include "widgets/map/track_answers.h"

#include "core/learn/random_forest.h"
#include "core/learn/split.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numeric>

namespace genrelens
{

namespace
{

constexpr std::size_t blockOfValues = 1 << 22; // probabilities that are in memory at once
constexpr double unseenShare = 0.5;            // of the progress, for out-of-bag answers

std::size_t blockOf(std::size_t classes)
{
    return std::max<std::size_t>(1024, blockOfValues / std::max<std::size_t>(1, classes));
}

void takeRow(std::span<const float> probabilities, std::uint32_t row, TrackAnswers &into)
{
    std::int32_t first = 0;
    std::int32_t second = -1;
    const auto at = [&](std::int32_t c) { return probabilities[static_cast<std::size_t>(c)]; };
    for (std::int32_t c = 1; c < static_cast<std::int32_t>(probabilities.size()); ++c) {
        if (at(c) > at(first)) {
            second = first;
            first = c;
        } else if (second < 0 || at(c) > at(second)) {
            second = c;
        }
    }
    into.first[row] = first;
    into.firstProbability[row] = at(first);
    into.second[row] = second;
    into.secondProbability[row] = second < 0 ? 0.0F : at(second);
}

// Rows whose probabilities are NaN are left, and added to the list.
void take(const Probabilities &from, std::span<const std::uint32_t> rows, TrackAnswers &into,
          std::vector<std::uint32_t> &left)
{
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (from.classes == 0 || std::isnan(from.row(i)[0]))
            left.push_back(rows[i]);
        else
            takeRow(from.row(i), rows[i], into);
    }
}

} // namespace

Result<TrackAnswers> trackAnswers(const ModelRun &run, const Features &features, const Split &split,
                                  Progress &progress)
{
    TrackAnswers answers;
    answers.first.assign(features.rows(), unlabelled);
    answers.second.assign(features.rows(), unlabelled);
    answers.firstProbability.assign(features.rows(), 0.0F);
    answers.secondProbability.assign(features.rows(), 0.0F);
    std::vector<std::uint32_t> rows(features.rows());
    std::iota(rows.begin(), rows.end(), 0U);
    const auto *forest = dynamic_cast<const RandomForest *>(run.classifier.get());
    answers.unseen = forest != nullptr && forest->hasOutOfBag();
    const std::size_t block = blockOf(run.labels.classes().size());
    if (answers.unseen) {
        const TrainingData data{features, run.labels, labelledRows(split.train, run.labels)};
        std::vector<std::uint32_t> left;
        SubProgress part(progress, 0.0, unseenShare);
        const Result<Probabilities> unseen = forest->outOfBagProbabilities(data, part);
        if (!unseen)
            return unseen.error();
        take(unseen.value(), data.rows, answers, left);
        // What is left are the held-out rows, and in very small forests rows that every tree saw.
        std::set_difference(rows.begin(), rows.end(), data.rows.begin(), data.rows.end(),
                            std::back_inserter(left));
        rows = std::move(left);
    }
    const double begun = answers.unseen ? unseenShare : 0.0;
    for (std::size_t i = 0; i < rows.size(); i += block) {
        const auto some = std::span(rows).subspan(i, std::min(block, rows.size() - i));
        const auto done = [&](std::size_t row) {
            return begun + (1.0 - begun) * static_cast<double>(row) / static_cast<double>(rows.size());
        };
        SubProgress part(progress, done(i), done(i + some.size()));
        const Result<Probabilities> seen = run.classifier->probabilities(features, some, part);
        if (!seen)
            return seen.error();
        std::vector<std::uint32_t> left;
        take(seen.value(), some, answers, left);
    }
    return answers;
}

} // namespace genrelens
