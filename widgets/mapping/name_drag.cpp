#include "widgets/mapping/name_drag.h"

#include "widgets/plots/text.h"
#include "widgets/plots/theme.h"

#include <QAbstractItemView>
#include <QDrag>
#include <QMimeData>
#include <QPainter>
#include <QPixmap>

#include <cmath>

namespace genrelens
{

namespace
{

constexpr double widestLabel = 200;
constexpr QPoint besidePointer(-14, -14);

QPixmap labelPicture(const QWidget &widget, const QString &label)
{
    const Theme theme = Theme::of(widget.palette());
    const QString text = elided(label, widget.font(), widestLabel);
    const QSizeF size(std::ceil(textWidth(text, widget.font())) + 2 * spacing::medium,
                      lineHeight(widget.font()) + spacing::small);
    const double ratio = widget.devicePixelRatioF();
    QPixmap picture((size * ratio).toSize());
    picture.setDevicePixelRatio(ratio);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(widget.font());
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.tooltip);
    const QRectF room(QPointF(), size);
    painter.drawRoundedRect(room, spacing::cornerRadius, spacing::cornerRadius);
    painter.setPen(theme.onTooltip);
    painter.drawText(room, Qt::AlignCenter, text);
    return picture;
}

} // namespace

void dragAsLabel(QAbstractItemView &view, const QString &label)
{
    QMimeData *data = view.model()->mimeData(view.selectionModel()->selectedIndexes());
    if (data == nullptr)
        return;
    auto *drag = new QDrag(&view); // deletes itself
    drag->setMimeData(data);
    drag->setPixmap(labelPicture(view, label));
    drag->setHotSpot(besidePointer);
    drag->exec(Qt::CopyAction);
}

} // namespace genrelens
