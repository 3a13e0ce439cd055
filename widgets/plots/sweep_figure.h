#pragma once

#include "core/cluster/k_sweep.h"
#include "core/study/settings.h"
#include "widgets/plots/sweep_plot.h"

#include <cstddef>
#include <vector>

namespace genrelens
{

/// What a sweep is of, beside its points.
struct SweepFrame {
    int first = 2; ///< k that is shown, whether tried yet or not
    int last = 2;
    int current = 0; ///< number of clusters that there are now
    std::size_t tracks = 0;
    bool gap = true; ///< is measured, as the next
    bool stability = true;
    bool measuring = false; ///< or nothing more is to come

    /// Of a whole range of k that the settings ask for; last < first when there are fewer tracks.
    static SweepFrame of(const ClusterSettings &settings, std::size_t tracks);
};

/// By what the sums of squares that are expected without clusters are drawn: outliers stretch the box they
/// are drawn from to many times the tracks' own, so that only how they fall can be compared. The curves begin
/// at the same height.
double expectedScale(const std::vector<KSweepPoint> &points);

/// A panel a measure, those without any figure left out when none is to come. For dock and report.
SweepSpec sweepSpec(const std::vector<KSweepPoint> &points, const SweepFrame &frame);
QString sweepMeasureTitle(SweepMeasure measure);

} // namespace genrelens
