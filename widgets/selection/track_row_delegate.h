#pragma once

#include <QStyledItemDelegate>

namespace genrelens
{

/// Rows of selected tracks stand on a tinted ground; while there are any, the others are quiet.
class TrackRowDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;
};

} // namespace genrelens
