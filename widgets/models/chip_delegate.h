#pragma once

#include <QColor>
#include <QIcon>
#include <QStyledItemDelegate>

namespace genrelens
{

/// Side of a chip, in logical pixels.
inline constexpr int chipSize = 10;

/// A small square of a class's colour, for menus and lists; the same in rows that are selected.
QIcon chipIcon(const QColor &colour);

/// Draws decorations that are colours as chips.
class ChipDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit ChipDelegate(QObject *parent = nullptr);

    QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;
};

} // namespace genrelens
