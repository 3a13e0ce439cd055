#include "widgets/plots/sweep_figure.h"

#include "widgets/plots/text.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <optional>

namespace genrelens
{

namespace
{

QString tr(const char *text)
{
    return QCoreApplication::translate("figures", text);
}

using Figure = double KSweepPoint::*;

// Of each k of the frame.
std::vector<double> figuresOf(const std::vector<KSweepPoint> &points, const SweepFrame &frame, Figure figure)
{
    std::vector<double> values(static_cast<std::size_t>(std::max(0, frame.last - frame.first + 1)),
                               ClusterQuality::unknown);
    for (const KSweepPoint &point : points) {
        const int index = static_cast<int>(point.clusters) - frame.first;
        if (index >= 0 && index < static_cast<int>(values.size()))
            values[static_cast<std::size_t>(index)] = point.*figure;
    }
    return values;
}

bool isKnown(const std::vector<double> &values)
{
    return std::any_of(values.begin(), values.end(), [](double value) { return std::isfinite(value); });
}

int votedFor(const ClusterChoice &choice, ClusterCriterion criterion)
{
    for (const ClusterVote &vote : choice.cast)
        if (vote.criterion == criterion)
            return static_cast<int>(vote.clusters);
    return 0;
}

int mostStable(const std::vector<KSweepPoint> &points)
{
    const KSweepPoint *best = nullptr;
    for (const KSweepPoint &point : points)
        if (std::isfinite(point.stability) && (best == nullptr || point.stability > best->stability))
            best = &point;
    return best != nullptr ? static_cast<int>(best->clusters) : 0;
}

QString kneeNote(int knee, bool expected)
{
    const QString dotted = tr("dotted: no clusters (scaled)");
    if (knee == 0)
        return expected ? dotted : QString();
    const QString found = tr("knee at k = %1").arg(formatCount(knee));
    return expected ? tr("%1; %2").arg(found, dotted) : found;
}

QString silhouetteNote(std::size_t tracks)
{
    const std::size_t most = KSweepOptions().silhouetteRows;
    return tracks <= most
               ? tr("of all tracks")
               : tr("of %1 sampled tracks; ± standard error").arg(formatCount(static_cast<qint64>(most)));
}

SweepPanel panelOf(SweepMeasure measure, const QString &note, std::vector<double> values, int marked)
{
    SweepPanel panel;
    panel.measure = measure;
    panel.title = sweepMeasureTitle(measure);
    panel.note = note;
    panel.values = std::move(values);
    panel.marked = marked;
    return panel;
}

} // namespace

SweepFrame SweepFrame::of(const ClusterSettings &settings, std::size_t tracks)
{
    SweepFrame frame;
    frame.first = settings.sweepFrom;
    frame.last = static_cast<int>(std::min(static_cast<std::size_t>(settings.sweepTo), tracks));
    frame.current = settings.k;
    frame.tracks = tracks;
    frame.gap = settings.sweepReferences > 0;
    frame.stability = settings.sweepResamples > 0;
    return frame;
}

QString sweepMeasureTitle(SweepMeasure measure)
{
    switch (measure) {
    case SweepMeasure::Wcss:
        return tr("Sum of squares (WCSS)");
    case SweepMeasure::Silhouette:
        return tr("Silhouette");
    case SweepMeasure::CalinskiHarabasz:
        return tr("Calinski–Harabasz");
    case SweepMeasure::DaviesBouldin:
        return tr("Davies–Bouldin");
    case SweepMeasure::Gap:
        return tr("Gap");
    case SweepMeasure::Stability:
        return tr("Stability (adjusted Rand)");
    }
    return {};
}

double expectedScale(const std::vector<KSweepPoint> &points)
{
    for (const KSweepPoint &point : points)
        if (point.expectedWcss > 0.0 && point.wcss > 0.0)
            return point.wcss / point.expectedWcss;
    return 1.0;
}

SweepSpec sweepSpec(const std::vector<KSweepPoint> &points, const SweepFrame &frame)
{
    SweepSpec spec;
    spec.title = tr("How many clusters?");
    spec.first = frame.first;
    spec.last = frame.last;
    spec.current = frame.current;
    if (frame.last < frame.first)
        return spec;
    const auto figures = [&](Figure figure) { return figuresOf(points, frame, figure); };
    std::vector<ClusterQuality> qualities;
    for (const KSweepPoint &point : points)
        qualities.push_back(point.quality());
    const ClusterChoice choice = chooseClusters(qualities);
    const auto add = [&](SweepPanel panel, bool expected) {
        panel.emptyText = frame.measuring ? tr("measuring…") : tr("not measured");
        if (expected || isKnown(panel.values))
            spec.panels.push_back(std::move(panel));
    };

    const int knee = votedFor(choice, ClusterCriterion::Knee);
    std::vector<double> expected = figures(&KSweepPoint::expectedWcss);
    SweepPanel wcss =
        panelOf(SweepMeasure::Wcss, kneeNote(knee, isKnown(expected)), figures(&KSweepPoint::wcss), knee);
    wcss.expected = std::move(expected);
    wcss.expectedScale = expectedScale(points);
    add(std::move(wcss), true);
    SweepPanel silhouette =
        panelOf(SweepMeasure::Silhouette, silhouetteNote(frame.tracks), figures(&KSweepPoint::silhouette),
                votedFor(choice, ClusterCriterion::Silhouette));
    silhouette.spread = figures(&KSweepPoint::silhouetteError);
    silhouette.band = true;
    add(std::move(silhouette), true);
    add(panelOf(SweepMeasure::CalinskiHarabasz, tr("high is good"), figures(&KSweepPoint::calinskiHarabasz),
                votedFor(choice, ClusterCriterion::CalinskiHarabasz)),
        true);
    add(panelOf(SweepMeasure::DaviesBouldin, tr("low is good"), figures(&KSweepPoint::daviesBouldin),
                votedFor(choice, ClusterCriterion::DaviesBouldin)),
        true);
    const int gapVote = votedFor(choice, ClusterCriterion::Gap);
    SweepPanel gap = panelOf(
        SweepMeasure::Gap, gapVote > 0 ? tr("filled: first not beaten by the next; ± error") : tr("± error"),
        figures(&KSweepPoint::gap), gapVote);
    gap.spread = figures(&KSweepPoint::gapError);
    add(std::move(gap), frame.gap);
    SweepPanel stability = panelOf(SweepMeasure::Stability, tr("between resamples; ± deviation"),
                                   figures(&KSweepPoint::stability), mostStable(points));
    stability.spread = figures(&KSweepPoint::stabilityDeviation);
    stability.most = 1.0;
    add(std::move(stability), frame.stability);
    return spec;
}

} // namespace genrelens
