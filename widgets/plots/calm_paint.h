#pragma once

class QPainter;
class QStyle;
class QStyleOption;
class QStyleOptionButton;
class QStyleOptionComboBox;
class QStyleOptionDockWidget;
class QStyleOptionHeader;
class QStyleOptionProgressBar;
class QStyleOptionSlider;
class QStyleOptionSpinBox;
class QStyleOptionTab;
class QStyleOptionToolButton;
class QWidget;

/// The pieces CalmStyle is painted from. Each takes its colours from the option's palette.
namespace genrelens::calm
{

void paintButtonPanel(QPainter &painter, const QStyleOption &option, bool filled);
void paintField(QPainter &painter, const QStyleOption &option);
void paintFrame(QPainter &painter, const QStyleOption &option);
void paintFocus(QPainter &painter, const QStyleOption &option);
void paintCheckMark(QPainter &painter, const QStyleOption &option, bool round);
void paintArrow(QPainter &painter, const QStyleOption &option, bool down);
void paintTab(QPainter &painter, const QStyleOptionTab &tab);
void paintTabLabel(QPainter &painter, const QStyleOptionTab &tab);
void paintDockTitle(QPainter &painter, const QStyleOptionDockWidget &dock, const QStyle &style,
                    const QWidget *widget);
void paintProgress(QPainter &painter, const QStyleOptionProgressBar &bar);
void paintHeader(QPainter &painter, const QStyleOptionHeader &header);
void paintScrollBar(QPainter &painter, const QStyleOptionSlider &bar, const QStyle &style,
                    const QWidget *widget);
void paintSlider(QPainter &painter, const QStyleOptionSlider &slider, const QStyle &style,
                 const QWidget *widget);
void paintComboBox(QPainter &painter, const QStyleOptionComboBox &box, const QStyle &style,
                   const QWidget *widget);
void paintSpinBox(QPainter &painter, const QStyleOptionSpinBox &box, const QStyle &style,
                  const QWidget *widget);
void paintToolButton(QPainter &painter, const QStyleOptionToolButton &button, const QStyle &style,
                     const QWidget *widget);

} // namespace genrelens::calm
