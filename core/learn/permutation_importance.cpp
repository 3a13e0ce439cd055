#include "core/learn/permutation_importance.h"

#include "core/learn/answers.h"
#include "core/learn/row_groups.h"

#include <algorithm>
#include <numeric>

namespace genrelens
{

namespace
{

constexpr std::size_t blockRows = 16384; // of the matrix, copied at a time

// A matrix of its own of the rows begin..end-1, with column f taken from the rows in `from` instead.
Features shuffledBlock(const Features &features, std::span<const std::uint32_t> rows,
                       std::span<const std::uint32_t> from, std::size_t f)
{
    std::vector<float> values;
    std::vector<std::uint32_t> sourceRows(rows.size());
    values.reserve(rows.size() * features.columns());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const std::span<const float> row = features.row(rows[i]);
        values.insert(values.end(), row.begin(), row.end());
        values[i * features.columns() + f] = features.row(from[i])[f];
        sourceRows[i] = static_cast<std::uint32_t>(i);
    }
    return Features(features.names(), features.scalings(), std::move(values), std::move(sourceRows));
}

// How many rows the model gets right with column f shuffled by `order`.
Result<std::size_t> rightShuffled(const Classifier &model, const Features &features, const LabelSet &labels,
                                  std::span<const std::uint32_t> rows,
                                  const std::vector<std::uint32_t> &order, std::size_t f, Progress &progress)
{
    std::size_t right = 0;
    for (std::size_t begin = 0; begin < rows.size(); begin += blockRows) {
        const std::size_t count = std::min(blockRows, rows.size() - begin);
        const std::span<const std::uint32_t> block = rows.subspan(begin, count);
        const Features shuffled = shuffledBlock(features, block, std::span(order).subspan(begin, count), f);
        std::vector<std::uint32_t> all(count);
        std::iota(all.begin(), all.end(), 0U);
        SubProgress part(progress, static_cast<double>(begin) / static_cast<double>(rows.size()),
                         static_cast<double>(begin + count) / static_cast<double>(rows.size()));
        const Result<Probabilities> answer = model.probabilities(shuffled, all, part);
        if (!answer)
            return answer.error();
        for (std::size_t i = 0; i < count; ++i)
            right += answer.value().predicted(i) == labels.codes()[block[i]] ? 1 : 0;
    }
    return right;
}

} // namespace

Result<std::vector<Spread>> permutationImportance(const Classifier &model, const Features &features,
                                                  const LabelSet &labels, std::span<const std::uint32_t> rows,
                                                  const PermutationOptions &options, Progress &progress)
{
    if (labels.isEmpty() || labels.codes().size() != features.rows() || rows.empty())
        return Error{"there are no labelled tracks to judge by", "permutation importance",
                     "Hold out some of the labelled tracks."};
    const double steps = 1.0 + static_cast<double>(features.columns() * options.repeats);
    SubProgress first(progress, 0.0, 1.0 / steps);
    const Result<Answers> unshuffled = answersOf(model, features, labels, rows, first);
    if (!unshuffled)
        return unshuffled.error();
    double done = 1.0;
    std::vector<Spread> importances;
    for (std::size_t f = 0; f < features.columns(); ++f) {
        std::vector<double> decreases;
        for (std::size_t r = 0; r < options.repeats; ++r) {
            if (progress.cancelled())
                return Error::cancelled();
            Random random(options.seed, RandomPurpose::Permutation, f * options.repeats + r);
            std::vector<std::uint32_t> order(rows.begin(), rows.end());
            shuffle(order, random);
            SubProgress part(progress, done / steps, (done + 1.0) / steps);
            const Result<std::size_t> right = rightShuffled(model, features, labels, rows, order, f, part);
            if (!right)
                return right.error();
            done += 1.0;
            progress.report(done / steps, "Shuffling features");
            decreases.push_back(unshuffled.value().accuracy() -
                                static_cast<double>(right.value()) / static_cast<double>(rows.size()));
        }
        importances.push_back(spreadOf(decreases));
    }
    return importances;
}

} // namespace genrelens
