#include "widgets/models/genre_map_model.h"

#include "widgets/plots/palette.h"
#include "widgets/plots/text.h"

namespace genrelens
{

GenreMapModel::GenreMapModel(QObject *parent) : QAbstractTableModel(parent)
{
}

void GenreMapModel::setRows(std::vector<GenreRow> rows)
{
    if (rows == m_rows)
        return;
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int GenreMapModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int GenreMapModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant GenreMapModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const GenreRow &row = m_rows[static_cast<std::size_t>(index.row())];
    const bool mapped = !row.superGenre.isEmpty();
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        if (index.column() == Tracks)
            return formatCount(row.tracks);
        if (index.column() == SuperGenre)
            return mapped ? row.superGenre : tr("not mapped");
        return row.genre;
    case SortRole:
        if (index.column() == Tracks)
            return row.tracks;
        return index.column() == SuperGenre ? row.superGenre : row.genre;
    case Qt::DecorationRole:
        if (index.column() == SuperGenre)
            return mapped ? row.colour : unmappedColour();
        return {};
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(
            Qt::Alignment(Qt::AlignVCenter | (index.column() == Tracks ? Qt::AlignRight : Qt::AlignLeft)));
    default:
        return {};
    }
}

QVariant GenreMapModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(
            Qt::Alignment(Qt::AlignVCenter | (section == Tracks ? Qt::AlignRight : Qt::AlignLeft)));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Genre:
        return tr("Genre");
    case Tracks:
        return tr("Tracks");
    case SuperGenre:
        return tr("Super-genre");
    default:
        return {};
    }
}

} // namespace genrelens
