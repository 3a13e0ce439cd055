#pragma once

#include "core/study/mapping_guidance.h"

#include <QColor>
#include <QString>
#include <QStringList>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace genrelens
{

class Study;

/// Guidance and the names and colours of the super-genres it is about.
struct NamedGuidance {
    MappingGuidance guidance;
    QStringList superGenres;                ///< by class
    std::vector<QColor> colours;            ///< by class
    std::vector<std::int32_t> classOfGenre; ///< of each genre its class, or `unlabelled`
    QString source; ///< "random forest on genres, folded"; empty where none is trained

    /// Of a genre its entry, or null.
    [[nodiscard]] const GenreGuidance *find(std::size_t genre) const;
    /// Of a class a model learned that the mapping has not: what became of it.
    [[nodiscard]] QString nameOf(std::int32_t superGenre) const;
    [[nodiscard]] QColor colourOf(std::int32_t superGenre) const;
    /// Whether the centroid of another super-genre is the nearest.
    [[nodiscard]] bool isNearerOther(std::size_t genre) const;
};

/// None where genres and super-genres are too many to be compared at once.
NamedGuidance namedGuidance(const Study &study);

/// "61 % of its 200 held-out tracks are taken for rock, 20 % pop, 9 % latin; random forest on genres,
/// folded".
QString purityText(const NamedGuidance &named, std::size_t genre);
/// Why none of a genre's tracks was judged.
QString unjudgedText(const NamedGuidance &named);
/// "Its centroid lies nearer to pop (0.84) than to its own rock (1.32)", then all distances, the least first.
QString nearestText(const NamedGuidance &named, std::size_t genre);
/// Three digits, zeros as well, so that near ones can be told apart: "0.990", "1.32".
QString formatDistance(double distance);
/// Super-genres by distance, the nearest first; those without one are left out.
std::vector<std::int32_t> byDistance(const GenreGuidance &entry);

} // namespace genrelens
