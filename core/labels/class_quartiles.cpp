#include "core/labels/class_quartiles.h"

#include "core/base/parallel.h"
#include "core/prepare/row_values.h"

#include <algorithm>
#include <numeric>

namespace genrelens
{

namespace
{

// The rows of class c are order[starts[c]] to order[starts[c + 1]].
struct RowsOfClasses {
    std::vector<std::size_t> starts;
    std::vector<std::uint32_t> order;
};

RowsOfClasses groupRows(const LabelSet &labels, std::span<const std::uint32_t> rows)
{
    RowsOfClasses groups;
    groups.starts.assign(labels.classes().size() + 1, 0);
    for (const std::uint32_t row : rows)
        if (const std::int32_t code = labels.codes()[row]; code != unlabelled)
            ++groups.starts[static_cast<std::size_t>(code) + 1];
    std::partial_sum(groups.starts.begin(), groups.starts.end(), groups.starts.begin());
    groups.order.resize(groups.starts.back());
    std::vector<std::size_t> next = groups.starts;
    for (const std::uint32_t row : rows)
        if (const std::int32_t code = labels.codes()[row]; code != unlabelled)
            groups.order[next[static_cast<std::size_t>(code)]++] = row;
    return groups;
}

} // namespace

Result<ClassQuartiles> classQuartiles(const Features &features, const LabelSet &labels,
                                      std::span<const std::uint32_t> rows, Progress &progress)
{
    const std::size_t columns = features.columns();
    const std::size_t classes = labels.classes().size();
    const std::vector<double> places(classes * columns);
    ClassQuartiles quartiles{columns, places, places, places};
    const RowsOfClasses groups = groupRows(labels, rows);
    ProgressCounter counter(progress, std::max<std::size_t>(1, classes), "Finding quartiles");
    parallelFor(classes, [&](std::size_t c) {
        std::vector<float> values(groups.starts[c + 1] - groups.starts[c]);
        for (std::size_t f = 0; f < columns && !progress.cancelled(); ++f) {
            for (std::size_t i = 0; i < values.size(); ++i)
                values[i] = features.row(groups.order[groups.starts[c] + i])[f];
            quartiles.lower[c * columns + f] = quantileOf(values, 0.25);
            quartiles.median[c * columns + f] = quantileOf(values, 0.5);
            quartiles.upper[c * columns + f] = quantileOf(values, 0.75);
        }
        counter.advance();
    });
    if (progress.cancelled())
        return Error::cancelled();
    return quartiles;
}

Result<ClassQuartiles> classQuartiles(const Features &features, const LabelSet &labels, Progress &progress)
{
    std::vector<std::uint32_t> rows(features.rows());
    std::iota(rows.begin(), rows.end(), 0U);
    return classQuartiles(features, labels, rows, progress);
}

} // namespace genrelens
