#include "widgets/models/cell_table_model.h"

#include "widgets/plots/text.h"

#include <QLocale>

#include <cmath>

namespace genrelens
{

namespace
{

constexpr int allDigits = 15;

QVariant alignment(bool isNumber)
{
    return QVariant::fromValue(Qt::Alignment(Qt::AlignVCenter | (isNumber ? Qt::AlignRight : Qt::AlignLeft)));
}

} // namespace

TableCell numberCell(double value, const QString &text)
{
    if (std::isnan(value))
        return {text, {}, text};
    return {text, value, formatValue(value, allDigits)};
}

TableCell countCell(std::size_t count)
{
    return {formatCount(static_cast<qint64>(count)), static_cast<qulonglong>(count)};
}

CellTableModel::CellTableModel(std::vector<TableColumn> columns, QObject *parent)
    : QAbstractTableModel(parent)
    , m_columns(std::move(columns))
{
}

void CellTableModel::setColumns(std::vector<TableColumn> columns)
{
    if (columns == m_columns)
        return;
    beginResetModel();
    m_columns = std::move(columns);
    m_rows.clear();
    endResetModel();
}

// A table of as many rows keeps its place and what is marked in it.
void CellTableModel::setRows(std::vector<TableRow> rows)
{
    if (rows == m_rows)
        return;
    if (rows.size() == m_rows.size()) {
        m_rows = std::move(rows);
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
        return;
    }
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int CellTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int CellTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

QVariant CellTableModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const TableRow &row = m_rows[static_cast<std::size_t>(index.row())];
    const TableCell &cell = row.cells[static_cast<std::size_t>(index.column())];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
        return cell.text;
    case Qt::ToolTipRole:
        return plainTooltip(cell.tip.isEmpty() ? cell.text : cell.tip);
    case Qt::DecorationRole:
        return index.column() == 0 && row.chip.isValid() ? QVariant(row.chip) : QVariant();
    case Qt::TextAlignmentRole:
        return alignment(m_columns[static_cast<std::size_t>(index.column())].isNumber);
    case SortRole:
        if (m_columns[static_cast<std::size_t>(index.column())].isNumber)
            return cell.number;
        return cell.text.isEmpty() ? QVariant() : QVariant(cell.text);
    default:
        return {};
    }
}

bool CellTableModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!index.isValid() || role != Qt::EditRole || !flags(index).testFlag(Qt::ItemIsEditable))
        return false;
    emit edited(index.row(), value.toString());
    return true;
}

Qt::ItemFlags CellTableModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = QAbstractTableModel::flags(index) | Qt::ItemNeverHasChildren;
    flags.setFlag(Qt::ItemIsEditable, m_editable && index.column() == 0);
    return flags;
}

QVariant CellTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const TableColumn &column = m_columns[static_cast<std::size_t>(section)];
    if (role == Qt::DisplayRole)
        return column.title;
    if (role == Qt::ToolTipRole)
        return plainTooltip(column.tip);
    if (role == Qt::TextAlignmentRole)
        return alignment(column.isNumber);
    return {};
}

} // namespace genrelens
