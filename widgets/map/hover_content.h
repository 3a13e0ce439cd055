#pragma once

#include "widgets/map/feature_histograms.h"
#include "widgets/map/track_answers.h"

#include <QColor>
#include <QString>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace genrelens
{

class Study;

/// A class with its colour.
struct HoverClass {
    QString name;
    QColor colour;

    bool operator==(const HoverClass &) const = default;
};

/// A feature of the track under the pointer.
struct HoverFeature {
    QString name;
    QString value;              ///< with its unit, or "missing"
    FeatureHistogram spread;    ///< not known: nothing is drawn
    std::optional<double> mark; ///< where the track is in it, 0 to 1

    bool operator==(const HoverFeature &) const = default;
};

/// What a card says of a track; texts that the file lacks are empty.
struct HoverContent {
    QString title;
    QString where; ///< "Artist · Album"
    QString genre;
    std::vector<HoverClass> classes; ///< super-genre, cluster
    QString prediction;              ///< "Predicted", or "Predicted (trained on it)"
    std::vector<HoverClass> answers; ///< "pop 41 %", "folk 38 %"
    std::vector<HoverFeature> features;

    bool operator==(const HoverContent &) const = default;
};

/// What is known beside the study; null where it is not (yet).
struct HoverSources {
    std::shared_ptr<const FeatureHistograms> histograms;
    std::shared_ptr<const ModelRun> run;
    std::shared_ptr<const TrackAnswers> answers; ///< of run
    std::string colouredBy;                      ///< a label set that the card names as well
};

inline constexpr std::size_t mostHoverFeatures = 15;

/// Of a kept row. Of more features than fit, those that are the most unusual of the track.
HoverContent hoverContent(const Study &study, std::uint32_t track, const HoverSources &sources);

} // namespace genrelens
