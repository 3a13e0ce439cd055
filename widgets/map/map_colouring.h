#pragma once

#include <QString>

#include <string>
#include <vector>

namespace genrelens
{

class Study;

/// What the points of a map are coloured by.
struct MapColouring {
    enum class Kind {
        None,
        Labels,     ///< a label set, by its name
        Feature,    ///< a feature's own values, by its name
        Predicted,  ///< the class that the model gives
        Confidence, ///< the probability that it gives it
        Errors,     ///< whether that is the right one
        HeldOut,    ///< whether models were judged by the track or learned from it
        Survival    ///< how well its neighbourhood survives on the map
    };
    Kind kind = Kind::None;
    std::string name; ///< of the label set or feature

    /// Whether it takes the answers of a model about every track.
    [[nodiscard]] bool needsAnswers() const
    {
        return kind == Kind::Predicted || kind == Kind::Confidence || kind == Kind::Errors;
    }
    bool operator==(const MapColouring &) const = default;
};

/// "label set:genre", "feature:tempo", "confidence"; and back, None where the text is none of these.
std::string colouringText(const MapColouring &colouring);
MapColouring colouringOf(const std::string &text);

/// A colouring as a choice.
struct MapColouringChoice {
    MapColouring colouring;
    QString title;
    bool possible = true; ///< or first something is to be computed
};

/// All that there are for a study, in the order in which they are offered: label sets, features, what the
/// current model says, the map itself, none. survival: whether it is known.
std::vector<MapColouringChoice> mapColourings(const Study &study, bool survival);

} // namespace genrelens
