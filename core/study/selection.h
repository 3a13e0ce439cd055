#pragma once

#include "core/base/row_set.h"
#include "core/study/selection_mode.h"
#include "core/study/track_selection.h"

#include <QString>

#include <cstdint>
#include <span>
#include <string>

namespace genrelens
{

class Study;

/// How tracks are picked, for undo: brushes that follow each other are one step.
enum class Picking { Click, Brush };

/// What becomes of what was selected and what is picked, over the same rows.
RowSet combined(const RowSet &before, const RowSet &picked, SelectionMode mode);

/// Picks tracks of the open study; what names them when they become the selection.
void pickTracks(Study &study, std::span<const std::uint32_t> tracks, SelectionMode mode,
                const std::string &what, Picking how = Picking::Click);
/// The same as modifiers and the chosen mode ask for.
void pickTracks(Study &study, std::span<const std::uint32_t> tracks, Qt::KeyboardModifiers modifiers,
                const std::string &what, Picking how = Picking::Click);

void clearSelection(Study &study);
void invertSelection(Study &study);
void selectAll(Study &study);

/// The kept selections with the present one under a name; one of that name is replaced.
KeptSelections withSelection(const Study &study, const QString &name);
KeptSelections withoutSelection(KeptSelections kept, const std::string &name);
KeptSelections withSelectionRenamed(KeptSelections kept, const std::string &name, const QString &renamed);
/// Picks the tracks of a kept selection that there are in the present preparation.
void recallSelection(Study &study, const KeptSelection &kept, SelectionMode mode);

} // namespace genrelens
