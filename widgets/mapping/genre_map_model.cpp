#include "widgets/mapping/genre_map_model.h"

#include "widgets/mapping/name_list.h"
#include "widgets/plots/palette.h"
#include "widgets/plots/text.h"

#include <QMimeData>

#include <algorithm>

namespace genrelens
{

namespace
{

bool isNumber(int column)
{
    return column == GenreMapModel::Tracks || column == GenreMapModel::Purity;
}

} // namespace

GenreMapModel::GenreMapModel(QObject *parent) : QAbstractTableModel(parent)
{
}

void GenreMapModel::setRows(std::vector<GenreRow> rows)
{
    const bool sameGenres =
        std::equal(rows.begin(), rows.end(), m_rows.begin(), m_rows.end(),
                   [](const GenreRow &a, const GenreRow &b) { return a.genre == b.genre; });
    if (!sameGenres) {
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
        return;
    }
    // One signal for all that changed: each would sort and filter the table once more.
    int first = -1;
    int last = -1;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i] == m_rows[i])
            continue;
        m_rows[i] = std::move(rows[i]);
        last = static_cast<int>(i);
        first = first < 0 ? last : first;
    }
    if (first >= 0)
        emit dataChanged(index(first, 0), index(last, ColumnCount - 1));
}

int GenreMapModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int GenreMapModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString GenreMapModel::text(const GenreRow &row, int column) const
{
    switch (column) {
    case Tracks:
        return formatCount(row.tracks);
    case SuperGenre:
        return row.superGenre.isEmpty() ? tr("not mapped") : row.superGenre;
    case Purity:
        return row.purity < 0 ? QStringLiteral("–") : formatShare(row.purity, 0);
    case Nearest:
        return row.nearest.isEmpty() ? QStringLiteral("–") : row.nearest;
    default:
        return row.genre;
    }
}

QVariant GenreMapModel::sortValue(const GenreRow &row, int column) const
{
    switch (column) {
    case Tracks:
        return row.tracks;
    case SuperGenre:
        return row.superGenre;
    case Purity:
        return row.purity;
    case Nearest:
        return row.nearest;
    default:
        return row.genre;
    }
}

QVariant GenreMapModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const GenreRow &row = m_rows[static_cast<std::size_t>(index.row())];
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column);
    case Qt::EditRole:
        return column == SuperGenre ? row.superGenre : text(row, column);
    case Qt::ToolTipRole:
        if (const QString tip = m_tips ? m_tips(index.row(), column) : QString(); !tip.isEmpty())
            return plainTooltip(tip);
        return plainTooltip(text(row, column));
    case SortRole:
        return sortValue(row, column);
    case NearerOtherRole:
        return row.isNearerOther;
    case Qt::DecorationRole:
        if (column == SuperGenre)
            return row.superGenre.isEmpty() ? unmappedColour() : row.colour;
        return column == Nearest && !row.nearest.isEmpty() ? QVariant(row.nearestColour) : QVariant();
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(
            Qt::Alignment(Qt::AlignVCenter | (isNumber(column) ? Qt::AlignRight : Qt::AlignLeft)));
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
            Qt::Alignment(Qt::AlignVCenter | (isNumber(section) ? Qt::AlignRight : Qt::AlignLeft)));
    const QString names[ColumnCount] = {tr("Genre"), tr("Tracks"), tr("Super-genre"), tr("Purity"),
                                        tr("Nearest")};
    const QString tips[ColumnCount] = {
        {},
        tr("Tracks of the genre that are kept"),
        tr("What the genre folds into: click to change it"),
        tr("Share of the genre's held-out tracks that the model takes for its own super-genre"),
        tr("The super-genre whose centroid lies nearest to the genre's, the genre itself left out of it")};
    if (section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::DisplayRole)
        return names[section];
    return role == Qt::ToolTipRole ? QVariant(tips[section]) : QVariant();
}

Qt::ItemFlags GenreMapModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (index.isValid())
        flags |= Qt::ItemIsDragEnabled | Qt::ItemNeverHasChildren;
    if (index.column() == SuperGenre)
        flags |= Qt::ItemIsEditable;
    return flags;
}

bool GenreMapModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!index.isValid() || index.column() != SuperGenre || role != Qt::EditRole)
        return false;
    emit superGenreGiven(index.row(), value.toString());
    return true;
}

QMimeData *GenreMapModel::mimeData(const QModelIndexList &indexes) const
{
    QStringList genres;
    for (const QModelIndex &index : indexes)
        if (index.column() == Genre)
            genres.append(m_rows[static_cast<std::size_t>(index.row())].genre);
    auto *data = new QMimeData;
    data->setData(mimeType(), packNames(genres));
    return data;
}

} // namespace genrelens
