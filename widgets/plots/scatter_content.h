#pragma once

#include "core/base/row_set.h"
#include "widgets/plots/arranged_points.h"
#include "widgets/plots/point_colours.h"
#include "widgets/plots/scatter_look.h"
#include "widgets/plots/scatter_painter.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace genrelens
{

/// What a canvas shows: points, their colours and which are selected; and how they look in a view.
class ScatterContent
{
public:
    void setPoints(ArrangedPoints points);
    void setColours(PointColours colours);
    /// True when others stand out than before.
    bool setSelection(const RowSet &selection);
    /// Stands out in place of the selection, while there is one.
    bool setPreview(std::optional<RowSet> rows);
    /// In the window the points of one colour stand out in place of the selection, unless they are hidden.
    bool setEmphasis(std::optional<std::uint16_t> code);
    /// Of the look; nothing: automatic.
    void setDiameter(std::optional<double> diameter) { m_diameter = diameter; }
    void setOpacity(std::optional<double> opacity) { m_opacity = opacity; }

    [[nodiscard]] const std::vector<MapPoint> &points() const { return m_arranged.points(); }
    [[nodiscard]] const ArrangedPoints &arranged() const { return m_arranged; }
    [[nodiscard]] const PointColours &colours() const { return m_colours; }
    [[nodiscard]] const RowSet &selection() const { return m_selection; }
    [[nodiscard]] std::optional<double> diameter() const { return m_diameter; }
    [[nodiscard]] std::optional<double> opacity() const { return m_opacity; }

    /// The points that no colour hides.
    [[nodiscard]] const ScatterPoints &shown() const;
    [[nodiscard]] DotLook lookIn(const ScatterView &view) const;
    /// Onto an image of the view's area, see paintScatter(). quick: each point takes one pixel, as strong as
    /// all of its own together; for a million of them while they move. inWindow: with the emphasis.
    void paint(QImage &image, const ScatterView &view, bool quick = false, bool inWindow = true) const;

private:
    [[nodiscard]] const RowSet &outstanding() const
    {
        if (m_preview)
            return *m_preview;
        return m_inWindow && m_emphasised ? *m_emphasised : m_selection;
    }
    void emphasise() const;
    /// Sorts out what has changed since.
    void update() const;

    mutable ArrangedPoints m_arranged;
    PointColours m_colours;
    RowSet m_selection;
    std::optional<RowSet> m_preview;
    std::optional<std::uint16_t> m_emphasis;
    mutable std::optional<RowSet> m_emphasised; ///< its rows
    mutable bool m_inWindow = true;             ///< what is painted
    std::optional<double> m_diameter;
    std::optional<double> m_opacity;

    // Made when they are needed.
    mutable bool m_coded = false;    ///< the points have the colours' codes
    mutable bool m_coloured = false; ///< the colours are those of the points
    mutable std::optional<ScatterPoints> m_shown;
    mutable std::optional<ScatterPoints> m_rest; ///< of a selection
    mutable std::optional<ScatterPoints> m_selected;
};

} // namespace genrelens
