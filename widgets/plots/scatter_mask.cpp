#include "widgets/plots/scatter_mask.h"

#include "core/base/parallel.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace genrelens
{

namespace
{

constexpr int side = 256;                   // cells in each direction
constexpr double bend = 0.05;               // of a stroke's radius that a piece may deviate
constexpr std::size_t fewTests = 1U << 15U; // that take less time than a grid

double largest(const MapBounds &box)
{
    return std::max({std::abs(box.left), std::abs(box.right), std::abs(box.bottom), std::abs(box.top)});
}

/// Of a line at some height, what is within a radius of the line between two points.
struct Span {
    double from = std::numeric_limits<double>::max();
    double to = std::numeric_limits<double>::lowest();

    void add(double left, double right)
    {
        from = std::min(from, left);
        to = std::max(to, right);
    }
};

Span spanAt(double y, const QPointF &from, const QPointF &to, double radius)
{
    Span span;
    if (!(radius > 0))
        return span;
    for (const QPointF &end : {from, to}) {
        const double up = y - end.y();
        const double rest = radius * radius - up * up;
        if (rest < 0)
            continue;
        const double across = std::sqrt(rest);
        span.add(end.x() - across, end.x() + across);
    }
    const QPointF way = to - from;
    const double length = std::sqrt(QPointF::dotProduct(way, way));
    if (!(length > 0))
        return span;
    for (const double away : {radius / length, -radius / length}) { // the sides between the round ends
        const QPointF a = from + away * QPointF(-way.y(), way.x());
        const double end = a.y() + way.y();
        if ((a.y() <= y) == (end <= y))
            continue;
        const double x = a.x() + (y - a.y()) / (end - a.y()) * way.x();
        span.add(x, x);
    }
    return span;
}

} // namespace

ScatterMask::ScatterMask(const ScatterBrush &brush)
    : m_brush(brush)
    , m_bounds(brush.bounds())
    , m_way(brush.vertices())
{
    placeGrid(m_bounds);
    const bool cornered = brush.kind() == ScatterBrush::Kind::Rectangle; // it is all of its bounds
    m_cells.assign(std::size_t(side) * side, cornered ? Cell::Inside : Cell::Outside);
    if (cornered)
        return;
    const bool lasso = brush.kind() == ScatterBrush::Kind::Lasso;
    if (lasso)
        addLassoPieces();
    else
        addStrokePieces();
    sortIntoRows();
    if (m_perX == 0.0 || m_perY == 0.0) {
        m_cells.assign(m_cells.size(), Cell::Edge);
        return;
    }
    parallelFor(side, [&](std::size_t row) {
        if (lasso)
            fillLassoRow(static_cast<int>(row));
        else
            fillStrokeRow(static_cast<int>(row));
    });
}

// Where the brush has no width or height, or so little that cells have none, one column or row is all.
void ScatterMask::placeGrid(const MapBounds &bounds)
{
    const auto perUnit = [](double length) {
        const double cells = side / length;
        return std::isfinite(cells) ? cells : 0.0;
    };
    m_perX = perUnit(bounds.width());
    m_perY = perUnit(bounds.height());
    const double rounding = 64 * std::numeric_limits<double>::epsilon() * largest(bounds);
    m_slack = 1e-3 + rounding * std::max(m_perX, m_perY);
    m_reach = m_perX == 0.0 || m_perY == 0.0 ? 0.0 : std::hypot(0.5 / m_perX, 0.5 / m_perY) * 1.01 + rounding;
}

void ScatterMask::addLassoPieces()
{
    m_way.push_back(m_way.front());
    for (std::uint32_t i = 0; i + 1 < m_way.size(); ++i) {
        const StraightPiece piece{i, i + 1, 0.0};
        m_pieces.push_back({piece, reachOf(piece)});
    }
}

void ScatterMask::addStrokePieces()
{
    for (const StraightPiece &piece : straightPieces(m_way, std::max(m_reach, bend * m_brush.radius())))
        m_pieces.push_back({piece, reachOf(piece)});
}

MapBounds ScatterMask::reachOf(const StraightPiece &piece) const
{
    const QPointF &a = m_way[piece.begin];
    const QPointF &b = m_way[piece.end];
    const bool lasso = m_brush.kind() == ScatterBrush::Kind::Lasso;
    const double more = lasso ? 0.0 : m_brush.radius() + piece.deviation + m_reach;
    return {std::min(a.x(), b.x()) - more, std::min(a.y(), b.y()) - more, std::max(a.x(), b.x()) + more,
            std::max(a.y(), b.y()) + more};
}

void ScatterMask::sortIntoRows()
{
    const auto rowsOf = [&](const Piece &piece) {
        const double more = m_perY == 0.0 ? 0.0 : m_slack / m_perY;
        return Range{rowAt(piece.around.bottom - more), rowAt(piece.around.top + more)};
    };
    m_rowStarts.assign(side + 1, 0);
    for (const Piece &piece : m_pieces) {
        const Range rows = rowsOf(piece);
        for (int row = rows.first; row <= rows.last; ++row)
            ++m_rowStarts[static_cast<std::size_t>(row) + 1];
    }
    for (std::size_t row = 0; row < side; ++row)
        m_rowStarts[row + 1] += m_rowStarts[row];
    m_rowPieces.resize(m_rowStarts.back());
    std::vector<std::uint32_t> next(m_rowStarts.begin(), m_rowStarts.end() - 1);
    for (std::uint32_t i = 0; i < m_pieces.size(); ++i) {
        const Range rows = rowsOf(m_pieces[i]);
        for (int row = rows.first; row <= rows.last; ++row)
            m_rowPieces[next[static_cast<std::size_t>(row)]++] = i;
    }
}

int ScatterMask::rowAt(double y) const
{
    return static_cast<int>(std::clamp((y - m_bounds.bottom) * m_perY, 0.0, side - 1.0));
}

ScatterMask::Range ScatterMask::columns(double from, double to) const
{
    const auto column = [&](double x) {
        return std::clamp(std::floor((x - m_bounds.left) * m_perX), -1.0, double(side));
    };
    return {static_cast<int>(std::max(column(from), 0.0)),
            static_cast<int>(std::min(column(to), side - 1.0))};
}

void ScatterMask::setCells(int row, double from, double to, Cell cell)
{
    const Range range = columns(from, to);
    Cell *cells = m_cells.data() + row * side;
    for (int column = range.first; column <= range.last; ++column)
        cells[column] = cell;
}

std::span<const std::uint32_t> ScatterMask::piecesAt(int row) const
{
    const std::uint32_t *first = m_rowPieces.data() + m_rowStarts[static_cast<std::size_t>(row)];
    return {first, m_rowPieces.data() + m_rowStarts[static_cast<std::size_t>(row) + 1]};
}

// Winding numbers do not change within a cell that no edge enters, so its middle speaks for it.
void ScatterMask::fillLassoRow(int row)
{
    struct Crossing {
        double x;
        int winding;
    };
    std::vector<Crossing> crossings;
    const double y = m_bounds.bottom + (row + 0.5) / m_perY;
    for (const std::uint32_t piece : piecesAt(row)) {
        const QPointF &a = m_way[piece];
        const QPointF &b = m_way[piece + 1];
        if ((a.y() <= y) != (b.y() <= y))
            crossings.push_back(
                {a.x() + (y - a.y()) / (b.y() - a.y()) * (b.x() - a.x()), a.y() <= y ? 1 : -1});
    }
    std::sort(crossings.begin(), crossings.end(),
              [](const Crossing &one, const Crossing &other) { return one.x < other.x; });
    int winding = 0;
    for (std::size_t i = 0; i < crossings.size(); ++i) {
        winding += crossings[i].winding;
        if (winding != 0)
            setCells(row, crossings[i].x, crossings[i + 1].x, Cell::Inside);
    }
    const double low = m_bounds.bottom + (row - m_slack) / m_perY;
    const double high = m_bounds.bottom + (row + 1 + m_slack) / m_perY;
    const double beside = m_slack / m_perX;
    for (const std::uint32_t piece : piecesAt(row)) {
        const QPointF &a = m_way[piece];
        const QPointF &b = m_way[piece + 1];
        const auto xAt = [&](double line) {
            const double t = std::clamp((line - a.y()) / (b.y() - a.y()), 0.0, 1.0);
            return a.x() + t * (b.x() - a.x());
        };
        const bool level = a.y() == b.y();
        const double first = level ? a.x() : xAt(low);
        const double last = level ? b.x() : xAt(high);
        setCells(row, std::min(first, last) - beside, std::max(first, last) + beside, Cell::Edge);
    }
}

// By the distance of a cell's middle from the pieces, which is that of all its points give or take m_reach.
void ScatterMask::fillStrokeRow(int row)
{
    const double y = m_bounds.bottom + (row + 0.5) / m_perY;
    for (const bool inside : {false, true}) {
        const double more = inside ? -m_reach : m_reach;
        const double beside = inside ? 0.5 / m_perX : 0.0; // the middle of a cell is to be within the span
        for (const std::uint32_t number : piecesAt(row)) {
            const Piece &piece = m_pieces[number];
            const double radius = m_brush.radius() + (inside ? -piece.deviation : piece.deviation) + more;
            const Span span = spanAt(y, m_way[piece.begin], m_way[piece.end], radius);
            if (span.from <= span.to)
                setCells(row, span.from + beside, span.to - beside, inside ? Cell::Inside : Cell::Edge);
        }
    }
}

bool ScatterMask::contains(const QPointF &point) const
{
    const double x = point.x();
    const double y = point.y();
    if (!(x >= m_bounds.left && x <= m_bounds.right && y >= m_bounds.bottom && y <= m_bounds.top))
        return false;
    const int row = rowAt(y);
    const double column = std::clamp((x - m_bounds.left) * m_perX, 0.0, side - 1.0);
    const Cell cell = m_cells[static_cast<std::size_t>(row * side + static_cast<int>(column))];
    if (cell != Cell::Edge)
        return cell == Cell::Inside;
    if (m_brush.kind() == ScatterBrush::Kind::Lasso) {
        int winding = 0;
        for (const std::uint32_t piece : piecesAt(row))
            winding += crossing(m_way[piece], m_way[piece + 1], point);
        return winding != 0;
    }
    const double squared = m_brush.radius() * m_brush.radius();
    const auto touches = [&](const Piece &piece) {
        if (x < piece.around.left || x > piece.around.right || y < piece.around.bottom ||
            y > piece.around.top)
            return false;
        for (std::uint32_t i = piece.begin; i < piece.end; ++i)
            if (squaredDistance(point, m_way[i], m_way[i + 1]) <= squared)
                return true;
        return piece.begin == piece.end &&
               squaredDistance(point, m_way[piece.begin], m_way[piece.end]) <= squared;
    };
    const auto pieces = piecesAt(row);
    return std::any_of(pieces.begin(), pieces.end(),
                       [&](std::uint32_t number) { return touches(m_pieces[number]); });
}

RowSet rowsInside(const ScatterBrush &brush, const ScatterPoints &points, std::size_t rows)
{
    struct Run {
        std::size_t begin;
        std::size_t end;
    };
    std::vector<Run> runs;
    std::size_t count = 0;
    points.forRunsIn(brush.bounds(), [&](std::size_t begin, std::size_t end) {
        runs.push_back({begin, end});
        count += end - begin;
    });
    const auto place = [&](std::size_t i) {
        return QPointF(static_cast<double>(points.xs()[i]), static_cast<double>(points.ys()[i]));
    };
    RowSet inside(rows);
    if (count * brush.vertices().size() <= fewTests) {
        for (const Run &run : runs)
            for (std::size_t i = run.begin; i < run.end; ++i)
                if (brush.contains(place(i)))
                    inside.insert(points.rows()[i]);
        return inside;
    }
    const ScatterMask mask(brush);
    std::vector<std::uint8_t> found(points.size()); // rows of a set share words, which threads must not
    parallelFor(runs.size(), [&](std::size_t run) {
        for (std::size_t i = runs[run].begin; i < runs[run].end; ++i)
            found[i] = mask.contains(place(i)) ? 1 : 0;
    });
    for (const Run &run : runs)
        for (std::size_t i = run.begin; i < run.end; ++i)
            if (found[i] != 0)
                inside.insert(points.rows()[i]);
    return inside;
}

} // namespace genrelens
