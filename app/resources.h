#pragma once

#include "core/base/result.h"
#include "core/study/settings.h"

#include <QString>

namespace genrelens
{

/// What the program carries with it.
namespace resource
{
inline const QString originalGenreMap = QStringLiteral(":/genre_maps/original_study.json");
inline const QString originalSettings = QStringLiteral(":/presets/original_study.json");
inline const QString sample = QStringLiteral(":/sample/tracks.csv");
} // namespace resource

/// The defaults of a new study: every feature standardized, genres folded as in the original study.
StudySettings defaultSettings();

/// The settings of the original study over the defaults.
StudySettings originalStudySettings();

/// Reads settings from a JSON file over `defaults`.
Result<StudySettings> readSettings(const QString &path, const StudySettings &defaults);

/// Writes the bundled sample where it can be opened like any file (once; kept between runs) and returns its
/// path.
Result<QString> unpackedSample();

} // namespace genrelens
