#pragma once

#include "core/base/result.h"
#include "core/report/labelled_tracks.h"

#include <QString>

#include <functional>
#include <string_view>

namespace genrelens
{

/// Whether a file may take the place of what is there. A QSaveFile would replace a device or a pipe by a file
/// as well, which who may do that (root) would miss: /dev/null. Error: it is one.
Result<void> checkReplaceable(const QString &path);

/// Writes a file piece by piece: write hands the pieces to its sink. A file of that name is replaced only
/// when all is written. Errors: those of checkReplaceable(), it cannot be written; those of write.
Result<void> saveInPieces(const QString &path, const std::function<Result<void>(const TextSink &)> &write);

/// The same in one piece.
Result<void> saveText(const QString &path, std::string_view text);

} // namespace genrelens
