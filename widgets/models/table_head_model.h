#pragma once

#include "core/table/table.h"

#include <QAbstractTableModel>

namespace genrelens
{

/// The first rows of a file as they were read.
class TableHeadModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    explicit TableHeadModel(Table table, QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    Table m_table;
};

} // namespace genrelens
