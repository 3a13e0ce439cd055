#include "widgets/models/chip_delegate.h"

#include <QPixmap>

namespace genrelens
{

QIcon chipIcon(const QColor &colour)
{
    QPixmap chip(chipSize, chipSize);
    chip.fill(colour);
    QIcon icon;
    for (const QIcon::Mode mode : {QIcon::Normal, QIcon::Active, QIcon::Selected})
        icon.addPixmap(chip, mode); // else styles tint it
    return icon;
}

ChipDelegate::ChipDelegate(QObject *parent) : QStyledItemDelegate(parent)
{
}

void ChipDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const QVariant decoration = index.data(Qt::DecorationRole);
    if (decoration.userType() != QMetaType::QColor)
        return;
    option->icon = chipIcon(decoration.value<QColor>());
    option->decorationSize = {chipSize, chipSize};
}

} // namespace genrelens
