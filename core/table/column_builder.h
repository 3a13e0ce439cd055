#pragma once

#include "core/table/csv_scan.h"
#include "core/table/table.h"
#include "core/table/type_inference.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace genrelens
{

/// The columns of a table while rows are added to them, window by window. Each is read as numbers or as text,
/// as the first rows suggest; what its cells really were is noted on the way, so that a column that was read
/// in the wrong way is known at the end and can be filled again from the file.
class ColumnBuilder
{
public:
    enum class Mode : std::uint8_t { Numbers, Text, Done };

    /// Text a column's cells of one chunk of rows, joined.
    struct TextPiece {
        std::string buffer;
        std::vector<std::uint32_t> ends;
    };

    /// What one chunk of rows holds besides the numbers, which go to their places at once.
    struct Piece {
        std::vector<ColumnTypeGuess> seen; ///< one a column
        std::vector<TextPiece> texts;      ///< one a column; empty for numbers
        std::vector<std::size_t> infinite; ///< one a column
    };

    ColumnBuilder(std::vector<std::string> names, DecimalMark mark);

    [[nodiscard]] std::size_t columnCount() const { return m_names.size(); }
    /// Chooses the modes from what some cells looked like; columns that name things are text anyway.
    void chooseModes(const std::vector<ColumnTypeGuess> &sample);
    [[nodiscard]] DecimalMark decimalMark() const { return m_mark; }
    void setDecimalMark(DecimalMark mark) { m_mark = mark; }

    /// Makes room for that many rows in all; a hint how many there will be saves copying.
    void grow(std::size_t rows, std::size_t expectedRows);
    /// Reads the records of a chunk that have `fields` fields; the first of them is row firstRow. target says
    /// which column each field goes to. Any thread may do this, each for rows of its own.
    void fill(std::string_view text, const CsvLayout &chunk, std::size_t fields,
              const std::vector<std::uint32_t> &target, std::size_t firstRow, Piece &piece);
    /// Adds what fill() left of chunks, in the order of their rows.
    void add(std::vector<Piece> &pieces, std::size_t count);

    /// Columns that were read as numbers but hold words: after this they are ready to be filled once more, as
    /// text, and all others are done. False when there is none.
    bool prepareSecondReading();

    [[nodiscard]] std::size_t infiniteCells(std::size_t column) const { return m_infinite[column]; }
    /// The finished column; call once for each, from any thread.
    Column take(std::size_t column, std::size_t rows);

private:
    [[nodiscard]] bool isNumeric(std::size_t column) const;
    double readNumber(std::string_view text, std::size_t begin, std::size_t end, std::size_t column,
                      std::string &scratch, Piece &piece) const;
    static void appendText(std::string_view text, std::size_t begin, std::size_t end, std::string &scratch,
                           TextPiece &piece);

    std::vector<std::string> m_names;
    DecimalMark m_mark;
    std::vector<Mode> m_modes;
    std::vector<Mode> m_readAs; // as m_modes, but never Done
    std::vector<ColumnTypeGuess> m_seen;
    std::vector<std::size_t> m_infinite;
    std::vector<std::vector<double>> m_numbers;
    std::vector<TextColumn> m_texts;
};

} // namespace genrelens
