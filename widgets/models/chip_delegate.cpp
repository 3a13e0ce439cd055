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

// What is typed covers what was there.
QWidget *ChipDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem &option,
                                    const QModelIndex &index) const
{
    QWidget *editor = QStyledItemDelegate::createEditor(parent, option, index);
    if (editor != nullptr)
        editor->setAutoFillBackground(true);
    return editor;
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
