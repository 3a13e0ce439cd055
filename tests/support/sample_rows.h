#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace genrelens::test
{

/// One row of a generated sample, cell by cell.
using Row = std::vector<std::string>;

/// Where things stand in a row.
enum SampleColumn : std::size_t {
    Index = 0,
    Id = 1,
    Artists = 2,
    Album = 3,
    Title = 4,
    Explicit = 7,
    Key = 10,
    Mode = 12,
    Beats = 19,
    Genre = 20
};

/// The generator's text; empty if it refuses.
std::string sampleText(std::uint64_t rows, std::uint64_t seed = 1);

/// Splits CSV text into rows, the header among them. A reader of its own, so that the generator is not
/// checked by the code that will read it.
std::vector<Row> parseCsv(const std::string &text);

/// The rows of a sample without the header.
std::vector<Row> sampleRows(std::uint64_t rows, std::uint64_t seed = 1);

/// A sample of the size the real file has, made once a process.
const std::vector<Row> &fullSample();

std::map<std::string, std::vector<Row>> byGenre(const std::vector<Row> &rows);

} // namespace genrelens::test
