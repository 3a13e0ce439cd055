#include "core/table/musical_words.h"

#include "core/base/text.h"
#include "core/table/column_names.h"
#include "core/table/type_inference.h"

#include <array>
#include <limits>
#include <optional>
#include <vector>

namespace genrelens
{

namespace
{

using ReadWord = std::optional<double> (*)(std::string_view);

constexpr std::string_view sharpSign = "\xE2\x99\xAF"; // U+266F
constexpr std::string_view flatSign = "\xE2\x99\xAD";  // U+266D

std::optional<double> parseNote(std::string_view text)
{
    constexpr std::array<int, 7> whiteKeys{9, 11, 0, 2, 4, 5, 7}; // A to G
    const std::string_view note = trimmed(text);
    if (note.empty())
        return std::nullopt;
    const char letter = note[0] >= 'a' ? static_cast<char>(note[0] - 'a' + 'A') : note[0];
    if (letter < 'A' || letter > 'G')
        return std::nullopt;
    const int white = whiteKeys[static_cast<std::size_t>(letter - 'A')];
    const std::string_view accidental = note.substr(1);
    if (accidental.empty())
        return white;
    if (accidental == "#" || accidental == sharpSign)
        return (white + 1) % 12;
    if (accidental == "b" || accidental == "B" || accidental == flatSign)
        return (white + 11) % 12;
    return std::nullopt;
}

// A note, or two names of one ("C#/Db").
std::optional<double> parseKey(std::string_view text)
{
    const std::size_t slash = text.find('/');
    if (slash == std::string_view::npos)
        return parseNote(text);
    const std::optional<double> note = parseNote(text.substr(0, slash));
    return note == parseNote(text.substr(slash + 1)) ? note : std::nullopt;
}

std::optional<double> parseMode(std::string_view text)
{
    const std::string word = toLowerAscii(trimmed(text));
    if (word == "major")
        return 1.0;
    if (word == "minor")
        return 0.0;
    return std::nullopt;
}

// What the words of a column mean, one number a word; nothing when one of them means nothing, or all are
// missing.
class WordReader
{
public:
    explicit WordReader(ReadWord parse) : m_parse(parse) {}
    std::optional<double> read(std::string_view cell)
    {
        if (isMissingNumber(cell))
            return std::numeric_limits<double>::quiet_NaN();
        const std::optional<double> number = m_parse(cell);
        m_someWord |= number.has_value();
        return number;
    }
    [[nodiscard]] bool someWord() const { return m_someWord; }

private:
    ReadWord m_parse;
    bool m_someWord = false;
};

std::optional<NumericColumn> numbersOf(const CategoricalColumn &column, WordReader words)
{
    std::vector<double> meanings;
    for (const std::string &level : column.levels) {
        const std::optional<double> number = words.read(level);
        if (!number)
            return std::nullopt;
        meanings.push_back(*number);
    }
    if (!words.someWord())
        return std::nullopt;
    NumericColumn numbers;
    numbers.values.reserve(column.codes.size());
    for (const std::int32_t code : column.codes)
        numbers.values.push_back(code < 0 ? std::numeric_limits<double>::quiet_NaN()
                                          : meanings[static_cast<std::size_t>(code)]);
    return numbers;
}

std::optional<NumericColumn> numbersOf(const TextColumn &column, WordReader words)
{
    NumericColumn numbers;
    for (std::size_t row = 0; row < column.ends.size(); ++row) {
        const std::optional<double> number = words.read(column.at(row));
        if (!number)
            return std::nullopt;
        numbers.values.push_back(*number);
    }
    return words.someWord() ? std::optional(std::move(numbers)) : std::nullopt;
}

ReadWord readerFor(const Column &column)
{
    const std::optional<std::string_view> measure = measureOf(column.name);
    if (column.isNumeric() || !measure)
        return nullptr;
    return *measure == "key" ? parseKey : *measure == "mode" ? parseMode : nullptr;
}

} // namespace

Table withMusicalNumbers(const Table &table)
{
    Table result = table;
    for (std::size_t c = 0; c < table.columnCount(); ++c) {
        const Column &column = table.column(c);
        const ReadWord read = readerFor(column);
        if (read == nullptr)
            continue;
        const CategoricalColumn *categories = column.categorical();
        std::optional<NumericColumn> numbers = categories != nullptr
                                                   ? numbersOf(*categories, WordReader(read))
                                                   : numbersOf(*column.text(), WordReader(read));
        if (numbers)
            result = result.withColumn(c, Column{column.name, std::move(*numbers)},
                                       KeyBuilder().add("musical words").add(result.key()).add(c).key());
    }
    return result;
}

} // namespace genrelens
