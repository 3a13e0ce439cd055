#include "widgets/map/loading_arrows.h"

#include "widgets/plots/text.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace genrelens
{

namespace
{

constexpr double mostOfPoints = 0.9; // of them are nearer to the origin than the longest arrow's tip
constexpr double leastLength = 12.0; // pixels; a shorter arrow is only a dot
constexpr double leastShare = 0.05;  // of the longest: what is shorter says nothing
constexpr double headLength = 8.0;
constexpr double gap = 3.0;

double lengthOf(const MapPoint &point)
{
    return std::hypot(static_cast<double>(point.x), static_cast<double>(point.y));
}

double reachOf(const std::vector<MapPoint> &points)
{
    std::vector<double> lengths;
    for (const MapPoint &point : points)
        if (isFinite(point))
            lengths.push_back(lengthOf(point));
    if (lengths.empty())
        return 1.0;
    const auto place = static_cast<std::ptrdiff_t>(mostOfPoints * static_cast<double>(lengths.size() - 1));
    std::nth_element(lengths.begin(), lengths.begin() + place, lengths.end());
    return lengths[static_cast<std::size_t>(place)];
}

} // namespace

std::vector<LoadingArrow> loadingArrows(const PcaMap &map, const std::vector<std::string> &names)
{
    std::vector<double> lengths(names.size());
    for (std::size_t f = 0; f < names.size(); ++f)
        lengths[f] = std::hypot(map.loadings[0][f], map.loadings[1][f]);
    std::vector<std::size_t> order(names.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::stable_sort(order.begin(), order.end(),
                     [&lengths](std::size_t a, std::size_t b) { return lengths[a] > lengths[b]; });
    std::vector<LoadingArrow> arrows;
    if (order.empty() || !(lengths[order[0]] > 0.0))
        return arrows;
    const double scale = reachOf(map.points) / lengths[order[0]];
    for (const std::size_t f : order) {
        if (arrows.size() == ArrowLayer::mostArrows || lengths[f] < leastShare * lengths[order[0]])
            break;
        arrows.push_back({QString::fromStdString(names[f]),
                          {static_cast<float>(scale * map.loadings[0][f]),
                           static_cast<float>(scale * map.loadings[1][f])}});
    }
    return arrows;
}

std::vector<QRectF> ArrowLayer::nameAreas(const ScatterView &view, const QFont &plotFont) const
{
    const QFont font = axisFont(plotFont);
    const QPointF origin = view.toPixel(0.0, 0.0);
    std::vector<QRectF> areas;
    for (const LoadingArrow &arrow : m_arrows) {
        const QPointF tip = view.toPixel(arrow.tip);
        const QPointF along = tip - origin;
        const double length = std::hypot(along.x(), along.y());
        QRectF area(0, 0, textWidth(arrow.name, font), lineHeight(font));
        if (length < leastLength) {
            areas.emplace_back();
            continue;
        }
        // Beyond the tip, on the side that it points to.
        const QPointF direction = along / length;
        area.moveCenter(tip + QPointF(direction.x() * (area.width() / 2 + gap),
                                      direction.y() * (area.height() / 2 + gap)));
        const bool free = std::none_of(areas.begin(), areas.end(), [&area](const QRectF &other) {
            return other.adjusted(-gap, 0, gap, 0).intersects(area);
        });
        areas.push_back(free ? area : QRectF());
    }
    return areas;
}

void ArrowLayer::paint(QPainter &painter, const ScatterView &view, const Theme &theme) const
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const std::vector<QRectF> areas = nameAreas(view, painter.font());
    const QPointF origin = view.toPixel(0.0, 0.0);
    QColor ground = theme.base;
    ground.setAlphaF(0.85F);
    painter.setFont(axisFont(painter.font()));
    for (std::size_t i = 0; i < m_arrows.size(); ++i) {
        const QPointF tip = view.toPixel(m_arrows[i].tip);
        const QPointF along = tip - origin;
        const double length = std::hypot(along.x(), along.y());
        if (length < leastLength)
            continue;
        const QPointF direction = along / length;
        const QPointF across(-direction.y(), direction.x());
        const QPointF neck = tip - headLength * direction;
        for (const QPen &pen : {QPen(ground, 4), QPen(theme.text, 1.5)}) {
            painter.setPen(pen);
            painter.drawLine(origin, neck);
        }
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.text);
        painter.drawPolygon(
            QPolygonF({tip, neck + headLength * 0.4 * across, neck - headLength * 0.4 * across}));
        if (areas[i].isNull())
            continue;
        painter.setBrush(ground);
        painter.drawRoundedRect(areas[i].adjusted(-2, 0, 2, 0), 2, 2);
        painter.setPen(theme.text);
        painter.drawText(areas[i], Qt::AlignCenter, m_arrows[i].name);
    }
    painter.restore();
}

} // namespace genrelens
