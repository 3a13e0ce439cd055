#include "widgets/plots/calm_style.h"

#include "widgets/plots/calm_paint.h"
#include "widgets/plots/colour_math.h"
#include "widgets/plots/theme.h"

#include <QGroupBox>
#include <QPainter>
#include <QStyleOption>

#include <algorithm>

namespace genrelens
{

namespace
{

constexpr int headerMargin = 6; // so that a column's name stands above its text
constexpr int sortArrow = 8;

bool isDefaultButton(const QStyleOptionButton &button)
{
    return button.features.testFlag(QStyleOptionButton::DefaultButton) ||
           button.state.testFlag(QStyle::State_On);
}

} // namespace

CalmStyle::CalmStyle() : QProxyStyle(QStringLiteral("Fusion"))
{
    setObjectName(styleName());
}

void CalmStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                              const QWidget *widget) const
{
    switch (element) {
    case PE_PanelButtonCommand: {
        const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
        if (button != nullptr && button->features.testFlag(QStyleOptionButton::Flat) &&
            !(button->state & (State_Sunken | State_MouseOver | State_On)))
            return;
        calm::paintButtonPanel(*painter, *option, button != nullptr && isDefaultButton(*button));
        return;
    }
    case PE_PanelButtonTool:
        calm::paintButtonPanel(*painter, *option, option->state.testFlag(State_On));
        return;
    case PE_PanelLineEdit:
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
            frame != nullptr && frame->lineWidth > 0)
            calm::paintField(*painter, *option);
        return;
    case PE_FrameLineEdit:
        calm::paintField(*painter, *option);
        return;
    case PE_Frame:
    case PE_FrameMenu:
    case PE_FrameDockWidget:
    case PE_FrameTabWidget:
        calm::paintFrame(*painter, *option);
        return;
    case PE_FrameGroupBox: {
        QStyleOption below(*option);
        const auto *box = qobject_cast<const QGroupBox *>(widget);
        if (box != nullptr && !box->title().isEmpty()) // the title stands above the frame
            below.rect.setTop(below.rect.top() + std::max(16, option->fontMetrics.height()) + 2);
        calm::paintFrame(*painter, below);
        return;
    }
    case PE_PanelTipLabel:
        painter->fillRect(option->rect, option->palette.color(QPalette::ToolTipBase));
        return;
    case PE_PanelMenu:
        painter->fillRect(option->rect, option->palette.color(QPalette::Base));
        return;
    case PE_FrameTabBarBase:
    case PE_FrameStatusBarItem:
    case PE_PanelMenuBar:
    case PE_IndicatorDockWidgetResizeHandle:
        return;
    case PE_FrameFocusRect:
        calm::paintFocus(*painter, *option);
        return;
    case PE_PanelScrollAreaCorner:
        painter->fillRect(option->rect, option->palette.color(QPalette::Base));
        return;
    case PE_IndicatorCheckBox:
    case PE_IndicatorRadioButton:
        calm::paintCheckMark(*painter, *option, element == PE_IndicatorRadioButton);
        return;
    case PE_IndicatorToolBarSeparator: {
        const QRect rect = option->rect;
        const QColor line = option->palette.color(QPalette::Mid);
        if (option->state.testFlag(State_Horizontal))
            painter->fillRect(QRect(rect.center().x(), rect.top() + 4, 1, rect.height() - 8), line);
        else
            painter->fillRect(QRect(rect.left() + 4, rect.center().y(), rect.width() - 8, 1), line);
        return;
    }
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void CalmStyle::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                            const QWidget *widget) const
{
    const QColor line = option->palette.color(QPalette::Mid);
    const QColor window = option->palette.color(QPalette::Window);
    switch (element) {
    case CE_TabBarTabShape:
        if (const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option))
            calm::paintTab(*painter, *tab);
        return;
    case CE_TabBarTabLabel:
        if (const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option);
            tab != nullptr && (tab->shape == QTabBar::RoundedNorth || tab->shape == QTabBar::RoundedSouth)) {
            calm::paintTabLabel(*painter, *tab);
            return;
        }
        break;
    case CE_DockWidgetTitle:
        if (const auto *dock = qstyleoption_cast<const QStyleOptionDockWidget *>(option))
            calm::paintDockTitle(*painter, *dock, *proxy(), widget);
        return;
    case CE_ProgressBar:
        if (const auto *bar = qstyleoption_cast<const QStyleOptionProgressBar *>(option))
            calm::paintProgress(*painter, *bar);
        return;
    case CE_Header:
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option)) {
            drawHeader(*header, painter, widget);
            return;
        }
        break;
    case CE_HeaderSection:
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option))
            calm::paintHeader(*painter, *header);
        return;
    case CE_HeaderEmptyArea:
        painter->fillRect(option->rect, option->palette.color(QPalette::Base));
        return;
    case CE_ToolBar:
    case CE_MenuBarEmptyArea:
        painter->fillRect(option->rect, window);
        painter->fillRect(QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1), line);
        return;
    case CE_Splitter:
        return;
    case CE_MenuBarItem:
    case CE_MenuItem: {
        const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option);
        if (item == nullptr)
            break;
        // Pale instead of full accent, so that the text keeps its colour.
        QStyleOptionMenuItem pale(*item);
        const QColor ground = element == CE_MenuItem ? option->palette.color(QPalette::Base) : window;
        pale.palette.setColor(QPalette::Highlight,
                              mix(ground, option->palette.color(QPalette::Highlight), 0.16));
        pale.palette.setColor(QPalette::HighlightedText, option->palette.color(QPalette::Text));
        QProxyStyle::drawControl(element, &pale, painter, widget);
        return;
    }
    case CE_PushButtonLabel:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
            button != nullptr && isDefaultButton(*button) && button->state.testFlag(State_Enabled)) {
            QStyleOptionButton filled(*button);
            filled.palette.setColor(QPalette::ButtonText, option->palette.color(QPalette::HighlightedText));
            QProxyStyle::drawControl(element, &filled, painter, widget);
            return;
        }
        break;
    case CE_ShapedFrame:
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option)) {
            const QPoint centre = frame->rect.center();
            if (frame->frameShape == QFrame::HLine)
                painter->fillRect(QRect(frame->rect.left(), centre.y(), frame->rect.width(), 1), line);
            else if (frame->frameShape == QFrame::VLine)
                painter->fillRect(QRect(centre.x(), frame->rect.top(), 1, frame->rect.height()), line);
            else
                break;
            return;
        }
        break;
    default:
        break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void CalmStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option,
                                   QPainter *painter, const QWidget *widget) const
{
    switch (control) {
    case CC_ScrollBar:
        if (const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option))
            calm::paintScrollBar(*painter, *bar, *proxy(), widget);
        return;
    case CC_ComboBox:
        if (const auto *box = qstyleoption_cast<const QStyleOptionComboBox *>(option))
            calm::paintComboBox(*painter, *box, *proxy(), widget);
        return;
    case CC_SpinBox:
        if (const auto *box = qstyleoption_cast<const QStyleOptionSpinBox *>(option))
            calm::paintSpinBox(*painter, *box, *proxy(), widget);
        return;
    case CC_Slider:
        if (const auto *slider = qstyleoption_cast<const QStyleOptionSlider *>(option);
            slider != nullptr && slider->tickPosition == QSlider::NoTicks) {
            calm::paintSlider(*painter, *slider, *proxy(), widget);
            return;
        }
        QProxyStyle::drawComplexControl(control, option, painter, widget);
        return;
    case CC_ToolButton:
        if (const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option))
            calm::paintToolButton(*painter, *button, *proxy(), widget);
        return;
    default:
        QProxyStyle::drawComplexControl(control, option, painter, widget);
    }
}

int CalmStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_DefaultFrameWidth:
    case PM_MenuPanelWidth:
    case PM_DockWidgetFrameWidth:
        return 1;
    case PM_DockWidgetTitleMargin:
    case PM_ToolBarItemSpacing:
    case PM_ToolBarItemMargin:
    case PM_DockWidgetSeparatorExtent:
    case PM_SplitterWidth:
        return spacing::small;
    case PM_TabBarTabHSpace:
        return 2 * spacing::large;
    case PM_TabBarTabVSpace:
        return spacing::large;
    case PM_TabBarTabOverlap:
    case PM_TabBarTabShiftVertical:
    case PM_TabBarTabShiftHorizontal:
    case PM_TabBarBaseOverlap:
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
    case PM_ButtonDefaultIndicator:
        return 0;
    case PM_ScrollBarExtent:
        return spacing::large;
    case PM_ToolBarIconSize:
    case PM_SmallIconSize:
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return 16;
    case PM_FocusFrameHMargin:
        return 5; // beside the text of a cell
    case PM_HeaderMargin:
        return headerMargin;
    case PM_HeaderDefaultSectionSizeVertical:
        return spacing::tableRowHeight;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int CalmStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                         QStyleHintReturn *returnData) const
{
    switch (hint) {
    case SH_Table_GridLineColor:
        return static_cast<int>(option != nullptr ? option->palette.color(QPalette::Midlight).rgba() : 0U);
    case SH_Widget_Animation_Duration:
        return 0;
    case SH_ScrollBar_Transient:
    case SH_EtchDisabledText:
    case SH_DockWidget_ButtonsHaveFrame:
    case SH_DialogButtonBox_ButtonsHaveIcons:
        return 0;
    case SH_TabBar_Alignment:
        return Qt::AlignLeft;
    case SH_ToolTipLabel_Opacity:
        return 255;
    default:
        return QProxyStyle::styleHint(hint, option, widget, returnData);
    }
}

// Fusion would ask itself where label and arrow are.
void CalmStyle::drawHeader(const QStyleOptionHeader &header, QPainter *painter, const QWidget *widget) const
{
    proxy()->drawControl(CE_HeaderSection, &header, painter, widget);
    QStyleOptionHeader part = header;
    part.rect = subElementRect(SE_HeaderLabel, &header, widget);
    if (part.rect.isValid())
        proxy()->drawControl(CE_HeaderLabel, &part, painter, widget);
    if (header.sortIndicator == QStyleOptionHeader::None)
        return;
    part.rect = subElementRect(SE_HeaderArrow, &header, widget);
    proxy()->drawPrimitive(PE_IndicatorHeaderArrow, &part, painter, widget);
}

QRect CalmStyle::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option);
    if (header == nullptr || header->orientation != Qt::Horizontal ||
        (element != SE_HeaderArrow && element != SE_HeaderLabel))
        return QProxyStyle::subElementRect(element, option, widget);
    QRect rect = header->rect.adjusted(headerMargin, 0, -headerMargin, 0);
    if (element == SE_HeaderArrow)
        rect = {rect.right() + 1 - sortArrow, rect.center().y() - sortArrow / 2 + 1, sortArrow, sortArrow};
    else if (header->sortIndicator != QStyleOptionHeader::None)
        rect.setRight(rect.right() - sortArrow - spacing::small);
    return visualRect(header->direction, header->rect, rect);
}

QSize CalmStyle::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                                  const QWidget *widget) const
{
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    switch (type) {
    case CT_ToolButton:
        if (const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option)) {
            result = size + QSize(2 * spacing::medium, spacing::medium);
            if (button->features.testFlag(QStyleOptionToolButton::HasMenu))
                result.rwidth() += spacing::large;
        }
        [[fallthrough]];
    case CT_PushButton:
        if (type == CT_PushButton)
            result.rwidth() += 2 * spacing::medium;
        [[fallthrough]];
    case CT_LineEdit:
    case CT_ComboBox:
    case CT_SpinBox:
        result.setHeight(std::max(result.height(), spacing::toolButtonHeight));
        return result;
    case CT_HeaderSection:
        // Qt leaves as much room for the arrow as the header is high, in every column.
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option);
            header != nullptr && header->sortIndicator != QStyleOptionHeader::None &&
            header->orientation == Qt::Horizontal)
            result.rwidth() += sortArrow + spacing::small - result.height() - headerMargin;
        [[fallthrough]];
    case CT_ItemViewItem:
        result.setHeight(std::max(result.height(), spacing::tableRowHeight));
        return result;
    case CT_TabBarTab:
        result.rwidth() += spacing::medium; // the current one is semi-bold and wider
        return result;
    case CT_ProgressBar:
        return {result.width(), spacing::medium};
    default:
        return result;
    }
}

QRect CalmStyle::subControlRect(ComplexControl control, const QStyleOptionComplex *option,
                                SubControl subControl, const QWidget *widget) const
{
    const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option);
    if (control != CC_ScrollBar || bar == nullptr)
        return QProxyStyle::subControlRect(control, option, subControl, widget);
    // No arrows: the groove is the whole bar.
    constexpr int shortest = 24;
    const bool across = bar->orientation == Qt::Horizontal;
    const int length = across ? bar->rect.width() : bar->rect.height();
    const double range = static_cast<double>(bar->maximum) - bar->minimum;
    const double part = range > 0 ? bar->pageStep / (range + bar->pageStep) : 1.0;
    const int thumb = std::clamp(static_cast<int>(length * part), std::min(shortest, length), length);
    const int start = sliderPositionFromValue(bar->minimum, bar->maximum, bar->sliderPosition, length - thumb,
                                              bar->upsideDown);
    const auto along = [&](int from, int extent) {
        const QRect rect =
            across ? QRect(from, 0, extent, bar->rect.height()) : QRect(0, from, bar->rect.width(), extent);
        return visualRect(bar->direction, bar->rect, rect.translated(bar->rect.topLeft()));
    };
    switch (subControl) {
    case SC_ScrollBarSlider:
        return along(start, thumb);
    case SC_ScrollBarGroove:
        return along(0, length);
    case SC_ScrollBarSubPage:
        return along(0, start);
    case SC_ScrollBarAddPage:
        return along(start + thumb, length - start - thumb);
    default:
        return {};
    }
}

} // namespace genrelens
