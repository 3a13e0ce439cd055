#include "widgets/plots/scatter_mask.h"

#include <algorithm>
#include <cmath>

namespace genrelens
{

namespace
{

constexpr int side = 256;        // cells in each direction
constexpr double rounding = 1.0; // cells: more than numbers are rounded by, anywhere on the grid

} // namespace

ScatterMask::ScatterMask(const ScatterBrush &brush) : m_bounds(brush.bounds())
{
    m_perX = side / m_bounds.width();
    m_perY = side / m_bounds.height();
    const bool cornered = brush.kind() == ScatterBrush::Kind::Rectangle; // it is all of its bounds
    m_cells.assign(std::size_t(side) * side, cornered ? Cell::Inside : Cell::Outside);
    if (isFlat() || cornered)
        return;
    if (brush.kind() == ScatterBrush::Kind::Lasso)
        fillLasso(brush.vertices());
    else
        fillStroke(brush);
}

bool ScatterMask::isFlat() const
{
    return !std::isfinite(m_perX) || !std::isfinite(m_perY);
}

ScatterMask::Cell ScatterMask::at(double x, double y) const
{
    if (!(x >= m_bounds.left && x <= m_bounds.right && y >= m_bounds.bottom && y <= m_bounds.top))
        return Cell::Outside;
    if (isFlat())
        return Cell::Edge;
    const int column = std::min(side - 1, static_cast<int>((x - m_bounds.left) * m_perX));
    const int row = std::min(side - 1, static_cast<int>((y - m_bounds.bottom) * m_perY));
    return m_cells[static_cast<std::size_t>(row * side + column)];
}

ScatterMask::Cell &ScatterMask::cell(int column, int row)
{
    return m_cells[static_cast<std::size_t>(row * side + column)];
}

ScatterMask::Range ScatterMask::cells(double from, double to, double origin, double perUnit,
                                      double more) const
{
    const double low = (std::min(from, to) - origin) * perUnit - more;
    const double high = (std::max(from, to) - origin) * perUnit + more;
    return {static_cast<int>(std::clamp(std::floor(low), 0.0, side - 1.0)),
            static_cast<int>(std::clamp(std::floor(high), 0.0, side - 1.0))};
}

// Every cell that the line enters, and those beside it.
void ScatterMask::markEdge(const QPointF &from, const QPointF &to)
{
    const Range rows = cells(from.y(), to.y(), m_bounds.bottom, m_perY, rounding);
    for (int row = rows.first; row <= rows.last; ++row) {
        double first = from.x();
        double last = to.x();
        if (from.y() != to.y()) { // its part at the height of this row and the ones beside it
            const auto xAt = [&](double line) {
                const double y = m_bounds.bottom + line / m_perY;
                const double t = std::clamp((y - from.y()) / (to.y() - from.y()), 0.0, 1.0);
                return from.x() + t * (to.x() - from.x());
            };
            first = xAt(row - rounding);
            last = xAt(row + 1 + rounding);
        }
        const Range columns = cells(first, last, m_bounds.left, m_perX, rounding);
        for (int column = columns.first; column <= columns.last; ++column)
            cell(column, row) = Cell::Edge;
    }
}

// Winding numbers do not change within a cell that no edge enters, so its middle speaks for it.
void ScatterMask::fillLasso(const std::vector<QPointF> &polygon)
{
    struct Crossing {
        double column;
        int winding;
    };
    std::vector<Crossing> crossings;
    for (int row = 0; row < side; ++row) {
        const double y = m_bounds.bottom + (row + 0.5) / m_perY;
        crossings.clear();
        for (std::size_t i = 0; i < polygon.size(); ++i) {
            const QPointF &a = polygon[i];
            const QPointF &b = polygon[i + 1 == polygon.size() ? 0 : i + 1];
            if ((a.y() <= y) == (b.y() <= y))
                continue;
            const double x = a.x() + (y - a.y()) / (b.y() - a.y()) * (b.x() - a.x());
            crossings.push_back({(x - m_bounds.left) * m_perX, a.y() <= y ? 1 : -1});
        }
        std::sort(crossings.begin(), crossings.end(),
                  [](const Crossing &x, const Crossing &z) { return x.column < z.column; });
        std::size_t next = 0;
        int winding = 0;
        for (int column = 0; column < side; ++column) {
            for (; next < crossings.size() && crossings[next].column <= column + 0.5; ++next)
                winding += crossings[next].winding;
            cell(column, row) = winding != 0 ? Cell::Inside : Cell::Outside;
        }
    }
    for (std::size_t i = 0; i < polygon.size(); ++i)
        markEdge(polygon[i], polygon[i + 1 == polygon.size() ? 0 : i + 1]);
}

void ScatterMask::fillStroke(const ScatterBrush &brush)
{
    const std::vector<QPointF> &way = brush.vertices();
    const double radius = brush.radius();
    // From a cell's middle to its corners, and as much again for rounding.
    const double reach = std::hypot(0.5 / m_perX, 0.5 / m_perY) * 2;
    for (std::size_t i = 0; i < way.size(); ++i) {
        const QPointF &from = way[i == 0 ? 0 : i - 1];
        const QPointF &to = way[i];
        const Range columns = cells(from.x(), to.x(), m_bounds.left, m_perX, radius * m_perX + rounding);
        const Range rows = cells(from.y(), to.y(), m_bounds.bottom, m_perY, radius * m_perY + rounding);
        for (int row = rows.first; row <= rows.last; ++row) {
            for (int column = columns.first; column <= columns.last; ++column) {
                const QPointF middle(m_bounds.left + (column + 0.5) / m_perX,
                                     m_bounds.bottom + (row + 0.5) / m_perY);
                const double away = std::sqrt(squaredDistance(middle, from, to));
                Cell &is = cell(column, row);
                if (away <= radius - reach)
                    is = Cell::Inside;
                else if (away <= radius + reach && is == Cell::Outside)
                    is = Cell::Edge;
            }
        }
    }
}

RowSet rowsInside(const ScatterBrush &brush, const ScatterPoints &points, std::size_t rows)
{
    const ScatterMask mask(brush);
    RowSet inside(rows);
    points.forRunsIn(brush.bounds(), [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            const auto x = static_cast<double>(points.xs()[i]);
            const auto y = static_cast<double>(points.ys()[i]);
            const ScatterMask::Cell cell = mask.at(x, y);
            if (cell == ScatterMask::Cell::Inside ||
                (cell == ScatterMask::Cell::Edge && brush.contains({x, y})))
                inside.insert(points.rows()[i]);
        }
    });
    return inside;
}

} // namespace genrelens
