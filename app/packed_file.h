#pragma once

#include "core/report/labelled_tracks.h"

#include <QString>

#include <functional>

namespace genrelens
{

/// As saveInPieces(), compressed with zstd where the name ends in .zst.
Result<void> savePacked(const QString &path, const std::function<Result<void>(const TextSink &)> &write);

} // namespace genrelens
