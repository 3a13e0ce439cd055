#include "core/table/csv_dialect.h"

#include "core/base/text.h"
#include "core/table/csv_scan.h"
#include "core/table/type_inference.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <set>

namespace genrelens
{

namespace
{

constexpr std::array<char, 4> delimiters{',', ';', '\t', '|'};
constexpr std::size_t lookedAt = std::size_t(1) << 14; // bytes; the rows that begin there are judged by,
constexpr std::size_t mostRenamesTold = 3;
constexpr std::size_t fewestRecords = 6; // or so many, where the text has them

std::size_t rowsOfLength(const CsvLayout &layout, std::size_t fields)
{
    std::size_t rows = 0;
    for (std::size_t i = 1; i < layout.count(); ++i)
        rows += layout.fieldsOf(i) == fields ? 1 : 0;
    return rows;
}

CsvScanEnd scanFirstRows(std::string_view text, std::size_t from, bool isComplete, char delimiter,
                         CsvLayout &layout)
{
    CsvScanEnd end{from, CsvScanEnd::none};
    std::size_t until = from;
    while (end.next >= until && until < text.size() &&
           (until < from + lookedAt || layout.count() < fewestRecords)) {
        until = std::min(text.size(), until + lookedAt);
        end = scanCsv(text, end.next, until, delimiter, isComplete, layout);
    }
    return end;
}

// How well a delimiter explains the text: the share of the rows below the header that are as long as it, or
// a little less for longer by one; below 0 when it parts nothing.
double fitOf(const CsvLayout &layout)
{
    if (layout.count() == 0 || layout.fieldsOf(0) < 2)
        return -1.0;
    if (layout.count() == 1)
        return 1.0;
    const std::size_t fields = layout.fieldsOf(0);
    const double rows = std::max(static_cast<double>(rowsOfLength(layout, fields)),
                                 0.99 * static_cast<double>(rowsOfLength(layout, fields + 1)));
    return rows / static_cast<double>(layout.count() - 1);
}

char likeliestDelimiter(std::string_view text, std::size_t from, bool isComplete)
{
    char best = delimiters.front();
    double bestFit = -1.0;
    std::size_t bestFields = 0;
    for (const char delimiter : delimiters) {
        CsvLayout layout;
        scanFirstRows(text, from, isComplete, delimiter, layout);
        const double fit = fitOf(layout);
        const std::size_t fields = fit < 0.0 ? 0 : layout.fieldsOf(0);
        if (fit > bestFit || (fit == bestFit && fields > bestFields)) {
            best = delimiter;
            bestFit = fit;
            bestFields = fields;
        }
    }
    // R's write.table parts by spaces and puts names in quotes. Without quotes spaces are those of words.
    const std::size_t first = text.find_first_not_of("\r\n", from);
    if (bestFit < 0.0 && first != std::string_view::npos && text[first] == '"') {
        CsvLayout layout;
        scanFirstRows(text, from, isComplete, ' ', layout);
        if (fitOf(layout) > 0.9)
            return ' ';
    }
    return best;
}

// A letter, a digit or a quote would take the cells apart.
bool canDelimit(char c)
{
    return c == '\t' ||
           (c >= ' ' && c < 0x7F && std::isalnum(static_cast<unsigned char>(c)) == 0 && c != '"');
}

// Excel understands, and some programs write, a first line that names the delimiter: sep=;
std::optional<char> namedDelimiter(std::string_view text, std::size_t &begin)
{
    const std::string_view line = text.substr(0, text.find_first_of("\r\n"));
    std::string_view words = line;
    if (words.size() > 2 && words.front() == '"' && words.back() == '"')
        words = words.substr(1, words.size() - 2);
    if (words.size() != 5 || toLowerAscii(words.substr(0, 4)) != "sep=" || line.size() == text.size() ||
        !canDelimit(words.back()))
        return std::nullopt;
    begin = line.size();
    return words.back();
}

// What stands in the first field of rows that are longer than the header by one, or behind the last of its
// names.
void nameSurplusField(const CsvLayout &layout, std::string_view text, CsvDialect &dialect)
{
    const std::size_t fields = dialect.names.size();
    const std::size_t longer = rowsOfLength(layout, fields + 1);
    if (longer == 0 || longer * 10 < (layout.count() - 1) * 9)
        return;
    bool endInDelimiter = true;
    for (std::size_t i = 1; i < layout.count(); ++i)
        if (layout.fieldsOf(i) == fields + 1)
            endInDelimiter &= layout.field(text, i, fields).raw.empty();
    dialect.names.insert(endInDelimiter ? dialect.names.end() : dialect.names.begin(), std::string());
    dialect.isShort = !endInDelimiter;
    if (dialect.isShort)
        dialect.remarks.emplace_back(
            "the header has one name less than the rows have fields, so the first of them are row names");
}

void makeNamesDiffer(CsvDialect &dialect)
{
    std::set<std::string> taken;
    std::map<std::string, std::size_t> next; // the number to try for a name that comes again
    std::size_t nextUnnamed = 0;
    std::size_t renamed = 0;
    for (std::size_t c = 0; c < dialect.names.size(); ++c) {
        std::string &name = dialect.names[c];
        if (taken.insert(name).second)
            continue;
        const std::string said = name;
        nextUnnamed = std::max(nextUnnamed, c);
        std::size_t &number = said.empty() ? nextUnnamed : next.try_emplace(said, 2).first->second;
        for (; !taken.insert(name).second; ++number)
            name = said.empty() ? "Unnamed: " + std::to_string(number)
                                : said + " (" + std::to_string(number) + ')';
        if (!said.empty() && ++renamed <= mostRenamesTold)
            dialect.remarks.push_back("another column \"" + said + "\" is called \"" + name + '"');
    }
    if (renamed > mostRenamesTold)
        dialect.remarks.push_back(counted(renamed - mostRenamesTold, "more column") +
                                  " with a name that came before got a number behind it");
}

} // namespace

CsvDialect recogniseDialect(std::string_view text, bool isComplete, std::optional<char> delimiter)
{
    CsvDialect dialect;
    std::size_t begin = 0;
    const std::optional<char> named = namedDelimiter(text, begin);
    dialect.delimiter = delimiter ? *delimiter : named ? *named : likeliestDelimiter(text, begin, isComplete);
    CsvLayout layout;
    const CsvScanEnd end = scanFirstRows(text, begin, isComplete, dialect.delimiter, layout);
    if (layout.count() == 0 || (layout.count() == 1 && !isComplete && end.openQuote == CsvScanEnd::none)) {
        dialect.headerIsCutOff = true; // or there is no row yet to judge by
        if (end.openQuote != CsvScanEnd::none)
            dialect.openQuote = end.openQuote;
        return dialect;
    }
    dialect.fields = layout.fieldsOf(0);
    if (dialect.fields > CsvDialect::maxFields)
        return dialect;
    const std::size_t headerBegin = layout.records[0].begin;
    dialect.header = text.substr(headerBegin, layout.ends[dialect.fields - 1] - headerBegin);
    std::string scratch;
    for (std::size_t c = 0; c < layout.fieldsOf(0); ++c)
        dialect.names.emplace_back(trimmed(layout.field(text, 0, c).text(scratch)));
    dialect.dataBegin = layout.count() > 1 ? layout.records[1].begin : layout.ends.back();
    dialect.hasNumbers = std::any_of(dialect.names.begin(), dialect.names.end(),
                                     [](const std::string &name) { return parseNumber(name).has_value(); });
    nameSurplusField(layout, text, dialect);
    makeNamesDiffer(dialect);
    return dialect;
}

} // namespace genrelens
