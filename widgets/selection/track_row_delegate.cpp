#include "widgets/selection/track_row_delegate.h"

#include "widgets/models/tracks_model.h"
#include "widgets/plots/theme.h"

namespace genrelens
{

namespace
{

constexpr float tint = 0.16F; // of the accent: text on it keeps its contrast

} // namespace

void TrackRowDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const auto *model = qobject_cast<const TracksModel *>(index.model());
    if (model == nullptr || !model->isMixed())
        return;
    const Theme theme = Theme::of(option->palette);
    if (model->isSelected(index.row())) {
        QColor ground = theme.accent;
        ground.setAlphaF(tint);
        option->backgroundBrush = ground;
    } else {
        option->palette.setColor(QPalette::Text, theme.quiet);
    }
}

} // namespace genrelens
