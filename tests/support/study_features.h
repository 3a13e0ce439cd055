#pragma once

#include "core/labels/label_set.h"
#include "core/learn/split.h"
#include "core/prepare/features.h"

#include <cstdint>
#include <string>
#include <vector>

namespace genrelens::test
{

/// The published study's input, made from the shared files by a loader of the tests' own, so that the
/// numerical engines are judged apart from the program's reader: tracks kept first by track_id, 15 features
/// in the file's order, the 11 continuous ones standardized over the kept rows (explicit, key, mode,
/// time_signature raw).
struct Study {
    Features features;
    LabelSet genres;      ///< 113, alphabetical
    LabelSet superGenres; ///< 8, alphabetical
    LabelSet clusters;    ///< the study's k-means clusters 0..7
    Split split;          ///< seed 307
};

/// Loads it once. Empty features when the shared folder is not there: see GENRELENS_NEED_STUDY.
const Study &study();

/// Row indices of a shared one-column CSV file with a header, in the file's order.
std::vector<std::uint32_t> rowsOfFile(const std::string &path);

} // namespace genrelens::test

#define GENRELENS_NEED_STUDY(variable)                                                                       \
    const genrelens::test::Study &variable = genrelens::test::study();                                       \
    if (variable.features.rows() == 0)                                                                       \
    QSKIP("needs the shared data and reference folders: set GENRELENS_SHARED to the folder that holds them")
