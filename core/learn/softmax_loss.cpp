#include "core/learn/softmax_loss.h"

#include "core/base/parallel.h"
#include "core/base/simd.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>

namespace genrelens
{

namespace
{

constexpr std::size_t width = 8;       // doubles in the widest lanes
constexpr std::size_t mostBlocks = 64; // whose gradients are kept side by side
constexpr std::size_t rowsAtOnce = 64; // between two questions whether to go on

// e^x for x <= 0 within two units in the last place, 0 below -708; without branches or calls, so that it is
// computed in lanes: x = n ln 2 + r with |r| <= ln(2) / 2, and a Taylor polynomial of e^r.
__attribute__((always_inline)) inline double expOf(double x)
{
    constexpr double magic = 0x1.8p52; // adding it rounds to whole numbers, which are its low bits then
    const double clamped = x > -708.0 ? x : -708.0;
    const double shifted = clamped * 1.4426950408889634074 + magic;
    const double n = shifted - magic;
    const double r = (clamped - n * 0x1.62e42fefa3800p-1) - n * 0x1.ef35793c76730p-45;
    double p = 1.0 / 479001600.0;
    p = p * r + 1.0 / 39916800.0;
    p = p * r + 1.0 / 3628800.0;
    p = p * r + 1.0 / 362880.0;
    p = p * r + 1.0 / 40320.0;
    p = p * r + 1.0 / 5040.0;
    p = p * r + 1.0 / 720.0;
    p = p * r + 1.0 / 120.0;
    p = p * r + 1.0 / 24.0;
    p = p * r + 1.0 / 6.0;
    p = p * r + 0.5;
    p = p * r + 1.0;
    p = p * r + 1.0;
    const auto power = std::bit_cast<double>((std::bit_cast<std::uint64_t>(shifted) + 1023) << 52);
    return x > -708.0 ? p * power : 0.0;
}

// One row: from its scores to the differences between probabilities and truth; the loss. The largest and the
// sum are taken lane by lane first, since the order of additions must be the same for all processors.
__attribute__((always_inline)) inline double differences(double *scores, std::size_t lanes, std::size_t code)
{
    std::array<double, width> largest;
    for (std::size_t l = 0; l < width; ++l)
        largest[l] = scores[l];
    for (std::size_t c = width; c < lanes; c += width)
        for (std::size_t l = 0; l < width; ++l)
            largest[l] = scores[c + l] > largest[l] ? scores[c + l] : largest[l];
    double top = largest[0];
    for (std::size_t l = 1; l < width; ++l)
        top = largest[l] > top ? largest[l] : top;
    const double own = scores[code] - top;
    std::array<double, width> sums{};
    for (std::size_t c = 0; c < lanes; c += width) {
        for (std::size_t l = 0; l < width; ++l) {
            scores[c + l] = expOf(scores[c + l] - top);
            sums[l] += scores[c + l];
        }
    }
    const double sum =
        ((sums[0] + sums[1]) + (sums[2] + sums[3])) + ((sums[4] + sums[5]) + (sums[6] + sums[7]));
    const double inverse = 1.0 / sum;
    for (std::size_t c = 0; c < lanes; ++c)
        scores[c] *= inverse;
    scores[code] -= 1.0;
    return std::log(sum) - own;
}

struct Layout {
    std::size_t columns;
    std::size_t lanes;
};

// Adds the gradient of one row of features, given in double; returns its loss.
GENRELENS_CLONES
double addRow(const double *x, std::size_t code, const double *weights, Layout layout, double *scores,
              double *gradient)
{
    const std::size_t lanes = layout.lanes;
    const double *offsets = weights + layout.columns * lanes;
    for (std::size_t c = 0; c < lanes; ++c)
        scores[c] = offsets[c];
    for (std::size_t m = 0; m < layout.columns; ++m)
        for (std::size_t c = 0; c < lanes; ++c)
            scores[c] += x[m] * weights[m * lanes + c];
    const double loss = differences(scores, lanes, code);
    for (std::size_t m = 0; m < layout.columns; ++m)
        for (std::size_t c = 0; c < lanes; ++c)
            gradient[m * lanes + c] += x[m] * scores[c];
    double *last = gradient + layout.columns * lanes;
    for (std::size_t c = 0; c < lanes; ++c)
        last[c] += scores[c];
    return loss;
}

} // namespace

SoftmaxLoss::SoftmaxLoss(const TrainingData &data, std::vector<std::int32_t> codes, std::size_t classes,
                         std::vector<double> centre)
    : m_data(data)
    , m_codes(std::move(codes))
    , m_classes(classes)
    , m_lanes((classes + width - 1) / width * width)
    , m_centre(std::move(centre))
{
}

double SoftmaxLoss::evaluate(std::span<const double> weights, std::span<double> gradient,
                             const Progress &progress) const
{
    const std::size_t n = m_codes.size();
    const std::size_t columns = m_centre.size();
    // What is filled up has an offset that leaves it without probability, and so without gradient.
    std::vector<double> filled(weights.begin(), weights.end());
    std::fill(filled.begin() + static_cast<std::ptrdiff_t>(columns * m_lanes + m_classes), filled.end(),
              -std::numeric_limits<double>::max());
    const std::size_t blockSize = std::max<std::size_t>(1024, (n + mostBlocks - 1) / mostBlocks);
    const std::size_t blocks = (n + blockSize - 1) / blockSize;
    std::vector<double> losses(blocks, 0.0);
    std::vector<double> gradients(blocks * filled.size(), 0.0);
    parallelBlocks(n, blockSize, [&](std::size_t begin, std::size_t end) {
        const std::size_t block = begin / blockSize;
        std::vector<double> scores(m_lanes);
        std::vector<double> x(columns);
        for (std::size_t i = begin; i < end; ++i) {
            if ((i - begin) % rowsAtOnce == 0 && progress.cancelled())
                return;
            const std::span<const float> row = m_data.features.row(m_data.rows[i]);
            for (std::size_t m = 0; m < columns; ++m)
                x[m] = static_cast<double>(row[m]) - m_centre[m];
            losses[block] +=
                addRow(x.data(), static_cast<std::size_t>(m_codes[i]), filled.data(), {columns, m_lanes},
                       scores.data(), gradients.data() + block * filled.size());
        }
    });
    if (progress.cancelled())
        return std::numeric_limits<double>::infinity();
    double loss = 0.0;
    std::fill(gradient.begin(), gradient.end(), 0.0);
    for (std::size_t block = 0; block < blocks; ++block) {
        loss += losses[block];
        for (std::size_t i = 0; i < filled.size(); ++i)
            gradient[i] += gradients[block * filled.size() + i];
    }
    return loss;
}

} // namespace genrelens
