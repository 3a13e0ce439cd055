#pragma once

#include "widgets/plots/axis_ticks.h"

#include <QColor>
#include <QFont>
#include <QPointF>
#include <QRectF>
#include <QString>

#include <vector>

namespace genrelens
{

/// One line of a chart. Points whose y is NaN interrupt it.
struct LineSeries {
    QString name;
    QColor colour;
    std::vector<QPointF> points;
};

/// What a line chart shows.
struct LineChartSpec {
    QString title;
    QString xTitle;
    QString yTitle;
    std::vector<LineSeries> series;
    bool wholeX = false;     ///< x counts something: whole numbers only
    bool pointMarks = false; ///< a dot at each point
    bool legend = true;      ///< where there are several series
};

/// Where the parts of a line chart are: everything but the lines themselves, which Qt Charts draws into
/// `plot`.
struct LineLayout {
    enum class Legend { None, Right, Bottom };
    struct Entry {
        QRectF rect;
        int series = -1; ///< -1: so many more have no room
        QString text;
    };

    static LineLayout make(const QRectF &area, const LineChartSpec &spec, const QFont &font);

    [[nodiscard]] QPointF position(const QPointF &value) const;
    [[nodiscard]] QPointF value(const QPointF &position) const;

    QRectF area;
    QRectF plot;
    double xLow = 0;
    double xHigh = 1;
    Ticks xTicks;
    Ticks yTicks;
    std::vector<QString> xLabels; ///< of each x tick
    std::vector<QString> yLabels;
    double yLabelWidth = 0;
    double lineHeight = 0;
    Legend legend = Legend::None;
    std::vector<Entry> entries;

private:
    void setRanges(const LineChartSpec &spec);
    void placeY(const LineChartSpec &spec, const QFont &font);
    void placeLegend(const LineChartSpec &spec, const QFont &font, QRectF &room);
    void placeLegendRight(const LineChartSpec &spec, const QFont &font, double width, QRectF &room);
    void placeLegendBottom(const LineChartSpec &spec, const QFont &font, QRectF &room);
    void placeX(const LineChartSpec &spec, const QFont &font, QRectF &room);
};

} // namespace genrelens
