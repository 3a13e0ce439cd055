#include "core/embed/umap_spectral.h"

#include "core/base/parallel.h"
#include "core/base/stretches.h"

#include <Eigen/Dense>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <tuple>
#include <utility>

namespace genrelens
{

namespace
{

constexpr std::size_t wide = 4; // two vectors that are wanted and two that keep others away from them
constexpr std::size_t leastRows = 64;
constexpr std::size_t mostParts = 200; // smaller ones would be many
constexpr std::size_t rowsAtOnce = 4096;
constexpr int mostRounds = 12;
constexpr int degree = 10; // of the polynomial that each round filters by
constexpr double settled = 2e-3;
constexpr double nearEnough = 3e-2; // of the residual of a unit vector

using Row = std::array<float, wide>;
using Block = std::vector<Row>;
using Small = Eigen::Matrix<double, wide, wide>;

// The graph of one part with the weights of D^-1/2 W D^-1/2, whose largest eigenvalue is 1.
struct Part {
    std::span<const std::uint32_t> rows;
    std::vector<std::size_t> begins{0};
    std::vector<std::uint32_t> ends;
    std::vector<float> weights;
    std::vector<float> top; // its unit eigenvector
};

// Not whole when it is cancelled.
Part partOf(const UmapGraph &graph, std::span<const std::uint32_t> rows, const Progress &progress)
{
    Part part;
    part.rows = rows;
    std::vector<std::uint32_t> numbers(graph.rows());
    std::vector<double> degrees(rows.size(), 0.0);
    double sum = 0.0;
    forStretches(rows.size(), progress, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            numbers[rows[i]] = static_cast<std::uint32_t>(i);
            for (const float weight : graph.weightsOf(rows[i]))
                degrees[i] += static_cast<double>(weight);
            sum += degrees[i];
        }
    });
    forStretches(rows.size(), progress, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            const std::span<const std::uint32_t> ends = graph.endsOf(rows[i]);
            const std::span<const float> weights = graph.weightsOf(rows[i]);
            for (std::size_t e = 0; e < ends.size(); ++e) {
                const std::uint32_t other = numbers[ends[e]];
                const double scale = std::sqrt(degrees[i] * degrees[other]);
                const double weight = scale > 0.0 ? static_cast<double>(weights[e]) / scale : 0.0;
                part.ends.push_back(other);
                part.weights.push_back(static_cast<float>(weight));
            }
            part.begins.push_back(part.ends.size());
            part.top.push_back(static_cast<float>(std::sqrt(degrees[i] / std::max(sum, 1e-300))));
        }
    });
    return part;
}

// to = scale * (A x - middle x) - before, which may be null.
void filterOnce(const Part &part, const Block &x, float middle, float scale, const Block *before, Block &to)
{
    parallelBlocks(x.size(), rowsAtOnce, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            Row sum{};
            for (std::size_t e = part.begins[i]; e < part.begins[i + 1]; ++e) {
                const Row &other = x[part.ends[e]];
                for (std::size_t c = 0; c < wide; ++c)
                    sum[c] += part.weights[e] * other[c];
            }
            for (std::size_t c = 0; c < wide; ++c) {
                const float minus = before != nullptr ? (*before)[i][c] : 0.0F;
                to[i][c] = scale * (sum[c] - middle * x[i][c]) - minus;
            }
        }
    });
}

// Products of the columns of a and b, added up by block.
Small products(const Block &a, const Block &b)
{
    std::vector<Small> sums((a.size() + rowsAtOnce - 1) / rowsAtOnce, Small::Zero());
    parallelBlocks(a.size(), rowsAtOnce, [&](std::size_t begin, std::size_t end) {
        Small sum = Small::Zero();
        for (std::size_t i = begin; i < end; ++i)
            for (std::size_t r = 0; r < wide; ++r)
                for (std::size_t c = 0; c < wide; ++c)
                    sum(static_cast<Eigen::Index>(r), static_cast<Eigen::Index>(c)) +=
                        static_cast<double>(a[i][r]) * static_cast<double>(b[i][c]);
        sums[begin / rowsAtOnce] = sum;
    });
    Small all = Small::Zero();
    for (const Small &sum : sums)
        all += sum;
    return all;
}

void rotate(Block &x, const Small &by)
{
    const Eigen::Matrix<float, wide, wide> turned = by.cast<float>();
    for (Row &row : x) {
        Row sum{};
        for (std::size_t r = 0; r < wide; ++r)
            for (std::size_t c = 0; c < wide; ++c)
                sum[c] += row[r] * turned(static_cast<Eigen::Index>(r), static_cast<Eigen::Index>(c));
        row = sum;
    }
}

// Takes the part along the top eigenvector out and makes the columns orthonormal; false when they are not
// independent.
bool makeOrthonormal(const Part &part, Block &x)
{
    std::array<double, wide> along{};
    for (std::size_t i = 0; i < x.size(); ++i)
        for (std::size_t c = 0; c < wide; ++c)
            along[c] += static_cast<double>(part.top[i]) * static_cast<double>(x[i][c]);
    for (std::size_t i = 0; i < x.size(); ++i)
        for (std::size_t c = 0; c < wide; ++c)
            x[i][c] -= static_cast<float>(along[c]) * part.top[i];
    const Eigen::SelfAdjointEigenSolver<Small> found(products(x, x));
    const auto values = found.eigenvalues();
    if (!(values[0] > 1e-10 * values[wide - 1]) || !std::isfinite(values[wide - 1]))
        return false;
    rotate(x, found.eigenvectors() * values.cwiseSqrt().cwiseInverse().asDiagonal());
    return true;
}

// Turns the columns to the best eigenvectors there are among them, the smoothest first; returns the
// eigenvalues and the larger residual of the first two.
std::pair<std::array<double, wide>, double> turnToRitz(const Part &part, Block &x, Block &product)
{
    filterOnce(part, x, 0.0F, 1.0F, nullptr, product);
    const Small projected = products(x, product);
    const Eigen::SelfAdjointEigenSolver<Small> found((projected + projected.transpose()) / 2.0);
    const Small turn = found.eigenvectors().rowwise().reverse();
    rotate(x, turn);
    rotate(product, turn);
    std::array<double, wide> values{};
    for (std::size_t c = 0; c < wide; ++c)
        values[c] = found.eigenvalues()[static_cast<Eigen::Index>(wide - 1 - c)];
    double residual = 0.0;
    for (std::size_t c = 0; c < 2; ++c) {
        double sum = 0.0;
        for (std::size_t i = 0; i < x.size(); ++i) {
            const double off = static_cast<double>(product[i][c]) - values[c] * static_cast<double>(x[i][c]);
            sum += off * off;
        }
        residual = std::max(residual, std::sqrt(sum));
    }
    return {values, residual};
}

// From where the rows are: their coordinates and two products of these.
Block firstBlock(const Part &part, const std::vector<MapPoint> &points)
{
    double x = 0.0;
    double y = 0.0;
    for (const std::uint32_t row : part.rows) {
        x += static_cast<double>(points[row].x);
        y += static_cast<double>(points[row].y);
    }
    const auto count = static_cast<double>(part.rows.size());
    Block block;
    for (std::size_t i = 0; i < part.rows.size(); ++i) {
        const MapPoint &point = points[part.rows[i]];
        const auto u = static_cast<float>(static_cast<double>(point.x) - x / count);
        const auto v = static_cast<float>(static_cast<double>(point.y) - y / count);
        const float root = part.top[i];
        block.push_back({u * root, v * root, u * v * root, (u * u - v * v) * root});
    }
    return block;
}

// The subspace of the smoothest vectors, by Chebyshev polynomials that are small on the eigenvalues from -1
// to the least of those kept.
bool findSmoothest(const Part &part, Block &x, const Progress &progress)
{
    Block one(x.size());
    Block two(x.size());
    if (!makeOrthonormal(part, x))
        return false;
    auto [values, residual] = turnToRitz(part, x, one);
    for (int round = 0; round < mostRounds && residual > settled; ++round) {
        const double cut = std::clamp(values[wide - 1], -0.5, 1.0 - 1e-7);
        const auto middle = static_cast<float>((cut - 1.0) / 2.0);
        const auto half = static_cast<float>((cut + 1.0) / 2.0);
        filterOnce(part, x, middle, 1.0F / half, nullptr, one);
        for (int i = 1; i < degree; ++i) {
            if (progress.cancelled())
                return false;
            filterOnce(part, one, middle, 2.0F / half, &x, two);
            std::swap(x, one);
            std::swap(one, two);
        }
        std::swap(x, one);
        if (!makeOrthonormal(part, x))
            return false;
        std::tie(values, residual) = turnToRitz(part, x, one);
    }
    return residual <= nearEnough;
}

// Middle, deviation and side of a coordinate of the part from those of the old one.
template <typename At>
void fitTo(const At &at, std::vector<double> values, std::span<const std::uint32_t> rows,
           std::vector<MapPoint> &points)
{
    const auto count = static_cast<double>(rows.size());
    double mean = 0.0;
    double oldMean = 0.0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        mean += values[i] / count;
        oldMean += static_cast<double>(at(points[rows[i]])) / count;
    }
    double squares = 0.0;
    double oldSquares = 0.0;
    double product = 0.0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const double off = values[i] - mean;
        const double oldOff = static_cast<double>(at(points[rows[i]])) - oldMean;
        squares += off * off;
        oldSquares += oldOff * oldOff;
        product += off * oldOff;
    }
    const double scale = squares > 0.0 ? std::sqrt(oldSquares / squares) * (product < 0.0 ? -1.0 : 1.0) : 0.0;
    for (std::size_t i = 0; i < rows.size(); ++i)
        at(points[rows[i]]) = static_cast<float>(oldMean + scale * (values[i] - mean));
}

} // namespace

std::vector<std::vector<std::uint32_t>> componentsOf(const UmapGraph &graph, const Progress &progress)
{
    std::vector<std::vector<std::uint32_t>> parts;
    std::vector<bool> isSeen(graph.rows(), false);
    for (std::size_t first = 0; first < graph.rows(); ++first) {
        if (isSeen[first])
            continue;
        std::vector<std::uint32_t> part{static_cast<std::uint32_t>(first)};
        isSeen[first] = true;
        for (std::size_t next = 0; next < part.size(); ++next) {
            if (next % rowsAtOnce == 0 && progress.cancelled())
                return parts;
            for (std::size_t e = graph.begins[part[next]]; e < graph.begins[part[next] + 1]; ++e)
                if (graph.weights[e] > 0.0F && !isSeen[graph.ends[e]]) {
                    isSeen[graph.ends[e]] = true;
                    part.push_back(graph.ends[e]);
                }
        }
        std::sort(part.begin(), part.end());
        parts.push_back(std::move(part));
    }
    std::stable_sort(parts.begin(), parts.end(),
                     [](const auto &a, const auto &b) { return a.size() > b.size(); });
    return parts;
}

SpectralPlacing placeBySpectrum(const UmapGraph &graph, std::span<const std::uint32_t> rows,
                                std::vector<MapPoint> &points, const Progress &progress)
{
    if (rows.size() < std::max(leastRows, graph.rows() / mostParts))
        return SpectralPlacing::TooSmall;
    const Part part = partOf(graph, rows, progress);
    if (progress.cancelled())
        return SpectralPlacing::Unsettled;
    Block block = firstBlock(part, points);
    if (!findSmoothest(part, block, progress))
        return SpectralPlacing::Unsettled;
    for (std::size_t c = 0; c < 2; ++c) {
        std::vector<double> values(rows.size());
        for (std::size_t i = 0; i < rows.size(); ++i)
            values[i] = static_cast<double>(block[i][c]);
        if (c == 0)
            fitTo([](MapPoint &point) -> float & { return point.x; }, std::move(values), rows, points);
        else
            fitTo([](MapPoint &point) -> float & { return point.y; }, std::move(values), rows, points);
    }
    return SpectralPlacing::Placed;
}

} // namespace genrelens
