#pragma once

#include <QRgb>

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

    [[nodiscard]] bool isShown(std::size_t code) const { return shown.empty() || shown[code] != 0; }
    bool operator==(const PointColours &) const = default;
};

} // namespace genrelens
