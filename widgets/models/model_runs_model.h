#pragma once

#include "widgets/models/model_run_rows.h"

#include <QAbstractTableModel>
#include <QString>

#include <vector>

namespace genrelens
{

/// Models with their figures on held-out tracks; of what is not trained yet the figures are missing. Sort by
/// SortRole, which has no value where a figure is missing.
class ModelRunsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        Labels,
        Model,
        Accuracy,
        Baseline,
        Gain,
        IntervalOf,
        MacroF1,
        WeightedF1,
        BalancedAccuracy,
        Kappa,
        Top3,
        LogLoss,
        Brier,
        TrainAccuracy,
        Seconds,
        State,
        ColumnCount
    };
    static constexpr int SortRole = Qt::UserRole;
    // Of Accuracy: what the end of a cell's bar stands for, and the upper end of the interval.
    static constexpr int ScaleRole = Qt::UserRole + 1;
    static constexpr int HighRole = Qt::UserRole + 2;
    static constexpr int CurrentRole = Qt::UserRole + 3; ///< false where inputs have changed since
    static constexpr int ShareRole = Qt::UserRole + 4;   ///< of a training that runs; else no value

    explicit ModelRunsModel(QObject *parent = nullptr);
    /// Selections and places stay while the rows are about the same models.
    void setRows(std::vector<ModelRunRow> rows);
    void setShare(const ModelSlot &slot, double share);
    [[nodiscard]] const std::vector<ModelRunRow> &rows() const { return m_rows; }

    /// NaN where there is none: of a text, or of a model that is not trained.
    static double figure(const ModelRunRow &row, int column);
    /// The figure or text as the table shows it.
    static QString cellText(const ModelRunRow &row, int column);
    static QString columnTitle(int column);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QVariant sortValue(int row, int column) const;

    std::vector<ModelRunRow> m_rows;
    double m_scale = 1.0;
};

} // namespace genrelens
