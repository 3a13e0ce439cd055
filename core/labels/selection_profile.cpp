#include "core/labels/selection_profile.h"

#include "core/base/parallel.h"
#include "core/prepare/row_values.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>
#include <utility>

namespace genrelens
{

namespace
{

constexpr double outside = 0.01; // of the values, at either end, that no bin is made for
constexpr std::size_t blockRows = 16384;

std::uint8_t binOf(double value, double low, double high)
{
    if (!(high > low))
        return SelectionGround::bins / 2;
    const double place = (value - low) / (high - low) * static_cast<double>(SelectionGround::bins);
    return static_cast<std::uint8_t>(std::clamp(place, 0.0, static_cast<double>(SelectionGround::bins - 1)));
}

// What is added up over selected rows, a block at a time.
struct Sums {
    std::vector<std::uint64_t> ranks;
    std::vector<double> values;
    std::vector<SelectionGround::Histogram> bins;

    explicit Sums(std::size_t columns) : ranks(columns), values(columns), bins(columns) {}
    void add(const SelectionGround &ground, std::size_t row)
    {
        const std::span<const std::uint32_t> rank = ground.ranks(row);
        const std::span<const std::uint8_t> bin = ground.binsOf(row);
        const std::span<const float> value = ground.features().row(row);
        for (std::size_t c = 0; c < ranks.size(); ++c) {
            ranks[c] += rank[c];
            values[c] += static_cast<double>(value[c]);
            ++bins[c][bin[c]];
        }
    }
    void add(const Sums &other)
    {
        for (std::size_t c = 0; c < ranks.size(); ++c) {
            ranks[c] += other.ranks[c];
            values[c] += other.values[c];
            for (std::size_t b = 0; b < SelectionGround::bins; ++b)
                bins[c][b] += other.bins[c][b];
        }
    }
};

Sums sumsOver(const SelectionGround &ground, const std::vector<std::uint32_t> &rows)
{
    const std::size_t columns = ground.features().columns();
    std::vector<Sums> blocks((rows.size() + blockRows - 1) / blockRows, Sums(columns));
    parallelBlocks(rows.size(), blockRows, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i)
            blocks[begin / blockRows].add(ground, rows[i]);
    });
    Sums sums(columns);
    for (const Sums &block : blocks)
        sums.add(block);
    return sums;
}

} // namespace

std::span<const std::uint32_t> SelectionGround::ranks(std::size_t row) const
{
    const std::size_t columns = m_data->columns.size();
    return {m_data->ranks.data() + row * columns, columns};
}

std::span<const std::uint8_t> SelectionGround::binsOf(std::size_t row) const
{
    const std::size_t columns = m_data->columns.size();
    return {m_data->bins.data() + row * columns, columns};
}

Result<SelectionGround> SelectionGround::of(const Features &features, Progress &progress)
{
    auto data = std::make_shared<Data>();
    data->features = features;
    data->columns.resize(features.columns());
    data->ranks.resize(features.rows() * features.columns());
    data->bins.resize(data->ranks.size());
    ProgressCounter counter(progress, features.columns(), "Ranking features");
    parallelFor(features.columns(), [&](std::size_t c) {
        if (counter.cancelled())
            return;
        measure(*data, c);
        counter.advance();
    });
    if (progress.cancelled())
        return Error::cancelled();
    SelectionGround ground;
    ground.m_data = std::move(data);
    return ground;
}

void SelectionGround::measure(Data &data, std::size_t c)
{
    const Features &features = data.features;
    const std::size_t columns = features.columns();
    const std::size_t rows = features.rows();
    Column &column = data.columns[c];
    std::tie(column.low, column.high) = commonRange(features, std::vector<std::size_t>{c}, outside);
    std::vector<std::pair<float, std::uint32_t>> sorted(rows);
    for (std::size_t row = 0; row < rows; ++row) {
        const float value = features.row(row)[c];
        sorted[row] = {value, static_cast<std::uint32_t>(row)};
        const std::uint8_t bin = binOf(static_cast<double>(value), column.low, column.high);
        data.bins[row * columns + c] = bin;
        ++column.all[bin];
        column.sum += static_cast<double>(value);
    }
    std::sort(sorted.begin(), sorted.end());
    for (std::size_t begin = 0; begin < rows;) {
        std::size_t end = begin + 1;
        while (end < rows && sorted[end].first == sorted[begin].first)
            ++end;
        for (std::size_t i = begin; i < end; ++i) // ranks begin+1..end, whose mean doubled is their sum
            data.ranks[sorted[i].second * columns + c] = static_cast<std::uint32_t>(begin + 1 + end);
        begin = end;
    }
}

// Cliff's delta is what the rank sum says (Mann and Whitney's U): 2 U / (n m) - 1.
std::vector<FeatureContrast> featureContrasts(const SelectionGround &ground, const RowSet &selection)
{
    const std::vector<std::uint32_t> members = selection.members();
    const auto n = static_cast<double>(members.size());
    const double m = static_cast<double>(ground.features().rows()) - n;
    const Sums sums = sumsOver(ground, members);
    std::vector<FeatureContrast> contrasts(ground.features().columns());
    for (std::size_t c = 0; c < contrasts.size(); ++c) {
        FeatureContrast &contrast = contrasts[c];
        const SelectionGround::Column &column = ground.column(c);
        contrast.column = c;
        if (n > 0.0 && m > 0.0)
            contrast.effect = (static_cast<double>(sums.ranks[c]) - n * (n + 1.0)) / (n * m) - 1.0;
        contrast.mean = n > 0.0 ? sums.values[c] / n : std::numeric_limits<double>::quiet_NaN();
        contrast.meanOfOthers =
            m > 0.0 ? (column.sum - sums.values[c]) / m : std::numeric_limits<double>::quiet_NaN();
        contrast.selected = sums.bins[c];
        for (std::size_t b = 0; b < SelectionGround::bins; ++b)
            contrast.others[b] = column.all[b] - sums.bins[c][b];
    }
    std::stable_sort(contrasts.begin(), contrasts.end(),
                     [](const FeatureContrast &a, const FeatureContrast &b) {
                         return std::abs(a.effect) > std::abs(b.effect);
                     });
    return contrasts;
}

std::vector<GroupShare> groupShares(std::span<const std::int32_t> codes, const RowSet &selection,
                                    std::size_t most)
{
    if (codes.size() != selection.rows())
        return {}; // the file has no such groups
    std::int32_t highest = -1;
    for (const std::int32_t code : codes)
        highest = std::max(highest, code);
    std::vector<GroupShare> groups(static_cast<std::size_t>(highest + 1));
    for (const std::int32_t code : codes)
        if (code >= 0)
            ++groups[static_cast<std::size_t>(code)].all;
    const std::vector<std::uint32_t> members = selection.members();
    for (const std::uint32_t row : members) {
        if (codes[row] < 0)
            continue;
        GroupShare &group = groups[static_cast<std::size_t>(codes[row])];
        if (group.selected++ == 0)
            group.first = row;
    }
    for (std::size_t g = 0; g < groups.size(); ++g)
        groups[g].group = static_cast<std::int32_t>(g);
    std::erase_if(groups, [](const GroupShare &group) { return group.selected == 0; });
    const double everywhere = static_cast<double>(members.size()) / static_cast<double>(codes.size());
    for (GroupShare &group : groups)
        group.lift = static_cast<double>(group.selected) / static_cast<double>(group.all) / everywhere;
    const std::size_t shown = std::min(most, groups.size());
    std::partial_sort(groups.begin(), groups.begin() + static_cast<std::ptrdiff_t>(shown), groups.end(),
                      [](const GroupShare &a, const GroupShare &b) {
                          if (a.selected != b.selected)
                              return a.selected > b.selected;
                          return a.all != b.all ? a.all < b.all : a.group < b.group;
                      });
    groups.resize(shown);
    return groups;
}

} // namespace genrelens
