#include "widgets/docks/title_box.h"

#include "widgets/plots/text.h"

#include <QAbstractItemView>
#include <QStyleOptionComboBox>

#include <algorithm>

namespace genrelens
{

namespace
{

constexpr int margin = 2; // of the text in its field

} // namespace

TitleBox::TitleBox(int narrowest, int widest) : m_widest(widest)
{
    setSizeAdjustPolicy(QComboBox::AdjustToContents);
    setMinimumContentsLength(narrowest);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    view()->setTextElideMode(Qt::ElideMiddle);
}

QSize TitleBox::sizeHint() const
{
    const QSize hint = QComboBox::sizeHint();
    return {std::min(hint.width(), mostWidth()), hint.height()};
}

QSize TitleBox::minimumSizeHint() const
{
    const QSize hint = QComboBox::minimumSizeHint();
    return {std::min(hint.width(), mostWidth()), hint.height()};
}

void TitleBox::initStyleOption(QStyleOptionComboBox *option) const
{
    QComboBox::initStyleOption(option);
    const int room =
        style()->subControlRect(QStyle::CC_ComboBox, option, QStyle::SC_ComboBoxEditField, this).width();
    option->currentText = elided(option->currentText, font(), room - 2 * margin);
}

int TitleBox::mostWidth() const
{
    QStyleOptionComboBox option;
    QComboBox::initStyleOption(&option);
    const QSize content(fontMetrics().horizontalAdvance(QString(m_widest, u'x')), 1);
    return style()->sizeFromContents(QStyle::CT_ComboBox, &option, content, this).width();
}

} // namespace genrelens
