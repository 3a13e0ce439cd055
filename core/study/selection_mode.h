#pragma once

#include "core/base/row_set.h"

#include <Qt>

namespace genrelens
{

/// What picking tracks in a view does with those that are selected already.
enum class SelectionMode { Replace, Add, Subtract, Intersect };

/// The same in every view: Ctrl or Shift adds, Ctrl+Shift subtracts, and without them the mode chosen in the
/// tool bar counts, which replaces unless another was chosen.
SelectionMode selectionMode(Qt::KeyboardModifiers modifiers, SelectionMode chosen = SelectionMode::Replace);

/// What becomes of what was selected and what is picked, over the same rows.
RowSet combined(const RowSet &before, const RowSet &picked, SelectionMode mode);

} // namespace genrelens
