#include "widgets/map/density_contours.h"

#include "core/base/parallel.h"
#include "widgets/map/contour_lines.h"
#include "widgets/map/density_grid.h"
#include "widgets/map/readable_colour.h"
#include "widgets/plots/colour_math.h"

#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>

namespace genrelens
{

namespace
{

constexpr std::array<double, 5> sharesOfAll{0.95, 0.8, 0.6, 0.4, 0.2};
constexpr std::array<double, 2> sharesOfClass{0.75, 0.35};
constexpr double marginDeviations = 4.0; // around the points, so that no smoothed mass is lost
constexpr double markContrast = 3.0;

// Over what a map shows at first. A few points far out, which would make the cells so large that all else is
// one blob, are left out.
class ContourGrid
{
public:
    explicit ContourGrid(const ContourRequest &request)
        : m_request(request)
        , m_bounds(MapBounds::ofMost(request.points))
        , m_empty(gridOver(m_bounds, request.cells,
                           static_cast<std::size_t>(std::ceil(marginDeviations * request.sigma))))
    {
    }

    template <typename Counts>
    [[nodiscard]] DensityGrid filled(const Counts &counts) const
    {
        DensityGrid grid = m_empty;
        for (std::size_t i = 0; i < m_request.points.size(); ++i)
            if (counts(m_request.colours.codes[i]) && m_bounds.contains(m_request.points[i]))
                addPoint(grid, m_request.points[i]);
        return grid;
    }

private:
    const ContourRequest &m_request;
    MapBounds m_bounds;
    DensityGrid m_empty;
};

void addContours(DensityGrid &grid, double sigma, std::span<const double> shares,
                 std::optional<std::uint16_t> code, std::vector<DensityContour> &into)
{
    smooth(grid, sigma);
    for (const double share : shares)
        if (QPainterPath path = contourAt(grid, grid.levelAround(share)); !path.isEmpty())
            into.push_back({share, code, std::move(path)});
}

std::vector<std::uint16_t> shownCodes(const ContourRequest &request)
{
    std::vector<bool> seen(request.colours.colours.size());
    for (const std::uint16_t code : request.colours.codes)
        seen[code] = true;
    std::vector<std::uint16_t> codes;
    for (std::size_t code = 0; code < seen.size(); ++code)
        if (seen[code] && request.colours.isShown(code))
            codes.push_back(static_cast<std::uint16_t>(code));
    return codes;
}

std::vector<DensityContour> ofEachClass(const ContourRequest &request,
                                        const std::vector<std::uint16_t> &codes, Progress &progress)
{
    std::vector<std::vector<DensityContour>> parts(codes.size());
    const ContourGrid grids(request);
    parallelFor(codes.size(), [&](std::size_t c) {
        if (progress.cancelled())
            return;
        DensityGrid grid = grids.filled([&](std::uint16_t code) { return code == codes[c]; });
        addContours(grid, request.sigma, sharesOfClass, codes[c], parts[c]);
    });
    std::vector<DensityContour> contours;
    for (std::vector<DensityContour> &part : parts)
        std::move(part.begin(), part.end(), std::back_inserter(contours));
    return contours;
}

} // namespace

Result<std::vector<DensityContour>> densityContours(const ContourRequest &request, bool perClass,
                                                    Progress &progress)
{
    progress.report(0.0, "Drawing contours");
    std::vector<DensityContour> contours;
    if (request.points.empty() || request.colours.codes.size() != request.points.size())
        return contours;
    const std::vector<std::uint16_t> codes = shownCodes(request);
    if (perClass && codes.size() <= mostContouredClasses) {
        contours = ofEachClass(request, codes, progress);
    } else {
        DensityGrid grid = ContourGrid(request).filled(
            [&request](std::uint16_t code) { return request.colours.isShown(code); });
        if (!progress.cancelled())
            addContours(grid, request.sigma, sharesOfAll, {}, contours);
    }
    if (progress.cancelled())
        return Error::cancelled();
    return contours;
}

void ContourLayer::setContours(std::vector<DensityContour> contours, std::vector<QRgb> colours)
{
    m_contours = std::move(contours);
    m_colours = std::move(colours);
}

void ContourLayer::paint(QPainter &painter, const ScatterView &view, const Theme &theme) const
{
    const QPointF origin = view.toPixel(0.0, 0.0);
    const QTransform toPixels(view.scale(), 0, 0, -view.scale(), origin.x(), origin.y());
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    QPen pen(Qt::black, 1.0);
    pen.setCosmetic(painter.device()->devType() == QInternal::Widget); // of any width but one of its pixels
                                                                       // takes ten times as long to draw
    for (const DensityContour &contour : m_contours) {
        QColor colour = theme.text;
        if (contour.code && *contour.code < m_colours.size())
            colour = readableColour(QColor::fromRgb(m_colours[*contour.code]), theme, markContrast);
        colour.setAlphaF(static_cast<float>(contour.code ? 0.95 : 0.9 - 0.5 * contour.share));
        pen.setColor(colour);
        painter.setPen(pen);
        painter.drawPath(toPixels.map(contour.path));
    }
    painter.restore();
}

} // namespace genrelens
