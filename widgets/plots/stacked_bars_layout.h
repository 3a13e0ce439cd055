#pragma once

#include "widgets/plots/axis_ticks.h"

#include <QColor>
#include <QFont>
#include <QRectF>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace genrelens
{

/// How far a value might lie off.
struct BarRange {
    double low = 0.0;
    double high = 0.0;

    bool operator==(const BarRange &) const = default;
};

/// What the bars are made of, the same for each.
struct StackedClass {
    QString name;
    QColor colour;
    int id = -1; ///< what its owner knows it by

    bool operator==(const StackedClass &) const = default;
};

struct StackedRow {
    QString name;
    int id = -1;
    std::vector<double> values;    ///< one a class, not below 0
    std::optional<BarRange> total; ///< of their sum
    std::vector<BarRange> ranges;  ///< one a class, or none
    QStringList cells;             ///< one a column beside the bars
    QString tooltip;               ///< further lines of it

    [[nodiscard]] double sum() const;
    bool operator==(const StackedRow &) const = default;
};

struct StackedBarsSpec {
    enum class Form {
        Stacked, ///< one bar a row
        Grouped, ///< one a class and row, those of a row below each other
    };
    QString title;
    QString axisTitle;
    QString unit; ///< of the values, in tooltips
    Form form = Form::Stacked;
    std::vector<StackedClass> classes;
    /// Of classes, those first that are to be told where there is no room for all; empty: as they stand.
    std::vector<std::size_t> legendOrder;
    std::vector<StackedRow> rows;
    QStringList columns;      ///< titles of numbers beside the bars
    std::size_t unlisted = 0; ///< classes that there are besides these; told in the legend

    bool operator==(const StackedBarsSpec &) const = default;
};

/// An entry of the legend, or with no class: how many others there are.
struct StackedLegendEntry {
    QRectF rect;
    int classIndex = -1;
    QString text;
};

/// Where the parts are: the legend on top, the axis below it, then rows with names, bars, sums and columns
/// from left to right.
struct StackedBarsLayout {
    QRectF area;
    QRectF plot; ///< of the bars alone
    std::vector<StackedLegendEntry> legend;
    double axisTop = 0;
    double nameWidth = 0;
    double valueWidth = 0; ///< 0: left out
    std::vector<double> columnWidths;
    double row = 0;
    double line = 0;
    double scroll = 0;
    std::size_t shown = 0;
    double limit = 1; ///< at the right side of the plot
    Ticks ticks;

    StackedBarsLayout() = default;
    StackedBarsLayout(const StackedBarsSpec &spec, const QRectF &area, const QFont &small);

    [[nodiscard]] double x(double value) const { return plot.left() + value / limit * plot.width(); }
    [[nodiscard]] QRectF rowAt(std::size_t index) const
    {
        return {area.left(), plot.top() + static_cast<double>(index) * row - scroll, area.width(), row};
    }
    /// The bar of a class in a row that stands alone, or lies on those before it.
    [[nodiscard]] QRectF barRect(const StackedBarsSpec &spec, std::size_t rowIndex,
                                 std::size_t classIndex) const;
    /// The whole bar of a row whose classes lie on each other.
    [[nodiscard]] QRectF stackRect(std::size_t rowIndex) const;
    /// The class whose part of a row is there.
    [[nodiscard]] std::optional<std::size_t> classAt(const StackedBarsSpec &spec, std::size_t rowIndex,
                                                     const QPointF &position) const;
    /// Of the first column; the others follow.
    [[nodiscard]] double columnsLeft() const;

private:
    void placeLegend(const StackedBarsSpec &spec, const QFont &small);
    void placeColumns(const StackedBarsSpec &spec, const QFont &small);
};

/// Of a row, at its lowest and as it looks best.
double lowestStackedRow(const StackedBarsSpec &spec, double line);
double naturalStackedRow(const StackedBarsSpec &spec, double line);

} // namespace genrelens
