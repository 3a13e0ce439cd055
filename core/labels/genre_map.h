#pragma once

#include "core/base/hash.h"
#include "core/base/result.h"
#include "core/labels/label_set.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace genrelens
{

/// One class of a genre mapping and the genres that fold into it.
struct SuperGenre {
    std::string name;
    std::optional<std::uint32_t> colour; ///< 0xRRGGBB; none: the palette's next
    std::vector<std::string> genres;

    bool operator==(const SuperGenre &) const = default;
};

/// Folds many genres into a few super-genres, whose order is that of legends and matrices.
struct GenreMap {
    std::string name;
    std::vector<SuperGenre> superGenres;

    bool operator==(const GenreMap &) const = default;
    /// Index of the super-genre that a genre belongs to.
    [[nodiscard]] std::optional<std::size_t> find(std::string_view genre) const;
    [[nodiscard]] std::size_t genreCount() const;
};

/// Reads the JSON form (resources/help/genre_map.md). Error: what is wrong and where; nothing is half read.
Result<GenreMap> parseGenreMap(std::string_view json, const std::string &fileName);
std::string toJson(const GenreMap &map);

/// The label set "super_genre": each row's genre folded by the map, rows of genres it does not know
/// unlabelled. Super-genres without a row are left out.
LabelSet superGenreLabels(const LabelSet &genres, const GenreMap &map);

} // namespace genrelens
