#pragma once

#include "widgets/plots/axis_ticks.h"

#include <QColor>
#include <QFont>
#include <QPointF>
#include <QRectF>
#include <QString>
#include <QStringList>

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
    QStringList categories;  ///< names of x = 0, 1, 2 … instead of numbers
    bool wholeX = false;     ///< x counts something: whole numbers only
    bool signedY = false;    ///< y is a difference: signs before its numbers, a line at nought
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
    Ticks xTicks; ///< numbers, or the categories
    Ticks yTicks;
    std::vector<QString> xLabels; ///< of each x tick, empty where thinned out
    std::vector<QString> yLabels;
    double xAngle = 0; ///< 0, or 45 for slanted category names
    double xLabelHeight = 0;
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
    void placeCategories(const LineChartSpec &spec, const QFont &font, QRectF &room);
};

} // namespace genrelens
