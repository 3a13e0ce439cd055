#pragma once

#include "core/labels/class_moments.h"
#include "core/labels/class_quartiles.h"
#include "core/study/settings.h"
#include "widgets/plots/parallel_axes_layout.h"

#include <QColor>
#include <QSet>
#include <QString>

#include <cstdint>
#include <span>
#include <vector>

namespace genrelens
{

class ParallelAxes;
struct MultiplesSpec;

/// Of what the figures of centroids are made.
struct Centroids {
    Features features;
    LabelSet labels;
    ClassMoments moments; ///< over the tracks that are looked at
    std::vector<QColor> colours;
    ClassQuartiles quartiles; ///< over the same tracks; of no class when not known or not asked for
};

/// Columns of the features on the common scale: raw ones have units of their own and would bend it, and of
/// very many only those that set the classes apart most can be told apart.
std::vector<std::size_t> centroidFeatures(const Centroids &centroids);
/// Of a feature's own values, by its name: "BPM"; mostly empty.
QString featureUnit(const std::string &name);

ParallelSpec centroidLines(const Centroids &centroids);
/// The line of the selected rows, over the axes of the spec.
ParallelLine selectionLine(const Features &features, const ParallelSpec &spec,
                           std::span<const std::uint32_t> rows);
/// Some of the given rows, or of all where none is given: always the same ones for the same seed.
std::vector<ParallelTrace> sampleTraces(const Centroids &centroids, const ParallelSpec &spec,
                                        std::span<const std::uint32_t> rows, std::uint64_t seed);
/// The same as bars: of the lines that are not hidden, the axes in their order.
MultiplesSpec centroidBars(const ParallelSpec &lines, const std::vector<std::size_t> &axes,
                           const QSet<QString> &hiddenClasses);

/// The lines over all tracks.
void showCentroids(ParallelAxes &chart, const Features &features, const LabelSet &labels,
                   const StudySettings &settings);

} // namespace genrelens
