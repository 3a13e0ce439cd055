#include "widgets/models/choice_delegate.h"

#include "widgets/models/column_model.h"

#include <QApplication>
#include <QComboBox>
#include <QPainter>
#include <QTimer>

namespace genrelens
{

namespace
{

constexpr int arrowWidth = 40; // with the frame and the padding

} // namespace

QString columnGap()
{
    return QString(2, QChar(0x2002)); // en spaces
}

ChoiceDelegate::ChoiceDelegate(QObject *parent) : QStyledItemDelegate(parent)
{
}

void ChoiceDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                           const QModelIndex &index) const
{
    if (index.data(ColumnModel::ChoicesRole).toStringList().isEmpty()) {
        QStyledItemDelegate::paint(painter, option, index);
        return;
    }
    QStyleOptionViewItem ground = option;
    initStyleOption(&ground, index);
    ground.text.clear();
    const QStyle *style = option.widget != nullptr ? option.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &ground, painter, option.widget);
    QStyleOptionComboBox box;
    box.rect = option.rect.adjusted(1, 1, -1, -1);
    box.state = option.state & (QStyle::State_Enabled | QStyle::State_Active);
    box.direction = option.direction;
    box.fontMetrics = option.fontMetrics;
    box.palette = option.palette;
    box.currentText = index.data().toString();
    style->drawComplexControl(QStyle::CC_ComboBox, &box, painter, nullptr);
    style->drawControl(QStyle::CE_ComboBoxLabel, &box, painter, nullptr);
}

QSize ChoiceDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QSize size = QStyledItemDelegate::sizeHint(option, index);
    size.rwidth() += arrowWidth;
    return size;
}

QWidget *ChoiceDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem &,
                                      const QModelIndex &index) const
{
    auto *box = new QComboBox(parent);
    box->addItems(index.data(ColumnModel::ChoicesRole).toStringList());
    box->setAccessibleName(index.data(Qt::AccessibleTextRole).toString());
    auto *self = const_cast<ChoiceDelegate *>(this); // signals of a delegate are sent by const methods
    connect(box, &QComboBox::activated, self, [self, box] {
        emit self->commitData(box);
        emit self->closeEditor(box);
    });
    QTimer::singleShot(0, box, &QComboBox::showPopup); // one click opens the list
    return box;
}

void ChoiceDelegate::setEditorData(QWidget *editor, const QModelIndex &index) const
{
    auto *box = static_cast<QComboBox *>(editor);
    box->setCurrentIndex(box->findText(index.data().toString()));
}

void ChoiceDelegate::setModelData(QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const
{
    model->setData(index, static_cast<QComboBox *>(editor)->currentText());
}

// Of a list of values the first ones tell most; names keep both of their ends.
void ChoiceDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    if (index.column() != ColumnModel::Values)
        return;
    option->textElideMode = Qt::ElideRight;
    option->text.prepend(columnGap());
}

} // namespace genrelens
