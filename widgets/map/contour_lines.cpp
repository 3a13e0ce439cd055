#include "widgets/map/contour_lines.h"

#include <QPolygonF>

#include <array>
#include <cmath>
#include <vector>

namespace genrelens
{

namespace
{

constexpr double straight = 0.04; // of a cell: how far a line may be from the corners that are left out
constexpr qsizetype mostLeftOut = 6;

// The sides of a square between four nodes: below, right, above, left; each is left by the side it leads to,
// the denser ground at the left hand.
enum Side : signed char { Below, Right, Above, Left, Nowhere = -1 };

// For each set of dense corners (1 lower left, 2 lower right, 4 upper right, 8 upper left) the side that a
// line which comes in by a side goes out by. Two lines cross 5 and 10, parted as if the middle were thin.
constexpr std::array<std::array<signed char, 4>, 16> exits{{
    {Nowhere, Nowhere, Nowhere, Nowhere}, // 0
    {Left, Nowhere, Nowhere, Nowhere},    // 1: in from below
    {Nowhere, Below, Nowhere, Nowhere},   // 2
    {Nowhere, Left, Nowhere, Nowhere},    // 3
    {Nowhere, Nowhere, Right, Nowhere},   // 4
    {Left, Nowhere, Right, Nowhere},      // 5
    {Nowhere, Nowhere, Below, Nowhere},   // 6
    {Nowhere, Nowhere, Left, Nowhere},    // 7
    {Nowhere, Nowhere, Nowhere, Above},   // 8
    {Above, Nowhere, Nowhere, Nowhere},   // 9
    {Nowhere, Below, Nowhere, Above},     // 10
    {Nowhere, Above, Nowhere, Nowhere},   // 11
    {Nowhere, Nowhere, Nowhere, Right},   // 12
    {Right, Nowhere, Nowhere, Nowhere},   // 13
    {Nowhere, Nowhere, Nowhere, Below},   // 14
    {Nowhere, Nowhere, Nowhere, Nowhere}, // 15
}};

class Tracer
{
public:
    Tracer(const DensityGrid &grid, double level)
        : m_grid(grid)
        , m_level(level)
        , m_seen(grid.columns * grid.rows, 0)
    {
    }

    QPainterPath trace()
    {
        QPainterPath path;
        for (std::size_t row = 0; row + 1 < m_grid.rows; ++row)
            for (std::size_t column = 0; column + 1 < m_grid.columns; ++column)
                for (int side = Below; side <= Left; ++side)
                    if (exits[kind(column, row)][static_cast<std::size_t>(side)] != Nowhere &&
                        (m_seen[row * m_grid.columns + column] >> side & 1) == 0)
                        path.addPolygon(simplified(loopFrom(column, row, side)));
        return path;
    }

private:
    // The outermost nodes are empty, so that every line is closed.
    [[nodiscard]] double value(std::size_t column, std::size_t row) const
    {
        const bool edge = column == 0 || row == 0 || column + 1 == m_grid.columns || row + 1 == m_grid.rows;
        return edge ? 0.0 : static_cast<double>(m_grid.at(column, row));
    }
    [[nodiscard]] bool isDense(std::size_t column, std::size_t row) const
    {
        return value(column, row) >= m_level && value(column, row) > 0.0;
    }
    [[nodiscard]] std::size_t kind(std::size_t column, std::size_t row) const
    {
        return (isDense(column, row) ? 1U : 0U) | (isDense(column + 1, row) ? 2U : 0U) |
               (isDense(column + 1, row + 1) ? 4U : 0U) | (isDense(column, row + 1) ? 8U : 0U);
    }
    // Where the level is passed between two nodes, in cells.
    [[nodiscard]] double between(double from, double to) const
    {
        return from == to ? 0.5 : std::min(1.0, std::max(0.0, (m_level - from) / (to - from)));
    }
    [[nodiscard]] QPointF crossing(std::size_t column, std::size_t row, int side) const
    {
        const bool level = side == Below || side == Above;
        const std::size_t c = column + (side == Right ? 1 : 0);
        const std::size_t r = row + (side == Above ? 1 : 0);
        const double t = between(value(c, r), level ? value(c + 1, r) : value(c, r + 1));
        return {static_cast<double>(c) + (level ? t : 0.0), static_cast<double>(r) + (level ? 0.0 : t)};
    }

    QPolygonF loopFrom(std::size_t column, std::size_t row, int side)
    {
        QPolygonF loop;
        while ((m_seen[row * m_grid.columns + column] >> side & 1) == 0) {
            m_seen[row * m_grid.columns + column] |= static_cast<unsigned char>(1 << side);
            loop << crossing(column, row, side);
            switch (exits[kind(column, row)][static_cast<std::size_t>(side)]) {
            case Below:
                --row;
                side = Above;
                break;
            case Right:
                ++column;
                side = Left;
                break;
            case Above:
                ++row;
                side = Below;
                break;
            default:
                --column;
                side = Right;
                break;
            }
        }
        return loop;
    }

    // A corner goes when the line from the last that is kept to the next passes close to all between.
    [[nodiscard]] QPolygonF simplified(const QPolygonF &loop) const
    {
        QPolygonF kept;
        qsizetype last = 0;
        const auto isNear = [&loop, &last](qsizetype next) {
            const QPointF along = loop[next % loop.size()] - loop[last];
            const double length = std::hypot(along.x(), along.y());
            for (qsizetype i = last + 1; i < next; ++i) {
                const QPointF away = loop[i] - loop[last];
                if (std::abs(along.x() * away.y() - along.y() * away.x()) > straight * length)
                    return false;
            }
            return length > 0;
        };
        for (qsizetype i = 0; i < loop.size(); ++i) {
            const bool needed = i == 0 || i - last >= mostLeftOut || !isNear(i + 1);
            if (!needed)
                continue;
            last = i;
            kept << QPointF(m_grid.bounds.left + loop[i].x() * m_grid.cell,
                            m_grid.bounds.bottom + loop[i].y() * m_grid.cell);
        }
        if (!kept.isEmpty())
            kept << kept.first();
        return kept;
    }

    const DensityGrid &m_grid;
    double m_level;
    std::vector<unsigned char> m_seen; // of each square, a bit for each side a line came in by
};

} // namespace

QPainterPath contourAt(const DensityGrid &grid, double level)
{
    return grid.columns < 3 || grid.rows < 3 ? QPainterPath() : Tracer(grid, level).trace();
}

} // namespace genrelens
