#include "widgets/learn/accuracy_delegate.h"

#include "widgets/models/model_runs_model.h"
#include "widgets/plots/palette.h"
#include "widgets/plots/text.h"
#include "widgets/plots/theme.h"

#include <QApplication>
#include <QPainter>

#include <algorithm>

namespace genrelens
{

namespace
{

constexpr int barWidth = 76;
constexpr double tickHeight = 12;
constexpr double intervalHeight = 8;
constexpr double gainHeight = 2;
constexpr double thinnest = 2; // an interval of half a per cent is seen too

double numberWidth(const QFont &font)
{
    return textWidth(formatShare(1.0), font);
}

/// What a row's bar is drawn from.
struct Figures {
    double accuracy;
    double low;
    double high;
    double baseline;
    double scale;
    bool current;

    static Figures of(const QModelIndex &index)
    {
        const auto figure = [&](int column) {
            return index.siblingAtColumn(column).data(ModelRunsModel::SortRole).toDouble();
        };
        return {figure(ModelRunsModel::Accuracy),
                figure(ModelRunsModel::IntervalOf),
                index.data(ModelRunsModel::HighRole).toDouble(),
                figure(ModelRunsModel::Baseline),
                index.data(ModelRunsModel::ScaleRole).toDouble(),
                index.data(ModelRunsModel::CurrentRole).toBool()};
    }
};

void drawBar(QPainter &painter, const QRectF &bar, const Figures &figures, bool mirrored)
{
    const Theme theme = Theme::of(QApplication::palette());
    const auto x = [&](double share) {
        return bar.left() + bar.width() * std::clamp(share / figures.scale, 0.0, 1.0);
    };
    const auto fill = [&](double from, double to, double height, const QColor &colour) {
        QRectF rect(from, bar.center().y() - height / 2, to - from, height);
        if (mirrored)
            rect.moveLeft(bar.left() + bar.right() - rect.right());
        painter.fillRect(rect, colour);
    };
    const QColor mark = figures.current ? theme.accent : theme.quiet;
    const auto [from, to] = std::minmax({x(figures.baseline), x(figures.accuracy)});
    fill(bar.left(), bar.right(), 1, theme.line);
    fill(from, to, gainHeight, faded(mark, theme.base, 0.55));
    const double width = std::max(thinnest, x(figures.high) - x(figures.low));
    const double centre = (x(figures.high) + x(figures.low)) / 2;
    fill(centre - width / 2, centre + width / 2, intervalHeight, mark);
    fill(x(figures.baseline) - 0.5, x(figures.baseline) + 0.5, tickHeight, theme.quiet);
}

} // namespace

void AccuracyDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                             const QModelIndex &index) const
{
    QStyleOptionViewItem ground(option);
    initStyleOption(&ground, index);
    const QString text = ground.text;
    ground.text.clear();
    const QStyle *style = option.widget != nullptr ? option.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &ground, painter, option.widget);

    const bool mirrored = option.direction == Qt::RightToLeft;
    const QRectF cell = QRectF(option.rect).adjusted(spacing::small, 0, -spacing::medium, 0);
    const QVariant share = index.data(ModelRunsModel::ShareRole);
    painter->save();
    painter->setFont(option.font);
    painter->setPen(ground.palette.color(QPalette::Active, QPalette::Text));
    if (!index.data(ModelRunsModel::SortRole).isValid()) {
        const QString state = index.siblingAtColumn(ModelRunsModel::State).data().toString();
        painter->drawText(
            cell, Qt::AlignVCenter | (mirrored ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignAbsolute,
            option.fontMetrics.elidedText(state, Qt::ElideRight, static_cast<int>(cell.width())));
    } else {
        const double number = numberWidth(option.font);
        const double rest = cell.width() - number - spacing::medium;
        const double left = mirrored ? cell.right() - number : cell.left();
        painter->drawText(QRectF(left, cell.top(), number, cell.height()),
                          Qt::AlignVCenter | Qt::AlignRight | Qt::AlignAbsolute, text);
        const QRectF bar(mirrored ? cell.left() : cell.right() - rest, cell.top(), rest, cell.height());
        if (rest > 2 * spacing::large)
            drawBar(*painter, bar, Figures::of(index), mirrored);
    }
    if (share.isValid()) {
        QRectF done(cell.left(), option.rect.bottom() - 1, share.toDouble() * cell.width(), 2);
        if (mirrored)
            done.moveRight(cell.right());
        painter->fillRect(done, Theme::of(QApplication::palette()).accent);
    }
    painter->restore();
}

QSize AccuracyDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    const int number = static_cast<int>(numberWidth(option.font));
    return {number + barWidth + spacing::small + 2 * spacing::medium, spacing::tableRowHeight};
}

} // namespace genrelens
