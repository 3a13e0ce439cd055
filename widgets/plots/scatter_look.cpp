#include "widgets/plots/scatter_look.h"

#include "widgets/plots/scatter_points.h"
#include "widgets/plots/scatter_view.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace genrelens
{

namespace
{

constexpr double typical = 0.5;  // the quantile of densities that the look is made for
constexpr double spread = 0.6;   // of a dot, in the mean distance of neighbours
constexpr double smallest = 1.7; // pixels
constexpr double largest = 6.0;
constexpr double covered = 0.75;  // of a typical place by all points there together
constexpr double clearest = 0.12; // so that single points are seen
constexpr double strongest = 0.9;
constexpr double enlargement = 1.3; // of what is selected

// Points a square pixel.
double densityIn(const ScatterPoints &points, const ScatterView &view)
{
    return points.density(view.seen(), typical) / (view.scale() * view.scale());
}

double opacityOf(double density, double diameter, double most = strongest)
{
    const double layers = density * std::numbers::pi / 4 * diameter * diameter;
    if (!(layers > 0))
        return most;
    return std::clamp(1 - std::pow(1 - covered, 1 / layers), clearest, most);
}

} // namespace

DotLook automaticLook(const ScatterPoints &points, const ScatterView &view)
{
    const double density = densityIn(points, view);
    const double diameter =
        density > 0 ? std::clamp(spread / std::sqrt(density), smallest, largest) : largest;
    return {diameter, opacityOf(density, diameter)};
}

double automaticOpacity(const ScatterPoints &points, const ScatterView &view, double diameter)
{
    return opacityOf(densityIn(points, view), diameter);
}

DotLook selectedLook(const ScatterPoints &selected, const ScatterView &view, const DotLook &all)
{
    const double diameter = all.diameter * enlargement;
    return {diameter, opacityOf(densityIn(selected, view), diameter, 1.0)};
}

} // namespace genrelens
