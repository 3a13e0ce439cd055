#pragma once

#include "core/base/row_set.h"
#include "core/study/analysis.h"

#include <QColor>
#include <QString>

#include <optional>
#include <vector>

namespace genrelens
{

class BarChart;
class Heatmap;
class LineChart;

/// What the figures of a study show. The docks and the headless report fill the same plots through these.

/// Names for people: "Super-genre" of "super_genre", "Random forest" of "random_forest".
QString labelsTitle(const LabelSet &labels);
QString modelTitle(const std::string &model);

enum class BarOrder { Count, Name, Mapping };

/// What of a label set its bars show.
struct DistributionView {
    BarOrder order = BarOrder::Count;
    RowSet selection = {}; ///< of the labels' rows; not empty: bars show its part of each class
    std::optional<RowSet> among = std::nullopt; ///< only these rows are counted; none: all
    QString find = {};       ///< only classes with this in their name; lengths stay as among all
    bool unlabelled = false; ///< with a last, grey bar of the rows without a class, if there are any
};

/// A bar's id is its class's code in labels, or `unlabelled`.
void showDistribution(BarChart &chart, const LabelSet &labels, const StudySettings &settings,
                      const DistributionView &view = {});
/// "Random forest on genre: 46.7 % of 17,949 held-out tracks right".
QString confusionTitle(const ModelRun &run);
/// All classes in the order of the labels; the window's dock arranges them.
void showConfusion(Heatmap &heatmap, const ModelRun &run);
/// The sums of squares with their knee, and what is expected without clusters. k: the present number of
/// clusters, marked; 0 for none.
void showElbow(LineChart &chart, const std::vector<KSweepPoint> &sweep, int k);

} // namespace genrelens
