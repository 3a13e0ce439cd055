#pragma once

#include "widgets/models/model_run_rows.h"

#include <QAbstractTableModel>

#include <set>
#include <vector>

namespace genrelens
{

class StudyJobs;

/// Kinds of models by label sets: what of each is trained, under way or failed, and what a person ticked to
/// be trained.
class TrainingGridModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    static constexpr int ShareRole = Qt::UserRole; ///< of a training that runs; else no value

    explicit TrainingGridModel(QObject *parent = nullptr);

    void refresh(const Study &study, const StudyJobs &jobs);
    void setShare(const ModelSlot &slot, double share);

    /// What is ticked, label set by label set.
    [[nodiscard]] std::vector<ModelSlot> ticked() const;
    void untickAll();
    void setTicked(const QModelIndexList &cells, bool ticked);
    [[nodiscard]] bool areAllTicked(const QModelIndexList &cells) const;
    /// The cells of a row or a column.
    [[nodiscard]] QModelIndexList line(Qt::Orientation headerOrientation, int section) const;
    [[nodiscard]] const ModelRunRow &cell(const QModelIndex &index) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

signals:
    void tickedChanged();

private:
    struct Labels {
        std::string name;
        QString title;
        QString fullTitle;
        bool learnable = false; ///< the file has such labels, or they can be found

        bool operator==(const Labels &) const = default;
    };

    std::vector<Labels> m_labels;
    std::vector<ModelRunRow> m_cells; // row by row
    std::set<ModelSlot> m_ticked;
};

} // namespace genrelens
