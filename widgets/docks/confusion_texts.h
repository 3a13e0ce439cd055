#pragma once

#include "core/learn/confusion_lines.h"
#include "widgets/plots/heatmap_layout.h"

#include <QFont>
#include <QString>

namespace genrelens
{

class ConfusionData;

/// What the Confusion dock says in words.

/// Accuracy and what is beside it, or how much two models differ, in two lines or one; rich text.
QString confusionHeadline(const ConfusionData &data, const QFont &font, bool oneLine);
/// Of a cell: "true rock (2,313 tracks), judged pop: 321 tracks, 13.9 % of rock, 9.8 % of those judged pop".
/// Of a row's or column's name, then the other index is -1, its sums. selected: of the cell, or negative.
QString confusionTip(const ConfusionData &data, MatrixCell cell, qint64 selected = -1);
/// What names the tracks of cells as a selection: "rock judged as pop by random forest".
QString confusionName(const ConfusionData &data, const CellRange &cells);

} // namespace genrelens
