#include "core/sample/genre_profiles.h"

#include <algorithm>

namespace genrelens::sample
{

namespace
{

constexpr GenreProfile profiles[] = {
#include "core/sample/genre_profiles.inc"
};

// From the same dataset as the profiles: correlation after each genre's mean is taken away. Only the lower
// triangle is filled.
constexpr std::array<FeatureValues, FeatureCount> correlation = {{
    {1.0},
    {0.0072, 1.0},
    {0.0166, -0.1086, 1.0},
    {-0.0225, -0.0066, 0.0291, 1.0},
    {0.0134, -0.043, 0.0559, 0.6882, 1.0},
    {-0.0221, -0.086, 0.0614, 0.1538, 0.0734, 1.0},
    {-0.0072, -0.0523, -0.0649, -0.5105, -0.3642, -0.0283, 1.0},
    {-0.0113, 0.0449, -0.0685, -0.0751, -0.2028, -0.0687, 0.0371, 1.0},
    {-0.0237, 0.013, -0.1048, 0.1636, 0.0764, 0.1021, -0.0484, -0.043, 1.0},
    {-0.0369, -0.16, 0.3903, 0.2815, 0.188, 0.0593, -0.1106, -0.128, 0.0124, 1.0},
    {0.0036, -0.0047, -0.1266, 0.1504, 0.103, 0.1068, -0.1093, -0.0087, 0.0043, 0.0666, 1.0},
}};

} // namespace

std::span<const GenreProfile> genreProfiles()
{
    return profiles;
}

int familyCount()
{
    static const int count = 1 + std::ranges::max(profiles, {}, &GenreProfile::family).family;
    return count;
}

double featureCorrelation(std::size_t a, std::size_t b)
{
    return correlation[std::max(a, b)][std::min(a, b)];
}

} // namespace genrelens::sample
