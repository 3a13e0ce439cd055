#pragma once

#include <QRectF>

namespace genrelens
{

/// Where the rows of a bar chart are: name, bar and number in one or more columns. Plain geometry, so that
/// what is drawn and what is hit are the same by construction.
struct BarLayout {
    /// What the layout is made for: widths of the texts and the height of a row.
    struct Needs {
        int count = 0;
        double nameWidth = 0;
        double valueWidth = 0;
        double rowHeight = 20;
        bool mirrored = false; ///< right-to-left: names on the right
    };

    /// The rows in that many columns, filled downwards; scrolled up by `scroll` pixels.
    static BarLayout make(const QRectF &area, const Needs &needs, int columns = 1, double scroll = 0);
    /// The number of columns, and the row height, at which the bars fill the area best. Rows grow up to
    /// largestRow times the height they need and their text up to largestText; they shrink as far as they
    /// must.
    static BarLayout fitted(const QRectF &area, Needs needs);
    static constexpr double largestRow = 2.0;
    static constexpr double largestText = 1.3;

    [[nodiscard]] QRectF row(int index) const;
    [[nodiscard]] QRectF name(int index) const;
    /// The room for the bar: the longest bar fills it, the number follows the bar's end.
    [[nodiscard]] QRectF track(int index) const;
    /// The part of the track that stands for this share of the longest bar.
    [[nodiscard]] QRectF bar(int index, double share) const;
    /// Beside the end of a bar of that share.
    [[nodiscard]] QRectF value(int index, double share) const;
    /// The row at that position, or -1.
    [[nodiscard]] int rowAt(const QPointF &position) const;
    [[nodiscard]] double contentHeight() const { return rowsPerColumn * rowHeight; }

    QRectF area;
    int count = 0;
    int columns = 1;
    int rowsPerColumn = 0;
    double rowHeight = 20;
    double columnWidth = 0;
    double nameWidth = 0;
    double trackWidth = 0;
    double valueWidth = 0;
    double scroll = 0;
    double textZoom = 1; ///< of fitted rows
    bool mirrored = false;

private:
    [[nodiscard]] QRectF part(int index, double left, double width) const;
};

} // namespace genrelens
