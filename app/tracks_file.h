#pragma once

#include "core/report/labelled_tracks.h"
#include "core/study/settings.h"

#include <QString>

#include <string>

namespace genrelens
{

/// Writes the tracks as CSV, piece by piece; a file of that name is replaced only when all is written.
/// Errors: it cannot be written, cancelled.
Result<void> saveTracks(const QString &path, const LabelledTracks &tracks, Progress &progress);

/// The files that tracks are read from, for file dialogs.
QString tracksFilter();

/// The mapping whose label set is the column super_genre: the one of that name, else the current one. Others
/// have columns of their own.
std::string superGenreColumn(const StudySettings &settings);

} // namespace genrelens
