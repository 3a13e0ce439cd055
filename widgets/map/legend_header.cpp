#include "widgets/map/legend_header.h"

#include "widgets/plots/text.h"
#include "widgets/plots/theme.h"

#include <QPainter>

#include <cmath>

namespace genrelens
{

namespace
{

constexpr double margin = spacing::medium;
constexpr double chevronWidth = 8.0;
constexpr double chevronHeight = 4.0;

} // namespace

LegendHeader::LegendHeader(QWidget *parent) : QToolButton(parent)
{
    setObjectName(QStringLiteral("mapLegendHeader"));
    setFocusPolicy(Qt::TabFocus); // a click leaves the keys to the map
    setFolded(false);
}

void LegendHeader::setTitle(const QString &title, const QString &longest)
{
    setText(title);
    setAccessibleDescription(title);
    m_longest = longest;
    updateGeometry();
    update();
}

void LegendHeader::setFolded(bool folded)
{
    m_folded = folded;
    const QString action = folded ? tr("Show the legend") : tr("Fold the legend away");
    setAccessibleName(action);
    setToolTip(action);
    update();
}

QSize LegendHeader::sizeHint() const
{
    // Nothing is hidden while it is folded, so that it takes no more than it says.
    const double title = textWidth(m_folded ? text() : m_longest, semiBoldFont(font()));
    return {static_cast<int>(std::ceil(margin + title + spacing::large + chevronWidth + margin)),
            static_cast<int>(std::ceil(lineHeight(font()))) + 2 * spacing::small};
}

void LegendHeader::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme theme = Theme::of(palette());
    painter.setRenderHint(QPainter::Antialiasing);
    if (hasFocus()) {
        painter.setPen(QPen(theme.accent, 1));
        painter.drawRoundedRect(QRectF(rect()).adjusted(2.5, 2.5, -2.5, -2.5), 2, 2);
    }
    const QRectF texts = QRectF(rect()).adjusted(margin, 0, -(margin + chevronWidth + spacing::medium), 0);
    painter.setFont(semiBoldFont(font()));
    painter.setPen(theme.text);
    painter.drawText(texts, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                     elided(text(), painter.font(), texts.width()));
    const QPointF middle(width() - margin - chevronWidth / 2, height() / 2.0);
    const double up = m_folded ? -chevronHeight / 2 : chevronHeight / 2; // pointing to where it goes
    painter.setPen(
        QPen(underMouse() ? theme.text : theme.quiet, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(QPolygonF{middle + QPointF(-chevronWidth / 2, up), middle + QPointF(0, -up),
                                   middle + QPointF(chevronWidth / 2, up)});
}

void LegendHeader::enterEvent(QEnterEvent *event)
{
    QToolButton::enterEvent(event);
    emit entered();
    update();
}

} // namespace genrelens
