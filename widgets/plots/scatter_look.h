#pragma once

namespace genrelens
{

class ScatterPoints;
class ScatterView;

/// How points are drawn.
struct DotLook {
    double diameter = 2.0; ///< in logical pixels
    double opacity = 0.7;  ///< of one point, 0 to 1

    bool operator==(const DotLook &) const = default;
};

/// Where points lie apart they are large and all but opaque, so that each is seen; where they crowd they are
/// small, and so clear that the typical place in view shows how many there are and not only that there are.
DotLook automaticLook(const ScatterPoints &points, const ScatterView &view);
/// How opaque points of that diameter are then.
double automaticOpacity(const ScatterPoints &points, const ScatterView &view, double diameter);
/// Of what is selected among points that look like that: a hair larger, and opaque but where they crowd.
DotLook selectedLook(const ScatterPoints &selected, const ScatterView &view, const DotLook &all);

} // namespace genrelens
