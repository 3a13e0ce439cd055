#pragma once

#include "widgets/selection/selection_rows.h"

#include <QStyledItemDelegate>

namespace genrelens
{

struct Theme;

/// Draws the lines of the Selection dock: shares as bars with a mark for all tracks, features as two small
/// histograms back to back.
class SelectionDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace genrelens
