#include "core/labels/class_moments.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace genrelens
{

namespace
{

ClassMoments emptyMoments(std::size_t classes, std::size_t columns)
{
    return {columns, std::vector<std::size_t>(classes, 0), std::vector<double>(classes * columns, 0.0),
            std::vector<double>(classes * columns, 0.0)};
}

void addRow(ClassMoments &moments, const Features &features, const LabelSet &labels, std::size_t row)
{
    const std::int32_t code = labels.codes()[row];
    if (code == unlabelled)
        return;
    const auto cls = static_cast<std::size_t>(code);
    ++moments.counts[cls];
    double *sums = moments.sums.data() + cls * moments.columns;
    double *squares = moments.squares.data() + cls * moments.columns;
    const float *values = features.row(row).data();
    for (std::size_t f = 0; f < moments.columns; ++f) {
        const auto x = static_cast<double>(values[f]);
        sums[f] += x;
        squares[f] += x * x;
    }
}

} // namespace

double ClassMoments::mean(std::size_t cls, std::size_t column) const
{
    return counts[cls] > 0 ? sums[cls * columns + column] / static_cast<double>(counts[cls])
                           : std::numeric_limits<double>::quiet_NaN();
}

double ClassMoments::standardDeviation(std::size_t cls, std::size_t column) const
{
    if (counts[cls] == 0)
        return std::numeric_limits<double>::quiet_NaN();
    const double centre = mean(cls, column);
    const double square = squares[cls * columns + column] / static_cast<double>(counts[cls]);
    return std::sqrt(std::max(0.0, square - centre * centre)); // rounding may lead below 0
}

ClassMoments classMoments(const Features &features, const LabelSet &labels)
{
    ClassMoments moments = emptyMoments(labels.classes().size(), features.columns());
    for (std::size_t row = 0; row < features.rows(); ++row)
        addRow(moments, features, labels, row);
    return moments;
}

ClassMoments classMoments(const Features &features, const LabelSet &labels,
                          std::span<const std::uint32_t> rows)
{
    ClassMoments moments = emptyMoments(labels.classes().size(), features.columns());
    for (const std::uint32_t row : rows)
        addRow(moments, features, labels, row);
    return moments;
}

ClassMoments foldMoments(const ClassMoments &moments, std::span<const std::int32_t> classOf,
                         std::size_t classCount)
{
    ClassMoments folded = emptyMoments(classCount, moments.columns);
    for (std::size_t c = 0; c < moments.classes(); ++c) {
        if (classOf[c] == unlabelled)
            continue;
        const auto into = static_cast<std::size_t>(classOf[c]);
        folded.counts[into] += moments.counts[c];
        for (std::size_t f = 0; f < moments.columns; ++f) {
            folded.sums[into * moments.columns + f] += moments.sums[c * moments.columns + f];
            folded.squares[into * moments.columns + f] += moments.squares[c * moments.columns + f];
        }
    }
    return folded;
}

} // namespace genrelens
