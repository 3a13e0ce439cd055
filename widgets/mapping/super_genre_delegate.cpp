#include "widgets/mapping/super_genre_delegate.h"

#include "widgets/mapping/genre_map_model.h"
#include "widgets/plots/palette.h"
#include "widgets/plots/theme.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QCompleter>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QTimer>
#include <QWheelEvent>

#include <algorithm>
#include <optional>

namespace genrelens
{

namespace
{

constexpr int narrowestEditor = 150;

// Stepping through the list by keys is not choosing yet, and no more is leaving the box as it was.
class NameBox : public QComboBox
{
public:
    using QComboBox::QComboBox;
    [[nodiscard]] bool isStepping() const { return m_stepping; }
    [[nodiscard]] bool isFilled() const { return m_first.has_value(); }
    void setFilled() { m_first = currentText(); }
    void setChosen() { m_chosen = true; }
    [[nodiscard]] bool isAnswered() const { return m_chosen || currentText() != m_first; }

protected:
    void keyPressEvent(QKeyEvent *event) override
    {
        m_stepping = true;
        QComboBox::keyPressEvent(event);
        m_stepping = false;
    }
    void wheelEvent(QWheelEvent *event) override { event->ignore(); }

private:
    std::optional<QString> m_first; // what it was filled with
    bool m_stepping = false;
    bool m_chosen = false;
};

QIcon warningMark(const QColor &colour)
{
    constexpr int scale = 4; // sharp on any screen
    QPixmap mark(chipSize * scale, chipSize * scale);
    mark.fill(Qt::transparent);
    QPainter painter(&mark);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.scale(scale, scale);
    painter.setPen(QPen(colour, 1.2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolygon(QPolygonF({{5, 0.9}, {9.3, 9.1}, {0.7, 9.1}}));
    painter.drawLine(QPointF(5, 3.8), QPointF(5, 6.2));
    painter.drawPoint(QPointF(5, 7.7));
    QIcon icon;
    for (const QIcon::Mode mode : {QIcon::Normal, QIcon::Selected})
        icon.addPixmap(mark, mode);
    return icon;
}

} // namespace

SuperGenreDelegate::SuperGenreDelegate(QObject *parent) : ChipDelegate(parent)
{
}

QWidget *SuperGenreDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem &,
                                          const QModelIndex &) const
{
    auto *box = new NameBox(parent);
    box->setObjectName(QStringLiteral("superGenreEditor"));
    box->setAccessibleName(tr("Super-genre"));
    box->setEditable(true);
    box->setInsertPolicy(QComboBox::NoInsert);
    box->completer()->setCompletionMode(QCompleter::PopupCompletion); // a new name may begin like another
    box->setIconSize({chipSize, chipSize});
    box->lineEdit()->setPlaceholderText(tr("A name, or a new one"));
    for (const SuperGenreChoice &choice : m_choices)
        box->addItem(chipIcon(choice.colour), choice.name, choice.name);
    box->addItem(chipIcon(unmappedColour()), tr("not mapped"), QString());
    auto *self = const_cast<SuperGenreDelegate *>(this); // signals of a delegate are sent by const methods
    const auto choose = [self, box] {
        box->setChosen();
        // Later: the key that chose must not reach the table, where it would open the next editor.
        QTimer::singleShot(0, box, [self, box] {
            if (box->isHidden())
                return; // already closed
            emit self->commitData(box);
            emit self->closeEditor(box);
        });
    };
    connect(box, &QComboBox::activated, self, [box, choose] {
        if (!box->isStepping())
            choose();
    });
    connect(box->lineEdit(), &QLineEdit::returnPressed, self, [box, choose] {
        box->setChosen();
        if (box->completer()->popup()->isVisible())
            choose(); // that list takes the key for itself and would only close
    });
    if (m_opensList)
        QTimer::singleShot(0, box, &QComboBox::showPopup);
    return box;
}

void SuperGenreDelegate::setEditorData(QWidget *editor, const QModelIndex &index) const
{
    auto *box = static_cast<NameBox *>(editor);
    if (box->isFilled())
        return; // the row changed, but not what is being typed
    box->setCurrentIndex(box->findData(index.data(Qt::EditRole)));
    box->lineEdit()->selectAll();
    box->setFilled();
}

void SuperGenreDelegate::setModelData(QWidget *editor, QAbstractItemModel *model,
                                      const QModelIndex &index) const
{
    const auto *box = static_cast<NameBox *>(editor);
    const QString text = box->currentText();
    if (!box->isAnswered() || text.trimmed().isEmpty())
        return; // nothing was said
    const int entry = box->findText(text, Qt::MatchExactly | Qt::MatchCaseSensitive);
    model->setData(index, entry < 0 ? QVariant(text) : box->itemData(entry), Qt::EditRole);
}

// At least as wide as names are, whatever the column is, within the table.
void SuperGenreDelegate::updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option,
                                              const QModelIndex &) const
{
    QRect room = option.rect;
    const int right = editor->parentWidget() != nullptr ? editor->parentWidget()->width() : room.right() + 1;
    if (room.width() < narrowestEditor) {
        room.setWidth(narrowestEditor);
        room.moveRight(std::min(room.right(), right - 1));
    }
    editor->setGeometry(room);
}

void SuperGenreDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    ChipDelegate::initStyleOption(option, index);
    if (index.column() != GenreMapModel::Genre || !index.data(GenreMapModel::NearerOtherRole).toBool())
        return;
    option->features |= QStyleOptionViewItem::HasDecoration;
    option->icon = warningMark(Theme::of(option->palette).warning);
    option->decorationSize = {chipSize, chipSize};
    option->decorationPosition = QStyleOptionViewItem::Right;
}

} // namespace genrelens
