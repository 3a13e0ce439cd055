#pragma once

#include "core/table/schema.h"
#include "core/table/table.h"

#include <cstddef>
#include <string>
#include <vector>

namespace genrelens
{

/// What recogniseSchema() had to guess.
struct SchemaGuesses {
    bool features = false;                    ///< every numeric column became a feature, known or not
    bool someKnown = false;                   ///< ... although a few of them are known by name
    bool label = false;                       ///< the genre column was chosen among the candidates
    std::vector<std::size_t> labelCandidates; ///< text columns that could hold genres where none is known to
    std::vector<std::size_t> leftAside;       ///< numeric columns beside a few features known by name
    std::vector<std::size_t> unusable;        ///< audio features by name that hold no numbers
};

/// Adds to the schema a sentence for each guess, and for what in the table casts doubt on its features.
void addDoubts(const Table &table, const SchemaGuesses &guesses, Schema &schema);

} // namespace genrelens
