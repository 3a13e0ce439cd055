#pragma once

#include "core/prepare/features.h"
#include "widgets/plots/axis_ticks.h"

#include <QColor>
#include <QFont>
#include <QPointF>
#include <QRectF>
#include <QString>
#include <QStringList>

#include <limits>
#include <optional>
#include <vector>

namespace genrelens
{

/// One feature of parallel coordinates.
struct ParallelAxis {
    QString name; ///< of the feature, in the file
    FeatureScaling scaling;
    QString unit; ///< of its own values: "BPM"; empty for most
};

/// A value of the scale in the feature's own unit: "120 BPM", "0.81 in its own unit".
QString ownValueText(const ParallelAxis &axis, double value);

/// One class, or the selection: a value for each axis, NaN where it has none.
struct ParallelLine {
    QString name;
    QColor colour;
    std::vector<double> values;
    std::vector<double> lower; ///< quartiles; empty while not known or not asked for
    std::vector<double> upper;
};

/// A single track, drawn faintly.
struct ParallelTrace {
    int line = -1; ///< its class; -1 for none
    std::vector<float> values;
};

/// What parallel coordinates show, on one scale for all axes.
struct ParallelSpec {
    QString title;
    QString scaleTitle;
    std::vector<ParallelAxis> axes;
    std::vector<ParallelLine> lines;
    std::optional<ParallelLine> selection;
    std::vector<ParallelTrace> traces;
    double low = 0; ///< the scale holds this range and every line and band
    double high = 0;

    [[nodiscard]] QStringList axisNames() const;
};

/// A range of one axis that picks tracks. An end at the end of the scale is infinite: what lies beyond
/// counts.
struct AxisBrush {
    QString axis;
    double low = -std::numeric_limits<double>::infinity();
    double high = std::numeric_limits<double>::infinity();

    bool operator==(const AxisBrush &) const = default;
};

/// Where the parts of parallel coordinates are.
struct ParallelLayout {
    /// Entries of the legend that are no class.
    enum Special { Selection = -1, More = -2, ShowAll = -3 };
    struct Entry {
        QRectF rect;
        int line = More; ///< a line of the spec, or Special
        QString text;
    };
    struct Axis {
        std::size_t index = 0; ///< in the spec
        bool flipped = false;
        double x = 0;
        QString label; ///< empty where thinned out
    };
    struct Wanted {
        const ParallelSpec &spec;
        std::vector<Axis> axes; ///< in order; x and label are found here
        std::vector<int> entries;
    };

    static ParallelLayout make(const QRectF &area, const Wanted &wanted, const QFont &font);

    /// Of a value on the axis at that place; beyond the scale it is the scale's end.
    [[nodiscard]] QPointF position(std::size_t place, double value) const;
    [[nodiscard]] double value(std::size_t place, double y) const;
    /// Where the axis' name is written, in viewport coordinates; slanted names turn about their end.
    [[nodiscard]] bool nameContains(std::size_t place, const QPointF &position) const;
    /// Where one may grab the name.
    [[nodiscard]] QPointF nameCentre(std::size_t place) const;

    QRectF area;
    QRectF plot;
    std::vector<Axis> axes;
    double low = 0; ///< of the scale
    double high = 1;
    Ticks ticks;
    std::vector<QString> tickLabels;
    double tickWidth = 0;
    double pitch = 0; ///< between axes
    bool slanted = false;
    double nameWidth = 0; ///< of the widest name
    double lineHeight = 0;
    std::vector<Entry> entries;

private:
    void placeScale(const ParallelSpec &spec, const QFont &font);
    void placeLegend(const Wanted &wanted, const QFont &font, QRectF &room);
    void placeLegendRight(const QStringList &names, const Wanted &wanted, double width, QRectF &room);
    void placeLegendBottom(const QStringList &names, const Wanted &wanted, const QFont &font, QRectF &room);
    void placeNames(const ParallelSpec &spec, const QFont &font, QRectF &room);
};

} // namespace genrelens
