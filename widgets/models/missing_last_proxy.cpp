#include "widgets/models/missing_last_proxy.h"

namespace genrelens
{

bool MissingLastProxy::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    const bool leftIs = left.data(sortRole()).isValid();
    const bool rightIs = right.data(sortRole()).isValid();
    if (leftIs && rightIs)
        return QSortFilterProxyModel::lessThan(left, right);
    return sortOrder() == Qt::AscendingOrder ? leftIs && !rightIs : rightIs && !leftIs;
}

} // namespace genrelens
