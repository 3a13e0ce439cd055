// How a beeswarm is painted; beeswarm.cpp holds what it shows, beeswarm_pointer.cpp what the pointer does,
// and beeswarm_picture.cpp draws the points.
#include "widgets/plots/beeswarm.h"
#include "widgets/plots/palette.h"
#include "widgets/plots/text.h"
#include "widgets/plots/value_colours.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace genrelens
{

namespace
{

constexpr int single = Qt::AlignVCenter | Qt::AlignAbsolute | Qt::TextSingleLine | Qt::TextDontClip;
constexpr double colourBar = 64;
constexpr double barHeight = 0.5; // of a line
constexpr double chip = 8;
constexpr double tight = 0.8; // of a line's height is ink
constexpr double ring = 3.5;  // radius

// "−20", "0", "+20", in percentage points
QString pointsText(double value, double step)
{
    const QString text = formatTick(100 * value, 100 * step);
    return value > step / 2 ? u'+' + text : text;
}

// As many pixels of the device as one of the painter's covers.
double deviceRatio(const QPainter &painter)
{
    const QTransform &transform = painter.deviceTransform();
    return std::clamp(std::hypot(transform.m11(), transform.m12()), 0.5, 8.0);
}

// Pixel on pixel, but while the window is being resized.
void drawPicture(QPainter &painter, const QRectF &field, const SwarmPicture &picture)
{
    const double ratio = picture.work.ratio;
    if (picture.work.field == field.size())
        painter.drawImage(QPointF(std::round(field.left() * ratio), std::round(field.top() * ratio)) / ratio,
                          picture.image);
    else
        painter.drawImage(field, picture.image, QRectF(QPointF(), picture.work.field * ratio));
}

} // namespace

// What the scale is at the left; what the colours mean at the right.
void Beeswarm::drawHeader(QPainter &painter, const BeeswarmLayout &layout, const BeeswarmSpec &spec,
                          const Theme &theme) const
{
    const QFont &plain = painter.font();
    const QRectF &header = layout.header;
    const double line = header.height();
    double right = header.right();
    const auto write = [&](const QString &text) {
        const double width = textWidth(text, plain);
        painter.setPen(theme.quiet);
        painter.drawText(QRectF(right - width, header.top(), width, line), Qt::AlignRight | single, text);
        right -= width + spacing::small;
    };
    if (spec.hasMissing()) {
        write(tr("missing"));
        painter.fillRect(QRectF(right - chip, header.center().y() - chip / 2, chip, chip), unmappedColour());
        right -= chip + spacing::large;
    }
    write(tr("high", "the value of a feature"));
    const double thick = line * barHeight;
    drawValueColours(painter, QRectF(right - colourBar, header.center().y() - thick / 2, colourBar, thick),
                     false);
    right -= colourBar + spacing::small;
    write(tr("low", "the value of a feature"));
    const QString value = tr("value of the feature:");
    const double room = right - spacing::large - header.left();
    if (room - textWidth(value, plain) > textWidth(spec.scaleTitle, plain))
        write(value);
    const double rest = right - spacing::large - header.left();
    painter.setPen(theme.quiet);
    painter.drawText(QRectF(header.left(), header.top(), rest, line), Qt::AlignLeft | single,
                     elided(spec.scaleTitle, plain, rest));
}

void Beeswarm::drawNames(QPainter &painter, const BeeswarmLayout &layout, const BeeswarmSpec &spec, int panel,
                         const Theme &theme) const
{
    const BeeswarmPanel &drawn = spec.panels[static_cast<std::size_t>(panel)];
    const int step = std::max(
        1, static_cast<int>(std::ceil(tight * layout.needs.lineHeight / std::max(1.0, layout.rowHeight))));
    painter.setPen(theme.text);
    for (int row = 0; row < layout.needs.rows; row += step) {
        const QRectF place = layout.name(panel, row);
        const std::string &name =
            spec.explanation->features.names()[drawn.features[static_cast<std::size_t>(row)]];
        painter.drawText(place, Qt::AlignRight | single,
                         elided(QString::fromStdString(name), painter.font(), place.width()));
    }
}

// The outermost and 0 come first, so that where there is little room a number is left on either side of 0;
// those at the ends stay within the field, so that they meet none of the next panel's.
void Beeswarm::drawNumbers(QPainter &painter, const BeeswarmLayout &layout, int panel,
                           const Theme &theme) const
{
    const QRectF numbers = layout.numbers(panel);
    const Ticks ticks = layout.scale(panel).ticks;
    std::vector<int> order(static_cast<std::size_t>(ticks.count));
    std::iota(order.begin(), order.end(), 0);
    const int zero = static_cast<int>(std::lround(-ticks.first / ticks.step));
    std::stable_partition(order.begin(), order.end(),
                          [&](int i) { return i == 0 || i == zero || i == ticks.count - 1; });
    std::vector<QRectF> written;
    painter.setPen(theme.quiet);
    for (const int i : order) {
        const QString text = pointsText(ticks.at(i), ticks.step);
        const double width = textWidth(text, painter.font());
        const double left = std::clamp(layout.x(panel, ticks.at(i)) - width / 2, numbers.left(),
                                       std::max(numbers.left(), numbers.right() - width));
        const QRectF place(left, numbers.top(), width, numbers.height());
        const QRectF around = place.adjusted(-spacing::small, 0, spacing::small, 0);
        if (std::any_of(written.begin(), written.end(),
                        [&](const QRectF &other) { return other.intersects(around); }))
            continue;
        painter.drawText(place, Qt::AlignLeft | single, text);
        written.push_back(place);
    }
}

void Beeswarm::drawPanel(QPainter &painter, const BeeswarmLayout &layout, const BeeswarmSpec &spec, int panel,
                         const Theme &theme) const
{
    const BeeswarmPanel &drawn = spec.panels[static_cast<std::size_t>(panel)];
    const QRectF field = layout.field(panel);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(QPen(faded(theme.line, theme.base, 0.6), 1));
    const BeeswarmLayout::Scale scale = layout.scale(panel);
    for (int i = 0; i < scale.ticks.count; ++i) {
        const double x = std::floor(BeeswarmLayout::x(field, scale, scale.ticks.at(i))) + 0.5;
        painter.drawLine(QPointF(x, field.top()), QPointF(x, field.bottom()));
    }
    const double zero = std::floor(BeeswarmLayout::x(field, scale, 0.0)) + 0.5;
    painter.setPen(QPen(faded(theme.quiet, theme.base, 0.8), 1));
    painter.drawLine(QPointF(zero, field.top()), QPointF(zero, field.bottom()));
    painter.setRenderHint(QPainter::Antialiasing);
    if (layout.hasNames(panel))
        drawNames(painter, layout, spec, panel, theme);
    if (!layout.needs.titled)
        return;
    const QRectF title = layout.title(panel);
    const QFont plain = painter.font();
    painter.fillRect(QRectF(title.left(), title.center().y() - chip / 2, chip, chip), drawn.colour);
    painter.setPen(theme.text);
    painter.setFont(semiBoldFont(plain));
    painter.drawText(title.adjusted(chip + spacing::small, 0, 0, 0), Qt::AlignLeft | single,
                     elided(drawn.name, painter.font(), title.width() - chip - spacing::small));
    painter.setFont(plain);
    drawNumbers(painter, layout, panel, theme);
}

void Beeswarm::draw(QPainter &painter, const QRectF &area, const Theme &theme) const
{
    if (isEmpty()) {
        drawEmptyText(painter, area, theme);
        return;
    }
    painter.save();
    painter.setFont(axisFont(font()));
    const BeeswarmLayout layout = BeeswarmLayout::fitted(area, needsOf(*m_spec));
    drawHeader(painter, layout, *m_spec, theme);
    for (int i = 0; i < layout.needs.panels; ++i) {
        drawPanel(painter, layout, *m_spec, i, theme);
        const QRectF field = layout.field(i);
        const auto picture = drawSwarm(workOf(layout, i, deviceRatio(painter)), nullptr, Progress::none());
        drawPicture(painter, field, *picture);
    }
    if (!layout.needs.titled)
        drawNumbers(painter, layout, 0, theme);
    painter.restore();
}

void Beeswarm::paint(QPainter &painter, const Theme &theme)
{
    painter.setFont(axisFont(font()));
    const BeeswarmLayout layout = windowLayout();
    drawHeader(painter, layout, shown(), theme);
    if (!m_failure.isEmpty()) {
        painter.setPen(theme.quiet);
        painter.drawText(layout.body, Qt::AlignCenter | Qt::TextWordWrap, m_failure);
        return;
    }
    painter.save();
    painter.setClipRect(layout.body);
    for (int i = 0; i < layout.needs.panels; ++i) {
        if (!layout.panel(i).intersects(layout.body))
            continue;
        drawPanel(painter, layout, shown(), i, theme);
        if (const SwarmPicture *picture = pictureOf(i))
            drawPicture(painter, layout.field(i), *picture);
    }
    drawHovered(painter, layout, theme);
    painter.restore();
    if (!layout.needs.titled)
        drawNumbers(painter, layout, 0, theme);
    drawBrush(painter, theme);
}

// The track under the pointer in every row that is seen.
void Beeswarm::drawHovered(QPainter &painter, const BeeswarmLayout &layout, const Theme &theme) const
{
    if (!m_hovered)
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    for (int panel = 0; panel < layout.needs.panels; ++panel)
        for (int row = 0; row < layout.needs.rows; ++row) {
            if (!layout.row(panel, row).intersects(layout.body))
                continue;
            const auto points = pointsOf(layout, panel, row);
            if (!points || m_hovered->place >= points->values.size())
                continue;
            const QPointF position = points->at(m_hovered->place);
            const bool pointed = panel == m_hovered->panel && row == m_hovered->row;
            painter.setPen(QPen(theme.base, 3));
            painter.drawEllipse(position, ring, ring);
            painter.setPen(QPen(theme.text, pointed ? 2 : 1));
            painter.drawEllipse(position, ring, ring);
        }
}

void Beeswarm::drawBrush(QPainter &painter, const Theme &theme) const
{
    if (!m_gesture.dragged)
        return;
    const QRectF brush = brushOf(m_gesture);
    QColor ground = theme.accent;
    ground.setAlphaF(0.18F);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(QPen(theme.accent, 1));
    painter.setBrush(ground);
    painter.drawRect(brush);
    painter.setBrush(Qt::NoBrush);
}

} // namespace genrelens
