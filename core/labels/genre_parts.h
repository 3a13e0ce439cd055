#pragma once

#include <string>
#include <string_view>

namespace genrelens
{

/// What a cell of a genre column says.
struct GenreParts {
    std::string first;     ///< "hip hop" of "hip hop, pop"; empty: no genre
    bool several = false;  ///< there is more than one
    bool composed = false; ///< it is a list, though perhaps of one or none: a separator or brackets say so
};

/// Reads a cell as a list of genres, separated by commas, semicolons or bars, or a list as Python writes it
/// ("['show tunes', 'pop']"; "set()", "[]" and "{}" are none). Spaces and quotes around a part are not part
/// of it; a slash never separates ("Dance/Electronic").
GenreParts genreParts(std::string_view cell);

} // namespace genrelens
