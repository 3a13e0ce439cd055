#pragma once

#include "core/labels/selection_profile.h"
#include "core/study/dataset.h"

#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace genrelens
{

/// What is special about the selected tracks, against the others. A value.
struct SelectionPortrait {
    struct Labels {
        LabelSet set;
        std::vector<GroupShare> classes;
    };
    struct Artist {
        QString name;
        GroupShare share;
    };
    std::shared_ptr<const PreparedData> prepared; ///< what it is of; null: of nothing
    RowSet selection;
    std::vector<Labels> labels;            ///< as asked for
    std::vector<FeatureContrast> features; ///< the strongest first
    std::vector<Artist> artists;           ///< the first named of a track, the most frequent first
    std::optional<SelectionGround> ground; ///< for the next portrait
};

struct PortraitRequest {
    std::shared_ptr<const Dataset> dataset;
    std::shared_ptr<const PreparedData> prepared;
    RowSet selection; ///< over the kept rows
    std::vector<LabelSet> labels;
    std::optional<SelectionGround> ground; ///< of an earlier portrait, made anew where it does not fit
    std::size_t mostClasses = 6;           ///< of each label set
    std::size_t mostArtists = 6;
};

/// Error: cancelled.
Result<SelectionPortrait> selectionPortrait(const PortraitRequest &request, Progress &progress);

/// A track's first artist; empty where the file names none.
QString firstArtist(const Dataset &dataset, const PreparedData &prepared, std::uint32_t track);

} // namespace genrelens
