#include "core/table/type_inference.h"
#include "widgets/plots/bar_chart.h"
#include "widgets/plots/class_colours.h"
#include "widgets/plots/figures.h"
#include "widgets/plots/palette.h"
#include "widgets/plots/text.h"

#include <QCoreApplication>

#include <algorithm>
#include <numeric>

namespace genrelens
{

namespace
{

QString tr(const char *text)
{
    return QCoreApplication::translate("figures", text);
}

bool areNumbers(const std::vector<std::string> &classes)
{
    return std::all_of(classes.begin(), classes.end(),
                       [](const std::string &name) { return parseNumber(name).has_value(); });
}

// Of each genre its super-genre, or one past the last; empty for other labels.
std::vector<std::size_t> groupsOf(const LabelSet &labels, const GenreMap &map)
{
    return labels.name() == "genre" ? superGenreIndices(labels.classes(), map) : std::vector<std::size_t>();
}

// Class indices in the order the bars stand.
std::vector<std::size_t> barOrder(const LabelSet &labels, const std::vector<qint64> &counts,
                                  const std::vector<std::size_t> &groups, BarOrder order)
{
    std::vector<std::size_t> indices(labels.classes().size());
    std::iota(indices.begin(), indices.end(), std::size_t(0));
    const auto byCount = [&](std::size_t a, std::size_t b) { return counts[a] > counts[b]; };
    const auto group = [&](std::size_t i) { return groups.empty() ? i : groups[i]; };
    switch (order) {
    case BarOrder::Count:
        std::stable_sort(indices.begin(), indices.end(), byCount);
        break;
    case BarOrder::Name:
        if (!areNumbers(labels.classes())) // which stand in their order already
            std::stable_sort(indices.begin(), indices.end(), [&](std::size_t a, std::size_t b) {
                return labels.classes()[a] < labels.classes()[b];
            });
        break;
    case BarOrder::Mapping:
        std::stable_sort(indices.begin(), indices.end(), [&](std::size_t a, std::size_t b) {
            return group(a) != group(b) ? group(a) < group(b) : byCount(a, b);
        });
        break;
    }
    return indices;
}

/// Rows of each class, and of none.
struct Counts {
    std::vector<qint64> classes;
    qint64 unlabelled = 0;
};

Counts countsAmong(const LabelSet &labels, const std::vector<std::uint32_t> &rows)
{
    Counts counts{std::vector<qint64>(labels.classes().size(), 0)};
    for (const std::uint32_t row : rows) {
        const std::int32_t code = labels.codes()[row];
        ++(code == unlabelled ? counts.unlabelled : counts.classes[static_cast<std::size_t>(code)]);
    }
    return counts;
}

Counts countsOf(const LabelSet &labels, const std::optional<RowSet> &among)
{
    if (among && among->rows() == labels.codes().size())
        return countsAmong(labels, among->members());
    return {{labels.counts().begin(), labels.counts().end()}, static_cast<qint64>(labels.unlabelledCount())};
}

// The selected rows of each class; no classes when nothing is selected.
Counts selectedCounts(const LabelSet &labels, const DistributionView &view)
{
    if (view.selection.rows() != labels.codes().size() || view.selection.isEmpty())
        return {};
    RowSet selected = view.selection;
    if (view.among && view.among->rows() == selected.rows())
        selected &= *view.among;
    return countsAmong(labels, selected.members());
}

} // namespace

void showDistribution(BarChart &chart, const LabelSet &labels, const StudySettings &settings,
                      const DistributionView &view)
{
    std::vector<Bar> bars;
    const Counts counts = countsOf(labels, view.among);
    BarScale scale;
    if (!labels.isEmpty()) {
        const GenreMap &map = settings.genreMap();
        const std::vector<std::size_t> groups = groupsOf(labels, map);
        const Counts selected = selectedCounts(labels, view);
        const bool selecting = !selected.classes.empty();
        const std::vector<QColor> colours = labelColours(labels, settings);
        const auto add = [&](Bar bar) {
            scale.total += bar.count;
            scale.largest = std::max(scale.largest, bar.count);
            if (bar.name.contains(view.find, Qt::CaseInsensitive))
                bars.push_back(std::move(bar));
        };
        for (const std::size_t i : barOrder(labels, counts.classes, groups, view.order)) {
            Bar bar{QString::fromStdString(labels.classes()[i]),
                    counts.classes[i],
                    selecting ? selected.classes[i] : -1,
                    colours[i],
                    {},
                    static_cast<int>(i)};
            if (!groups.empty())
                bar.tooltip = groups[i] < map.superGenres.size()
                                  ? QString::fromStdString(map.superGenres[groups[i]].name)
                                  : tr("not mapped");
            add(std::move(bar));
        }
        if (view.unlabelled && counts.unlabelled > 0)
            add({settings.findMapping(labels.name()) != nullptr ? tr("(not mapped)") : tr("(no class)"),
                 counts.unlabelled,
                 selecting ? selected.unlabelled : -1,
                 unmappedColour(),
                 {},
                 unlabelled});
    }
    chart.setTitle(tr("Tracks by %1").arg(inSentence(labelsTitle(labels))));
    chart.setBars(std::move(bars), scale);
}

} // namespace genrelens
