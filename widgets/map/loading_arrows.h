#pragma once

#include "core/embed/pca.h"
#include "widgets/plots/scatter_layer.h"

#include <QString>

#include <string>
#include <vector>

namespace genrelens
{

/// What a feature does on a map of principal components.
struct LoadingArrow {
    QString name;
    MapPoint tip; ///< from the origin, in map units
};

/// The arrows of the features, the longest first, as long as fits the points: the longest of them reaches as
/// far as most points.
std::vector<LoadingArrow> loadingArrows(const PcaMap &map, const std::vector<std::string> &names);

/// The longest arrows over the points, named where the names do not overlap.
class ArrowLayer final : public ScatterLayer
{
public:
    static constexpr std::size_t mostArrows = 10;

    void setArrows(std::vector<LoadingArrow> arrows) { m_arrows = std::move(arrows); }
    [[nodiscard]] const std::vector<LoadingArrow> &arrows() const { return m_arrows; }
    /// Where the names are, null where there is no room; one for each of the arrows that are drawn.
    [[nodiscard]] std::vector<QRectF> nameAreas(const ScatterView &view, const QFont &plotFont) const;

    void paint(QPainter &painter, const ScatterView &view, const Theme &theme) const override;

private:
    std::vector<LoadingArrow> m_arrows;
};

} // namespace genrelens
