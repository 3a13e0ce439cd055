#include "core/neighbours/box_parts.h"

#include "core/base/parallel.h"
#include "core/base/simd.h"

#include <algorithm>
#include <array>
#include <utility>

namespace genrelens
{

namespace
{

constexpr std::size_t bins = 64;
constexpr std::size_t sampledRows = 1024;   // decide along which feature a part is split
constexpr std::size_t rowsOfOneTask = 2048; // below, one thread splits on
constexpr std::uint32_t twinsTogether = 16; // so that parts of them are full
constexpr std::size_t mostCuts = 64;        // one below the other, before parts are halved

// Sums of the values' distances from the first row's, and of their squares.
GENRELENS_CLONES
void addMoments(const float *values, std::size_t rows, std::size_t step, std::size_t columns, double *sums,
                double *squares)
{
    for (std::size_t i = 0; i < rows; i += step) {
        const float *row = values + i * columns;
        for (std::size_t m = 0; m < columns; ++m) {
            const double apart = static_cast<double>(row[m]) - static_cast<double>(values[m]);
            sums[m] += apart;
            squares[m] += apart * apart;
        }
    }
}

struct Range {
    float low = 0.0F;
    float high = 0.0F;

    [[nodiscard]] double width() const { return static_cast<double>(high) - static_cast<double>(low); }
};

// Rows of one thread, and room that its splits share.
class Splitter
{
public:
    Splitter(BoxRows &rows, const Progress &progress) : m_rows(rows), m_progress(progress) {}

    // Adds the part and all below that are larger than `largest`, with their halves.
    void split(BoxPart part, std::size_t largest, std::size_t depth, std::vector<BoxPart> &parts)
    {
        parts.push_back(part);
        if (part.end - part.begin <= largest || m_progress.cancelled())
            return;
        const std::uint32_t middle = parted(part, depth);
        split({part.begin, middle}, largest, depth + 1, parts);
        split({middle, part.end}, largest, depth + 1, parts);
    }

private:
    // Moves the rows of a part's first half before those of its second; where that begins.
    std::uint32_t parted(BoxPart part, std::size_t depth)
    {
        std::size_t feature = widestFeature(part);
        Range range = rangeOf(part, feature);
        if (!(range.low < range.high)) { // the sampled rows may all be equal
            feature = rangedFeature(part);
            range = rangeOf(part, feature);
            if (!(range.low < range.high))
                return partedTwins(part);
        }
        const float cut = depth < mostCuts ? bestCut(range) : medianOf(range);
        return moved(part, feature, cut);
    }

    [[nodiscard]] const float *at(std::uint32_t row) const
    {
        return m_rows.values.data() + row * m_rows.columns;
    }

    // The feature with the largest variance, the first of equals.
    std::size_t widestFeature(BoxPart part)
    {
        const std::size_t count = part.end - part.begin;
        const std::size_t step = (count + sampledRows - 1) / sampledRows;
        const double looked = static_cast<double>((count + step - 1) / step);
        m_sums.assign(2 * m_rows.columns, 0.0);
        double *squares = m_sums.data() + m_rows.columns;
        addMoments(at(part.begin), count, step, m_rows.columns, m_sums.data(), squares);
        std::size_t widest = 0;
        double largest = -1.0;
        for (std::size_t m = 0; m < m_rows.columns; ++m) {
            const double variance = squares[m] / looked - m_sums[m] / looked * (m_sums[m] / looked);
            if (variance > largest) {
                largest = variance;
                widest = m;
            }
        }
        return widest;
    }

    std::size_t rangedFeature(BoxPart part)
    {
        std::size_t widest = 0;
        double largest = -1.0;
        for (std::size_t m = 0; m < m_rows.columns; ++m)
            if (const double width = rangeOf(part, m).width(); width > largest) {
                largest = width;
                widest = m;
            }
        return widest;
    }

    Range rangeOf(BoxPart part, std::size_t feature)
    {
        Range range{at(part.begin)[feature], at(part.begin)[feature]};
        m_column.clear();
        for (std::uint32_t i = part.begin; i < part.end; ++i) {
            const float x = at(i)[feature];
            m_column.push_back(x);
            range.low = x < range.low ? x : range.low;
            range.high = x > range.high ? x : range.high;
        }
        return range;
    }

    // The value up to which rows are to go to the first half, so that the halves vary least, to within a bin.
    float bestCut(const Range &range)
    {
        std::array<double, bins> sums{};
        std::array<std::uint32_t, bins> counts{};
        std::array<float, bins> highest{};
        const auto low = static_cast<double>(range.low);
        const double scale = static_cast<double>(bins) / range.width();
        for (const float x : m_column) {
            const double apart = static_cast<double>(x) - low;
            const std::size_t bin = std::min(static_cast<std::size_t>(apart * scale), bins - 1);
            highest[bin] = counts[bin] == 0 || x > highest[bin] ? x : highest[bin];
            sums[bin] += apart;
            ++counts[bin];
        }
        double whole = 0.0;
        for (const double sum : sums)
            whole += sum;
        const auto count = static_cast<double>(m_column.size());
        float cut = range.low;
        double best = -1.0;
        double sum = 0.0;
        double before = 0.0;
        for (std::size_t bin = 0; bin + 1 < bins; ++bin) {
            sum += sums[bin];
            before += static_cast<double>(counts[bin]);
            if (counts[bin] == 0 || before == count)
                continue;
            const double apart = sum / before - (whole - sum) / (count - before);
            const double gain = before * (count - before) * apart * apart;
            if (gain > best) {
                best = gain;
                cut = highest[bin];
            }
        }
        return cut;
    }

    // A value that about half of the rows do not exceed, and some do.
    float medianOf(const Range &range)
    {
        const auto middle = m_column.begin() + static_cast<std::ptrdiff_t>((m_column.size() - 1) / 2);
        std::nth_element(m_column.begin(), middle, m_column.end());
        if (*middle < range.high)
            return *middle;
        float below = range.low;
        for (const float x : m_column)
            below = x < range.high && x > below ? x : below;
        return below;
    }

    // Rows that are all alike are halved by their numbers.
    std::uint32_t partedTwins(BoxPart part)
    {
        std::sort(m_rows.rows.begin() + part.begin, m_rows.rows.begin() + part.end);
        const std::uint32_t half = (part.end - part.begin) / 2;
        return part.begin + std::max(half / twinsTogether, 1U) * twinsTogether;
    }

    std::uint32_t moved(BoxPart part, std::size_t feature, float cut)
    {
        std::uint32_t begin = part.begin;
        std::uint32_t end = part.end;
        while (true) {
            while (begin < end && at(begin)[feature] <= cut)
                ++begin;
            while (begin < end && !(at(end - 1)[feature] <= cut))
                --end;
            if (begin == end)
                return begin;
            --end;
            float *values = m_rows.values.data();
            std::swap_ranges(values + begin * m_rows.columns, values + (begin + 1) * m_rows.columns,
                             values + end * m_rows.columns);
            std::swap(m_rows.rows[begin], m_rows.rows[end]);
            ++begin;
        }
    }

    BoxRows &m_rows;
    const Progress &m_progress;
    std::vector<double> m_sums;
    std::vector<float> m_column;
};

} // namespace

std::vector<BoxPart> splitIntoParts(BoxRows &rows, std::size_t largest, const Progress &progress)
{
    const std::size_t large = std::max(largest, rowsOfOneTask);
    std::vector<BoxPart> top;
    Splitter(rows, progress).split({0, static_cast<std::uint32_t>(rows.rows.size())}, large, 0, top);
    std::vector<std::vector<BoxPart>> below(top.size());
    parallelFor(top.size(), [&](std::size_t i) {
        const bool isHalved = i + 1 < top.size() && top[i + 1].begin < top[i].end;
        if (isHalved)
            below[i].push_back(top[i]);
        else
            Splitter(rows, progress).split(top[i], largest, 0, below[i]);
    });
    if (progress.cancelled())
        return {};
    std::vector<BoxPart> parts;
    for (const std::vector<BoxPart> &some : below)
        parts.insert(parts.end(), some.begin(), some.end());
    return parts;
}

} // namespace genrelens
