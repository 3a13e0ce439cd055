#pragma once

#include "widgets/map/legend_spec.h"
#include "widgets/map/map_colouring.h"
#include "widgets/map/track_answers.h"
#include "widgets/plots/point_colours.h"

#include <memory>
#include <vector>

namespace genrelens
{

class Study;
struct StudySettings;

/// What took longer to make than a colouring may: null or empty where it is not there (yet).
struct MapColourSources {
    std::shared_ptr<const ModelRun> run;         ///< the model that answered
    std::shared_ptr<const TrackAnswers> answers; ///< of run, on all kept rows
    std::vector<float> survival;                 ///< one a kept row, 0 to 1
};

/// How the points of a map are coloured, and what that means.
struct MapColours {
    PointColours points;
    LegendSpec legend; ///< empty where all points are grey
};

/// The most classes that have a code of their own; the smallest beyond are "other".
inline constexpr std::size_t mostMapClasses = 65'000;

/// The colours of every kept row; grey where it has no class or value, and all grey where what the colouring
/// takes is not there. All are shown. Quick enough for the GUI's thread.
MapColours mapColours(const MapColouring &colouring, const Study &study, const MapColourSources &sources);

/// The same by labels alone.
MapColours labelMapColours(const LabelSet &labels, const StudySettings &settings);

} // namespace genrelens
