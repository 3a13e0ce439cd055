#pragma once

#include "widgets/map/map_colouring.h"

#include <QComboBox>

#include <vector>

namespace genrelens
{

/// The choice of what the points of a map are coloured by.
class MapColourBox : public QComboBox
{
    Q_OBJECT

public:
    explicit MapColourBox(QWidget *parent = nullptr);

    /// What first must be computed cannot be chosen. Emits nothing.
    void setChoices(std::vector<MapColouringChoice> choices, const MapColouring &chosen);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    /// By a person.
    void colouringChosen(const genrelens::MapColouring &colouring);

private:
    void fill();

    std::vector<MapColouringChoice> m_choices;
};

} // namespace genrelens
