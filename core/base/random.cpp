#include "core/base/random.h"

#include <cmath>

namespace genrelens
{

namespace
{

// SplitMix64 (Steele, Lea & Flood 2014): turns correlated inputs into independent words of state.
std::uint64_t splitMix(std::uint64_t &state)
{
    state += 0x9e3779b97f4a7c15ULL;
    std::uint64_t z = state;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
}

} // namespace

Random::Random(std::uint64_t seed, RandomPurpose purpose, std::uint64_t index)
{
    std::uint64_t mix = seed;
    std::uint64_t key = splitMix(mix) ^ (static_cast<std::uint64_t>(purpose) * 0xd1342543de82ef95ULL);
    key = splitMix(key) ^ (index * 0xaf251af3b0f025b5ULL);
    for (std::uint64_t &word : m_state)
        word = splitMix(key);
}

double Random::normal()
{
    if (m_hasSpare) {
        m_hasSpare = false;
        return m_spare;
    }
    double u = 0.0;
    double v = 0.0;
    double s = 0.0;
    do {
        u = 2.0 * uniform() - 1.0;
        v = 2.0 * uniform() - 1.0;
        s = u * u + v * v;
    } while (s >= 1.0 || s == 0.0);
    const double factor = std::sqrt(-2.0 * std::log(s) / s);
    m_spare = v * factor;
    m_hasSpare = true;
    return u * factor;
}

} // namespace genrelens
