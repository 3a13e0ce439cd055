#pragma once

#include <QString>

class QAbstractItemView;

namespace genrelens
{

/// Drags the selected rows of a view as one small label, which hides no place they could be dropped on.
void dragAsLabel(QAbstractItemView &view, const QString &label);

} // namespace genrelens
