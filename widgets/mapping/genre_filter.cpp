#include "widgets/mapping/genre_filter.h"

#include "widgets/mapping/genre_map_model.h"

namespace genrelens
{

GenreFilter::GenreFilter(QObject *parent) : QSortFilterProxyModel(parent)
{
    setSortRole(GenreMapModel::SortRole);
    setSortCaseSensitivity(Qt::CaseInsensitive);
    setFilterCaseSensitivity(Qt::CaseInsensitive);
}

void GenreFilter::setOnlyNearerOther(bool only)
{
    m_onlyNearerOther = only;
    invalidateFilter();
}

bool GenreFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const auto at = [&](int column) { return sourceModel()->index(row, column, parent); };
    if (m_onlyNearerOther && !at(GenreMapModel::Genre).data(GenreMapModel::NearerOtherRole).toBool())
        return false;
    const QRegularExpression wanted = filterRegularExpression();
    for (const int column : {GenreMapModel::Genre, GenreMapModel::SuperGenre})
        if (at(column).data().toString().contains(wanted))
            return true;
    return false;
}

bool GenreFilter::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    if (QSortFilterProxyModel::lessThan(left, right))
        return true;
    if (QSortFilterProxyModel::lessThan(right, left))
        return false;
    const auto genre = [](const QModelIndex &index) {
        return index.siblingAtColumn(GenreMapModel::Genre).data().toString();
    };
    // Whichever way the column is sorted, genres run from a to z.
    const int order = genre(left).compare(genre(right), Qt::CaseInsensitive);
    return sortOrder() == Qt::AscendingOrder ? order < 0 : order > 0;
}

} // namespace genrelens
