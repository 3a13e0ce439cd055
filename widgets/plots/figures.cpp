#include "widgets/plots/figures.h"

#include "widgets/plots/bar_chart.h"
#include "widgets/plots/class_colours.h"
#include "widgets/plots/heatmap.h"
#include "widgets/plots/line_chart.h"
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

// Class indices in the order the bars stand.
std::vector<std::size_t> barOrder(const LabelSet &labels, const GenreMap &map, BarOrder order)
{
    std::vector<std::size_t> indices(labels.classes().size());
    std::iota(indices.begin(), indices.end(), std::size_t(0));
    const auto byCount = [&](std::size_t a, std::size_t b) {
        return labels.counts()[a] > labels.counts()[b];
    };
    const auto group = [&](std::size_t i) {
        if (labels.name() != "genre")
            return i;
        return map.find(labels.classes()[i]).value_or(map.superGenres.size());
    };
    switch (order) {
    case BarOrder::Count:
        std::stable_sort(indices.begin(), indices.end(), byCount);
        break;
    case BarOrder::Name:
        if (labels.name() != "cluster") // clusters are numbered, and stand in that order already
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

// The selected rows of each class; empty when nothing is selected.
std::vector<qint64> selectedCounts(const LabelSet &labels, const RowSet &selection)
{
    const std::vector<std::uint32_t> members = selection.members();
    if (members.empty() || selection.rows() != labels.codes().size())
        return {};
    std::vector<qint64> counts(labels.classes().size(), 0);
    for (const std::uint32_t row : members)
        if (const std::int32_t code = labels.codes()[row]; code != unlabelled)
            ++counts[static_cast<std::size_t>(code)];
    return counts;
}

} // namespace

QString labelsTitle(const LabelSet &labels)
{
    if (labels.name() == "genre")
        return tr("Genre");
    if (labels.name() == "cluster")
        return tr("Cluster");
    const QString title = QString::fromStdString(labels.title());
    if (labels.name().starts_with("super_genre"))
        return title.isEmpty() ? tr("Super-genre") : tr("Super-genre: %1").arg(title);
    return title.isEmpty() ? QString::fromStdString(labels.name()) : title;
}

QString modelTitle(const std::string &model)
{
    const ModelKind *kind = findModel(model);
    return QString::fromStdString(kind != nullptr ? kind->title : model);
}

void showDistribution(BarChart &chart, const LabelSet &labels, const StudySettings &settings, BarOrder order,
                      const RowSet &selection)
{
    std::vector<Bar> bars;
    if (!labels.isEmpty()) {
        const GenreMap &map = settings.genreMap();
        const std::vector<qint64> selected = selectedCounts(labels, selection);
        const std::vector<QColor> colours = labelColours(labels, settings);
        for (const std::size_t i : barOrder(labels, map, order)) {
            Bar bar{QString::fromStdString(labels.classes()[i]),
                    static_cast<qint64>(labels.counts()[i]),
                    selected.empty() ? -1 : selected[i],
                    colours[i],
                    {}};
            if (labels.name() == "genre") {
                const auto group = map.find(labels.classes()[i]);
                bar.tooltip = group ? QString::fromStdString(map.superGenres[*group].name) : tr("not mapped");
            }
            bars.push_back(std::move(bar));
        }
    }
    chart.setTitle(tr("Tracks by %1").arg(inSentence(labelsTitle(labels))));
    chart.setBars(std::move(bars));
}

void showConfusion(Heatmap &heatmap, const ModelRun &run)
{
    CountMatrix matrix;
    for (const std::string &name : run.labels.classes())
        matrix.rowNames.append(QString::fromStdString(name));
    matrix.columnNames = matrix.rowNames;
    matrix.values.assign(run.evaluation.confusion.counts.begin(), run.evaluation.confusion.counts.end());
    heatmap.setTitle(tr("%1 on %2: %3 of %4 held-out tracks right")
                         .arg(modelTitle(run.model), inSentence(labelsTitle(run.labels)),
                              formatShare(run.evaluation.testAccuracy),
                              formatCount(static_cast<qint64>(run.evaluation.testRows))));
    heatmap.setAxisTitles(tr("True"), tr("Predicted"));
    heatmap.setMatrix(std::move(matrix));
}

void showElbow(LineChart &chart, const std::vector<KSweepPoint> &sweep, int k)
{
    LineChartSpec spec;
    spec.title = tr("How many clusters?");
    spec.xTitle = tr("Number of clusters k");
    spec.yTitle = tr("Within-cluster sum of squares");
    spec.wholeX = true;
    spec.pointMarks = true;
    LineSeries series{tr("Sum of squares"), classColour(0), {}};
    for (const KSweepPoint &point : sweep)
        series.points.emplace_back(static_cast<double>(point.clusters), point.wcss);
    if (!series.points.empty())
        spec.series.push_back(std::move(series));
    const bool inside = !sweep.empty() && k >= static_cast<int>(sweep.front().clusters) &&
                        k <= static_cast<int>(sweep.back().clusters);
    chart.setSpec(std::move(spec));
    chart.setMarkedX(inside ? std::optional<double>(k) : std::nullopt,
                     inside ? tr("k = %1").arg(k) : QString());
}

} // namespace genrelens
