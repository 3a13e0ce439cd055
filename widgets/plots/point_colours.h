#pragma once

#include <QRgb>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace genrelens
{

/// What colour each point of a scatter has: that of its class, or of its step on a scale. Cheap to move.
struct PointColours {
    std::vector<std::uint16_t> codes; ///< one a point, each below colours.size()
    std::vector<QRgb> colours;        ///< by code, opaque
    std::vector<std::uint8_t>
        shown; ///< by code: 0 hides its points, from the pointer too; empty: all are shown

    [[nodiscard]] bool isShown(std::size_t code) const { return code >= shown.size() || shown[code] != 0; }
    /// Whether they are those of so many points.
    [[nodiscard]] bool fit(std::size_t points) const
    {
        return codes.size() == points && std::all_of(codes.begin(), codes.end(), [&](std::uint16_t code) {
                   return code < colours.size();
               });
    }
    bool operator==(const PointColours &) const = default;
};

} // namespace genrelens
