#include "widgets/map/hover_card.h"

#include "widgets/plots/colour_math.h"
#include "widgets/plots/text.h"

#include <QGuiApplication>
#include <QPainter>
#include <QScreen>

#include <algorithm>
#include <cmath>

namespace genrelens
{

namespace
{

constexpr int distance = 16; // from the pointer
constexpr int cardWidth = 320;
constexpr double margin = 10.0;
constexpr double columnGap = 10.0;
constexpr int columns = 3;
constexpr double leastHistogram = 24.0; // of its width
constexpr double rowGap = 3.0;
constexpr double dotSize = 8.0;

struct CardColours {
    QColor ground;
    QColor text;
    QColor quiet;
    QColor bars;
    QColor mark;
    QColor line;
};

CardColours coloursOf(const Theme &theme)
{
    const QColor ground = theme.tooltip;
    const QColor text = theme.onTooltip;
    return {ground,
            text,
            mix(ground, text, 0.72),
            mix(ground, text, 0.38),
            Theme::dark().accent,
            mix(ground, text, 0.2)};
}

} // namespace

QRect besidePointer(const QSize &size, const QPoint &pointer, const QRect &bounds)
{
    QPoint corner = pointer + QPoint(distance, distance);
    const bool fitsRight = corner.x() + size.width() <= bounds.right() + 1;
    const bool fitsBelow = corner.y() + size.height() <= bounds.bottom() + 1;
    if (!fitsRight)
        corner.setX(pointer.x() - distance - size.width());
    if (!fitsBelow)
        corner.setY(pointer.y() - distance - size.height());
    const auto clamped = [](int value, int from, int to) { return std::max(from, std::min(value, to)); };
    const QPoint inside(clamped(corner.x(), bounds.left(), bounds.right() + 1 - size.width()),
                        clamped(corner.y(), bounds.top(), bounds.bottom() + 1 - size.height()));
    return {inside, size};
}

HoverCard::HoverCard(QWidget *parent)
    : QWidget(parent, Qt::ToolTip | Qt::FramelessWindowHint | Qt::WindowTransparentForInput |
                          Qt::WindowDoesNotAcceptFocus | Qt::NoDropShadowWindowHint)
{
    setObjectName(QStringLiteral("hoverCard"));
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setAttribute(Qt::WA_ShowWithoutActivating);
    setAttribute(Qt::WA_TranslucentBackground); // around its corners
    setFocusPolicy(Qt::NoFocus);
    hide();
}

void HoverCard::showAt(const QPoint &globalPointer, const HoverContent &content)
{
    if (!(content == m_content)) {
        m_content = content;
        setAccessibleName(content.title);
        resize(sizeHint());
        update();
    }
    follow(globalPointer);
    if (!isVisible())
        show();
}

void HoverCard::follow(const QPoint &globalPointer)
{
    const QScreen *screen = QGuiApplication::screenAt(globalPointer);
    if (screen == nullptr)
        screen = this->screen();
    move(besidePointer(size(), globalPointer, screen->availableGeometry()).topLeft());
}

double HoverCard::headHeight() const
{
    const double line = lineHeight(axisFont(font())) + 2;
    double height = lineHeight(semiBoldFont(font())) + 2;
    for (const bool there :
         {!m_content.where.isEmpty(), !m_content.genre.isEmpty() || !m_content.classes.empty(),
          !m_content.answers.empty()})
        height += there ? line : 0.0;
    return height;
}

// A name above a histogram and the value.
double HoverCard::cellHeight() const
{
    return 2 * lineHeight(axisFont(font())) + rowGap;
}

QSize HoverCard::sizeHint() const
{
    const std::size_t rows = (m_content.features.size() + columns - 1) / columns;
    const double features = rows == 0 ? 0.0 : spacing::small + static_cast<double>(rows) * cellHeight();
    return {cardWidth, static_cast<int>(std::ceil(2 * spacing::medium + headHeight() + features))};
}

QRectF HoverCard::cellOf(std::size_t feature) const
{
    const std::size_t rows = rowsOfFeatures();
    const double width = (cardWidth - 2 * margin - (columns - 1) * columnGap) / columns;
    return {margin + static_cast<double>(feature / rows) * (width + columnGap),
            spacing::medium + headHeight() + spacing::small +
                static_cast<double>(feature % rows) * cellHeight(),
            width, cellHeight()};
}

// What the value leaves of the lower half of the cell.
QRectF HoverCard::histogramOf(std::size_t feature) const
{
    const QRectF cell = cellOf(feature);
    const double line = lineHeight(axisFont(font()));
    const double width = cell.width() - valueWidth(feature / rowsOfFeatures()) - spacing::small;
    return {cell.left(), cell.top() + line + 1, width, line - 3};
}

QPointF HoverCard::markOf(std::size_t feature) const
{
    const std::optional<double> mark = m_content.features[feature].mark;
    const QRectF histogram = histogramOf(feature);
    return mark ? QPointF(histogram.left() + *mark * histogram.width(), histogram.center().y()) : QPointF();
}

std::size_t HoverCard::rowsOfFeatures() const
{
    return std::max<std::size_t>(1, (m_content.features.size() + columns - 1) / columns);
}

// As wide as the widest value of a column, as far as the histograms leave room.
double HoverCard::valueWidth(std::size_t column) const
{
    const std::size_t rows = rowsOfFeatures();
    double widest = 0.0;
    for (std::size_t f = column * rows; f < std::min((column + 1) * rows, m_content.features.size()); ++f)
        widest = std::max(widest, textWidth(m_content.features[f].value, axisFont(font())));
    return std::min(widest, cellOf(column * rows).width() - spacing::small - leastHistogram);
}

void HoverCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const CardColours colours = coloursOf(Theme::of(palette()));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colours.line, 1));
    painter.setBrush(colours.ground);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), spacing::cornerRadius,
                            spacing::cornerRadius);
    paintHead(painter);
    for (std::size_t f = 0; f < m_content.features.size(); ++f)
        paintFeature(painter, f);
}

void HoverCard::paintHead(QPainter &painter) const
{
    const CardColours colours = coloursOf(Theme::of(palette()));
    const QFont small = axisFont(font());
    const double width = cardWidth - 2 * margin;
    QRectF line(margin, spacing::medium, width, lineHeight(semiBoldFont(font())) + 2);
    painter.setFont(semiBoldFont(font()));
    painter.setPen(colours.text);
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                     elided(m_content.title, painter.font(), width));
    painter.setFont(small);
    const auto next = [&] { line = QRectF(margin, line.bottom(), width, lineHeight(small) + 2); };
    if (!m_content.where.isEmpty()) {
        next();
        painter.setPen(colours.quiet);
        painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                         elided(m_content.where, small, width));
    }
    if (!m_content.genre.isEmpty() || !m_content.classes.empty()) {
        next();
        paintClasses(painter, m_content.genre, m_content.classes, line);
    }
    if (!m_content.answers.empty()) {
        next();
        paintClasses(painter, m_content.prediction, m_content.answers, line);
    }
}

// A text, then dots with names; all give way alike where there is no room.
void HoverCard::paintClasses(QPainter &painter, const QString &text, const std::vector<HoverClass> &classes,
                             const QRectF &line) const
{
    const CardColours colours = coloursOf(Theme::of(palette()));
    const QFont &font = painter.font();
    const double dots = static_cast<double>(classes.size()) * (dotSize + spacing::small + spacing::medium);
    double wanted = textWidth(text, font);
    for (const HoverClass &cls : classes)
        wanted += textWidth(cls.name, font);
    const double share = std::min(1.0, std::max(0.0, line.width() - dots) / std::max(1.0, wanted));
    double x = line.left();
    const auto write = [&](const QString &name, const QColor &colour) {
        const double room = std::floor(share * textWidth(name, font));
        const QString shown = share < 1.0 ? elided(name, font, room) : name;
        painter.setPen(colour);
        painter.drawText(QRectF(x, line.top(), line.right() - x, line.height()),
                         Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, shown);
        x += textWidth(shown, font) + spacing::medium;
    };
    if (!text.isEmpty())
        write(text, colours.quiet);
    for (const HoverClass &cls : classes) {
        painter.setPen(QPen(colours.line, 1)); // a dot as dark as the card still shows
        painter.setBrush(cls.colour);
        painter.drawEllipse(QRectF(x, line.center().y() - dotSize / 2, dotSize, dotSize));
        x += dotSize + spacing::small;
        write(cls.name, colours.text);
    }
}

void HoverCard::paintFeature(QPainter &painter, std::size_t feature) const
{
    const CardColours colours = coloursOf(Theme::of(palette()));
    const HoverFeature &shown = m_content.features[feature];
    const QRectF cell = cellOf(feature);
    const QRectF histogram = histogramOf(feature);
    const double line = lineHeight(axisFont(font()));
    painter.setFont(axisFont(font()));
    painter.setPen(colours.quiet);
    painter.drawText(QRectF(cell.left(), cell.top(), cell.width(), line),
                     Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                     elided(shown.name, painter.font(), cell.width()));
    painter.setPen(colours.text);
    const double room =
        shown.spread.isKnown ? cell.right() - histogram.right() - spacing::small : cell.width();
    painter.drawText(QRectF(cell.right() - room, cell.top() + line, room, line),
                     Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine,
                     elided(shown.value, painter.font(), room));
    if (!shown.spread.isKnown)
        return;
    const double width = histogram.width() / static_cast<double>(shown.spread.heights.size());
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (std::size_t bin = 0; bin < shown.spread.heights.size(); ++bin) {
        const double height = static_cast<double>(shown.spread.heights[bin]) * histogram.height();
        const double at = static_cast<double>(bin);
        painter.fillRect(QRectF(histogram.left() + at * width, histogram.bottom() - height, width, height),
                         colours.bars);
    }
    painter.fillRect(QRectF(histogram.left(), histogram.bottom(), histogram.width(), 1), colours.bars);
    painter.setRenderHint(QPainter::Antialiasing);
    if (shown.mark) {
        const double x = markOf(feature).x();
        painter.fillRect(QRectF(x - 1, histogram.top() - 1, 2, histogram.height() + 2), colours.mark);
    }
}

} // namespace genrelens
