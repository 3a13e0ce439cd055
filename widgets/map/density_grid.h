#pragma once

#include "core/embed/map_point.h"
#include "widgets/plots/scatter_view.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace genrelens
{

/// Smoothing by a Gaussian whose cost does not depend on its width: a recursive filter of fourth order
/// (Deriche 1993), forwards and backwards. What lies beyond the ends is 0.
class RecursiveGaussian
{
public:
    /// sigma: standard deviation in steps, at least 0.5.
    explicit RecursiveGaussian(double sigma);

    void apply(std::span<float> values, std::vector<double> &scratch) const;

private:
    double m_forward[4]{};  // of the input, now and before
    double m_backward[4]{}; // of the input that follows
    double m_feedback[4]{}; // of the output before, or that follows
};

/// How many points there are where on a map.
struct DensityGrid {
    MapBounds bounds; ///< of the middles of the outermost cells
    std::size_t columns = 0;
    std::size_t rows = 0;
    double cell = 0.0;         ///< width and height of a cell in map units
    std::vector<float> points; ///< in each cell; row by row, the lowest first

    [[nodiscard]] float at(std::size_t column, std::size_t row) const
    {
        return points[row * columns + column];
    }
    /// The middle of a cell.
    [[nodiscard]] MapPoint place(std::size_t column, std::size_t row) const;
    [[nodiscard]] double total() const;
    /// The density in whose contour that share of all points lies.
    [[nodiscard]] double levelAround(double share) const;
};

/// An empty grid of about so many cells over the bounds, with so many cells around them on each side.
DensityGrid gridOver(const MapBounds &bounds, std::size_t cells, std::size_t margin);
/// Counts a point, shared by the four cells around it. Points beyond the grid are left out.
void addPoint(DensityGrid &grid, const MapPoint &point);
/// sigma: in cells.
void smooth(DensityGrid &grid, double sigma);

} // namespace genrelens
