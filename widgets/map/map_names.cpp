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
constexpr double sigma = 5.0;     // cells
constexpr std::size_t margin = 1; // names stand where points are
constexpr double haloWidth = 3.0;
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

// The mean of the points about the peak rather than its cell, so that classes that live together part early.
MapPoint densest(DensityGrid grid, std::span<const MapPoint> points, std::span<const std::uint32_t> rows)
{
    for (const std::uint32_t row : rows)
        addPoint(grid, points[row]);
    smooth(grid, sigma);
    const auto best = static_cast<std::size_t>(std::max_element(grid.points.begin(), grid.points.end()) -
                                               grid.points.begin());
    const MapPoint peak = grid.place(best % grid.columns, best / grid.columns);
    const auto near = static_cast<float>(sigma * grid.cell);
    double x = 0.0;
    double y = 0.0;
    std::size_t count = 0;
    for (const std::uint32_t row : rows) {
        const MapPoint &point = points[row];
        if (std::abs(point.x - peak.x) > near || std::abs(point.y - peak.y) > near)
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

void drawName(QPainter &painter, const MapName &name, const QPointF &middle, const Theme &theme)
{
    const QFontMetricsF metrics(painter.font());
    const QString text = elided(name.text, painter.font(), widestName);
    const QPointF start(middle.x() - metrics.horizontalAdvance(text) / 2,
                        middle.y() + (metrics.ascent() - metrics.descent()) / 2);
    QPainterPath path;
    path.addText(start, painter.font(), text);
    QColor halo = theme.base;
    halo.setAlphaF(0.85F);
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
            places.push_back({static_cast<std::uint16_t>(c), count, {}});
    std::stable_sort(places.begin(), places.end(),
                     [](const NamePlace &a, const NamePlace &b) { return a.count > b.count; });
    places.resize(std::min(places.size(), mostNames));
    const DensityGrid empty = gridOver(MapBounds::of(points), gridCells, margin);
    parallelFor(places.size(), [&](std::size_t i) {
        if (!progress.cancelled())
            places[i].place =
                densest(empty, points,
                        std::span(sorted.rows).subspan(sorted.begins[places[i].code], places[i].count));
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
        for (const MapName &larger : names)
            if (const double parted = partingScale(name, larger); larger.leastScale < parted)
                name.leastScale = std::max(name.leastScale, parted);
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
