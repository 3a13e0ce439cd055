#pragma once

#include "core/base/row_set.h"

#include <Qt>

#include <cstdint>
#include <span>
#include <string>

namespace genrelens
{

class Study;

/// What picking tracks in a view does with those that are selected already.
enum class SelectionMode { Replace, Add, Subtract };

/// The same in every view: plain replaces, Ctrl or Shift adds, Ctrl+Shift subtracts.
SelectionMode selectionMode(Qt::KeyboardModifiers modifiers);

/// Picks tracks of the open study; what names them when they replace the selection.
void pickTracks(Study &study, std::span<const std::uint32_t> tracks, SelectionMode mode,
                const std::string &what);

void clearSelection(Study &study);
void invertSelection(Study &study);
void selectAll(Study &study);

} // namespace genrelens
