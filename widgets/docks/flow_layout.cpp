#include "widgets/docks/flow_layout.h"

#include <QStyle>
#include <QWidget>

#include <algorithm>
#include <utility>

namespace genrelens
{

FlowLayout::FlowLayout(int gap) : m_gap(gap)
{
    setContentsMargins(0, 0, 0, 0);
}

FlowLayout::~FlowLayout()
{
    qDeleteAll(m_items);
}

QLayoutItem *FlowLayout::takeAt(int index)
{
    return index >= 0 && index < m_items.size() ? m_items.takeAt(index) : nullptr;
}

int FlowLayout::heightForWidth(int width) const
{
    return arrange(QRect(0, 0, width, 0), false);
}

QSize FlowLayout::sizeHint() const
{
    QSize size;
    for (const QLayoutItem *item : m_items)
        if (!item->isEmpty()) {
            size.rwidth() += item->sizeHint().width() + m_gap;
            size.setHeight(std::max(size.height(), item->sizeHint().height()));
        }
    return size;
}

QSize FlowLayout::minimumSize() const
{
    QSize size;
    for (const QLayoutItem *item : m_items)
        if (!item->isEmpty())
            size = size.expandedTo(item->minimumSize());
    return size;
}

void FlowLayout::setGeometry(const QRect &rect)
{
    QLayout::setGeometry(rect);
    static_cast<void>(arrange(rect, true));
}

int FlowLayout::arrange(const QRect &rect, bool place) const
{
    const bool mirrored = parentWidget() != nullptr && parentWidget()->isRightToLeft();
    QList<std::pair<QLayoutItem *, QRect>> line;
    int x = rect.x();
    int y = rect.y();
    int height = 0;
    const auto finishLine = [&] {
        for (auto &[item, there] : line) {
            there.moveTop(y + (height - there.height()) / 2);
            if (place)
                item->setGeometry(mirrored ? QStyle::visualRect(Qt::RightToLeft, rect, there) : there);
        }
        line.clear();
        y += height;
        x = rect.x();
        height = 0;
    };
    for (QLayoutItem *item : m_items) {
        if (item->isEmpty())
            continue;
        const QSize size = item->sizeHint().boundedTo({std::max(1, rect.width()), QLAYOUTSIZE_MAX});
        if (!line.isEmpty() && x + size.width() > rect.right() + 1) {
            finishLine();
            y += m_gap;
        }
        line.append({item, QRect(QPoint(x, y), size)});
        x += size.width() + m_gap;
        height = std::max(height, size.height());
    }
    finishLine();
    return y - rect.y();
}

} // namespace genrelens
