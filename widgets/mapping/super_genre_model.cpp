#include "widgets/mapping/super_genre_model.h"

#include "widgets/mapping/genre_map_model.h"
#include "widgets/mapping/name_list.h"
#include "widgets/plots/palette.h"
#include "widgets/plots/text.h"

#include <QMimeData>
#include <QSet>

#include <algorithm>

namespace genrelens
{

namespace
{

QSet<QString> namesOf(const std::vector<SuperGenreRow> &rows)
{
    QSet<QString> names;
    for (const SuperGenreRow &row : rows)
        names.insert(row.name);
    return names;
}

// One has another name, in its place; the others are where they were.
bool isRenaming(const std::vector<SuperGenreRow> &before, const std::vector<SuperGenreRow> &after)
{
    if (before.size() != after.size())
        return false;
    int others = 0;
    for (std::size_t i = 0; i < before.size(); ++i)
        others += before[i].name != after[i].name ? 1 : 0;
    return others == 1;
}

} // namespace

SuperGenreModel::SuperGenreModel(QObject *parent) : QAbstractTableModel(parent)
{
}

bool SuperGenreModel::setRows(std::vector<SuperGenreRow> rows)
{
    if (rows == m_rows)
        return true;
    if (isRenaming(m_rows, rows)) {
        m_rows = std::move(rows);
    } else if (namesOf(rows) == namesOf(m_rows)) {
        changeOrder(std::move(rows));
    } else {
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
        return false;
    }
    emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    return true;
}

// Who looks at a super-genre follows it to its new place.
void SuperGenreModel::changeOrder(std::vector<SuperGenreRow> rows)
{
    const bool same = std::equal(rows.begin(), rows.end(), m_rows.begin(),
                                 [](const auto &a, const auto &b) { return a.name == b.name; });
    if (same) {
        m_rows = std::move(rows);
        return;
    }
    emit layoutAboutToBeChanged();
    const std::vector<SuperGenreRow> before = std::move(m_rows);
    m_rows = std::move(rows);
    const QModelIndexList held = persistentIndexList();
    for (const QModelIndex &at : held)
        changePersistentIndex(at, index(rowOf(before[static_cast<std::size_t>(at.row())].name), at.column()));
    emit layoutChanged();
}

int SuperGenreModel::rowOf(const QString &name) const
{
    for (std::size_t i = 0; i < m_rows.size(); ++i)
        if (m_rows[i].name == name)
            return static_cast<int>(i);
    return -1;
}

bool SuperGenreModel::isUnmapped(int row) const
{
    return row >= 0 && row < rowCount() && m_rows[static_cast<std::size_t>(row)].name.isEmpty();
}

int SuperGenreModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int SuperGenreModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant SuperGenreModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const SuperGenreRow &row = m_rows[static_cast<std::size_t>(index.row())];
    const int column = index.column();
    const QString shown = row.name.isEmpty() ? tr("not mapped") : row.name;
    switch (role) {
    case Qt::DisplayRole:
        return column == Name ? shown : formatCount(column == Genres ? row.genres : row.tracks);
    case Qt::EditRole:
        return row.name;
    case Qt::ToolTipRole:
        return plainTooltip(shown);
    case Qt::DecorationRole:
        if (column == Name)
            return row.name.isEmpty() ? unmappedColour() : row.colour;
        return {};
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(
            Qt::Alignment(Qt::AlignVCenter | (column == Name ? Qt::AlignLeft : Qt::AlignRight)));
    default:
        return {};
    }
}

QVariant SuperGenreModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(
            Qt::Alignment(Qt::AlignVCenter | (section == Name ? Qt::AlignLeft : Qt::AlignRight)));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Super-genre");
    case Genres:
        return tr("Genres");
    case Tracks:
        return tr("Tracks");
    default:
        return {};
    }
}

Qt::ItemFlags SuperGenreModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = QAbstractTableModel::flags(index) | Qt::ItemIsDropEnabled;
    if (!index.isValid() || isUnmapped(index.row()))
        return flags;
    flags |= Qt::ItemIsDragEnabled;
    return index.column() == Name ? flags | Qt::ItemIsEditable : flags;
}

bool SuperGenreModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!index.isValid() || index.column() != Name || role != Qt::EditRole)
        return false;
    emit nameGiven(m_rows[static_cast<std::size_t>(index.row())].name, value.toString());
    return true;
}

QStringList SuperGenreModel::mimeTypes() const
{
    return {mimeType(), GenreMapModel::mimeType()};
}

QMimeData *SuperGenreModel::mimeData(const QModelIndexList &indexes) const
{
    QStringList names;
    for (const QModelIndex &index : indexes)
        if (index.column() == Name && !isUnmapped(index.row()))
            names.append(m_rows[static_cast<std::size_t>(index.row())].name);
    auto *data = new QMimeData;
    data->setData(mimeType(), packNames(names));
    return data;
}

Qt::DropActions SuperGenreModel::supportedDropActions() const
{
    return Qt::CopyAction | Qt::MoveAction;
}

bool SuperGenreModel::dropMimeData(const QMimeData *data, Qt::DropAction action, int row, int,
                                   const QModelIndex &parent)
{
    if (action == Qt::IgnoreAction)
        return true;
    const QString onto = parent.isValid() ? m_rows[static_cast<std::size_t>(parent.row())].name : QString();
    if (data->hasFormat(GenreMapModel::mimeType())) {
        const QStringList genres = unpackNames(data->data(GenreMapModel::mimeType()));
        if (parent.isValid())
            emit genresDropped(genres, onto);
        else
            emit genresDroppedApart(genres);
        return true;
    }
    if (!data->hasFormat(mimeType()) || (parent.isValid() && onto.isEmpty()))
        return false;
    const QStringList names = unpackNames(data->data(mimeType()));
    if (parent.isValid())
        emit superGenresDropped(names, onto);
    else
        emit superGenresMoved(names, row < 0 ? rowCount() : row);
    return true;
}

} // namespace genrelens
