#pragma once

#include "core/study/import_plan.h"

#include <QAbstractTableModel>
#include <QStringList>

namespace genrelens
{

/// The name of a role for people: "genre (label)".
QString roleTitle(ColumnRole role);

/// The columns of a file, one a row, with what each is for; edits an ImportPlan. Cells that are chosen from a
/// list give the list under ChoicesRole and take its entries' text.
class ColumnModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Name, Type, Missing, Values, Role, Standardize, Log, WhenMissing, ColumnCount };
    static constexpr int ChoicesRole = Qt::UserRole; ///< QStringList; empty where there is nothing to choose

    explicit ColumnModel(ImportPlan plan, QObject *parent = nullptr);

    [[nodiscard]] const ImportPlan &plan() const { return m_plan; }
    /// Begins anew with another plan for the same file.
    void setPlan(ImportPlan plan);
    void setRepeats(RepeatsBy repeats);
    void setWholeGenres(bool whole);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

signals:
    void planChanged();
    void rolesChanged(); ///< before planChanged

private:
    [[nodiscard]] bool isFeature(int row) const;
    [[nodiscard]] QString text(int row, int column) const;
    [[nodiscard]] QString tip(int row, int column) const;
    [[nodiscard]] QStringList choices(int row, int column) const;
    [[nodiscard]] QVariant checkState(int row, int column) const;
    [[nodiscard]] QString typeText(int row) const;
    [[nodiscard]] QString valuesText(int row) const;
    bool setRoleText(int row, const QString &text);

    ImportPlan m_plan;
};

} // namespace genrelens
