#pragma once

#include "core/base/row_set.h"
#include "core/study/analysis.h"

#include <QColor>
#include <QString>

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

/// selection: of the labels' rows; when it is not empty the bars show its part of each class.
void showDistribution(BarChart &chart, const LabelSet &labels, const StudySettings &settings, BarOrder order,
                      const RowSet &selection = {});
void showConfusion(Heatmap &heatmap, const ModelRun &run);
/// k: the present number of clusters, marked; 0 for none.
void showElbow(LineChart &chart, const std::vector<KSweepPoint> &sweep, int k);

} // namespace genrelens
