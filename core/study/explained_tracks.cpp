#include "core/study/explained_tracks.h"

namespace genrelens
{

ExplainedTracks explainedTracks(const Explanation &explanation, const Dataset &dataset,
                                const PreparedData &prepared)
{
    const Schema &schema = prepared.schema;
    return {dataset.table,
            {{"track_id", schema.find(ColumnRole::TrackId)},
             {"title", schema.find(ColumnRole::Title)},
             {"artist", schema.find(ColumnRole::Artists)}},
            explanation.features,
            explanation.tracks,
            explanation.run->labels.classes(),
            explanation.values};
}

} // namespace genrelens
