#pragma once

#include "core/base/result.h"
#include "core/labels/genre_map.h"

#include <QString>

namespace genrelens
{

/// Reads a mapping from a file of either form: JSON (see resources/help/genre_map.md) or two columns. One
/// without a name of its own is called after the file. Errors: the file cannot be read, is far too large, or
/// is no mapping.
Result<GenreMap> readMapping(const QString &path);

/// Writes it whole or not at all: as JSON, or where the name ends in .csv, .tsv or .txt in two columns, which
/// hold no colours. Errors: of saveText().
Result<void> writeMapping(const GenreMap &map, const QString &path);

} // namespace genrelens
