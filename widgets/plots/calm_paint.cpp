#include "widgets/plots/calm_paint.h"

#include "widgets/plots/colour_math.h"
#include "widgets/plots/theme.h"

#include <QPainter>
#include <QPainterPath>
#include <QStyle>
#include <QStyleOption>
#include <QToolBar>

#include <algorithm>

namespace genrelens::calm
{

namespace
{

bool has(const QStyleOption &option, QStyle::StateFlag flag)
{
    return option.state.testFlag(flag);
}

QColor lineOf(const QStyleOption &option)
{
    return option.palette.color(QPalette::Mid);
}

QColor accentOf(const QStyleOption &option)
{
    return option.palette.color(QPalette::Highlight);
}

void roundedRect(QPainter &painter, const QRect &rect, const QColor &border, const QBrush &fill)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(border, 1));
    painter.setBrush(fill);
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), spacing::cornerRadius,
                            spacing::cornerRadius);
    painter.restore();
}

} // namespace

void paintButtonPanel(QPainter &painter, const QStyleOption &option, bool filled)
{
    const QColor accent = accentOf(option);
    const QColor base = option.palette.color(QPalette::Button);
    const QColor text = option.palette.color(QPalette::Text);
    const bool enabled = has(option, QStyle::State_Enabled);
    const bool pressed = has(option, QStyle::State_Sunken);
    const bool hovered = enabled && has(option, QStyle::State_MouseOver);
    QColor fill = filled ? accent : base;
    if (pressed || hovered)
        fill = mix(fill, filled ? text : accent, pressed ? 0.16 : 0.07);
    if (!enabled)
        fill = filled ? option.palette.color(QPalette::Mid) : option.palette.color(QPalette::Window);
    const bool focused =
        has(option, QStyle::State_HasFocus) && has(option, QStyle::State_KeyboardFocusChange);
    const QColor border = filled && !focused ? fill : focused ? (filled ? text : accent) : lineOf(option);
    roundedRect(painter, option.rect, border, fill);
}

void paintField(QPainter &painter, const QStyleOption &option)
{
    const bool enabled = has(option, QStyle::State_Enabled);
    const bool focused = enabled && has(option, QStyle::State_HasFocus);
    roundedRect(painter, option.rect, focused ? accentOf(option) : lineOf(option),
                option.palette.color(enabled ? QPalette::Base : QPalette::Window));
}

void paintFrame(QPainter &painter, const QStyleOption &option)
{
    painter.save();
    painter.setPen(QPen(lineOf(option), 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(option.rect.adjusted(0, 0, -1, -1));
    painter.restore();
}

void paintFocus(QPainter &painter, const QStyleOption &option)
{
    QColor accent = accentOf(option);
    accent.setAlphaF(0.7F);
    roundedRect(painter, option.rect, accent, Qt::NoBrush);
}

void paintCheckMark(QPainter &painter, const QStyleOption &option, bool round)
{
    const bool on = has(option, QStyle::State_On);
    const bool partly = has(option, QStyle::State_NoChange);
    const bool enabled = has(option, QStyle::State_Enabled);
    const QColor ground = option.palette.color(enabled ? QPalette::Base : QPalette::Window);
    const QColor border =
        has(option, QStyle::State_MouseOver) ? accentOf(option) : option.palette.color(QPalette::Dark);
    // The link's colour is the accent in lists too, whose highlight is pale.
    const QColor accent = option.palette.color(enabled ? QPalette::Link : QPalette::Highlight);
    const double side = std::min(option.rect.width(), option.rect.height()) - 1;
    QRectF box(0, 0, side, side);
    box.moveCenter(QRectF(option.rect).center());
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(on || partly ? accent : border, 1));
    painter.setBrush(on || partly ? accent : ground);
    painter.drawRoundedRect(box, round ? side / 2 : 3, round ? side / 2 : 3);
    const QColor mark = option.palette.color(QPalette::BrightText);
    if (round && on) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(mark);
        painter.drawEllipse(box.center(), side / 5, side / 5);
    } else if (on || partly) {
        painter.setPen(QPen(mark, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        const auto at = [&box](double x, double y) {
            return QPointF(box.left() + x * box.width(), box.top() + y * box.height());
        };
        if (partly)
            painter.drawLine(at(0.28, 0.5), at(0.72, 0.5));
        else
            painter.drawPolyline(QPolygonF({at(0.25, 0.52), at(0.43, 0.7), at(0.76, 0.32)}));
    }
    painter.restore();
}

void paintArrow(QPainter &painter, const QStyleOption &option, bool down)
{
    const QPointF centre = QRectF(option.rect).center();
    const double rise = down ? 1.75 : -1.75;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(
        QPen(option.palette.color(QPalette::ButtonText), 1.4, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(
        QPolygonF({centre + QPointF(-3.5, -rise), centre + QPointF(0, rise), centre + QPointF(3.5, -rise)}));
    painter.restore();
}

void paintTab(QPainter &painter, const QStyleOptionTab &tab)
{
    const bool current = has(tab, QStyle::State_Selected);
    const bool hovered = has(tab, QStyle::State_MouseOver) && has(tab, QStyle::State_Enabled);
    if (current)
        painter.fillRect(tab.rect, tab.palette.color(QPalette::Base));
    else if (hovered)
        painter.fillRect(tab.rect, mix(tab.palette.color(QPalette::Window), accentOf(tab), 0.08));
    if (!current)
        return;
    QRect stripe = tab.rect;
    switch (tab.shape) {
    case QTabBar::RoundedWest:
    case QTabBar::TriangularWest:
        stripe.setWidth(2);
        break;
    case QTabBar::RoundedEast:
    case QTabBar::TriangularEast:
        stripe.setLeft(stripe.right() - 1);
        break;
    default:
        stripe.setHeight(2); // on top, wherever the bar is
    }
    painter.fillRect(stripe, accentOf(tab));
}

void paintTabLabel(QPainter &painter, const QStyleOptionTab &tab)
{
    const bool current = has(tab, QStyle::State_Selected);
    QRect room = tab.rect.adjusted(spacing::medium, 0, -spacing::medium, 0);
    if (!tab.icon.isNull()) {
        const QSize size = tab.iconSize.isValid() ? tab.iconSize : QSize(16, 16);
        const QRect icon = QStyle::alignedRect(tab.direction, Qt::AlignLeft | Qt::AlignVCenter, size, room);
        tab.icon.paint(&painter, icon);
        (tab.direction == Qt::RightToLeft ? room.setRight(icon.left() - 4) : room.setLeft(icon.right() + 5));
    }
    painter.save();
    if (current)
        painter.setFont(semiBoldFont(painter.font()));
    painter.setPen(tab.palette.color(has(tab, QStyle::State_Enabled) ? QPalette::Active : QPalette::Disabled,
                                     QPalette::WindowText));
    painter.drawText(room, Qt::AlignCenter | Qt::TextShowMnemonic | Qt::TextSingleLine, tab.text);
    painter.restore();
}

void paintDockTitle(QPainter &painter, const QStyleOptionDockWidget &dock, const QStyle &style,
                    const QWidget *widget)
{
    const QRect rect = dock.rect;
    painter.save();
    painter.fillRect(rect, mix(dock.palette.color(QPalette::Window), lineOf(dock), 0.2));
    painter.setPen(QPen(lineOf(dock), 1));
    painter.drawRect(rect.adjusted(0, 0, -1, -1));
    painter.setFont(semiBoldFont(painter.font()));
    painter.setPen(dock.palette.color(QPalette::WindowText));
    const QRect room = style.subElementRect(QStyle::SE_DockWidgetTitleBarText, &dock, widget)
                           .adjusted(spacing::small, 0, -spacing::small, 0);
    const QString title = painter.fontMetrics().elidedText(dock.title, Qt::ElideRight, room.width());
    painter.drawText(room, Qt::AlignLeading | Qt::AlignVCenter | Qt::TextShowMnemonic, title);
    painter.restore();
}

void paintProgress(QPainter &painter, const QStyleOptionProgressBar &bar)
{
    constexpr double thickness = 4;
    const QRectF rect(bar.rect);
    const bool across = has(bar, QStyle::State_Horizontal);
    QRectF groove = across ? QRectF(rect.left(), rect.center().y() - thickness / 2, rect.width(), thickness)
                           : QRectF(rect.center().x() - thickness / 2, rect.top(), thickness, rect.height());
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(lineOf(bar));
    painter.drawRoundedRect(groove, thickness / 2, thickness / 2);
    painter.setBrush(accentOf(bar));
    const bool busy = bar.minimum == bar.maximum;
    const double range = static_cast<double>(bar.maximum) - bar.minimum;
    const double share =
        busy ? 0.3 : std::clamp((static_cast<double>(bar.progress) - bar.minimum) / range, 0.0, 1.0);
    const bool backwards =
        across ? (bar.direction == Qt::RightToLeft) != bar.invertedAppearance : !bar.invertedAppearance;
    const double length = share * (across ? groove.width() : groove.height());
    if (across)
        groove = backwards ? groove.adjusted(groove.width() - length, 0, 0, 0)
                           : QRectF(groove.topLeft(), QSizeF(length, thickness));
    else
        groove = backwards ? groove.adjusted(0, groove.height() - length, 0, 0)
                           : QRectF(groove.topLeft(), QSizeF(thickness, length));
    if (length > 0)
        painter.drawRoundedRect(groove, thickness / 2, thickness / 2);
    painter.restore();
}

void paintHeader(QPainter &painter, const QStyleOptionHeader &header)
{
    const bool hovered = has(header, QStyle::State_MouseOver) && has(header, QStyle::State_Enabled);
    const QColor base = header.palette.color(QPalette::Base);
    painter.fillRect(header.rect, hovered ? mix(base, accentOf(header), 0.07) : base);
    painter.save();
    painter.setPen(QPen(lineOf(header), 1));
    if (header.orientation == Qt::Horizontal)
        painter.drawLine(header.rect.bottomLeft(), header.rect.bottomRight());
    painter.restore();
}

void paintScrollBar(QPainter &painter, const QStyleOptionSlider &bar, const QStyle &style,
                    const QWidget *widget)
{
    painter.fillRect(bar.rect, bar.palette.color(QPalette::Base));
    if (bar.maximum <= bar.minimum)
        return;
    const QRect slider = style.subControlRect(QStyle::CC_ScrollBar, &bar, QStyle::SC_ScrollBarSlider, widget);
    const bool active = bar.activeSubControls.testFlag(QStyle::SC_ScrollBarSlider) &&
                        (has(bar, QStyle::State_MouseOver) || has(bar, QStyle::State_Sunken));
    const int thickness = bar.orientation == Qt::Vertical ? slider.width() : slider.height();
    const double inset = std::max(2.0, (thickness - 6) / 2.0);
    const QRectF thumb = bar.orientation == Qt::Vertical ? QRectF(slider).adjusted(inset, 2, -inset, -2)
                                                         : QRectF(slider).adjusted(2, inset, -2, -inset);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(bar.palette.color(active ? QPalette::Shadow : QPalette::Dark));
    painter.drawRoundedRect(thumb, 3, 3);
    painter.restore();
}

void paintSlider(QPainter &painter, const QStyleOptionSlider &slider, const QStyle &style,
                 const QWidget *widget)
{
    const QRectF rect(slider.rect);
    const QRectF handle(style.subControlRect(QStyle::CC_Slider, &slider, QStyle::SC_SliderHandle, widget));
    const bool across = slider.orientation == Qt::Horizontal;
    const QRectF groove = across ? QRectF(rect.left(), rect.center().y() - 2, rect.width(), 4)
                                 : QRectF(rect.center().x() - 2, rect.top(), 4, rect.height());
    QRectF done = groove;
    if (across)
        slider.upsideDown ? done.setLeft(handle.center().x()) : done.setRight(handle.center().x());
    else
        slider.upsideDown ? done.setTop(handle.center().y()) : done.setBottom(handle.center().y());
    const bool enabled = has(slider, QStyle::State_Enabled);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(lineOf(slider));
    painter.drawRoundedRect(groove, 2, 2);
    painter.setBrush(enabled ? accentOf(slider) : lineOf(slider));
    painter.drawRoundedRect(done, 2, 2);
    const bool touched = has(slider, QStyle::State_HasFocus) || has(slider, QStyle::State_MouseOver);
    painter.setPen(QPen(enabled && touched ? accentOf(slider) : slider.palette.color(QPalette::Dark), 1));
    painter.setBrush(slider.palette.color(QPalette::Button));
    painter.drawEllipse(handle.center(), 6.5, 6.5);
    painter.restore();
}

void paintComboBox(QPainter &painter, const QStyleOptionComboBox &box, const QStyle &style,
                   const QWidget *widget)
{
    if (!box.frame)
        painter.fillRect(box.rect, box.palette.color(QPalette::Base));
    else if (box.editable)
        paintField(painter, box);
    else
        paintButtonPanel(painter, box, false);
    QStyleOption arrow(box);
    arrow.rect = style.subControlRect(QStyle::CC_ComboBox, &box, QStyle::SC_ComboBoxArrow, widget);
    paintArrow(painter, arrow, true);
}

void paintSpinBox(QPainter &painter, const QStyleOptionSpinBox &box, const QStyle &style,
                  const QWidget *widget)
{
    if (box.frame)
        paintField(painter, box);
    else
        painter.fillRect(box.rect, box.palette.color(QPalette::Base));
    if (box.buttonSymbols == QAbstractSpinBox::NoButtons)
        return;
    for (const bool down : {false, true}) {
        const QStyle::SubControl part = down ? QStyle::SC_SpinBoxDown : QStyle::SC_SpinBoxUp;
        QStyleOption arrow(box);
        arrow.rect = style.subControlRect(QStyle::CC_SpinBox, &box, part, widget);
        const bool possible = box.stepEnabled.testFlag(down ? QAbstractSpinBox::StepDownEnabled
                                                            : QAbstractSpinBox::StepUpEnabled);
        if (!possible)
            arrow.palette.setCurrentColorGroup(QPalette::Disabled);
        paintArrow(painter, arrow, down);
    }
}

void paintToolButton(QPainter &painter, const QStyleOptionToolButton &button, const QStyle &style,
                     const QWidget *widget)
{
    const bool inToolBar = widget != nullptr && qobject_cast<QToolBar *>(widget->parentWidget()) != nullptr;
    // The property marks the one button of a tool bar that is the next thing to do.
    const bool next =
        widget != nullptr && widget->property("accent").toBool() && has(button, QStyle::State_Enabled);
    const bool on = next || has(button, QStyle::State_On);
    const bool touched = has(button, QStyle::State_Sunken) ||
                         (has(button, QStyle::State_MouseOver) && has(button, QStyle::State_Enabled));
    if (inToolBar || !has(button, QStyle::State_AutoRaise) || on || touched)
        paintButtonPanel(painter, button, on);
    QStyleOptionToolButton label(button);
    if (on)
        label.palette.setColor(QPalette::ButtonText, button.palette.color(QPalette::HighlightedText));
    label.state.setFlag(QStyle::State_Sunken, false); // the text stays where it is
    const bool menu = button.features.testFlag(QStyleOptionToolButton::HasMenu);
    if (menu) {
        QStyleOption arrow(label);
        arrow.rect =
            QStyle::visualRect(button.direction, button.rect,
                               QRect(button.rect.right() - 16, button.rect.top(), 14, button.rect.height()));
        paintArrow(painter, arrow, true);
        label.rect = QStyle::visualRect(button.direction, button.rect, button.rect.adjusted(0, 0, -14, 0));
    }
    if (button.toolButtonStyle == Qt::ToolButtonTextBesideIcon && !button.icon.isNull())
        label.rect.adjust(spacing::medium - 2, 0, 0, 0); // Qt begins at the edge
    label.features.setFlag(QStyleOptionToolButton::HasMenu, false);
    style.drawControl(QStyle::CE_ToolButtonLabel, &label, &painter, widget);
}

} // namespace genrelens::calm
