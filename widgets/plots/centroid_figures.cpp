#include "widgets/plots/centroid_figures.h"

#include "core/base/random.h"
#include "core/prepare/row_values.h"
#include "core/table/column_names.h"
#include "widgets/plots/class_colours.h"
#include "widgets/plots/figures.h"
#include "widgets/plots/parallel_axes.h"
#include "widgets/plots/small_multiples.h"
#include "widgets/plots/text.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <unordered_map>

namespace genrelens
{

namespace
{

QString tr(const char *text)
{
    return QCoreApplication::translate("figures", text);
}

constexpr double roundingNoise = 1e-6;   // of means of floats, in standard deviations
constexpr std::size_t mostFeatures = 60; // more lie too close to be told apart, or to be drawn at once
constexpr std::size_t sampledTracks = 300;

double cleaned(double mean)
{
    return std::abs(mean) < roundingNoise ? 0.0 : mean;
}

// Of many features those that set the classes apart most (by the variance of the classes' means), in the
// order of the file.
std::vector<std::size_t> tellingFeatures(std::vector<std::size_t> features, const ClassMoments &moments)
{
    if (features.size() <= mostFeatures || moments.classes() == 0)
        return features;
    std::vector<double> spread(moments.columns, 0.0);
    for (const std::size_t f : features) {
        double sum = 0.0;
        double squares = 0.0;
        double classes = 0.0;
        for (std::size_t c = 0; c < moments.classes(); ++c)
            if (const double mean = moments.mean(c, f); !std::isnan(mean)) { // a class without rows
                sum += mean;
                squares += mean * mean;
                classes += 1.0;
            }
        spread[f] = classes > 0.0 ? squares / classes - (sum / classes) * (sum / classes) : 0.0;
    }
    std::stable_sort(features.begin(), features.end(),
                     [&](std::size_t a, std::size_t b) { return spread[a] > spread[b]; });
    features.resize(mostFeatures);
    std::sort(features.begin(), features.end());
    return features;
}

std::size_t standardizedCount(const Features &features)
{
    return static_cast<std::size_t>(
        std::count_if(features.scalings().begin(), features.scalings().end(),
                      [](const FeatureScaling &scaling) { return scaling.standardized; }));
}

// What the scale says of features that are not shown.
QString scaleTitle(std::size_t raw, std::size_t shown, std::size_t standardized)
{
    if (shown < standardized)
        return tr("Standard deviations (the %1 of %2 features that differ most)")
            .arg(formatCount(static_cast<qint64>(shown)), formatCount(static_cast<qint64>(standardized)));
    if (raw == 0)
        return tr("Standard deviations");
    return raw == 1 ? tr("Standard deviations (without the raw feature)")
                    : tr("Standard deviations (without the %1 raw features)").arg(raw);
}

// Where each axis of the spec stands in the matrix.
std::vector<std::size_t> columnsOf(const Features &features, const ParallelSpec &spec)
{
    std::unordered_map<std::string, std::size_t> columnOf;
    for (std::size_t f = 0; f < features.columns(); ++f)
        columnOf.emplace(features.names()[f], f);
    std::vector<std::size_t> columns;
    for (const ParallelAxis &axis : spec.axes)
        columns.push_back(columnOf.at(axis.name.toStdString()));
    return columns;
}

ParallelLine lineOfClass(const Centroids &centroids, const std::vector<std::size_t> &columns, std::size_t c)
{
    ParallelLine line{
        QString::fromStdString(centroids.labels.classes()[c]), centroids.colours[c], {}, {}, {}};
    const ClassQuartiles &quartiles = centroids.quartiles;
    for (const std::size_t f : columns) {
        line.values.push_back(cleaned(centroids.moments.mean(c, f)));
        if (c >= quartiles.classes())
            continue;
        line.lower.push_back(quartiles.lower[c * quartiles.columns + f]);
        line.upper.push_back(quartiles.upper[c * quartiles.columns + f]);
    }
    return line;
}

// So many of 0..count-1, each as likely as any other (Floyd's way), rising.
std::vector<std::size_t> sampleOf(std::size_t count, std::size_t wanted, std::uint64_t seed)
{
    std::vector<std::size_t> picked;
    Random random(seed, RandomPurpose::TrackSample);
    for (std::size_t top = count - std::min(count, wanted); top < count; ++top) {
        const auto i = static_cast<std::size_t>(random.below(static_cast<std::uint32_t>(top + 1)));
        const bool taken = std::find(picked.begin(), picked.end(), i) != picked.end();
        picked.push_back(taken ? top : i);
    }
    std::sort(picked.begin(), picked.end());
    return picked;
}

} // namespace

std::vector<std::size_t> centroidFeatures(const Centroids &centroids)
{
    std::vector<std::size_t> columns;
    for (std::size_t f = 0; f < centroids.features.columns(); ++f)
        if (centroids.features.scalings()[f].standardized)
            columns.push_back(f);
    return tellingFeatures(std::move(columns), centroids.moments);
}

QString featureUnit(const std::string &name)
{
    const std::string measure(measureOf(name).value_or(""));
    if (measure == "tempo")
        return QStringLiteral("BPM");
    if (measure == "loudness")
        return QStringLiteral("dB");
    return name.ends_with("_ms") ? QStringLiteral("ms") : QString();
}

ParallelSpec centroidLines(const Centroids &centroids)
{
    ParallelSpec spec;
    if (centroids.labels.isEmpty() || centroids.moments.classes() != centroids.labels.classes().size())
        return spec;
    const std::vector<std::size_t> columns = centroidFeatures(centroids);
    const std::size_t standardized = standardizedCount(centroids.features);
    spec.title = tr("Mean of each feature by %1").arg(inSentence(labelsTitle(centroids.labels)));
    spec.scaleTitle = scaleTitle(centroids.features.columns() - standardized, columns.size(), standardized);
    for (const std::size_t f : columns)
        spec.axes.push_back({QString::fromStdString(centroids.features.names()[f]),
                             centroids.features.scalings()[f], featureUnit(centroids.features.names()[f])});
    for (std::size_t c = 0; c < centroids.labels.classes().size(); ++c)
        spec.lines.push_back(lineOfClass(centroids, columns, c));
    return spec;
}

ParallelLine selectionLine(const Features &features, const ParallelSpec &spec,
                           std::span<const std::uint32_t> rows)
{
    ParallelLine line{
        tr("Selection (%1)").arg(formatCount(static_cast<qint64>(rows.size()))), {}, {}, {}, {}};
    const std::vector<double> means = columnMeans(features, rows);
    for (const std::size_t f : columnsOf(features, spec))
        line.values.push_back(cleaned(means[f]));
    return line;
}

std::vector<ParallelTrace> sampleTraces(const Centroids &centroids, const ParallelSpec &spec,
                                        std::span<const std::uint32_t> rows, std::uint64_t seed)
{
    std::vector<ParallelTrace> traces;
    const std::vector<std::size_t> columns = columnsOf(centroids.features, spec);
    const std::size_t count = rows.empty() ? centroids.features.rows() : rows.size();
    for (const std::size_t i : sampleOf(count, sampledTracks, seed)) {
        const std::size_t row = rows.empty() ? i : rows[i];
        ParallelTrace trace;
        trace.line = centroids.labels.codes()[row]; // a row without a class is of no line
        for (const std::size_t f : columns)
            trace.values.push_back(centroids.features.row(row)[f]);
        traces.push_back(std::move(trace));
    }
    return traces;
}

MultiplesSpec centroidBars(const ParallelSpec &lines, const std::vector<std::size_t> &axes,
                           const QSet<QString> &hiddenClasses)
{
    MultiplesSpec spec;
    spec.title = lines.title;
    spec.scaleTitle = lines.scaleTitle;
    for (const std::size_t a : axes)
        spec.names.append(lines.axes[a].name);
    for (const ParallelLine &line : lines.lines) {
        if (hiddenClasses.contains(line.name))
            continue;
        MultiplesPanel panel{line.name, line.colour, {}};
        for (const std::size_t a : axes) {
            panel.values.push_back(line.values[a]);
            spec.tips.append(ownValueText(lines.axes[a], line.values[a]));
        }
        spec.panels.push_back(std::move(panel));
    }
    return spec;
}

void showCentroids(ParallelAxes &chart, const Features &features, const LabelSet &labels,
                   const StudySettings &settings)
{
    Centroids centroids;
    centroids.features = features;
    centroids.labels = labels;
    if (!labels.isEmpty()) {
        centroids.moments = classMoments(features, labels);
        centroids.colours = labelColours(labels, settings);
    }
    chart.setSpec(centroidLines(centroids));
}

} // namespace genrelens
