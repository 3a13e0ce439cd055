#include "widgets/shap/choice_box.h"

#include "widgets/plots/class_colours.h"
#include "widgets/plots/text.h"
#include "widgets/plots/theme.h"

#include <QIcon>
#include <QPainter>
#include <QPixmap>
#include <QSignalBlocker>
#include <QStyleOption>
#include <QStylePainter>

#include <algorithm>

namespace genrelens
{

namespace
{

constexpr int swatch = 12;
constexpr int fewestLetters = 7;
constexpr std::size_t mostSwatches = 500; // more take long to make, and their colours repeat

QIcon swatchIcon(const QColor &colour)
{
    QPixmap pixmap(swatch, swatch);
    pixmap.fill(Qt::transparent);
    QPainter(&pixmap).fillRect(1, 1, swatch - 2, swatch - 2, colour);
    return QIcon(pixmap);
}

} // namespace

ChoiceBox::ChoiceBox(const QString &name, const QString &accessibleName, QWidget *parent) : QComboBox(parent)
{
    setObjectName(name);
    setAccessibleName(accessibleName);
    setToolTip(accessibleName);
    setIconSize({swatch, swatch});
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(fewestLetters);
    connect(this, &QComboBox::activated, this, [this] { emit choiceMade(chosen()); });
}

void ChoiceBox::setChoices(std::vector<Choice> choices)
{
    if (choices == m_choices)
        return;
    const QSignalBlocker blocker(this);
    const std::optional<std::size_t> before = chosen();
    m_choices = std::move(choices);
    clear();
    for (const Choice &choice : m_choices) {
        if (choice.colour.isValid() && m_choices.size() <= mostSwatches)
            addItem(swatchIcon(choice.colour), choice.name);
        else
            addItem(choice.name);
    }
    setChosen(before);
}

void ChoiceBox::setChosen(std::optional<std::size_t> id)
{
    const QSignalBlocker blocker(this);
    const auto found = std::find_if(m_choices.begin(), m_choices.end(),
                                    [&](const Choice &choice) { return choice.id == id; });
    setCurrentIndex(found == m_choices.end() ? 0 : static_cast<int>(found - m_choices.begin()));
}

std::optional<std::size_t> ChoiceBox::chosen() const
{
    const auto index = static_cast<std::size_t>(std::max(currentIndex(), 0));
    return index < m_choices.size() ? m_choices[index].id : std::nullopt;
}

void ChoiceBox::paintEvent(QPaintEvent *)
{
    QStylePainter painter(this);
    QStyleOptionComboBox option;
    initStyleOption(&option);
    painter.drawComplexControl(QStyle::CC_ComboBox, option);
    QRect room = style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, this);
    if (!option.currentIcon.isNull())
        room.setWidth(room.width() - swatch - spacing::small);
    option.currentText = elided(option.currentText, font(), room.width() - spacing::small);
    painter.drawControl(QStyle::CE_ComboBoxLabel, option);
}

std::vector<Choice> classChoices(const LabelSet &labels, const StudySettings &settings)
{
    const std::vector<QColor> colours = labelColours(labels, settings);
    std::vector<Choice> choices;
    for (std::size_t c = 0; c < labels.classes().size(); ++c)
        choices.push_back({QString::fromStdString(labels.classes()[c]), c, colours[c]});
    return choices;
}

} // namespace genrelens
