#include "widgets/plots/waterfall.h"

#include "widgets/plots/palette.h"
#include "widgets/plots/text.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace genrelens
{

namespace
{

constexpr double naturalRow = 22;
constexpr double gap = 8;
constexpr double tickDistance = 52;
constexpr double leastPlot = 60; // pixels for the bars, before the features' own values are left out
constexpr std::size_t fewestSteps = 2;
constexpr int single = Qt::AlignVCenter | Qt::AlignAbsolute | Qt::TextSingleLine | Qt::TextDontClip;

// The smallest, which are the last, as one together where there is not room for all.
std::vector<WaterfallStep> folded(std::vector<WaterfallStep> steps, std::size_t room)
{
    if (steps.size() <= room)
        return steps;
    WaterfallStep others;
    others.name = Waterfall::tr("%1 others").arg(formatCount(static_cast<qint64>(steps.size() - (room - 1))));
    for (std::size_t i = room - 1; i < steps.size(); ++i)
        others.value += steps[i].value;
    steps.resize(room - 1);
    steps.push_back(others);
    return steps;
}

} // namespace

/// Where the parts are: names, own values, bars, texts from left to right; the axis above.
struct Waterfall::Layout {
    QRectF area;
    QRectF plot; ///< of the bars, with the rows of the first and last value
    double line = 0;
    int axisLines = 2; ///< its title and its numbers, or the numbers alone, or neither
    double nameWidth = 0;
    double ownWidth = 0; ///< 0: left out
    double textWidth = 0;
    double row = naturalRow;
    std::vector<WaterfallStep> steps; ///< rows, maybe with several as the last
    double low = 0;                   ///< at the plot's left side, high at its right
    double high = 1;
    Ticks ticks;

    [[nodiscard]] double x(double value) const
    {
        return plot.left() + (value - low) / (high - low) * plot.width();
    }
    /// 0 is that of the first value.
    [[nodiscard]] QRectF rowAt(std::size_t index) const
    {
        return {area.left(), plot.top() + static_cast<double>(index) * row, area.width(), row};
    }
};

double WaterfallSpec::end() const
{
    return std::accumulate(steps.begin(), steps.end(), start,
                           [](double sum, const WaterfallStep &step) { return sum + step.value; });
}

Waterfall::Waterfall(QWidget *parent) : Plot(parent)
{
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
}

void Waterfall::setSpec(WaterfallSpec spec)
{
    std::stable_sort(
        spec.steps.begin(), spec.steps.end(),
        [](const WaterfallStep &a, const WaterfallStep &b) { return std::abs(a.value) > std::abs(b.value); });
    if (spec == m_spec)
        return;
    m_spec = std::move(spec);
    setTitle(m_spec.title);
    viewport()->update();
}

QSize Waterfall::naturalSize() const
{
    const double rows = naturalRow * static_cast<double>(m_spec.steps.size() + 2);
    return {640, static_cast<int>(std::clamp(rows + 3 * lineHeight(axisFont(font())), 160.0, 4000.0))};
}

QString Waterfall::stepText(double value) const
{
    return formatSignedDecimals(value, 1);
}

QString Waterfall::sumText(double value) const
{
    const QString number = formatDecimals(value, 1);
    return m_spec.unit.isEmpty() ? number : number + QChar(QChar::Nbsp) + m_spec.unit;
}

Waterfall::Layout Waterfall::layoutIn(const QRectF &area) const
{
    const QFont small = axisFont(font());
    Layout layout;
    layout.area = area;
    layout.line = lineHeight(small);
    // Where the window is low, the steps need the room more than the axis does: they have their numbers.
    const double rowsWanted = static_cast<double>(m_spec.steps.size() + 2) * layout.line;
    for (layout.axisLines = 2; layout.axisLines > 0; --layout.axisLines)
        if (area.height() - layout.axisLines * layout.line - spacing::small >= rowsWanted)
            break;
    layout.plot =
        area.adjusted(0, layout.axisLines > 0 ? layout.axisLines * layout.line + spacing::small : 0.0, 0, 0);
    const auto fits = static_cast<std::size_t>(std::max(0.0, std::floor(layout.plot.height() / layout.line)));
    const std::size_t room = std::max(fits, fewestSteps + 2) - 2;
    layout.steps = folded(m_spec.steps, room);
    const auto rows = static_cast<double>(layout.steps.size() + 2);
    layout.row = std::clamp(layout.plot.height() / rows, layout.line, 1.5 * naturalRow);
    double names = std::max(textWidth(m_spec.startTitle, small), textWidth(m_spec.endTitle, small)) + 1;
    double sum = m_spec.start;
    layout.low = layout.high = sum;
    layout.textWidth = textWidth(sumText(sum), small) + 1;
    for (const WaterfallStep &step : layout.steps) {
        names = std::max(names, textWidth(step.name, small) + 1);
        layout.ownWidth = std::max(layout.ownWidth, textWidth(step.own, small) + 1);
        layout.textWidth = std::max(layout.textWidth, textWidth(stepText(step.value), small) + 1);
        sum += step.value;
        layout.low = std::min(layout.low, sum);
        layout.high = std::max(layout.high, sum);
    }
    layout.textWidth = std::max(layout.textWidth, textWidth(sumText(sum), small) + 1);
    const double margin = layout.high > layout.low ? 0.04 * (layout.high - layout.low) : 1.0;
    layout.low -= margin;
    layout.high += margin;
    layout.nameWidth = std::min(names, 0.4 * area.width());
    double left = layout.nameWidth + gap;
    const double beside = layout.textWidth + gap;
    if (layout.ownWidth > 0 && area.width() - left - layout.ownWidth - gap - beside < leastPlot)
        layout.ownWidth = 0;
    left += layout.ownWidth > 0 ? layout.ownWidth + gap : 0.0;
    layout.plot.setLeft(area.left() + left);
    layout.plot.setWidth(std::max(1.0, area.width() - left - beside));
    layout.ticks = ticksWithin(layout.low, layout.high,
                               std::max(3, static_cast<int>(layout.plot.width() / tickDistance)));
    return layout;
}

QRectF Waterfall::windowArea() const
{
    return QRectF(viewport()->rect())
        .adjusted(spacing::small, spacing::small, -spacing::medium, -spacing::small);
}

void Waterfall::drawAxis(QPainter &painter, const Layout &layout, const Theme &theme) const
{
    painter.setPen(theme.quiet);
    if (layout.axisLines > 1)
        painter.drawText(QRectF(layout.area.left(), layout.area.top(), layout.area.width(), layout.line),
                         Qt::AlignRight | single,
                         elided(m_spec.axisTitle, painter.font(), layout.area.width()));
    const double numbers = layout.area.top() + (layout.axisLines > 1 ? layout.line : 0.0);
    const double bottom = layout.rowAt(layout.steps.size() + 2).top();
    for (int i = 0; i < layout.ticks.count; ++i) {
        const double x = layout.x(layout.ticks.at(i));
        painter.setPen(QPen(faded(theme.line, theme.base, 0.5), 1));
        painter.drawLine(QPointF(x, layout.plot.top()), QPointF(x, bottom));
        if (layout.axisLines == 0)
            continue;
        const QString text = formatTick(layout.ticks.at(i), layout.ticks.step);
        const double width = textWidth(text, painter.font()) + 1;
        painter.setPen(theme.quiet);
        painter.drawText(QRectF(x - width / 2, numbers, width, layout.line),
                         Qt::AlignCenter | Qt::TextSingleLine | Qt::TextDontClip, text);
    }
}

// The row of the first or of the last value, with a line where it is.
void Waterfall::drawEnd(QPainter &painter, const Layout &layout, bool first, const Theme &theme) const
{
    const QRectF line = layout.rowAt(first ? 0 : layout.steps.size() + 1);
    const double value = first ? m_spec.start : m_spec.end();
    painter.setFont(first ? axisFont(font()) : semiBoldFont(axisFont(font())));
    painter.setPen(theme.text);
    const double room = layout.plot.left() - gap - line.left();
    painter.drawText(QRectF(line.left(), line.top(), room, line.height()), Qt::AlignRight | single,
                     elided(first ? m_spec.startTitle : m_spec.endTitle, painter.font(), room));
    painter.drawText(QRectF(layout.plot.right() + gap, line.top(), layout.textWidth, line.height()),
                     Qt::AlignRight | single, sumText(value));
    painter.setPen(QPen(theme.text, first ? 1.2 : 2.0));
    const double inset = 0.14 * layout.row;
    painter.drawLine(QPointF(layout.x(value), line.top() + inset),
                     QPointF(layout.x(value), line.bottom() - inset));
    painter.setFont(axisFont(font()));
}

void Waterfall::drawStep(QPainter &painter, const Layout &layout, std::size_t step, const Theme &theme) const
{
    const WaterfallStep &one = layout.steps[step];
    const double from =
        std::accumulate(layout.steps.begin(), layout.steps.begin() + static_cast<std::ptrdiff_t>(step),
                        m_spec.start, [](double sum, const WaterfallStep &each) { return sum + each.value; });
    const double to = from + one.value;
    const QRectF line = layout.rowAt(step + 1);
    const double inset = std::max(1.5, 0.16 * layout.row);
    painter.setPen(one.id < 0 ? theme.quiet : theme.text);
    painter.drawText(QRectF(line.left(), line.top(), layout.nameWidth, line.height()),
                     Qt::AlignRight | single, elided(one.name, painter.font(), layout.nameWidth));
    if (layout.ownWidth > 0) {
        painter.setPen(theme.quiet);
        painter.drawText(
            QRectF(line.left() + layout.nameWidth + gap, line.top(), layout.ownWidth, line.height()),
            Qt::AlignLeft | single, one.own);
    }
    const QColor up = m_spec.up.isValid() ? m_spec.up : signedColour(1, theme);
    const QColor down = m_spec.down.isValid() ? m_spec.down : signedColour(-1, theme);
    const double left = layout.x(std::min(from, to));
    painter.fillRect(QRectF(left, line.top() + inset, std::max(1.0, layout.x(std::max(from, to)) - left),
                            line.height() - 2 * inset),
                     one.value < 0 ? down : up);
    // Where it goes on from.
    painter.setPen(QPen(faded(theme.quiet, theme.base, 0.7), 1));
    painter.drawLine(QPointF(layout.x(to), line.bottom() - inset),
                     QPointF(layout.x(to), line.bottom() + inset));
    painter.setPen(one.id < 0 ? theme.quiet : theme.text);
    painter.drawText(QRectF(layout.plot.right() + gap, line.top(), layout.textWidth, line.height()),
                     Qt::AlignRight | single, stepText(one.value));
}

void Waterfall::draw(QPainter &painter, const QRectF &area, const Theme &theme) const
{
    if (isEmpty()) {
        drawEmptyText(painter, area, theme);
        return;
    }
    const bool windowed = area == QRectF(viewport()->rect());
    const Layout layout = layoutIn(windowed ? windowArea() : area);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(axisFont(font()));
    drawAxis(painter, layout, theme);
    drawEnd(painter, layout, true, theme);
    for (std::size_t step = 0; step < layout.steps.size(); ++step)
        drawStep(painter, layout, step, theme);
    drawEnd(painter, layout, false, theme);
    painter.restore();
}

std::vector<WaterfallStep> Waterfall::shownSteps() const
{
    return layoutIn(windowArea()).steps;
}

int Waterfall::stepAt(double y) const
{
    if (isEmpty())
        return -1;
    const Layout layout = layoutIn(windowArea());
    const double row = std::floor((y - layout.plot.top()) / layout.row) - 1;
    return row >= 0 && row < static_cast<double>(layout.steps.size()) ? static_cast<int>(row) : -1;
}

QRectF Waterfall::stepRect(int step) const
{
    return layoutIn(windowArea()).rowAt(static_cast<std::size_t>(step + 1));
}

QString Waterfall::stepTooltip(int step) const
{
    const WaterfallStep one = shownSteps()[static_cast<std::size_t>(step)];
    QStringList lines;
    if (!one.own.isEmpty())
        lines << one.own;
    lines << tr("%1 %2", "a number, its unit").arg(formatSignedDecimals(one.value, 3), m_spec.stepUnit);
    const QString meaning = one.value < 0 ? m_spec.downText : m_spec.upText;
    if (!meaning.isEmpty() && one.value != 0.0)
        lines << meaning;
    return tooltipText(one.name, lines.join(u'\n'));
}

void Waterfall::mouseMoveEvent(QMouseEvent *event)
{
    const int step = stepAt(event->position().y());
    const bool known = step >= 0 && shownSteps()[static_cast<std::size_t>(step)].id >= 0;
    viewport()->setCursor(known ? Qt::PointingHandCursor : Qt::ArrowCursor);
    showTip(event->globalPosition().toPoint(), step < 0 ? QString() : stepTooltip(step));
}

void Waterfall::mouseReleaseEvent(QMouseEvent *event)
{
    const int step = stepAt(event->position().y());
    if (event->button() != Qt::LeftButton || step < 0)
        return;
    if (const int id = shownSteps()[static_cast<std::size_t>(step)].id; id >= 0)
        emit stepClicked(id);
}

} // namespace genrelens
