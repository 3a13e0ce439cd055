#pragma once

#include <QStyledItemDelegate>

namespace genrelens
{

/// Draws an accuracy as its number and, on a scale that all rows share, a bar from the baseline to it with
/// its interval: the baseline is a grey tick. For the Accuracy column of a ModelRunsModel, through any proxy.
class AccuracyDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace genrelens
