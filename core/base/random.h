#pragma once

#include <array>
#include <cstdint>

namespace genrelens
{

/// What a stream of random numbers is for. The values are part of every seeded result: append, never
/// renumber.
enum class RandomPurpose : std::uint64_t {
    Sample = 1,
    Split = 2,
    KMeans = 3,
    Forest = 4,
    Validity = 5,
    TrackSample = 12,
    Boosting = 13,
    Folds = 20,
    LearningCurve = 21,
    Permutation = 22,
    Resample = 30,
    Reference = 31,
    Isolation = 40,
    Explanation = 50,
    ShapResample = 51,
    NeighbourRecall = 60,
    NeighbourSearch = 61,
    MapQuality = 62,
    UmapBlocks = 65,
    UmapNegatives = 66,
    UmapNoise = 67,
    UmapAdded = 68,
    Test = 1000,
};

/// A stream of random numbers, xoshiro256** (Blackman & Vigna 2018), whose start depends only on (seed,
/// purpose, index). Give each task (tree, restart, block of rows) its own index and threads can never change
/// a result. Distributions are written out here because those of the standard library differ between vendors.
class Random
{
public:
    Random(std::uint64_t seed, RandomPurpose purpose, std::uint64_t index = 0);

    std::uint64_t next();
    /// Uniform in 0..bound-1 without bias (Lemire 2019). bound must not be 0.
    std::uint32_t below(std::uint32_t bound);
    /// Uniform in [0, 1), 53 bits.
    double uniform() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }
    /// Standard normal (Marsaglia's polar method).
    double normal();

private:
    std::array<std::uint64_t, 4> m_state;
    double m_spare = 0.0;
    bool m_hasSpare = false;
};

inline std::uint64_t Random::next()
{
    const auto rotl = [](std::uint64_t x, int k) { return (x << k) | (x >> (64 - k)); };
    const std::uint64_t result = rotl(m_state[1] * 5, 7) * 9;
    const std::uint64_t t = m_state[1] << 17;
    m_state[2] ^= m_state[0];
    m_state[3] ^= m_state[1];
    m_state[1] ^= m_state[2];
    m_state[0] ^= m_state[3];
    m_state[2] ^= t;
    m_state[3] = rotl(m_state[3], 45);
    return result;
}

inline std::uint32_t Random::below(std::uint32_t bound)
{
    std::uint64_t product = (next() >> 32) * bound;
    auto low = static_cast<std::uint32_t>(product);
    if (low < bound) {
        const std::uint32_t threshold = (0U - bound) % bound;
        while (low < threshold) {
            product = (next() >> 32) * bound;
            low = static_cast<std::uint32_t>(product);
        }
    }
    return static_cast<std::uint32_t>(product >> 32);
}

} // namespace genrelens
