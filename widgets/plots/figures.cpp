#include "widgets/plots/figures.h"

#include "widgets/plots/class_colours.h"
#include "widgets/plots/heatmap.h"
#include "widgets/plots/line_chart.h"
#include "widgets/plots/palette.h"
#include "widgets/plots/sweep_figure.h"
#include "widgets/plots/text.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace genrelens
{

namespace
{

QString tr(const char *text)
{
    return QCoreApplication::translate("figures", text);
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

QString confusionTitle(const ModelRun &run)
{
    return tr("%1 on %2: %3 of %4 held-out tracks right")
        .arg(modelTitle(run.model), inSentence(labelsTitle(run.labels)),
             formatShare(run.evaluation.testAccuracy),
             formatCount(static_cast<qint64>(run.evaluation.testRows)));
}

void showConfusion(Heatmap &heatmap, const ModelRun &run)
{
    CountMatrix matrix;
    for (const std::string &name : run.labels.classes())
        matrix.rowNames.append(QString::fromStdString(name));
    matrix.columnNames = matrix.rowNames;
    matrix.values.assign(run.evaluation.confusion.counts.begin(), run.evaluation.confusion.counts.end());
    heatmap.setTitle(confusionTitle(run));
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
    LineSeries expected{tr("Without clusters, scaled"), unmappedColour(), {}};
    expected.dashed = true;
    const double scale = expectedScale(sweep);
    std::vector<double> x;
    std::vector<double> y;
    for (const KSweepPoint &point : sweep) {
        x.push_back(static_cast<double>(point.clusters));
        y.push_back(point.wcss);
        series.points.emplace_back(x.back(), point.wcss);
        if (std::isfinite(point.expectedWcss))
            expected.points.emplace_back(x.back(), scale * point.expectedWcss);
    }
    if (!series.points.empty())
        spec.series.push_back(std::move(series));
    if (const std::optional<std::size_t> knee = kneePoint(x, y)) {
        LineSeries mark{tr("Knee at k = %1").arg(x[*knee]), classColour(1), {QPointF(x[*knee], y[*knee])}};
        mark.connected = false;
        spec.series.push_back(std::move(mark));
    }
    if (!expected.points.empty())
        spec.series.push_back(std::move(expected));
    const bool inside = !sweep.empty() && k >= static_cast<int>(sweep.front().clusters) &&
                        k <= static_cast<int>(sweep.back().clusters);
    chart.setSpec(std::move(spec));
    chart.setMarkedX(inside ? std::optional<double>(k) : std::nullopt,
                     inside ? tr("k = %1").arg(k) : QString());
}

} // namespace genrelens
