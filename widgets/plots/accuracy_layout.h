#pragma once

#include "widgets/plots/axis_ticks.h"

#include <QRectF>

#include <vector>

namespace genrelens
{

/// Where the rows of an accuracy chart are: under the name of each group its points, one a row. Plain
/// geometry, so that what is drawn and what is hit are the same by construction.
struct AccuracyLayout {
    struct Needs {
        std::vector<int> points; ///< of each group
        double nameWidth = 0;
        double valueWidth = 0;
        double rowHeight = 20;
        double axisHeight = 0; ///< below the rows: numbers and what they are
        double tickWidth = 30; ///< of the widest number of the axis, with a gap
        double highest = 1;    ///< of all that is drawn, 0..1
        bool mirrored = false;
    };

    /// Rows of their natural height, scrolled up by so many pixels.
    static AccuracyLayout make(const QRectF &area, const Needs &needs, double scroll = 0);
    /// All rows within the area: up to a half higher than natural, or as low as they must be.
    static AccuracyLayout fitted(const QRectF &area, Needs needs);

    /// The rows' part of the area, above the axis.
    [[nodiscard]] QRectF rows() const;
    [[nodiscard]] QRectF groupRow(int group) const;
    /// point: counted through all groups.
    [[nodiscard]] QRectF row(int point) const;
    [[nodiscard]] QRectF name(int point) const;
    [[nodiscard]] QRectF value(int point) const;
    /// The place of a share on the axis.
    [[nodiscard]] double x(double share) const;
    /// Left and right end of the axis.
    [[nodiscard]] double axisLeft() const { return left; }
    [[nodiscard]] double axisRight() const { return left + width; }
    /// The point in the row at that position, or -1.
    [[nodiscard]] int pointAt(const QPointF &position) const;

    QRectF area;
    Needs needs;
    Ticks ticks;
    std::vector<double> groupTops; ///< from the first row's top
    std::vector<double> pointTops;
    double contentHeight = 0;
    double left = 0; ///< of the axis
    double width = 1;
    double scroll = 0;

private:
    [[nodiscard]] QRectF placed(double top, double from, double size) const;
};

} // namespace genrelens
