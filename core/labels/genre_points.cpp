#include "core/labels/genre_points.h"

#include <cmath>
#include <numeric>

namespace genrelens
{

WeightedPoints centroidPoints(const ClassMoments &genreMoments, std::span<const std::size_t> columns)
{
    WeightedPoints points;
    points.columns = columns.size();
    for (std::size_t g = 0; g < genreMoments.classes(); ++g) {
        const bool any = genreMoments.counts[g] > 0;
        for (const std::size_t column : columns)
            points.values.push_back(any ? genreMoments.mean(g, column) : 0.0);
        points.weights.push_back(static_cast<double>(genreMoments.counts[g]));
    }
    return points;
}

WeightedPoints confusionPoints(std::span<const std::uint64_t> confusion, std::span<const std::size_t> tracks)
{
    const std::size_t genres = tracks.size();
    WeightedPoints points;
    points.columns = genres;
    points.values.assign(genres * genres, 0.0);
    for (std::size_t g = 0; g < genres; ++g) {
        points.weights.push_back(static_cast<double>(tracks[g]));
        const auto row = confusion.subspan(g * genres, genres);
        const auto judged = static_cast<double>(std::accumulate(row.begin(), row.end(), std::uint64_t{0}));
        double *point = points.values.data() + g * genres;
        if (judged == 0.0) {
            point[g] = 1.0;
            continue;
        }
        for (std::size_t p = 0; p < genres; ++p)
            point[p] = std::sqrt(static_cast<double>(row[p]) / judged);
    }
    return points;
}

} // namespace genrelens
