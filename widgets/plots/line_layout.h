#pragma once

#include "widgets/plots/axis_ticks.h"

#include <QColor>
#include <QFont>
#include <QPointF>
#include <QRectF>
#include <QString>

#include <optional>
#include <vector>

namespace genrelens
{

/// One line of a chart. Points whose y is NaN interrupt it.
struct LineSeries {
    QString name;
    QColor colour;
    std::vector<QPointF> points;
    std::vector<double> spread = {}; ///< of each point, drawn as far up and down as this; empty: of none
    bool connected = true;           ///< else only its points are seen
    bool dashed = false;             ///< a line to compare with, whose points are no measurements
    std::vector<QString> tips = {};  ///< of each point, in words; empty: its values
};

/// Between two values of y, over all x.
struct Band {
    double low = 0;
    double high = 0;
};

/// What a line chart shows.
struct LineChartSpec {
    QString title;
    QString xTitle;
    QString yTitle;
    std::vector<LineSeries> series;
    bool wholeX = false;            ///< x counts something: whole numbers only
    bool pointMarks = false;        ///< a dot at each point
    bool legend = true;             ///< where there are several series
    std::vector<QPointF> bars = {}; ///< quiet ones behind the lines: where, and how high in 0..1 of the plot
    double barWidth = 0;            ///< in units of x
    QString barsTitle = {};         ///< what they are, written into a corner of the plot
    std::vector<QString> barTips = {};       ///< of each bar
    std::optional<Band> band = std::nullopt; ///< a pale stripe behind the lines
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
