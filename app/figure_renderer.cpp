#include "app/figure_renderer.h"

#include "app/console.h"
#include "core/prepare/missing_cells.h"
#include "widgets/map/map_canvas.h"
#include "widgets/map/map_colours.h"
#include "widgets/plots/bar_chart.h"
#include "widgets/plots/centroid_figures.h"
#include "widgets/plots/evaluation_figures.h"
#include "widgets/plots/figures.h"
#include "widgets/plots/heatmap.h"
#include "widgets/plots/line_chart.h"
#include "widgets/plots/parallel_axes.h"
#include "widgets/plots/plot_export.h"
#include "widgets/plots/shap_figures.h"
#include "widgets/plots/shap_importance_figure.h"
#include "widgets/plots/spread_bars.h"
#include "widgets/plots/sweep_figure.h"
#include "widgets/plots/text.h"

#include <QCoreApplication>

#include <memory>

namespace genrelens
{

namespace
{

constexpr double pictureScale = 2.0;
constexpr double mostPixels = 30e6; // at that scale: other programs, too, must be able to open it

QString nameOf(const std::string &name)
{
    return QString::fromStdString(name);
}

} // namespace

Result<void> FigureRenderer::distribution(const LabelSet &labels, const StudySettings &settings) const
{
    BarChart chart;
    showDistribution(chart, labels, settings);
    return save(chart, QStringLiteral("distribution_") + nameOf(labels.name()));
}

Result<void> FigureRenderer::centroids(const Features &features, const LabelSet &labels,
                                       const StudySettings &settings) const
{
    ParallelAxes chart;
    showCentroids(chart, features, labels, settings);
    return save(chart, QStringLiteral("centroids_") + nameOf(labels.name()));
}

Result<void> FigureRenderer::elbow(const std::vector<KSweepPoint> &sweep, int k) const
{
    LineChart chart;
    showElbow(chart, sweep, k);
    return save(chart, QStringLiteral("elbow"));
}

Result<void> FigureRenderer::kSweep(const std::vector<KSweepPoint> &sweep, int k, std::size_t tracks) const
{
    SweepFrame frame;
    frame.first = static_cast<int>(sweep.front().clusters);
    frame.last = static_cast<int>(sweep.back().clusters);
    frame.current = k;
    frame.tracks = tracks;
    frame.gap = frame.stability = false; // unless they are known
    SweepPlot plot;
    plot.setSpec(sweepSpec(sweep, frame));
    return save(plot, QStringLiteral("k_sweep"));
}

Result<void> FigureRenderer::contingency(const GroupingPair &pair, const Contingency &table,
                                         const StudySettings &settings) const
{
    Heatmap heatmap;
    showContingency(heatmap, pair, contingencyView(pair, table, settings, ContingencyOrder::Mapping));
    return save(
        heatmap,
        QStringLiteral("contingency_%1_%2").arg(nameOf(pair.rows.name()), nameOf(pair.columns.name())));
}

Result<void> FigureRenderer::confusion(const ModelRun &run) const
{
    Heatmap heatmap;
    showConfusion(heatmap, run);
    return save(heatmap, QStringLiteral("confusion_%1_%2").arg(nameOf(run.model), nameOf(run.labels.name())));
}

Result<void> FigureRenderer::calibration(const ModelRun &run) const
{
    LineChart chart;
    showCalibration(chart, run.evaluation, evaluationSubject(run));
    return save(chart, QStringLiteral("calibration_%1_%2").arg(nameOf(run.model), nameOf(run.labels.name())));
}

Result<void> FigureRenderer::importances(const ModelRun &run, const std::vector<std::string> &features,
                                         const std::vector<double> &importances) const
{
    SpreadBars bars;
    showGiniImportance(bars, features, importances, evaluationSubject(run));
    return save(bars, QStringLiteral("importance_%1_%2").arg(nameOf(run.model), nameOf(run.labels.name())));
}

Result<void> FigureRenderer::folds(const ModelRun &run, const CrossValidation &folds) const
{
    LineChart chart;
    showFolds(chart, folds, evaluationSubject(run));
    return save(chart,
                QStringLiteral("cross_validation_%1_%2").arg(nameOf(run.model), nameOf(run.labels.name())));
}

Result<void> FigureRenderer::learningCurve(const ModelRun &run,
                                           const std::vector<LearningPoint> &points) const
{
    LineChart chart;
    showLearningCurve(chart, points, evaluationSubject(run));
    return save(chart,
                QStringLiteral("learning_curve_%1_%2").arg(nameOf(run.model), nameOf(run.labels.name())));
}

Result<void> FigureRenderer::shapImportance(const Explanation &explanation, const StudySettings &settings,
                                            const ShapIntervals &intervals) const
{
    const std::unique_ptr<Plot> bars = shapImportanceFigure(explanation, settings, &intervals);
    return save(*bars, QStringLiteral("shap_importance_") + nameOf(explanation.run->labels.name()));
}

Result<void> FigureRenderer::shapBeeswarm(const std::shared_ptr<const Explanation> &explanation,
                                          const StudySettings &settings, const Table &table) const
{
    BeeswarmView view;
    view.missing = std::make_shared<const std::vector<RowSet>>(missingCells(table, explanation->features));
    const std::unique_ptr<Plot> swarms = beeswarmFigure(explanation, settings, view);
    return save(*swarms, QStringLiteral("shap_beeswarm_") + nameOf(explanation->run->labels.name()));
}

Result<void> FigureRenderer::map(const TrackMap &map, const LabelSet &labels,
                                 const StudySettings &settings) const
{
    MapColours colours = labelMapColours(labels, settings);
    MapCanvas canvas;
    canvas.setPoints(map.points);
    canvas.setColours(std::move(colours.points));
    canvas.setLegend(std::move(colours.legend));
    canvas.setTitle(
        QCoreApplication::translate("FigureRenderer", "Map of %1 tracks (UMAP) by %2")
            .arg(formatCount(static_cast<qint64>(map.points.size())), inSentence(labelsTitle(labels))));
    return save(canvas, QStringLiteral("map_") + nameOf(labels.name()));
}

Result<void> FigureRenderer::save(Plot &plot, const QString &figure) const
{
    plot.setFigureName(figure);
    const QSize size = exportSize(plot);
    const double pixels = size.width() * pictureScale * size.height() * pictureScale;
    const double scale = pixels > mostPixels ? 1.0 : pictureScale;
    if (!isExportable(size, scale)) {
        note(figure.toStdString() + ".png is left out: so many classes do not fit into a picture");
        return {};
    }
    return savePng(plot, QStringLiteral("%1/%2.png").arg(m_folder, figure), size, scale, Theme::light());
}

} // namespace genrelens
