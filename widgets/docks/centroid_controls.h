#pragma once

#include "widgets/models/centroid_table_model.h"
#include "widgets/plots/axis_arrangement.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QMenu;
class QPushButton;
class QToolButton;

namespace genrelens
{

/// The order, hidden and flipped features as they were left.
AxisArrangement rememberedArrangement();
void rememberArrangement(const AxisArrangement &arrangement);

/// What is to be seen in the Centroids dock, in a line above it, or two when it is narrow.
class CentroidControls : public QWidget
{
    Q_OBJECT

public:
    enum class Mode { Lines, Bars, Table };

    explicit CentroidControls(QWidget *parent = nullptr);

    [[nodiscard]] Mode mode() const;
    [[nodiscard]] bool trainingOnly() const;
    [[nodiscard]] bool quartiles() const;
    [[nodiscard]] bool sample() const;
    [[nodiscard]] CentroidTableModel::Values values() const;

    /// What the menu of features offers.
    void setFeatures(const QStringList &names, const AxisArrangement &arrangement);
    /// More than a legend holds: they are searched.
    void setManyClasses(bool many);

signals:
    void viewChanged();
    void searched(const QString &text);
    void foundChosen(); ///< only those that the search found
    void copyRequested();
    void arrangementChosen(const genrelens::AxisArrangement &arrangement);
    void spreadOrderChosen();

private:
    void explain();
    void fillMenu();
    void showWhatFits();

    QComboBox *m_mode;
    QComboBox *m_tracks;
    QCheckBox *m_quartiles;
    QCheckBox *m_sample;
    QToolButton *m_features;
    QMenu *m_menu;
    QComboBox *m_values;
    QPushButton *m_copy;
    QLineEdit *m_search;
    QStringList m_names;
    AxisArrangement m_arrangement;
    bool m_manyClasses = false;
};

} // namespace genrelens
