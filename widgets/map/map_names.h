#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/embed/map_point.h"
#include "widgets/map/legend_spec.h"
#include "widgets/plots/scatter_layer.h"

#include <QFont>
#include <QHash>
#include <QPixmap>
#include <QSizeF>

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace genrelens
{

/// Where the points of a class are the densest.
struct NamePlace {
    std::uint16_t code = 0;
    std::size_t count = 0;
    MapPoint place;
    std::vector<MapPoint> others; ///< places that are nearly as dense, the densest first

    bool operator==(const NamePlace &) const = default;
};

/// The most classes that are named: the largest.
inline constexpr std::size_t mostNames = 400;

/// Of each code below `codes` that has points, the largest class first. A job's work: some tens of
/// milliseconds. Errors: cancelled.
Result<std::vector<NamePlace>> densestPlaces(std::span<const MapPoint> points,
                                             std::span<const std::uint16_t> pointCodes, std::size_t codes,
                                             Progress &progress);

/// A name on the map. It is shown from one zoom on, always, so that nothing flickers (Been, Daiches & Yap
/// 2006): a name gives way to those of larger classes until it is clear of them.
struct MapName {
    QString text;
    QColor colour;
    std::uint16_t code = 0;
    MapPoint place;
    QSizeF size;           ///< with the room around it, in pixels
    double leastScale = 0; ///< pixels in a map unit from which it is shown

    /// Around its place, in pixels.
    [[nodiscard]] QRectF at(const ScatterView &view) const;
    bool operator==(const MapName &) const = default;
};

/// The names of the entries with these places, the largest class first; quick. No two overlap at any scale:
/// a name that would have to wait long for the densest place takes another.
std::vector<MapName> arrangedNames(const std::vector<NamePlace> &places,
                                   const std::vector<LegendEntry> &entries, const QFont &font);

/// The names over the points, in their classes' colours as far as they can be read.
class NameLayer final : public ScatterLayer
{
public:
    /// font: of the plot, which they were arranged with.
    void setNames(std::vector<MapName> names);
    [[nodiscard]] const std::vector<MapName> &names() const { return m_names; }

    void paint(QPainter &painter, const ScatterView &view, const Theme &theme) const override;
    /// The font of names on a plot with that font.
    static QFont nameFont(const QFont &plotFont) { return semiBoldFont(plotFont); }

private:
    std::vector<MapName> m_names;
    // In the window each name is drawn once and copied from then on.
    struct Drawn {
        std::vector<QPixmap> pictures; // one a name; null: not yet
        QColor ground;
        QFont font;
        qreal ratio = 0.0;
    };
    mutable Drawn m_drawn;
};

} // namespace genrelens
