#pragma once

#include "widgets/map/legend_spec.h"
#include "widgets/plots/scatter_layer.h"

#include <utility>

namespace genrelens
{

/// The legend in pictures of a map; in the window MapLegend has its place.
class LegendLayer final : public ScatterLayer
{
public:
    /// The entries that are shown; see shownLegend().
    void setSpec(LegendSpec spec) { m_spec = std::move(spec); }
    [[nodiscard]] const LegendSpec &spec() const { return m_spec; }

    void paint(QPainter &painter, const ScatterView &view, const Theme &theme) const override;

private:
    LegendSpec m_spec;
};

} // namespace genrelens
