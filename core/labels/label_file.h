#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/prepare/features.h"
#include "core/table/table.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace genrelens
{

/// Labels in a file of their own that need not speak of every track (importedLabels() is strict).

/// By what the lines of a label file find their tracks.
struct LabelKey {
    enum class Kind {
        TrackId, ///< a column of the file holds ids of tracks
        Row,     ///< a column holds the kept tracks' indices from 0, as exported data does
        FileRow, ///< a column holds rows of the tracks' file from 0, those left out counted
        Line     ///< one line a kept track, or one a row of the table
    };
    Kind kind = Kind::Line;
    std::optional<std::size_t> column; ///< of the label file; none for Line
    std::vector<std::int32_t> lineOf;  ///< of each row of the table its line, from 0; -1: none
    std::size_t matched = 0;           ///< lines that speak of some track
    std::size_t unmatched = 0;         ///< lines that speak of none
    std::size_t repeated = 0;          ///< lines about a track that an earlier one is about, which counts

    bool operator==(const LabelKey &) const = default;
};

struct LabelFile {
    Table table;
    std::vector<LabelKey> keys; ///< what can be matched by, the likeliest first; empty: nothing
};

/// Reads a label file and finds what its lines can be matched by. idColumn: of the tracks' table. Errors: it
/// cannot be read, some line has a wrong length, cancelled.
Result<LabelFile> readLabelFile(const std::string &path, const Table &table,
                                std::optional<std::size_t> idColumn, const Features &features,
                                Progress &progress);

/// The column that most likely holds the labels: the first of few different texts, else of few numbers, else
/// any but the key's. Nothing when there is no other.
std::optional<std::size_t> likelyLabelColumn(const Table &file, const LabelKey &key);

/// No view could show more classes, and nobody could tell them apart.
inline constexpr std::size_t mostFileClasses = 10000;

/// Labels of the tracks' table by a key and a column of a label file.
struct FileLabels {
    std::vector<std::string> classes; ///< those that some row has, in order as of a LabelSet
    std::vector<std::int32_t> codes;  ///< one a row of the table, or `unlabelled`
    std::vector<std::size_t> counts;  ///< kept tracks of each class
    std::size_t labelled = 0;         ///< kept tracks with a label
    bool tooMany = false;             ///< there are more classes than asked for; then nothing else is known
};
/// Looks no further than it takes to see more than so many classes.
FileLabels labelsOf(const Table &file, std::size_t column, const LabelKey &key, const Features &features,
                    std::size_t mostClasses = mostFileClasses);

} // namespace genrelens
