#include "core/embed/umap_memberships.h"

#include "core/base/parallel.h"

#include <algorithm>
#include <cmath>

// This file is compiled once for each instruction set: the oldest, AVX2 and AVX-512.
#undef HWY_DISABLED_TARGETS
#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_SSE4 | HWY_AVX3_DL)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/embed/umap_memberships.cpp"
#include <hwy/foreach_target.h>
// After foreach_target.h, as it demands.
#include <hwy/highway.h>

#include "core/embed/umap_math.h"

HWY_BEFORE_NAMESPACE();
namespace genrelens::HWY_NAMESPACE
{

using Floats = hn::ScalableTag<float>;
using V = hn::Vec<Floats>;

constexpr int halvings = 64;
constexpr float tolerance = 1e-5F;
constexpr float leastScale = 1e-3F; // of sigma against a mean distance

// exp(-d / sigma), 1 where d is not above 0.
HWY_ATTR HWY_INLINE V membership(V d, V perSigma)
{
    const Floats tag;
    const V x = hn::Mul(d, perSigma); // of the exponent of 2, negative
    const V e = exp2Fine(tag, hn::Max(x, hn::Set(tag, -125.0F)));
    const V faint = hn::IfThenElse(hn::Lt(x, hn::Set(tag, -125.0F)), hn::Zero(tag), e);
    return hn::IfThenElse(hn::Gt(d, hn::Zero(tag)), faint, hn::Set(tag, 1.0F));
}

// Rows in lanes. above: what the distances are above rho, neighbours x lanes.
HWY_ATTR HWY_INLINE V sigmaOf(const float *above, std::size_t neighbours, V target)
{
    const Floats tag;
    const V minusLog2E = hn::Set(tag, -1.44269504F);
    const V half = hn::Set(tag, 0.5F);
    const V huge = hn::Set(tag, 1e38F);
    V low = hn::Zero(tag);
    V high = huge;
    V sigma = hn::Set(tag, 1.0F);
    for (int i = 0; i < halvings; ++i) {
        const V perSigma = hn::Div(minusLog2E, hn::Max(sigma, hn::Set(tag, 1e-30F)));
        V sum = hn::Zero(tag);
        for (std::size_t j = 0; j < neighbours; ++j)
            sum = hn::Add(sum, membership(hn::LoadU(tag, above + j * hn::Lanes(tag)), perSigma));
        const V over = hn::Sub(sum, target);
        const auto isFound = hn::Lt(hn::Abs(over), hn::Set(tag, tolerance));
        if (hn::AllTrue(tag, isFound))
            break;
        const auto isOver = hn::Gt(over, hn::Zero(tag));
        high = hn::IfThenElse(isOver, sigma, high);
        low = hn::IfThenElse(isOver, low, sigma);
        const auto isOpen = hn::Eq(high, huge);
        const V next = hn::IfThenElse(isOpen, hn::Min(hn::Add(sigma, sigma), hn::Set(tag, 1e37F)),
                                      hn::Mul(hn::Add(low, high), half));
        // A lane that is done stays as it is, whatever its neighbours need.
        sigma = hn::IfThenElse(isFound, sigma, next);
        low = hn::IfThenElse(isFound, sigma, low);
        high = hn::IfThenElse(isFound, sigma, high);
    }
    return sigma;
}

HWY_ATTR void membershipsOf(const float *distances, std::size_t rows, std::size_t neighbours, bool toNearest,
                            float meanOfAll, float *weights)
{
    const Floats tag;
    const std::size_t lanes = hn::Lanes(tag);
    const V target = hn::Set(tag, static_cast<float>(std::log2(static_cast<double>(neighbours))));
    std::vector<float> above(neighbours * lanes);
    std::vector<float> least(lanes);
    for (std::size_t first = 0; first < rows; first += lanes) {
        const std::size_t used = std::min(lanes, rows - first);
        for (std::size_t lane = 0; lane < lanes; ++lane) {
            const float *row = distances + (first + std::min(lane, used - 1)) * neighbours;
            const float *nearest = std::find_if(row, row + neighbours, [](float d) { return d > 0.0F; });
            const float rho = toNearest && nearest != row + neighbours ? *nearest : 0.0F;
            float sum = 0.0F;
            for (std::size_t j = 0; j < neighbours; ++j) {
                above[j * lanes + lane] = row[j] - rho;
                sum += row[j];
            }
            least[lane] = leastScale * (rho > 0.0F ? sum / static_cast<float>(neighbours) : meanOfAll);
        }
        const V sigma = hn::Max(sigmaOf(above.data(), neighbours, target), hn::LoadU(tag, least.data()));
        const V perSigma = hn::Div(hn::Set(tag, -1.44269504F), hn::Max(sigma, hn::Set(tag, 1e-30F)));
        for (std::size_t j = 0; j < neighbours; ++j)
            hn::StoreU(membership(hn::LoadU(tag, &above[j * lanes]), perSigma), tag, &above[j * lanes]);
        for (std::size_t lane = 0; lane < used; ++lane)
            for (std::size_t j = 0; j < neighbours; ++j)
                weights[(first + lane) * neighbours + j] = above[j * lanes + lane];
    }
}

} // namespace genrelens::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace genrelens
{

namespace
{

HWY_EXPORT(membershipsOf);

constexpr std::size_t rowsAtOnce = 4096;

// Added up by block, so that threads do not change it.
float meanOf(std::span<const float> distances)
{
    constexpr std::size_t block = 65536;
    std::vector<double> sums((distances.size() + block - 1) / block, 0.0);
    parallelBlocks(distances.size(), block, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i)
            sums[begin / block] += static_cast<double>(distances[i]);
    });
    double sum = 0.0;
    for (const double part : sums)
        sum += part;
    return static_cast<float>(sum / static_cast<double>(std::max<std::size_t>(distances.size(), 1)));
}

} // namespace

Result<std::vector<float>> umapMemberships(std::span<const float> distances, std::size_t neighbours,
                                           bool toNearest, Progress &progress)
{
    std::vector<float> weights(distances.size());
    const std::size_t rows = neighbours == 0 ? 0 : distances.size() / neighbours;
    const float mean = meanOf(distances);
    parallelBlocks(rows, rowsAtOnce, [&](std::size_t begin, std::size_t end) {
        if (!progress.cancelled())
            HWY_DYNAMIC_DISPATCH(membershipsOf)
        (distances.data() + begin * neighbours, end - begin, neighbours, toNearest, mean,
         weights.data() + begin * neighbours);
    });
    if (progress.cancelled())
        return Error::cancelled();
    return weights;
}

} // namespace genrelens
#endif
