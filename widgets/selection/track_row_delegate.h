#pragma once

#include <QStyledItemDelegate>

namespace genrelens
{

/// Among others, rows of selected tracks stand on a tinted ground and the others are quiet.
class TrackRowDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;
};

} // namespace genrelens
