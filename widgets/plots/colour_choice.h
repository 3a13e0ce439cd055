#pragma once

#include "core/study/settings.h"

#include <QColor>

#include <string>

namespace genrelens
{

/// The settings in which that class of a label set has that colour: a super-genre in its map, any other class
/// among the chosen ones.
StudySettings withClassColour(StudySettings settings, const std::string &labelSet, const std::string &cls,
                              const QColor &colour);
/// The settings in which it has the palette's again.
StudySettings withoutClassColour(StudySettings settings, const std::string &labelSet, const std::string &cls);

} // namespace genrelens
