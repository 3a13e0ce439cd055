#include "core/learn/answers.h"

#include <algorithm>

namespace genrelens
{

namespace
{

// Rows asked at a time: their probabilities take 32 MB, however many rows there are; over very many classes
// more, so that there still is something for each thread.
std::size_t rowsInBlock(std::size_t classes)
{
    return std::clamp<std::size_t>((std::size_t(1) << 23) / std::max<std::size_t>(classes, 1), 1024, 65536);
}

} // namespace

double Answers::accuracy() const
{
    std::size_t right = 0;
    for (std::size_t i = 0; i < truth.size(); ++i)
        right += truth[i] == predicted[i] ? 1 : 0;
    return truth.empty() ? 0.0 : static_cast<double>(right) / static_cast<double>(truth.size());
}

Result<Answers> answersOf(const Classifier &model, const Features &features, const LabelSet &labels,
                          std::span<const std::uint32_t> rows, Progress &progress)
{
    Answers answers;
    answers.truth.reserve(rows.size());
    answers.predicted.reserve(rows.size());
    for (const std::uint32_t row : rows)
        answers.truth.push_back(labels.codes()[row]);
    const auto whole = static_cast<double>(rows.size());
    const std::size_t blockRows = rowsInBlock(labels.classes().size());
    for (std::size_t begin = 0; begin < rows.size(); begin += blockRows) {
        const std::size_t count = std::min(blockRows, rows.size() - begin);
        SubProgress part(progress, static_cast<double>(begin) / whole,
                         static_cast<double>(begin + count) / whole);
        const Result<Probabilities> block = model.probabilities(features, rows.subspan(begin, count), part);
        if (!block)
            return block.error();
        for (std::size_t i = 0; i < count; ++i)
            answers.predicted.push_back(block.value().predicted(i));
        answers.sums.add(block.value(), std::span(answers.truth).subspan(begin, count));
    }
    return answers;
}

} // namespace genrelens
