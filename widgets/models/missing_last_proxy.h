#pragma once

#include <QSortFilterProxyModel>

namespace genrelens
{

/// Sorts rows without a value to the end, whichever way it sorts.
class MissingLastProxy : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

protected:
    [[nodiscard]] bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;
};

} // namespace genrelens
