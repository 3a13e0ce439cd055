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
    bool unmappedIsClass = false; ///< genres in no super-genre make one class; else their tracks are left out

    bool operator==(const GenreMap &) const = default;
    /// Index of the super-genre that a genre belongs to.
    [[nodiscard]] std::optional<std::size_t> find(std::string_view genre) const;
    [[nodiscard]] std::size_t genreCount() const;
};

/// Reads the JSON form (resources/help/genre_map.md). Error: what is wrong and where; nothing is half read.
Result<GenreMap> parseGenreMap(std::string_view json, const std::string &fileName);
std::string toJson(const GenreMap &map);
/// 0xRRGGBB of "#RRGGBB", and back.
std::optional<std::uint32_t> parseColour(std::string_view text);
std::string colourText(std::uint32_t colour);

/// The class of the genres in no super-genre, where they make one.
inline constexpr std::string_view unmappedClassName = "unmapped";

/// Of each genre the index of its super-genre in the map, or superGenres.size(); for many genres at once.
std::vector<std::size_t> superGenreIndices(const std::vector<std::string> &genres, const GenreMap &map);

/// A mapping applied to the genres of a file.
struct FoldedGenres {
    LabelSet labels;                        ///< each row's super-genre
    std::vector<std::int32_t> classOfGenre; ///< of each genre its class in labels, or `unlabelled`
};

/// Folds each row's genre by the map; rows of genres it does not know have no class, or that of the unmapped,
/// the last. Super-genres without a row are left out. name and title are the label set's.
FoldedGenres foldGenres(const LabelSet &genres, const GenreMap &map, std::string name = "super_genre",
                        std::string title = {});
/// Only the labels of that.
LabelSet superGenreLabels(const LabelSet &genres, const GenreMap &map);

} // namespace genrelens
