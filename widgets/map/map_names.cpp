#include "widgets/map/map_names.h"

#include "core/base/parallel.h"
#include "widgets/map/density_grid.h"
#include "widgets/map/readable_colour.h"
#include "widgets/plots/text.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace genrelens
{

namespace
{

constexpr std::size_t gridCells = 25'000;
constexpr double sigma = 5.0;         // cells
constexpr std::size_t margin = 1;     // names stand where points are
constexpr std::size_t mostPlaces = 5; // of a class
constexpr float nearlyAsDense = 0.6F; // as the densest place, where a name may stand instead
constexpr std::size_t apart = 12;     // cells between two places
constexpr double longWait = 1.5;      // times the scale of another place
constexpr double haloWidth = 4.0;
constexpr double room = 4.0; // between names
constexpr double widestName = 160.0;
constexpr double textContrast = 4.5;

// The rows of each code, one code after the other.
struct RowsByCode {
    std::vector<std::size_t> begins; // one more than codes
    std::vector<std::uint32_t> rows;
};

RowsByCode rowsByCode(std::span<const std::uint16_t> pointCodes, std::size_t codes)
{
    RowsByCode sorted{std::vector<std::size_t>(codes + 1, 0), std::vector<std::uint32_t>(pointCodes.size())};
    for (const std::uint16_t code : pointCodes)
        ++sorted.begins[std::size_t(code) + 1];
    for (std::size_t c = 0; c < codes; ++c)
        sorted.begins[c + 1] += sorted.begins[c];
    std::vector<std::size_t> next = sorted.begins;
    for (std::size_t i = 0; i < pointCodes.size(); ++i)
        sorted.rows[next[pointCodes[i]]++] = static_cast<std::uint32_t>(i);
    return sorted;
}

// The mean of the points about a peak rather than its cell, so that classes that live together part early.
MapPoint meanAbout(const MapPoint &peak, float near, std::span<const MapPoint> points,
                   std::span<const std::uint32_t> rows)
{
    double x = 0.0;
    double y = 0.0;
    std::size_t count = 0;
    for (const std::uint32_t row : rows) {
        const MapPoint &point = points[row];
        if (!(std::abs(point.x - peak.x) <= near) || !(std::abs(point.y - peak.y) <= near))
            continue;
        x += static_cast<double>(point.x);
        y += static_cast<double>(point.y);
        ++count;
    }
    if (count == 0)
        return peak;
    const auto all = static_cast<double>(count);
    return {static_cast<float>(x / all), static_cast<float>(y / all)};
}

void clearAbout(DensityGrid &grid, std::size_t column, std::size_t row)
{
    const auto from = [](std::size_t middle) { return middle < apart ? 0 : middle - apart; };
    for (std::size_t r = from(row); r < std::min(grid.rows, row + apart + 1); ++r)
        for (std::size_t c = from(column); c < std::min(grid.columns, column + apart + 1); ++c)
            grid.points[r * grid.columns + c] = 0.0F;
}

// The grid over the map, or one of its own for a class most of whose points lie far out.
DensityGrid gridOf(std::span<const MapPoint> points, std::span<const std::uint32_t> rows,
                   const MapBounds &mapBounds, const DensityGrid &emptyMap)
{
    std::vector<MapPoint> own;
    for (const std::uint32_t row : rows)
        own.push_back(points[row]);
    const auto inside = std::count_if(own.begin(), own.end(),
                                      [&](const MapPoint &point) { return mapBounds.contains(point); });
    const bool isFarOut = 2 * static_cast<std::size_t>(inside) < own.size();
    const MapBounds bounds = isFarOut ? MapBounds::ofMost(own) : mapBounds;
    DensityGrid grid = isFarOut ? gridOver(bounds, gridCells, margin) : emptyMap;
    for (const MapPoint &point : own)
        if (bounds.contains(point))
            addPoint(grid, point);
    return grid;
}

void findPlaces(NamePlace &into, DensityGrid grid, std::span<const MapPoint> points,
                std::span<const std::uint32_t> rows)
{
    for (float &count : grid.points) // forty versions of a song at one spot are not where a class lives
        count = std::min(count, std::sqrt(count));
    smooth(grid, sigma);
    const auto near = static_cast<float>(sigma * grid.cell);
    float most = 0.0F;
    for (std::size_t i = 0; i < mostPlaces; ++i) {
        const auto best = std::max_element(grid.points.begin(), grid.points.end());
        if (i > 0 && (!(most > 0.0F) || *best < nearlyAsDense * most))
            break;
        const auto cell = static_cast<std::size_t>(best - grid.points.begin());
        const std::size_t column = cell % grid.columns;
        const std::size_t row = cell / grid.columns;
        const MapPoint place = meanAbout(grid.place(column, row), near, points, rows);
        if (i == 0) {
            most = *best;
            into.place = place;
        } else {
            into.others.push_back(place);
        }
        clearAbout(grid, column, row);
    }
}

// The scale from which two names are clear of each other; infinite for those of one place.
double partingScale(const MapName &a, const MapName &b)
{
    const auto along = [](double distance, double needed) {
        return distance > 0.0 ? needed / distance : HUGE_VAL;
    };
    const double dx = std::abs(static_cast<double>(a.place.x) - static_cast<double>(b.place.x));
    const double dy = std::abs(static_cast<double>(a.place.y) - static_cast<double>(b.place.y));
    return std::min(along(dx, (a.size.width() + b.size.width()) / 2),
                    along(dy, (a.size.height() + b.size.height()) / 2));
}

// From which scale on the name is clear of those of larger classes.
double scaleClearOf(const std::vector<MapName> &larger, const MapName &name)
{
    double least = 0.0;
    for (const MapName &other : larger)
        if (const double parted = partingScale(name, other); other.leastScale < parted)
            least = std::max(least, parted);
    return least;
}

void drawName(QPainter &painter, const MapName &name, const QPointF &middle, const Theme &theme)
{
    const QFontMetricsF metrics(painter.font());
    const QString text = elided(name.text, painter.font(), widestName);
    const QPointF start(middle.x() - metrics.horizontalAdvance(text) / 2,
                        middle.y() + (metrics.ascent() - metrics.descent()) / 2);
    QPainterPath path;
    path.addText(start, painter.font(), text);
    QColor halo = theme.base;
    halo.setAlphaF(0.92F);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.strokePath(path, QPen(halo, haloWidth, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setPen(readableColour(name.colour, theme, textContrast));
    painter.drawText(start, text);
}

} // namespace

Result<std::vector<NamePlace>> densestPlaces(std::span<const MapPoint> points,
                                             std::span<const std::uint16_t> pointCodes, std::size_t codes,
                                             Progress &progress)
{
    progress.report(0.0, "Placing names");
    std::vector<NamePlace> places;
    if (points.size() != pointCodes.size() || points.empty())
        return places;
    const RowsByCode sorted = rowsByCode(pointCodes, codes);
    for (std::size_t c = 0; c < codes; ++c)
        if (const std::size_t count = sorted.begins[c + 1] - sorted.begins[c]; count > 0)
            places.push_back({static_cast<std::uint16_t>(c), count, {}, {}});
    std::stable_sort(places.begin(), places.end(),
                     [](const NamePlace &a, const NamePlace &b) { return a.count > b.count; });
    places.resize(std::min(places.size(), mostNames));
    const MapBounds bounds = MapBounds::ofMost(points); // as the map is shown at first
    const DensityGrid empty = gridOver(bounds, gridCells, margin);
    parallelFor(places.size(), [&](std::size_t i) {
        if (progress.cancelled())
            return;
        const auto rows = std::span(sorted.rows).subspan(sorted.begins[places[i].code], places[i].count);
        findPlaces(places[i], gridOf(points, rows, bounds, empty), points, rows);
    });
    if (progress.cancelled())
        return Error::cancelled();
    return places;
}

QRectF MapName::at(const ScatterView &view) const
{
    QRectF area(QPointF(), size);
    area.moveCenter(view.toPixel(place));
    return area;
}

std::vector<MapName> arrangedNames(const std::vector<NamePlace> &places,
                                   const std::vector<LegendEntry> &entries, const QFont &font)
{
    QHash<std::uint16_t, const LegendEntry *> entryOf;
    for (const LegendEntry &entry : entries)
        entryOf.insert(entry.code, &entry);
    const QFont nameFont = NameLayer::nameFont(font);
    std::vector<MapName> names;
    for (const NamePlace &place : places) {
        const LegendEntry *entry = entryOf.value(place.code);
        if (entry == nullptr || !entry->recolourable) // "no class" is no name
            continue;
        const double width = std::min(widestName, textWidth(entry->name, nameFont));
        MapName name{entry->name,
                     entry->colour,
                     place.code,
                     place.place,
                     {width + 2 * room, lineHeight(nameFont) + room},
                     0.0};
        name.leastScale = scaleClearOf(names, name);
        for (const MapPoint &other : place.others) {
            MapName there = name;
            there.place = other;
            there.leastScale = scaleClearOf(names, there);
            if (longWait * there.leastScale < name.leastScale)
                name = there;
        }
        names.push_back(std::move(name));
    }
    return names;
}

void NameLayer::setNames(std::vector<MapName> names)
{
    if (names == m_names)
        return;
    m_names = std::move(names);
    m_drawn = {};
}

void NameLayer::paint(QPainter &painter, const ScatterView &view, const Theme &theme) const
{
    painter.save();
    painter.setFont(nameFont(painter.font()));
    const bool inWindow = painter.device()->devType() == QInternal::Widget;
    const qreal ratio = painter.device()->devicePixelRatioF();
    if (inWindow && (m_drawn.pictures.size() != m_names.size() || m_drawn.ground != theme.base ||
                     m_drawn.ratio != ratio || m_drawn.font != painter.font()))
        m_drawn = {std::vector<QPixmap>(m_names.size()), theme.base, painter.font(), ratio};
    for (std::size_t i = m_names.size(); i-- > 0;) { // the largest class last, on top
        const MapName &name = m_names[i];
        const QRectF area = name.at(view);
        if (view.scale() < name.leastScale || !area.intersects(view.area()))
            continue;
        if (!inWindow) {
            drawName(painter, name, area.center(), theme);
            continue;
        }
        QPixmap &picture = m_drawn.pictures[i];
        if (picture.isNull()) {
            picture = QPixmap((name.size * ratio).toSize() + QSize(1, 1));
            picture.setDevicePixelRatio(ratio);
            picture.fill(Qt::transparent);
            QPainter once(&picture);
            once.setFont(painter.font());
            drawName(once, name, QRectF(QPointF(), name.size).center(), theme);
        }
        // On whole pixels, or the letters blur.
        const QPointF corner = area.topLeft() * ratio;
        painter.drawPixmap(QPointF(std::round(corner.x()), std::round(corner.y())) / ratio, picture);
    }
    painter.restore();
}

} // namespace genrelens
