#include "core/learn/confusion_lines.h"

#include <algorithm>
#include <tuple>

namespace genrelens
{

namespace
{

std::size_t lineOf(const ConfusionLines &lines, std::int32_t cls)
{
    return static_cast<std::size_t>(lines.lineOf[static_cast<std::size_t>(cls)]);
}

// Calls body(row, line of its true class, line of the predicted one) for every judged row.
template <typename Body>
void forEachJudged(const ConfusionLines &lines, const JudgedRows &judged, const Body &body)
{
    for (std::size_t i = 0; i < judged.rows.size(); ++i)
        body(judged.rows[i], lineOf(lines, judged.truth[judged.rows[i]]), lineOf(lines, judged.predicted[i]));
}

} // namespace

ConfusionLines confusionLines(std::span<const std::size_t> order, const ClassGroups &groups,
                              const std::vector<bool> &folded)
{
    ConfusionLines all;
    all.lineOf.resize(order.size());
    for (const std::size_t cls : order) {
        const std::int32_t group = groups.isEmpty() ? -1 : groups.groupOf[cls];
        const bool isFolded = group >= 0 && static_cast<std::size_t>(group) < folded.size() &&
                              folded[static_cast<std::size_t>(group)];
        if (!isFolded || all.lines.empty() || all.lines.back().group != group)
            all.lines.push_back({{}, group, isFolded});
        all.lines.back().classes.push_back(static_cast<std::int32_t>(cls));
        all.lineOf[cls] = static_cast<std::int32_t>(all.lines.size() - 1);
    }
    return all;
}

ConfusionMatrix confusionOfLines(const ConfusionLines &lines, const JudgedRows &judged)
{
    ConfusionMatrix confusion{lines.size(), std::vector<std::uint64_t>(lines.size() * lines.size(), 0)};
    forEachJudged(lines, judged, [&](std::uint32_t, std::size_t truth, std::size_t predicted) {
        ++confusion.counts[truth * confusion.classes + predicted];
    });
    return confusion;
}

std::vector<std::uint32_t> countsWithin(const ConfusionLines &lines, const JudgedRows &judged,
                                        const RowSet &set)
{
    std::vector<std::uint32_t> counts(lines.size() * lines.size(), 0);
    forEachJudged(lines, judged, [&](std::uint32_t row, std::size_t truth, std::size_t predicted) {
        counts[truth * lines.size() + predicted] += set.contains(row) ? 1 : 0;
    });
    return counts;
}

std::vector<std::uint32_t> rowsWithin(const ConfusionLines &lines, const JudgedRows &judged,
                                      const CellRange &cells)
{
    std::vector<std::uint32_t> rows;
    forEachJudged(lines, judged, [&](std::uint32_t row, std::size_t truth, std::size_t predicted) {
        if (truth >= cells.top && truth <= cells.bottom && predicted >= cells.left &&
            predicted <= cells.right)
            rows.push_back(row);
    });
    return rows;
}

double groupAccuracy(const ClassGroups &groups, const JudgedRows &judged)
{
    const auto groupOf = [&](std::int32_t cls) { return groups.groupOf[static_cast<std::size_t>(cls)]; };
    std::size_t right = 0;
    for (std::size_t i = 0; i < judged.rows.size(); ++i)
        right += groupOf(judged.truth[judged.rows[i]]) == groupOf(judged.predicted[i]) ? 1 : 0;
    return judged.rows.empty() ? 0.0 : static_cast<double>(right) / static_cast<double>(judged.rows.size());
}

std::vector<Confusion> worstConfusions(const ConfusionMatrix &confusion, const ConfusionMatrix &other)
{
    const bool compared = other.classes == confusion.classes;
    std::vector<Confusion> found;
    for (std::size_t truth = 0; truth < confusion.classes; ++truth) {
        std::uint64_t sum = 0;
        for (std::size_t predicted = 0; predicted < confusion.classes; ++predicted)
            sum += confusion.count(truth, predicted);
        for (std::size_t predicted = 0; predicted < confusion.classes; ++predicted) {
            const std::uint64_t count = confusion.count(truth, predicted);
            const std::uint64_t others = compared ? other.count(truth, predicted) : 0;
            if (truth == predicted || count + others == 0)
                continue;
            const std::int64_t more =
                compared ? static_cast<std::int64_t>(count) - static_cast<std::int64_t>(others) : 0;
            found.push_back(
                {truth, predicted, count, static_cast<double>(count) / static_cast<double>(sum), more});
        }
    }
    std::stable_sort(found.begin(), found.end(), [](const Confusion &a, const Confusion &b) {
        return std::tie(b.count, b.share) < std::tie(a.count, a.share);
    });
    return found;
}

} // namespace genrelens
