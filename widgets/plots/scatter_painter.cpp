#include "widgets/plots/scatter_painter.h"

#include "core/base/parallel.h"
#include "core/base/simd.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

namespace genrelens
{

namespace
{

using Sums [[gnu::vector_size(16)]] = std::uint32_t; // blue, green, red and 255, as a QRgb has them in memory
struct Sum {                                         // for containers, which see no attributes
    Sums lanes{};
};
using Reals [[gnu::vector_size(16)]] = float;
using Bytes [[gnu::vector_size(4)]] = unsigned char;
using Integers [[gnu::vector_size(16)]] = std::int32_t;

constexpr int bandRows = 16;       // whose sums stay in the cache of a core
constexpr int subPixels = 4;       // places in a pixel at which a dot may be
constexpr int blockPoints = 256;   // that are placed at once
constexpr double clearest = 0.004; // dots are at least so opaque, and at most all but that
constexpr std::size_t opacitySteps = 16384;

Bytes bytesOf(QRgb colour)
{
    Bytes bytes;
    std::memcpy(&bytes, &colour, sizeof bytes);
    return bytes;
}

/// A dot at one place in a pixel: how much of a full weight each pixel takes.
struct Stamp {
    int left = 0; // from the pixel that the dot's middle is in
    int top = 0;
    int width = 0;
    int height = 0;
    std::vector<std::uint32_t> weights;
};

double coverage(double x, double y, double radius)
{
    constexpr int samples = 8;
    int inside = 0;
    for (int i = 0; i < samples; ++i) {
        for (int j = 0; j < samples; ++j) {
            const double dx = x + (i + 0.5) / samples;
            const double dy = y + (j + 0.5) / samples;
            inside += dx * dx + dy * dy <= radius * radius ? 1 : 0;
        }
    }
    return double(inside) / (samples * samples);
}

/// What is the same for all points of a part.
struct Brush {
    std::array<Stamp, subPixels * subPixels> stamps;
    int reach = 0;              // pixels around that of the middle
    std::vector<Sum> inks;      // by code
    std::vector<float> factors; // by weight: what makes premultiplied bytes of sums
    std::vector<float> lets;    // by weight: how much of what is under the part is seen
    int shift = 0;              // from weights to steps
};

Stamp stampAt(double x, double y, double radius, double opacity, std::uint32_t full)
{
    if (radius <= 0.5)
        return {0, 0, 1, 1, {full}};
    const int reach = static_cast<int>(std::ceil(radius));
    Stamp stamp{-reach, -reach, 2 * reach + 1, 2 * reach + 1, {}};
    const double all = std::log1p(-opacity);
    for (int row = 0; row < stamp.height; ++row) {
        for (int column = 0; column < stamp.width; ++column) {
            const double covered = coverage(column - reach - x, row - reach - y, radius);
            const double share = std::log1p(-opacity * covered) / all;
            stamp.weights.push_back(static_cast<std::uint32_t>(std::lround(share * full)));
        }
    }
    return stamp;
}

// Without rows and columns of nothing.
Stamp trimmed(const Stamp &stamp)
{
    int left = stamp.width;
    int right = -1;
    int top = stamp.height;
    int bottom = -1;
    for (int i = 0; i < stamp.width * stamp.height; ++i) {
        if (stamp.weights[static_cast<std::size_t>(i)] == 0)
            continue;
        left = std::min(left, i % stamp.width);
        right = std::max(right, i % stamp.width);
        top = std::min(top, i / stamp.width);
        bottom = std::max(bottom, i / stamp.width);
    }
    Stamp less{
        stamp.left + left, stamp.top + top, std::max(0, right - left + 1), std::max(0, bottom - top + 1), {}};
    for (int row = top; row <= bottom; ++row) {
        const auto from = stamp.weights.begin() + row * stamp.width + left;
        less.weights.insert(less.weights.end(), from, from + less.width);
    }
    return less;
}

// The most that sums of so many points can hold, but no finer than is seen.
std::uint32_t fullWeight(std::size_t points)
{
    const std::uint64_t most = 0xffffffffU / 255 / std::max<std::size_t>(1, points);
    return static_cast<std::uint32_t>(std::clamp<std::uint64_t>(most, 1, 255));
}

Brush brushOf(const ScatterPart &part, double ratio, const std::vector<QRgb> &colours)
{
    Brush brush;
    const double radius = std::max(0.5, part.look.diameter * ratio / 2);
    const double opacity = std::clamp(part.look.opacity, clearest, 1 - clearest / 4);
    const std::uint32_t full = fullWeight(part.points->size());
    for (int i = 0; i < subPixels * subPixels; ++i)
        brush.stamps[static_cast<std::size_t>(i)] = trimmed(stampAt(
            (i % subPixels + 0.5) / subPixels, (i / subPixels + 0.5) / subPixels, radius, opacity, full));
    brush.reach = radius <= 0.5 ? 0 : static_cast<int>(std::ceil(radius));
    for (const QRgb colour : colours) {
        brush.inks.push_back({__builtin_convertvector(bytesOf(colour | 0xff000000U), Sums)});
    }
    const double depth = -std::log1p(-opacity) / full; // of a weight of 1
    const double opaque = 9.0;                         // all but 0.0001
    while (opaque / depth / double(1ULL << brush.shift) > double(opacitySteps))
        ++brush.shift;
    for (std::size_t i = 0; i <= opacitySteps; ++i) {
        const double weight = (double(i) + (brush.shift > 0 ? 0.5 : 0.0)) * double(1ULL << brush.shift);
        const double seen = i == opacitySteps ? 1.0 : -std::expm1(-depth * weight);
        brush.factors.push_back(static_cast<float>(part.strength * seen));
        brush.lets.push_back(static_cast<float>(1 - part.strength * seen));
    }
    return brush;
}

/// From map units to sub-pixels, in floats: what is seen is near the origin, so that no digits are lost.
struct Placement {
    float originX = 0;
    float originY = 0;
    float scale = 1;
    float toX = 0;
    float toY = 0;

    Placement(const ScatterView &view, double ratio)
    {
        const QPointF centre = view.centre();
        originX = static_cast<float>(centre.x());
        originY = static_cast<float>(centre.y());
        const QPointF at =
            view.toPixel(static_cast<double>(originX), static_cast<double>(originY)) - view.area().topLeft();
        scale = static_cast<float>(view.scale() * ratio * subPixels);
        toX = static_cast<float>(at.x() * ratio * subPixels);
        toY = static_cast<float>(at.y() * ratio * subPixels);
    }
};

/// Rows of an image, and their sums; a dot may reach beyond the sides, not beyond top and bottom.
struct Band {
    int top = 0;
    int height = 0;
    int width = 0;  // of the image
    int margin = 0; // of the sums at either side of it
    Sum *sums = nullptr;

    [[nodiscard]] int stride() const { return width + 2 * margin; }
};

// Numbers too large for int are far outside.
inline int wholeBelow(float number)
{
    const float kept = std::min(std::max(number, -1e9F), 1e9F);
    const int whole = static_cast<int>(kept);
    return whole - (static_cast<float>(whole) > kept ? 1 : 0);
}

inline void stampDot(const Band &band, const Stamp &stamp, Sums ink, int column, int row)
{
    const int first = std::max(0, band.top - row - stamp.top);
    const int last = std::min(stamp.height, band.top + band.height - row - stamp.top);
    Sum *line =
        band.sums + (row + stamp.top + first - band.top) * band.stride() + band.margin + column + stamp.left;
    const std::uint32_t *weights = stamp.weights.data() + first * stamp.width;
    for (int i = first; i < last; ++i, line += band.stride(), weights += stamp.width) {
        for (int j = 0; j < stamp.width; ++j)
            line[j].lanes += ink * weights[j];
    }
}

GENRELENS_CLONES
void addPoints(const Band &band, const Brush &brush, const Placement &to, const ScatterPoints &points,
               std::size_t begin, std::size_t end)
{
    std::array<int, blockPoints> columns;
    std::array<int, blockPoints> rows;
    for (std::size_t start = begin; start < end; start += blockPoints) {
        const std::size_t count = std::min<std::size_t>(blockPoints, end - start);
        const float *xs = points.xs().data() + start;
        const float *ys = points.ys().data() + start;
        for (std::size_t i = 0; i < count; ++i) {
            columns[i] = wholeBelow(to.toX + (xs[i] - to.originX) * to.scale);
            rows[i] = wholeBelow(to.toY - (ys[i] - to.originY) * to.scale);
        }
        const std::uint16_t *codes = points.codes().data() + start;
        for (std::size_t i = 0; i < count; ++i) {
            const int row = rows[i] >> 2;
            const int column = columns[i] >> 2;
            if (row + brush.reach < band.top || row - brush.reach >= band.top + band.height ||
                column < -brush.reach || column >= band.width + brush.reach)
                continue;
            const int sub = (rows[i] & 3) * subPixels + (columns[i] & 3);
            stampDot(band, brush.stamps[static_cast<std::size_t>(sub)], brush.inks[codes[i]].lanes, column,
                     row);
        }
    }
}

// Lays the sums over a line of the image, and clears them.
GENRELENS_CLONES
void composite(Sum *sums, QRgb *line, int width, const Brush &brush)
{
    for (int i = 0; i < width; ++i) {
        const std::uint32_t sum = sums[i].lanes[3];
        if (sum == 0)
            continue;
        const std::uint32_t weight = sum / 255;
        const std::size_t step = std::min<std::size_t>(weight >> brush.shift, opacitySteps);
        const float factor = brush.factors[step] / static_cast<float>(weight);
        const Reals over = __builtin_convertvector(sums[i].lanes, Reals) * factor;
        const Reals under = __builtin_convertvector(bytesOf(line[i]), Reals) * brush.lets[step];
        const Bytes bytes =
            __builtin_convertvector(__builtin_convertvector(over + under + 0.5F, Integers), Bytes);
        std::memcpy(line + i, &bytes, sizeof bytes);
        sums[i] = {};
    }
}

// What may reach into a band.
MapBounds partOfMap(const ScatterView &view, const Band &band, int reach, double ratio)
{
    const QPointF origin = view.area().topLeft();
    const QPointF low = view.toMap(origin + QPointF(-reach, band.top + band.height + reach) / ratio);
    const QPointF high = view.toMap(origin + QPointF(band.width + reach, band.top - reach) / ratio);
    return {low.x(), low.y(), high.x(), high.y()};
}

} // namespace

void paintScatter(QImage &image, const ScatterView &view, const std::vector<ScatterPart> &parts,
                  const std::vector<QRgb> &colours)
{
    const double ratio = image.devicePixelRatio();
    const Placement placement(view, ratio);
    std::vector<Brush> brushes;
    Band whole;
    whole.width = image.width();
    for (const ScatterPart &part : parts) {
        brushes.push_back(brushOf(part, ratio, colours));
        whole.margin = std::max(whole.margin, 2 * brushes.back().reach + 1);
    }
    uchar *const bits = image.bits(); // detached before there are threads
    const qsizetype lineBytes = image.bytesPerLine();
    const int height = image.height();
    parallelFor(static_cast<std::size_t>((height + bandRows - 1) / bandRows), [&](std::size_t index) {
        thread_local std::vector<Sum> sums; // all 0 between bands
        sums.resize(std::max(sums.size(), static_cast<std::size_t>(whole.stride()) * bandRows));
        Band band = whole;
        band.top = static_cast<int>(index) * bandRows;
        band.height = std::min(bandRows, height - band.top);
        band.sums = sums.data();
        for (std::size_t i = 0; i < parts.size(); ++i) {
            const ScatterPoints &points = *parts[i].points;
            points.forRunsIn(partOfMap(view, band, brushes[i].reach + 1, ratio),
                             [&](std::size_t begin, std::size_t end) {
                                 addPoints(band, brushes[i], placement, points, begin, end);
                             });
            for (int row = 0; row < band.height; ++row) {
                Sum *line = band.sums + row * band.stride();
                auto *pixels = reinterpret_cast<QRgb *>(bits + (band.top + row) * lineBytes);
                composite(line + band.margin, pixels, band.width, brushes[i]);
                // What reached beyond the sides.
                std::fill_n(line, band.margin, Sum());
                std::fill_n(line + band.margin + band.width, band.margin, Sum());
            }
        }
    });
}

} // namespace genrelens
