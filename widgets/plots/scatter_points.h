#pragma once

#include "core/embed/map_point.h"
#include "widgets/plots/scatter_view.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace genrelens
{

/// Points in an order in which near ones lie together: in strips of about as many points each from the bottom
/// up, in a strip from left to right. So what is in a rectangle are a few runs, however clumped a map is.
class ScatterPoints
{
public:
    struct Strip {
        std::uint32_t begin = 0; ///< places of its points
        std::uint32_t end = 0;
        float bottom = 0;
        float top = 0;
    };

    ScatterPoints() = default;
    /// Those that are finite.
    explicit ScatterPoints(std::span<const MapPoint> points);

    [[nodiscard]] std::size_t size() const { return m_rows.size(); }
    /// By place: where a point is, what its row is among all points, and its colour.
    [[nodiscard]] const std::vector<float> &xs() const { return m_xs; }
    [[nodiscard]] const std::vector<float> &ys() const { return m_ys; }
    [[nodiscard]] const std::vector<std::uint32_t> &rows() const { return m_rows; }
    [[nodiscard]] const std::vector<std::uint16_t> &codes() const { return m_codes; }

    /// By row; empty: 0 for all.
    void setCodes(const std::vector<std::uint16_t> &codes);
    /// Those whose places are kept.
    [[nodiscard]] ScatterPoints only(const std::vector<std::uint8_t> &kept) const;

    /// Calls visit(begin, end) for runs of places; together they have all points of the box, and some above
    /// and below it.
    template <typename Visit>
    void forRunsIn(const MapBounds &box, const Visit &visit) const
    {
        for (auto strip = stripsFrom(box.bottom);
             strip != m_strips.end() && static_cast<double>(strip->bottom) <= box.top; ++strip) {
            const auto [begin, end] = runOf(*strip, box.left, box.right);
            if (begin < end)
                visit(begin, end);
        }
    }

    /// The nearest point no farther than that, of equally near ones the lowest row.
    [[nodiscard]] std::optional<std::uint32_t> nearestRow(const QPointF &place, double reach) const;
    /// How many points there are around the points that are seen: of all these the quantile, in points a
    /// square map unit. Points at one place or in one line count for none; 0 where no others are seen.
    [[nodiscard]] double density(const MapBounds &seen, double quantile) const;

private:
    /// Neighbours in a strip, and how dense they are.
    struct Patch {
        float left = 0;
        float right = 0;
        float density = 0;
    };

    void findPatches();
    [[nodiscard]] std::vector<Strip>::const_iterator stripsFrom(double bottom) const;
    [[nodiscard]] std::pair<std::uint32_t, std::uint32_t> runOf(const Strip &strip, double left,
                                                                double right) const;

    std::vector<float> m_xs;
    std::vector<float> m_ys;
    std::vector<std::uint32_t> m_rows;
    std::vector<std::uint16_t> m_codes;
    std::vector<Strip> m_strips;
    std::vector<Patch> m_patches;
    std::vector<std::uint32_t> m_firstPatch; ///< by strip, and one more
};

} // namespace genrelens
