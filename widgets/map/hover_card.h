#pragma once

#include "widgets/map/hover_content.h"
#include "widgets/plots/theme.h"

#include <QRectF>
#include <QWidget>

namespace genrelens
{

/// Where a card of that size goes beside the pointer: below it and to its right, or on the other side where
/// there is no room; within the bounds, and never under the pointer as long as they are large enough.
QRect besidePointer(const QSize &size, const QPoint &pointer, const QRect &bounds);

/// A small card about the track under the pointer, which it follows. It takes no events, and never the
/// keyboard.
class HoverCard : public QWidget
{
    Q_OBJECT

public:
    explicit HoverCard(QWidget *parent);

    /// Shows it, or only moves it where the content is the same.
    void showAt(const QPoint &globalPointer, const HoverContent &content);
    void follow(const QPoint &globalPointer);
    [[nodiscard]] const HoverContent &content() const { return m_content; }

    [[nodiscard]] QSize sizeHint() const override;
    /// Where the mark of a feature's value is, within the card; null where it has none.
    [[nodiscard]] QPointF markOf(std::size_t feature) const;
    /// Where its histogram is.
    [[nodiscard]] QRectF histogramOf(std::size_t feature) const;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] double headHeight() const;
    [[nodiscard]] double cellHeight() const;
    [[nodiscard]] std::size_t rowsOfFeatures() const; ///< in a column, at least 1
    [[nodiscard]] double valueWidth(std::size_t column) const;
    [[nodiscard]] QRectF cellOf(std::size_t feature) const;
    void paintHead(QPainter &painter) const;
    void paintFeature(QPainter &painter, std::size_t feature) const;
    void paintClasses(QPainter &painter, const QString &text, const std::vector<HoverClass> &classes,
                      const QRectF &line) const;

    HoverContent m_content;
};

} // namespace genrelens
