#pragma once

namespace genrelens
{

/// How near two points of the map are to each other: 1 / (1 + a d^2b) at distance d.
struct UmapCurve {
    double a = 1.0;
    double b = 1.0;
};

/// The curve that comes closest (least squares over 300 distances up to 3 spreads, as in umap-learn) to 1 up
/// to minDist and exp(-(d - minDist) / spread) beyond. Takes spreads above 0 and minDist from 0.
UmapCurve umapCurve(double minDist, double spread);

} // namespace genrelens
