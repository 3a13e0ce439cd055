#pragma once

#include "core/table/table.h"

namespace genrelens
{

/// The table with keys ("C", "F#", "D♭", "C♯/D♭") as pitch classes 0..11 from C = 0 and modes ("Major",
/// "minor") as 1 and 0, where a column of that name holds nothing but such words and words for missing. Else
/// the same table.
Table withMusicalNumbers(const Table &table);

} // namespace genrelens
