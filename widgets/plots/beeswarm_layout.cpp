#include "widgets/plots/beeswarm_layout.h"

#include "widgets/plots/theme.h"

#include <algorithm>
#include <cmath>

namespace genrelens
{

namespace
{

constexpr double gap = 12;           // between panels
constexpr double nameGap = 6;        // after a name
constexpr double leastField = 150;   // of panels side by side
constexpr double naturalField = 220; // likewise
constexpr double naturalWidth = 480; // of one alone
constexpr double naturalRow = 24;    // likewise
constexpr double naturalLowRow = 16; // of panels side by side
constexpr double pixelsPerTick = 40;
constexpr int leastTicks = 5;       // in a narrow panel
constexpr double roomAtEnds = 0.02; // of the scale
constexpr double noRange = 0.01;    // on either side of 0 where nothing moves anything

} // namespace

double BeeswarmLayout::around() const
{
    return needs.titled ? 2 * needs.lineHeight + gap : 0.0;
}

double BeeswarmLayout::panelHeight() const
{
    return needs.rows * rowHeight + around();
}

int BeeswarmLayout::panelRows() const
{
    return (needs.panels + columns - 1) / columns;
}

BeeswarmLayout BeeswarmLayout::make(const QRectF &area, const Needs &needs, int columns)
{
    BeeswarmLayout layout;
    layout.needs = needs;
    layout.columns = std::max(1, columns);
    layout.header = QRectF(area.left(), area.top(), area.width(), needs.lineHeight);
    const double below = needs.titled ? 0.0 : needs.lineHeight;
    layout.body = area.adjusted(0, needs.lineHeight + spacing::small, 0, -below);
    const double names = needs.namesInEach ? 0.0 : needs.nameWidth;
    layout.panelWidth = std::max(1.0, (area.width() - names - gap * (layout.columns - 1)) / layout.columns);
    const double room = layout.body.height() / std::max(1, layout.panelRows());
    layout.rowHeight = std::max(1.0, (room - layout.around()) / std::max(1, needs.rows));
    layout.contentHeight = layout.panelRows() * layout.panelHeight();
    return layout;
}

BeeswarmLayout BeeswarmLayout::scrolling(const QRectF &area, const Needs &needs)
{
    const double names = needs.namesInEach ? 0.0 : needs.nameWidth;
    const double least = leastField + (needs.namesInEach ? needs.nameWidth : 0.0);
    const int fits = static_cast<int>((area.width() - names + gap) / (least + gap));
    // As many in each row of panels, as far as it goes.
    const int panels = std::max(1, needs.panels);
    const int most = std::clamp(fits, 1, panels);
    const int down = (panels + most - 1) / most;
    BeeswarmLayout layout = make(area, needs, (panels + down - 1) / down);
    layout.rowHeight = std::max(layout.rowHeight, std::ceil(needs.lineHeight));
    layout.contentHeight = layout.panelRows() * layout.panelHeight();
    return layout;
}

BeeswarmLayout BeeswarmLayout::fitted(const QRectF &area, const Needs &needs)
{
    BeeswarmLayout best = make(area, needs, 1);
    // As many side by side as make fields look as they do in the natural size.
    const double wanted = naturalField / (naturalLowRow * std::max(1, needs.rows));
    const auto form = [](const BeeswarmLayout &layout) {
        return layout.field(0).width() / (layout.rowHeight * std::max(1, layout.needs.rows));
    };
    for (int columns = 2; columns <= needs.panels; ++columns) {
        const BeeswarmLayout next = make(area, needs, columns);
        if (std::abs(std::log(form(next) / wanted)) < std::abs(std::log(form(best) / wanted)))
            best = next;
    }
    best.needs.scroll = 0;
    return best;
}

QSizeF BeeswarmLayout::naturalSize(const Needs &needs)
{
    const double rows = std::max(1, needs.rows);
    if (!needs.titled)
        return {needs.nameWidth + naturalWidth, 2 * needs.lineHeight + spacing::small + rows * naturalRow};
    const double names = needs.namesInEach ? 0.0 : needs.nameWidth;
    const double width = naturalField + (needs.namesInEach ? needs.nameWidth : 0.0) + gap;
    const double height = rows * naturalLowRow + 2 * needs.lineHeight + gap;
    const int panels = std::max(1, needs.panels);
    const int columns =
        std::clamp(static_cast<int>(std::lround(std::sqrt(panels * height / width))), 1, panels);
    const int down = (panels + columns - 1) / columns;
    return {names + columns * width - gap, needs.lineHeight + spacing::small + down * height};
}

QRectF BeeswarmLayout::panel(int index) const
{
    const double names = needs.namesInEach ? 0.0 : needs.nameWidth;
    const double left = body.left() + names + (index % columns) * (panelWidth + gap);
    return {left, body.top() + (index / columns) * panelHeight() - needs.scroll, panelWidth, panelHeight()};
}

QRectF BeeswarmLayout::title(int index) const
{
    const QRectF whole = panel(index);
    const double names = needs.namesInEach ? needs.nameWidth : 0.0;
    return {whole.left() + names, whole.top(), whole.width() - names, needs.titled ? needs.lineHeight : 0.0};
}

QRectF BeeswarmLayout::field(int index) const
{
    const QRectF above = title(index);
    return {above.left(), above.bottom(), std::max(1.0, above.width()), needs.rows * rowHeight};
}

QRectF BeeswarmLayout::row(int index, int which) const
{
    const QRectF all = field(index);
    return {all.left(), all.top() + which * rowHeight, all.width(), rowHeight};
}

QRectF BeeswarmLayout::name(int index, int which) const
{
    const QRectF beside = row(index, which);
    return {beside.left() - needs.nameWidth, beside.top(), needs.nameWidth - nameGap, beside.height()};
}

QRectF BeeswarmLayout::numbers(int index) const
{
    const QRectF all = field(index);
    const double top = needs.titled ? all.bottom() : body.bottom();
    return {all.left(), top, all.width(), needs.lineHeight};
}

// Where the values are nearly all on one side of 0, the other side is widened by up to a step.
BeeswarmLayout::Scale BeeswarmLayout::scale(int index) const
{
    Range range = needs.ranges.at(static_cast<std::size_t>(index));
    if (!(range.high > range.low))
        range = {-noRange, noRange};
    const double room = roomAtEnds * (range.high - range.low);
    const int most = std::max(leastTicks, static_cast<int>(field(index).width() / pixelsPerTick));
    Scale scale{range.low - room, range.high + room, {}};
    const double step = ticksWithin(scale.low, scale.high, most).step;
    scale.low = std::min(scale.low, -(1 + roomAtEnds) * step);
    scale.high = std::max(scale.high, (1 + roomAtEnds) * step);
    const double first = std::ceil(scale.low / step);
    scale.ticks = {first * step, step, static_cast<int>(std::floor(scale.high / step) - first) + 1};
    return scale;
}

double BeeswarmLayout::x(const QRectF &field, const Scale &scale, double value)
{
    return field.left() + inset +
           (value - scale.low) / (scale.high - scale.low) * std::max(1.0, field.width() - 2 * inset);
}

double BeeswarmLayout::x(int index, double value) const
{
    return x(field(index), scale(index), value);
}

double BeeswarmLayout::value(int index, double x) const
{
    const QRectF all = field(index);
    const Scale shown = scale(index);
    return shown.low +
           (x - all.left() - inset) / std::max(1.0, all.width() - 2 * inset) * (shown.high - shown.low);
}

int BeeswarmLayout::panelAt(const QPointF &position) const
{
    if (!body.contains(position))
        return -1;
    for (int i = 0; i < needs.panels; ++i) {
        QRectF whole = panel(i);
        if (hasNames(i) && !needs.namesInEach)
            whole.setLeft(whole.left() - needs.nameWidth);
        if (whole.contains(position))
            return i;
    }
    return -1;
}

int BeeswarmLayout::rowAt(int index, double y) const
{
    const double row = std::floor((y - field(index).top()) / rowHeight);
    return row >= 0 && row < needs.rows ? static_cast<int>(row) : -1;
}

} // namespace genrelens
