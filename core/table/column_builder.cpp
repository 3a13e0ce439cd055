#include "core/table/column_builder.h"

#include "core/base/parallel.h"
#include "core/table/schema.h"
#include "core/table/short_number.h"

#include <unordered_map>

namespace genrelens
{

namespace
{

constexpr std::size_t maxLevels = 1000; // a text column of more distinct values is text, not a category

// Text whose values repeat (each at least twice on average, at most maxLevels of them) is kept as codes.
std::variant<NumericColumn, CategoricalColumn, TextColumn> encoded(TextColumn text, std::size_t rows)
{
    CategoricalColumn categories;
    std::unordered_map<std::string_view, std::int32_t> codes;
    std::string_view before;
    for (std::size_t row = 0; row < rows; ++row) {
        const std::string_view cell = text.at(row);
        if (row > 0 && cell == before) { // files are often sorted by what repeats
            categories.codes.push_back(categories.codes.back());
            continue;
        }
        before = cell;
        if (cell.empty()) {
            categories.codes.push_back(-1);
            continue;
        }
        const auto [entry, isNew] = codes.try_emplace(cell, static_cast<std::int32_t>(codes.size()));
        if (isNew && (codes.size() > maxLevels || codes.size() * 2 > rows))
            return text;
        if (isNew)
            categories.levels.emplace_back(cell);
        categories.codes.push_back(entry->second);
    }
    if (categories.levels.empty())
        return text;
    return categories;
}

} // namespace

ColumnBuilder::ColumnBuilder(std::vector<std::string> names, DecimalMark mark)
    : m_names(std::move(names))
    , m_mark(mark)
    , m_modes(m_names.size(), Mode::Numbers)
    , m_readAs(m_names.size(), Mode::Numbers)
    , m_seen(m_names.size())
    , m_infinite(m_names.size(), 0)
    , m_numbers(m_names.size())
    , m_texts(m_names.size())
{
}

void ColumnBuilder::chooseModes(const std::vector<ColumnTypeGuess> &sample)
{
    for (std::size_t c = 0; c < columnCount(); ++c)
        m_modes[c] = namesThings(m_names[c]) || sample[c].isText() ? Mode::Text : Mode::Numbers;
    m_readAs = m_modes;
}

void ColumnBuilder::grow(std::size_t rows, std::size_t expectedRows)
{
    parallelFor(columnCount(), [&](std::size_t c) {
        if (m_modes[c] == Mode::Numbers) {
            m_numbers[c].reserve(expectedRows);
            m_numbers[c].resize(rows);
        } else if (m_modes[c] == Mode::Text) {
            m_texts[c].ends.reserve(expectedRows);
        }
    });
}

void ColumnBuilder::fill(std::string_view text, const CsvLayout &chunk, std::size_t fields,
                         const std::vector<std::uint32_t> &target, std::size_t firstRow, Piece &piece)
{
    piece.seen.assign(columnCount(), ColumnTypeGuess());
    piece.infinite.assign(columnCount(), 0);
    piece.texts.resize(columnCount());
    for (TextPiece &part : piece.texts) {
        part.buffer.clear();
        part.ends.clear();
    }
    std::string scratch;
    std::size_t row = firstRow;
    for (std::size_t i = 0; i < chunk.count(); ++i) {
        if (!chunk.isRow(i, fields))
            continue;
        std::size_t begin = chunk.records[i].begin;
        for (std::size_t f = 0; f < fields; ++f) {
            const std::size_t end = chunk.ends[chunk.records[i].firstEnd + f];
            const std::size_t c = target[f];
            if (m_modes[c] == Mode::Numbers)
                m_numbers[c][row] = readNumber(text, begin, end, c, scratch, piece);
            else if (m_modes[c] == Mode::Text)
                appendText(text, begin, end, scratch, piece.texts[c]);
            begin = end + 1;
        }
        ++row;
    }
}

double ColumnBuilder::readNumber(std::string_view text, std::size_t begin, std::size_t end,
                                 std::size_t column, std::string &scratch, Piece &piece) const
{
    ShortNumber number;
    if (readShortNumber(text.data() + begin, text.data() + end, '.', number)) {
        piece.seen[column].see(kindOfNumber(number.value, number.hasMark));
        return number.value;
    }
    const CsvField field = csvField(text, begin, end);
    const Cell cell = readCell(field.text(scratch), field.quoted, m_mark);
    piece.seen[column].see(cell.kind);
    piece.infinite[column] += cell.kind == CellKind::Infinite ? 1 : 0;
    return cell.value;
}

void ColumnBuilder::appendText(std::string_view text, std::size_t begin, std::size_t end,
                               std::string &scratch, TextPiece &piece)
{
    const CsvField field = csvField(text, begin, end);
    const std::string_view cell = field.text(scratch);
    if (cell != "NA" || field.quoted)
        piece.buffer += cell;
    piece.ends.push_back(static_cast<std::uint32_t>(piece.buffer.size()));
}

void ColumnBuilder::add(std::vector<Piece> &pieces, std::size_t count)
{
    parallelFor(columnCount(), [&](std::size_t c) {
        for (std::size_t i = 0; i < count; ++i) {
            if (m_modes[c] == Mode::Numbers) {
                m_seen[c].merge(pieces[i].seen[c]);
                m_infinite[c] += pieces[i].infinite[c];
            }
            if (m_modes[c] != Mode::Text)
                continue;
            const TextPiece &part = pieces[i].texts[c];
            TextColumn &whole = m_texts[c];
            const std::uint64_t base = whole.buffer.size();
            whole.buffer += part.buffer;
            for (const std::uint32_t end : part.ends)
                whole.ends.push_back(base + end);
        }
    });
}

bool ColumnBuilder::isNumeric(std::size_t column) const
{
    return m_readAs[column] == Mode::Numbers && m_seen[column].isNumber();
}

bool ColumnBuilder::prepareSecondReading()
{
    bool some = false;
    for (std::size_t c = 0; c < columnCount(); ++c) {
        // Without any number a column of "?" or "None" is text, too; one of empty cells is nothing.
        const bool wrong =
            m_readAs[c] == Mode::Numbers && !m_seen[c].isNumber() &&
            (m_seen[c].isText() || m_seen[c].has(CellKind::MissingWord) || m_seen[c].has(CellKind::Infinite));
        m_modes[c] = wrong ? Mode::Text : Mode::Done;
        some |= wrong;
        if (wrong) {
            m_readAs[c] = Mode::Text;
            m_infinite[c] = 0;
        }
        if (!isNumeric(c))
            std::vector<double>().swap(m_numbers[c]);
    }
    return some;
}

Column ColumnBuilder::take(std::size_t column, std::size_t rows)
{
    Column result;
    result.name = std::move(m_names[column]);
    if (isNumeric(column)) {
        result.data = NumericColumn{std::move(m_numbers[column])};
        return result;
    }
    if (m_readAs[column] == Mode::Numbers)
        m_texts[column].ends.assign(rows, 0); // no cell holds anything
    result.data = encoded(std::move(m_texts[column]), rows);
    return result;
}

} // namespace genrelens
