#include "core/embed/map_alignment.h"

#include <algorithm>
#include <cmath>

namespace genrelens
{

namespace
{

struct Vector {
    double x = 0.0;
    double y = 0.0;
};

Vector vectorOf(const MapPoint &point)
{
    return {static_cast<double>(point.x), static_cast<double>(point.y)};
}

bool isFinite(const MapPoint &point)
{
    return std::isfinite(point.x) && std::isfinite(point.y);
}

// Turns by the angle whose cosine and sine these are, after mirroring at the x axis where sign is -1.
struct Turn {
    double cosine = 1.0;
    double sine = 0.0;
    double sign = 1.0;

    [[nodiscard]] Vector of(const Vector &v) const
    {
        const double y = sign * v.y;
        return {cosine * v.x - sine * y, sine * v.x + cosine * y};
    }
};

// The turn that makes the sum of products of `from` (turned) and `to` largest. Each argument is a sum of
// products of coordinates, the first of `from`.
Turn bestTurn(double xx, double xy, double yx, double yy)
{
    const double plain = std::hypot(xx + yy, xy - yx);
    const double mirrored = std::hypot(xx - yy, xy + yx);
    if (plain >= mirrored)
        return plain > 0.0 ? Turn{(xx + yy) / plain, (xy - yx) / plain, 1.0} : Turn{};
    return {(xx - yy) / mirrored, (xy + yx) / mirrored, -1.0};
}

} // namespace

std::vector<MapPoint> alignedTo(std::span<const MapPoint> points, std::span<const MapPoint> reference)
{
    std::vector<SharedRow> shared;
    for (std::size_t i = 0; i < std::min(points.size(), reference.size()); ++i)
        shared.emplace_back(static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(i));
    return alignedTo(points, reference, shared);
}

std::vector<MapPoint> alignedTo(std::span<const MapPoint> points, std::span<const MapPoint> reference,
                                std::span<const SharedRow> shared)
{
    const auto overShared = [&](auto &&use) {
        for (const auto &[row, referenceRow] : shared)
            if (row < points.size() && referenceRow < reference.size() && isFinite(points[row]) &&
                isFinite(reference[referenceRow]))
                use(vectorOf(points[row]), vectorOf(reference[referenceRow]));
    };
    Vector from;
    Vector to;
    double count = 0.0;
    overShared([&](const Vector &point, const Vector &goal) {
        from = {from.x + point.x, from.y + point.y};
        to = {to.x + goal.x, to.y + goal.y};
        count += 1.0;
    });
    std::vector<MapPoint> aligned(points.begin(), points.end());
    if (count == 0.0)
        return aligned;
    from = {from.x / count, from.y / count};
    to = {to.x / count, to.y / count};
    double xx = 0.0;
    double xy = 0.0;
    double yx = 0.0;
    double yy = 0.0;
    overShared([&](const Vector &point, const Vector &goal) {
        xx += (point.x - from.x) * (goal.x - to.x);
        xy += (point.x - from.x) * (goal.y - to.y);
        yx += (point.y - from.y) * (goal.x - to.x);
        yy += (point.y - from.y) * (goal.y - to.y);
    });
    const Turn turn = bestTurn(xx, xy, yx, yy);
    for (MapPoint &point : aligned) {
        const Vector v = vectorOf(point);
        const Vector turned = turn.of({v.x - from.x, v.y - from.y});
        point = {static_cast<float>(turned.x + to.x), static_cast<float>(turned.y + to.y)};
    }
    return aligned;
}

} // namespace genrelens
