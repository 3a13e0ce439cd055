#include "widgets/map/map_colour_box.h"

#include "widgets/plots/text.h"

#include <QStandardItemModel>

#include <algorithm>

namespace genrelens
{

namespace
{

constexpr int widest = 190;
constexpr int narrowest = 60;

bool areTheSame(const MapColouringChoice &a, const MapColouringChoice &b)
{
    return a.colouring == b.colouring && a.title == b.title && a.possible == b.possible;
}

} // namespace

MapColourBox::MapColourBox(QWidget *parent) : QComboBox(parent)
{
    setObjectName(QStringLiteral("mapColouring"));
    setAccessibleName(tr("Colour by"));
    setToolTip(tr("What the points are coloured by"));
    setMaxVisibleItems(30);
    connect(this, &QComboBox::activated, this, [this](int index) {
        if (index >= 0 && static_cast<std::size_t>(index) < m_choices.size())
            emit colouringChosen(m_choices[static_cast<std::size_t>(index)].colouring);
    });
}

void MapColourBox::setChoices(std::vector<MapColouringChoice> choices, const MapColouring &chosen)
{
    const bool same =
        std::equal(choices.begin(), choices.end(), m_choices.begin(), m_choices.end(), areTheSame);
    if (!same) {
        m_choices = std::move(choices);
        fill();
    }
    const auto found = std::find_if(m_choices.begin(), m_choices.end(),
                                    [&](const auto &choice) { return choice.colouring == chosen; });
    setCurrentIndex(found == m_choices.end() ? -1 : static_cast<int>(found - m_choices.begin()));
}

void MapColourBox::fill()
{
    clear();
    auto *items = qobject_cast<QStandardItemModel *>(model());
    for (std::size_t i = 0; i < m_choices.size(); ++i) {
        const auto row = static_cast<int>(i);
        addItem(m_choices[i].title);
        items->item(row)->setEnabled(m_choices[i].possible);
    }
}

QSize MapColourBox::sizeHint() const
{
    return {std::clamp(QComboBox::sizeHint().width(), narrowest, widest), QComboBox::sizeHint().height()};
}

QSize MapColourBox::minimumSizeHint() const
{
    return {narrowest, QComboBox::minimumSizeHint().height()};
}

} // namespace genrelens
