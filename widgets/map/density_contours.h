#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/embed/map_point.h"
#include "widgets/plots/point_colours.h"
#include "widgets/plots/scatter_layer.h"

#include <QPainterPath>

#include <cstddef>
#include <optional>
#include <vector>

namespace genrelens
{

/// A line around the densest parts of a map in which that share of the points lies.
struct DensityContour {
    double share = 0.0;
    std::optional<std::uint16_t> code; ///< of the class that it is about; none: all that is shown
    QPainterPath path;                 ///< in map units
};

struct ContourRequest {
    std::vector<MapPoint> points;
    PointColours colours; ///< one code a point; points of hidden classes do not count
    std::size_t cells = 100'000;
    double sigma = 3.0; ///< of the smoothing, in cells
};

/// The most classes shown that have contours each; of more, all together.
inline constexpr std::size_t mostContouredClasses = 12;

/// perClass: in the class's colour each, where they are few enough; else of all points together. Points
/// beyond MapBounds::ofMost() are left out. A job's work: some tens of milliseconds. Errors: cancelled.
Result<std::vector<DensityContour>> densityContours(const ContourRequest &request, bool perClass,
                                                    Progress &progress);

/// The contours over the points.
class ContourLayer final : public ScatterLayer
{
public:
    /// colours: by code, for those of a class.
    void setContours(std::vector<DensityContour> contours, std::vector<QRgb> colours);
    [[nodiscard]] const std::vector<DensityContour> &contours() const { return m_contours; }

    void paint(QPainter &painter, const ScatterView &view, const Theme &theme) const override;

private:
    std::vector<DensityContour> m_contours;
    std::vector<QRgb> m_colours;
};

} // namespace genrelens
