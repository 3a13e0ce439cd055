#include "widgets/plots/contingency_figure.h"

#include "widgets/plots/figures.h"
#include "widgets/plots/heatmap.h"
#include "widgets/plots/text.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <numeric>
#include <string_view>

namespace genrelens
{

namespace
{

constexpr double widestAxisTitle = 110;  // a mapping's long name would take the room of the cells
constexpr std::size_t longestName = 200; // bytes of a class's name

QString tr(const char *text)
{
    return QCoreApplication::translate("figures", text);
}

bool isMapping(const LabelSet &labels)
{
    return std::string_view(labels.name()).starts_with("super_genre");
}

// The classes that have a track, in the order they stand.
std::vector<std::size_t> shownClasses(const LabelSet &labels, const std::vector<std::uint64_t> &totals,
                                      const StudySettings &settings, ContingencyOrder order)
{
    std::vector<std::size_t> classes(totals.size());
    std::iota(classes.begin(), classes.end(), std::size_t(0));
    std::erase_if(classes, [&](std::size_t c) { return totals[c] == 0; });
    const auto bySize = [&](std::size_t a, std::size_t b) { return totals[a] > totals[b]; };
    if (order == ContingencyOrder::Size) {
        std::stable_sort(classes.begin(), classes.end(), bySize);
    } else if (labels.name() == "genre") {
        const std::vector<std::size_t> groups = superGenreIndices(labels.classes(), settings.genreMap());
        std::stable_sort(classes.begin(), classes.end(), [&](std::size_t a, std::size_t b) {
            return groups[a] != groups[b] ? groups[a] < groups[b] : bySize(a, b);
        });
    }
    if (classes.size() <= mostClassesShown)
        return classes;
    std::vector<std::size_t> largest = classes;
    std::stable_sort(largest.begin(), largest.end(), bySize);
    largest.resize(mostClassesShown);
    std::vector<bool> kept(totals.size(), false);
    for (const std::size_t c : largest)
        kept[c] = true;
    std::erase_if(classes, [&](std::size_t c) { return !kept[c]; });
    return classes;
}

/// One side of the matrix.
struct Side {
    QStringList names;
    std::vector<int> placeOfClass;
};

Side sideOf(const LabelSet &labels, const std::vector<std::uint64_t> &totals, const StudySettings &settings,
            ContingencyOrder order)
{
    Side side;
    side.placeOfClass.assign(totals.size(), -1);
    for (const std::size_t c : shownClasses(labels, totals, settings, order)) {
        side.placeOfClass[c] = static_cast<int>(side.names.size());
        side.names.append(shortened(labels.classes()[c], longestName));
    }
    qint64 others = 0;
    for (std::size_t c = 0; c < totals.size(); ++c) {
        if (totals[c] == 0 || side.placeOfClass[c] >= 0)
            continue;
        side.placeOfClass[c] = static_cast<int>(side.names.size());
        ++others;
    }
    if (others > 0)
        side.names.append(others == 1 ? tr("1 other") : tr("%1 others").arg(formatCount(others)));
    return side;
}

// "Super-genre", and of two mappings their names.
std::array<QString, 2> axisTitles(const GroupingPair &pair, const QFont &font)
{
    const bool twoMappings = isMapping(pair.rows) && isMapping(pair.columns);
    const auto titleOf = [&](const LabelSet &labels) {
        QString title = labelsTitle(labels);
        if (isMapping(labels))
            title = twoMappings ? QString::fromStdString(labels.title()) : tr("Super-genre");
        return elided(title, font, widestAxisTitle);
    };
    return {titleOf(pair.rows), titleOf(pair.columns)};
}

} // namespace

ContingencyView contingencyView(const GroupingPair &pair, const Contingency &table,
                                const StudySettings &settings, ContingencyOrder order)
{
    Side rows = sideOf(pair.rows, table.rowTotals, settings, order);
    Side columns = sideOf(pair.columns, table.columnTotals, settings, order);
    ContingencyView view{{rows.names, columns.names, {}}, rows.placeOfClass, columns.placeOfClass};
    const auto width = static_cast<std::size_t>(view.matrix.columns());
    view.matrix.values.assign(static_cast<std::size_t>(view.matrix.rows()) * width, 0.0);
    for (const Contingency::Cell &cell : table.cells)
        view.matrix.values[static_cast<std::size_t>(view.rowOfClass[cell.row]) * width +
                           static_cast<std::size_t>(view.columnOfClass[cell.column])] +=
            static_cast<double>(cell.count);
    return view;
}

void showContingency(Heatmap &heatmap, const GroupingPair &pair, const ContingencyView &view)
{
    const auto [rows, columns] = axisTitles(pair, heatmap.font());
    const double tracks = std::accumulate(view.matrix.values.begin(), view.matrix.values.end(), 0.0);
    heatmap.setTitle(tr("%1 against %2: %3 tracks")
                         .arg(labelsTitle(pair.rows), inSentence(labelsTitle(pair.columns)),
                              formatCount(static_cast<qint64>(tracks))));
    heatmap.setAxisTitles(rows, columns);
    heatmap.setMatrix(view.matrix);
}

std::vector<std::uint32_t> tracksIn(const GroupingPair &pair, const ContingencyView &view,
                                    const CellArea &cells)
{
    std::vector<std::uint32_t> tracks;
    const auto stands = [](std::int32_t code, const std::vector<int> &places, int first, int last) {
        if (code == unlabelled)
            return false;
        const int place = places[static_cast<std::size_t>(code)];
        return place >= first && place <= last;
    };
    for (std::size_t i = 0; i < pair.rows.codes().size(); ++i)
        if (stands(pair.rows.codes()[i], view.rowOfClass, cells.first.row, cells.last.row) &&
            stands(pair.columns.codes()[i], view.columnOfClass, cells.first.column, cells.last.column))
            tracks.push_back(static_cast<std::uint32_t>(i));
    return tracks;
}

} // namespace genrelens
