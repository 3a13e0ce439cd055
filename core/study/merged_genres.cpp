#include "core/study/merged_genres.h"

#include "core/labels/genre_points.h"
#include "core/study/mapping_guidance.h"
#include "core/study/study.h"

namespace genrelens
{

MergedGenres mergedGenres(const Study &study, MergeBy by)
{
    const LabelSet genres = study.labels("genre");
    const std::vector<std::size_t> &tracks = genres.counts();
    MergedGenres merged;
    if (tracks.size() < 2 || tracks.size() > mostMergedGenres)
        return merged;
    merged.run = genreRun(study);
    if (by == MergeBy::Confusion && !merged.run)
        return merged;
    const PreparedData &data = *study.prepared();
    merged.points = by == MergeBy::Centroids
                        ? centroidPoints(data.genreMoments, distanceColumns(data.features()))
                        : confusionPoints(merged.run->evaluation.confusion.counts, tracks);
    merged.tree = wardTree(merged.points);
    if (!merged.run)
        return merged;
    const std::vector<std::uint64_t> &confusion = merged.run->evaluation.confusion.counts;
    merged.cuts = cutQualities(merged.tree, confusion, tracks);
    if (const FoldedGenres *present = study.folded(study.settings().currentMapping))
        merged.present = foldedQuality(confusion, tracks, present->classOfGenre);
    return merged;
}

} // namespace genrelens
