#include "widgets/selection/selection_delegate.h"

#include "widgets/plots/text.h"
#include "widgets/plots/theme.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace genrelens
{

namespace
{

using Kind = SelectionRow::Kind;

constexpr int featureHeight = 30;
constexpr int sectionHeight = 28;
constexpr double chipSize = 10.0;
constexpr double barHeight = 8.0;
constexpr double namePart = 0.4; // of the width

// Where the parts of a line are; figures stand below each other in all lines.
struct Parts {
    QRectF name;
    QRectF middle;
    QRectF first;
    QRectF second;
};

Parts partsOf(const SelectionRow &row, const QRectF &area, const QFont &font)
{
    const QRectF inner = area.adjusted(spacing::small, 0, -spacing::small, 0);
    const double second = textWidth(QStringLiteral("×0,000"), font);
    const double first = row.kind == Kind::Artist ? textWidth(QStringLiteral("000 of 0,000"), font)
                                                  : textWidth(QStringLiteral("100.0 %"), font);
    const bool two = row.kind == Kind::Class || row.kind == Kind::Artist;
    Parts parts;
    parts.second = QRectF(inner.right() - second, inner.top(), second, inner.height());
    const double right = two ? parts.second.left() - spacing::small : inner.right();
    parts.first = QRectF(right - first, inner.top(), first, inner.height());
    const bool drawn = row.kind == Kind::Class || row.kind == Kind::Feature;
    const double room = parts.first.left() - spacing::medium - inner.left();
    const double name = drawn ? std::max(room * 0.3, std::min(room, inner.width() * namePart)) : room;
    parts.name = QRectF(inner.left(), inner.top(), name, inner.height());
    parts.middle = QRectF(parts.name.right() + spacing::medium, inner.top(), room - name - spacing::medium,
                          inner.height());
    return parts;
}

void write(QPainter &painter, const QRectF &place, Qt::Alignment alignment, const QString &text)
{
    painter.drawText(place, static_cast<int>(alignment | Qt::AlignVCenter) | Qt::TextSingleLine, text);
}

void writeName(QPainter &painter, QRectF place, const SelectionRow &row)
{
    if (row.chip.isValid()) {
        const QRectF chip(place.left(), place.center().y() - chipSize / 2, chipSize, chipSize);
        painter.fillRect(chip, row.chip);
        place.setLeft(chip.right() + spacing::medium);
    }
    write(painter, place, Qt::AlignLeft, elided(row.name, painter.font(), place.width()));
}

// The selected tracks' share is solid, the mark is that of all tracks.
void drawShare(QPainter &painter, const QRectF &place, const SelectionRow &row, const Theme &theme)
{
    const QRectF bar(place.left(), place.center().y() - barHeight / 2, place.width(), barHeight);
    painter.fillRect(bar, theme.window);
    const QColor colour = row.chip.isValid() ? row.chip : theme.accent;
    painter.fillRect(QRectF(bar.left(), bar.top(), bar.width() * row.share / row.longest, bar.height()),
                     colour);
    const double mark = bar.left() + bar.width() * row.everywhere / row.longest;
    painter.fillRect(QRectF(mark - 1.0, bar.top() - 3.0, 2.0, bar.height() + 6.0), theme.text);
}

// How many of each group's rows are in the bins, the selected up and the others down; by their roots, since
// features have bins that hold nearly all.
void drawHistograms(QPainter &painter, const QRectF &place, const SelectionRow &row, const Theme &theme)
{
    const auto highest = [](const SelectionGround::Histogram &bins) {
        return static_cast<double>(std::max(1U, *std::max_element(bins.begin(), bins.end())));
    };
    const double width = place.width() / static_cast<double>(SelectionGround::bins);
    const double ground = place.center().y();
    const double half = place.height() / 2 - 2.0;
    const double ofSelected = highest(row.selected);
    const double ofOthers = highest(row.others);
    QColor quiet = theme.quiet;
    quiet.setAlphaF(0.55F);
    for (std::size_t b = 0; b < SelectionGround::bins; ++b) {
        const double left = place.left() + static_cast<double>(b) * width;
        const double up = half * std::sqrt(row.selected[b] / ofSelected);
        const double down = half * std::sqrt(row.others[b] / ofOthers);
        painter.fillRect(QRectF(left, ground - up, width - 0.5, up), theme.accent);
        painter.fillRect(QRectF(left, ground, width - 0.5, down), quiet);
    }
    painter.fillRect(QRectF(place.left(), ground - 0.5, place.width(), 1.0), theme.line);
}

} // namespace

void SelectionDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                              const QModelIndex &index) const
{
    const auto *model = qobject_cast<const SelectionRowsModel *>(index.model());
    const SelectionRow &row = model->row(index);
    const Theme theme = Theme::of(option.palette);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QRectF area = option.rect;
    if (row.canBePicked() && option.state.testFlag(QStyle::State_MouseOver))
        painter->fillRect(area, theme.window);
    if (option.state.testFlag(QStyle::State_HasFocus)) {
        painter->setPen(theme.accent);
        painter->drawRect(area.adjusted(0.5, 0.5, -0.5, -0.5));
    }
    painter->setFont(option.font);
    painter->setPen(theme.text);
    if (row.kind == Kind::Section) {
        const QRectF line = area.adjusted(spacing::small, spacing::medium, -spacing::small, 0);
        painter->setFont(semiBoldFont(option.font));
        const double figures = textWidth(row.first, option.font);
        write(*painter, line, Qt::AlignLeft,
              elided(row.name, painter->font(), line.width() - figures - spacing::medium));
        painter->setFont(option.font);
        painter->setPen(theme.quiet);
        write(*painter, line, Qt::AlignRight, row.first);
        painter->restore();
        return;
    }
    const Parts parts = partsOf(row, area, option.font);
    writeName(*painter, parts.name, row);
    write(*painter, parts.first, Qt::AlignRight, row.first);
    if (row.kind == Kind::Class && parts.middle.width() > 8.0)
        drawShare(*painter, parts.middle, row, theme);
    else if (row.kind == Kind::Feature && parts.middle.width() > 8.0)
        drawHistograms(*painter, parts.middle.adjusted(0, 2, 0, -2), row, theme);
    painter->setPen(theme.quiet);
    write(*painter, parts.second, Qt::AlignRight, row.second);
    painter->restore();
}

QSize SelectionDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto *model = qobject_cast<const SelectionRowsModel *>(index.model());
    const Kind kind = model->row(index).kind;
    const int least = static_cast<int>(lineHeight(option.font)) + spacing::small;
    const int height = kind == Kind::Section   ? sectionHeight
                       : kind == Kind::Feature ? featureHeight
                                               : spacing::tableRowHeight;
    return {0, std::max(least, height)};
}

} // namespace genrelens
