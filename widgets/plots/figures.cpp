#include "widgets/plots/figures.h"

#include "core/labels/class_profile.h"
#include "widgets/plots/class_colours.h"
#include "widgets/plots/heatmap.h"
#include "widgets/plots/line_chart.h"
#include "widgets/plots/palette.h"
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

constexpr double roundingNoise = 1e-6; // of means of floats, in standard deviations
constexpr std::size_t mostCentroidFeatures =
    60;                                       // more lie too close to be told apart, or to be drawn at once
constexpr std::size_t mostLegendEntries = 24; // more would take the room of the lines; hovering names them

// Of many features those that set the classes apart most (by the variance of the classes' means), in the
// order of the file.
std::vector<std::size_t> tellingFeatures(std::vector<std::size_t> features, const std::vector<double> &means,
                                         std::size_t columns)
{
    if (features.size() <= mostCentroidFeatures || means.empty())
        return features;
    std::vector<double> spread(columns, 0.0);
    for (const std::size_t f : features) {
        double sum = 0.0;
        double squares = 0.0;
        double classes = 0.0;
        for (std::size_t i = f; i < means.size(); i += columns)
            if (!std::isnan(means[i])) { // a class without rows
                sum += means[i];
                squares += means[i] * means[i];
                classes += 1.0;
            }
        spread[f] = classes > 0.0 ? squares / classes - (sum / classes) * (sum / classes) : 0.0;
    }
    std::stable_sort(features.begin(), features.end(),
                     [&](std::size_t a, std::size_t b) { return spread[a] > spread[b]; });
    features.resize(mostCentroidFeatures);
    std::sort(features.begin(), features.end());
    return features;
}

// What the axis says of features that are not shown.
QString centroidsAxis(std::size_t raw, std::size_t shown, std::size_t standardized)
{
    if (shown < standardized)
        return tr("Standard deviations (the %1 of %2 features that differ most)")
            .arg(formatCount(static_cast<qint64>(shown)), formatCount(static_cast<qint64>(standardized)));
    if (raw == 0)
        return tr("Standard deviations");
    return raw == 1 ? tr("Standard deviations (without the raw feature)")
                    : tr("Standard deviations (without the %1 raw features)").arg(raw);
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

void showCentroids(LineChart &chart, const Features &features, const LabelSet &labels,
                   const StudySettings &settings)
{
    LineChartSpec spec;
    if (!labels.isEmpty()) {
        const std::vector<QColor> colours = labelColours(labels, settings);
        const std::vector<double> means = classMeans(features, labels);
        // Raw features have units of their own and would bend the common scale: they are left out, as the
        // study did.
        std::vector<std::size_t> shown;
        for (std::size_t f = 0; f < features.columns(); ++f)
            if (features.scalings()[f].standardized)
                shown.push_back(f);
        const std::size_t standardized = shown.size();
        shown = tellingFeatures(std::move(shown), means, features.columns());
        spec.yTitle = centroidsAxis(features.columns() - standardized, shown.size(), standardized);
        spec.title = tr("Mean of each feature by %1").arg(inSentence(labelsTitle(labels)));
        spec.signedY = true;
        spec.legend = labels.classes().size() <= mostLegendEntries;
        for (const std::size_t f : shown)
            spec.categories.append(QString::fromStdString(features.names()[f]));
        for (std::size_t c = 0; c < labels.classes().size() && !shown.empty(); ++c) {
            LineSeries series{QString::fromStdString(labels.classes()[c]), colours[c], {}};
            for (std::size_t x = 0; x < shown.size(); ++x) {
                const double mean = means[c * features.columns() + shown[x]];
                series.points.emplace_back(static_cast<double>(x),
                                           std::abs(mean) < roundingNoise ? 0.0 : mean);
            }
            spec.series.push_back(std::move(series));
        }
    }
    chart.setSpec(std::move(spec));
}

} // namespace genrelens
