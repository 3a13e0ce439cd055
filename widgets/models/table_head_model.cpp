#include "widgets/models/table_head_model.h"

#include "widgets/models/cell_text.h"
#include "widgets/plots/text.h"

#include <algorithm>

namespace genrelens
{

namespace
{

constexpr std::size_t mostRows = 20;

} // namespace

TableHeadModel::TableHeadModel(Table table, QObject *parent)
    : QAbstractTableModel(parent)
    , m_table(std::move(table))
{
}

int TableHeadModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(std::min(m_table.rows(), mostRows));
}

int TableHeadModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_table.columnCount());
}

QVariant TableHeadModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const auto &column = m_table.column(static_cast<std::size_t>(index.column()));
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(
            Qt::Alignment(Qt::AlignVCenter | (column.isNumeric() ? Qt::AlignRight : Qt::AlignLeft)));
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    const auto row = static_cast<std::size_t>(index.row());
    return role == Qt::ToolTipRole ? plainTooltip(cellText(column, row, longestTip).simplified())
                                   : cellText(column, row).simplified();
}

QVariant TableHeadModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role == Qt::DisplayRole && orientation == Qt::Vertical)
        return section + 1;
    const bool name = orientation == Qt::Horizontal && (role == Qt::DisplayRole || role == Qt::ToolTipRole);
    if (!name || section >= columnCount())
        return {};
    const QString text = shortened(m_table.column(static_cast<std::size_t>(section)).name, longestTip);
    return role == Qt::ToolTipRole ? plainTooltip(text) : text;
}

} // namespace genrelens
