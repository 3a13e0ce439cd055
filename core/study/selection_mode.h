#pragma once

#include <Qt>

namespace genrelens
{

/// What picking tracks in a view does with those that are selected already.
enum class SelectionMode { Replace, Add, Subtract, Intersect };

/// The same in every view: Ctrl or Shift adds, Ctrl+Shift subtracts, and without them the mode chosen in the
/// tool bar counts, which replaces unless another was chosen.
SelectionMode selectionMode(Qt::KeyboardModifiers modifiers, SelectionMode chosen = SelectionMode::Replace);

} // namespace genrelens
