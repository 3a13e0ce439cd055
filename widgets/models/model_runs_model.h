#pragma once

#include <QAbstractTableModel>
#include <QString>

#include <vector>

namespace genrelens
{

/// One trained model as the table shows it; shares are 0..1.
struct ModelRunRow {
    QString model;         ///< as people call it
    QString labels;        ///< likewise
    std::string modelName; ///< as the catalogue calls it
    std::string labelsName;
    int classes = 0;
    qint64 testRows = 0;
    double accuracy = 0.0;
    double low = 0.0; ///< 95 % interval of the accuracy
    double high = 0.0;
    double baseline = 0.0;
    double macroF1 = 0.0;
    double trainAccuracy = 0.0;
    bool current = true; ///< false: made from inputs that have changed since

    bool operator==(const ModelRunRow &) const = default;
};

/// Trained models with their figures on held-out tracks. Sort by SortRole.
class ModelRunsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Labels, Model, Accuracy, IntervalOf, Baseline, MacroF1, TrainAccuracy, State, ColumnCount };
    static constexpr int SortRole = Qt::UserRole;

    explicit ModelRunsModel(QObject *parent = nullptr);
    void setRows(std::vector<ModelRunRow> rows);
    [[nodiscard]] const std::vector<ModelRunRow> &rows() const { return m_rows; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<ModelRunRow> m_rows;
};

} // namespace genrelens
