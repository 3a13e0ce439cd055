#include "core/prepare/feature_source.h"

#include "core/base/stretches.h"

#include <algorithm>
#include <bit>
#include <cstddef>

namespace genrelens
{

namespace
{

// Whole numbers in the order of the doubles.
std::uint64_t toOrdered(double value)
{
    const auto bits = std::bit_cast<std::uint64_t>(value);
    return bits >> 63 != 0 ? ~bits : bits | std::uint64_t(1) << 63;
}

double fromOrdered(std::uint64_t ordered)
{
    return std::bit_cast<double>(ordered >> 63 != 0 ? ordered & ~(std::uint64_t(1) << 63) : ~ordered);
}

// The value of that rank from 0 among those that fit, found 16 bits at a time by counting.
double valueOfRank(const std::vector<double> &values, std::span<const std::uint32_t> rows, std::size_t rank,
                   const Progress &progress)
{
    std::uint64_t prefix = 0;
    for (int shift = 48; shift >= 0; shift -= 16) {
        std::vector<std::size_t> counts(65536, 0);
        forStretches(rows.size(), progress, [&](std::size_t begin, std::size_t end) {
            for (std::size_t i = begin; i < end; ++i) {
                const double value = values[rows[i]];
                const std::uint64_t ordered = toOrdered(value) >> shift;
                if (fits(value) && (shift == 48 || ordered >> 16 == prefix))
                    ++counts[ordered & 0xFFFF];
            }
        });
        if (progress.cancelled())
            return 0.0;
        std::size_t digit = 0;
        for (; rank >= counts[digit]; ++digit)
            rank -= counts[digit];
        prefix = prefix << 16 | digit;
    }
    return fromOrdered(prefix);
}

} // namespace

Result<std::optional<double>> medianOf(const std::vector<double> &values, std::span<const std::uint32_t> rows,
                                       const Progress &progress)
{
    std::size_t count = 0;
    forStretches(rows.size(), progress, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i)
            count += fits(values[rows[i]]) ? 1 : 0;
    });
    if (progress.cancelled())
        return Error::cancelled();
    if (count == 0)
        return std::optional<double>();
    const double upper = valueOfRank(values, rows, count / 2, progress);
    const double lower = count % 2 == 1 ? upper : valueOfRank(values, rows, count / 2 - 1, progress);
    if (progress.cancelled())
        return Error::cancelled();
    return std::optional<double>(lower + (upper - lower) / 2.0);
}

FeatureScaling measured(const FeatureSource &source, std::span<const std::uint32_t> rows,
                        const Progress &progress)
{
    FeatureScaling scaling;
    scaling.logarithm = source.logarithm;
    scaling.median = source.median;
    const auto n = static_cast<double>(rows.size());
    double sum = 0.0;
    bool constant = !rows.empty();
    const double first = constant ? source.at(rows.front()) : 0.0;
    forStretches(rows.size(), progress, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            const double x = source.at(rows[i]);
            sum += x;
            constant &= x == first;
        }
    });
    scaling.mean = sum / n;
    if (constant) { // the rounded mean would leave a tiny deviation to divide by
        scaling.mean = first;
        return scaling;
    }
    double squares = 0.0;
    double residue = 0.0; // of the rounded mean; taking it back makes the variance exact to the last digits
    forStretches(rows.size(), progress, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            const double d = source.at(rows[i]) - scaling.mean;
            squares += d * d;
            residue += d;
        }
    });
    scaling.sd = std::sqrt(std::max(0.0, (squares - residue * residue / n) / n));
    return scaling;
}

} // namespace genrelens
