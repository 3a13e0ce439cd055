#pragma once

#include <QSortFilterProxyModel>

namespace genrelens
{

/// The genres whose name, or super-genre's name, holds what is typed; all, or only those that lie nearer to
/// another super-genre. Equal ones are sorted by genre.
class GenreFilter : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    explicit GenreFilter(QObject *parent = nullptr);
    void setOnlyNearerOther(bool only);

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;
    [[nodiscard]] bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    bool m_onlyNearerOther = false;
};

} // namespace genrelens
