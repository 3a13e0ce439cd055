#include "widgets/plots/dependence_layout.h"
#include "widgets/plots/dependence_plot.h"
#include "widgets/plots/palette.h"
#include "widgets/plots/text.h"
#include "widgets/plots/value_colours.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace genrelens
{

namespace
{

constexpr double gap = 8;
constexpr double barHeight = 8;
constexpr double barWidth = 60;
constexpr double tickWidth = 64; // pixels from one to the next, at least
constexpr double tickHeight = 28;
constexpr double usualOpacity = 0.85; // so that many dots on one place are seen to be many
constexpr double paleOpacity = 0.25;
constexpr double grown = 0.8; // by what a selected dot is larger
constexpr int single = Qt::AlignVCenter | Qt::AlignAbsolute | Qt::TextSingleLine | Qt::TextDontClip;

double radiusOf(std::size_t points)
{
    return std::clamp(2.4 * std::pow(1000.0 / static_cast<double>(std::max<std::size_t>(points, 1)), 0.18),
                      1.4, 2.8);
}

// Two at least, however little room there is.
Ticks someTicks(double low, double high, int most, bool wholeNumbers = false)
{
    Ticks ticks;
    for (int count = std::max(most, 3); ticks.count < 2 && count < 20; ++count)
        ticks = ticksWithin(low, high, count, wholeNumbers);
    return ticks;
}

QString signedTick(double value, double step)
{
    return value > step * 1e-6 ? u'+' + formatTick(value, step) : formatTick(value, step);
}

} // namespace

DependencePlot::Layout DependencePlot::layoutIn(const QRectF &area) const
{
    const QFont small = axisFont(font());
    const DependenceRanges &ranges = m_spec->ranges;
    Layout layout;
    layout.area = area;
    layout.line = lineHeight(small);
    double top = area.top() + layout.line + spacing::small;
    if (!m_spec->colourTitle.isEmpty()) {
        const double texts =
            textWidth(m_spec->colourLow, small) + textWidth(m_spec->colourHigh, small) + 2 * spacing::small;
        const double title = std::min(textWidth(m_spec->colourTitle, small) + 1,
                                      std::max(20.0, area.width() - texts - barWidth - gap));
        layout.legendWidth = title + gap + texts + barWidth;
        const double both = textWidth(m_spec->yTitle, small) + 2 * gap + layout.legendWidth;
        const bool below = both > area.width();
        layout.legendTop = below ? area.top() + layout.line : area.top();
        layout.legendLeft = below ? area.left() : area.right() - layout.legendWidth;
        layout.legendTitle = title;
        top += below ? layout.line : 0.0;
    }
    const double bottom = area.bottom() - 2 * layout.line - spacing::small;
    layout.plot = QRectF(area.left(), top, area.width(), std::max(1.0, bottom - top));
    layout.yTicks = someTicks(ranges.bottom, ranges.top, static_cast<int>(layout.plot.height() / tickHeight));
    double numbers = 0;
    for (int i = 0; i < layout.yTicks.count; ++i)
        numbers =
            std::max(numbers, textWidth(signedTick(layout.yTicks.at(i), layout.yTicks.step), small) + 1);
    layout.plot.setLeft(std::min(area.left() + numbers + spacing::small, area.right() - 1));
    layout.xTicks =
        someTicks(ranges.low, ranges.high, static_cast<int>(layout.plot.width() / tickWidth), m_spec->wholeX);
    layout.low = ranges.low;
    layout.high = ranges.high;
    layout.bottom = ranges.bottom;
    layout.top = ranges.top;
    return layout;
}

QString DependencePlot::xTitle() const
{
    QString title = m_spec->xTitle;
    if (m_spec->missing > 0)
        title = tr("%1; %2 missing, grey").arg(title, formatCount(static_cast<qint64>(m_spec->missing)));
    if (beyond() == 0)
        return title;
    return beyond() == 1 ? tr("%1; 1 track beyond stands at the edge").arg(title)
                         : tr("%1; %2 tracks beyond stand at the edge")
                               .arg(title, formatCount(static_cast<qint64>(beyond())));
}

void DependencePlot::drawColourBar(QPainter &painter, const Layout &layout, const Theme &theme) const
{
    double left = layout.legendLeft;
    const auto text = [&](const QString &what, double width, const QColor &colour) {
        painter.setPen(colour);
        painter.drawText(QRectF(left, layout.legendTop, width, layout.line), Qt::AlignLeft | single, what);
        left += width;
    };
    text(elided(m_spec->colourTitle, painter.font(), layout.legendTitle), layout.legendTitle + gap,
         theme.text);
    text(m_spec->colourLow, textWidth(m_spec->colourLow, painter.font()) + spacing::small, theme.quiet);
    drawValueColours(
        painter, QRectF(left, layout.legendTop + (layout.line - barHeight) / 2, barWidth, barHeight), false);
    left += barWidth + spacing::small;
    text(m_spec->colourHigh, textWidth(m_spec->colourHigh, painter.font()), theme.quiet);
}

void DependencePlot::drawFrame(QPainter &painter, const Layout &layout, const Theme &theme) const
{
    painter.setFont(axisFont(font()));
    const bool below = layout.legendTop > layout.area.top();
    const double room = layout.area.width() - (below ? 0.0 : layout.legendWidth + gap);
    painter.setPen(theme.quiet);
    painter.drawText(QRectF(layout.area.left(), layout.area.top(), room, layout.line), Qt::AlignLeft | single,
                     elided(m_spec->yTitle, painter.font(), room));
    if (!m_spec->colourTitle.isEmpty())
        drawColourBar(painter, layout, theme);
    for (int i = 0; i < layout.yTicks.count; ++i) {
        const double value = layout.yTicks.at(i);
        const double y = layout.y(value);
        const bool zero = std::abs(value) < layout.yTicks.step * 1e-6;
        painter.setPen(QPen(zero ? theme.quiet : faded(theme.line, theme.base, 0.6), 1));
        painter.drawLine(QPointF(layout.plot.left(), y), QPointF(layout.plot.right(), y));
        painter.setPen(theme.quiet);
        painter.drawText(QRectF(layout.area.left(), y - layout.line / 2,
                                layout.plot.left() - layout.area.left() - spacing::small, layout.line),
                         Qt::AlignRight | single, signedTick(value, layout.yTicks.step));
    }
    const double numbers = layout.plot.bottom() + spacing::small;
    double free = layout.area.left(); // of numbers to the left
    for (int i = 0; i < layout.xTicks.count; ++i) {
        const QString text = formatTick(layout.xTicks.at(i), layout.xTicks.step);
        const double width = textWidth(text, painter.font()) + 1;
        const double left = std::clamp(layout.x(layout.xTicks.at(i)) - width / 2, layout.area.left(),
                                       layout.area.right() - width);
        if (left < free)
            continue;
        painter.drawText(QRectF(left, numbers, width, layout.line), Qt::AlignCenter | single, text);
        free = left + width + gap;
    }
    painter.drawText(QRectF(layout.area.left(), numbers + layout.line, layout.area.width(), layout.line),
                     Qt::AlignRight | single, elided(xTitle(), painter.font(), layout.area.width()));
}

// Selected dots come last, and are not covered by others.
DotPicture DependencePlot::dots(const DependenceSpec &spec, const RowSet &selection, const Layout &layout,
                                double scale, const Theme &theme)
{
    const double radius = radiusOf(spec.points.size());
    const double margin = radius + grown + 1;
    const bool any = !selection.isEmpty();
    DotPicture picture(layout.plot.adjusted(-margin, -margin, margin, margin), scale);
    for (const bool selected : {false, true})
        for (const DependencePoint &point : spec.points) {
            const bool stands = any && point.track < selection.rows() && selection.contains(point.track);
            if (stands != selected)
                continue;
            const bool coloured = !spec.colourTitle.isEmpty() || std::isnan(point.place);
            const QColor colour = coloured ? featureColour(point.place) : theme.accent;
            const double opacity = stands ? 1.0 : any ? paleOpacity : usualOpacity;
            picture.add(layout.place(point), stands ? radius + grown : radius, colour, opacity);
        }
    return picture;
}

void DependencePlot::draw(QPainter &painter, const QRectF &area, const Theme &theme) const
{
    if (isEmpty()) {
        drawEmptyText(painter, area, theme);
        return;
    }
    const Layout layout = layoutIn(area);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    drawFrame(painter, layout, theme);
    dots(*m_spec, m_selection, layout, DotPicture::scaleOf(painter), theme).draw(painter);
    painter.restore();
}

void DependencePlot::paint(QPainter &painter, const Theme &theme)
{
    const Layout layout = windowLayout();
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    drawFrame(painter, layout, theme);
    if (!m_dots || m_outdated)
        makeDots(layout, DotPicture::scaleOf(painter), theme);
    if (m_dots)
        m_dots->draw(painter);
    if (m_brushing && m_pressed) {
        QColor ground = theme.accent;
        ground.setAlphaF(0.12F);
        painter.setPen(QPen(theme.accent, 1));
        painter.setBrush(ground);
        painter.drawRect(QRectF(*m_pressed, m_pointer).normalized());
    }
    painter.restore();
}

} // namespace genrelens
