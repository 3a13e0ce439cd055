#pragma once

#include "core/study/map_settings.h"

#include <QFrame>
#include <QString>

#include <string>
#include <utility>
#include <vector>

class QComboBox;
class QDoubleSpinBox;
class QPushButton;
class QSpinBox;

namespace genrelens
{

/// A small form, popped up, of how the map is made.
class MapParameters : public QFrame
{
    Q_OBJECT

public:
    explicit MapParameters(QWidget *parent = nullptr);

    /// Label sets whose classes could be pulled together: their names and titles.
    void setLabelSets(const std::vector<std::pair<std::string, QString>> &sets);
    void setSettings(const MapSettings &settings);
    [[nodiscard]] MapSettings settings() const;
    /// Below that widget, or above it where the screen ends.
    void popUp(const QWidget &beside);

signals:
    /// By a person.
    void changed();
    /// After the last change.
    void closed();

protected:
    void hideEvent(QHideEvent *event) override;

private:
    void makeForm();
    void connectBoxes();
    void refresh();

    QSpinBox *m_neighbours;
    QDoubleSpinBox *m_minDist;
    QDoubleSpinBox *m_spread;
    QComboBox *m_metric;
    QSpinBox *m_epochs;
    QSpinBox *m_negatives;
    QComboBox *m_start;
    QComboBox *m_labels;
    QSpinBox *m_weight; ///< in percent
    QPushButton *m_standard;
    bool m_filling = false;
};

} // namespace genrelens
