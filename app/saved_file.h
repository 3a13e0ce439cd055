#pragma once

#include "core/report/labelled_tracks.h"

#include <QString>

#include <functional>

namespace genrelens
{

/// Writes a file piece by piece: write hands the pieces to its sink. A file of that name is replaced only
/// when all is written. Errors: there is no file but a device or a pipe, it cannot be written; those of
/// write.
Result<void> saveInPieces(const QString &path, const std::function<Result<void>(const TextSink &)> &write);

} // namespace genrelens
