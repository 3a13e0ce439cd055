#include "core/table/csv_reading.h"

#include "core/base/parallel.h"
#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <bit>
#include <limits>
#include <set>

namespace genrelens
{

namespace
{

constexpr std::size_t namedSkippedRows = 10;
constexpr std::size_t sampledRows = 1000; // that a column's type is guessed from

// The bar's parts: the rows, the rare second reading, and the columns' last touch.
constexpr double readShare = 0.85;
constexpr double againShare = 0.95;

// "tracks" of "tracks.csv.gz"; a name may well hold other points.
std::string withoutEnding(std::string name)
{
    constexpr std::array<std::string_view, 7> endings{".gz", ".zst", ".xz", ".bz2", ".csv", ".tsv", ".txt"};
    for (const std::string_view ending : endings)
        if (name.size() > ending.size() && toLowerAscii(name).rfind(ending) == name.size() - ending.size())
            name.resize(name.size() - ending.size());
    return name;
}

// The name, or "name (2)" and so on where it is taken; takes it.
std::string differing(const std::string &name, std::set<std::string> &taken)
{
    std::string one = name;
    for (int number = 2; !taken.insert(one).second; ++number)
        one = name + " (" + std::to_string(number) + ')';
    return one;
}

// Calls said(chunk, record) for the records that do not have that many fields.
void forOtherRecords(const CsvWindow &window, std::size_t fields, const auto &said)
{
    for (const CsvLayout &chunk : window.chunks)
        for (std::size_t i = 0; i < chunk.count(); ++i)
            if (!chunk.isRow(i, fields) && chunk.records[i].begin != CsvLayout::dropped)
                said(chunk, i);
}

} // namespace

CsvReading::CsvReading(CsvJoin join, const CsvOptions &options, Progress &progress)
    : m_join(std::move(join))
    , m_options(options)
    , m_progress(progress)
    , m_columns(m_join.names, DecimalMark::Point)
    , m_rowsOfPart(m_join.parts.size(), 0)
{
    m_summary.headerFields = m_join.names.size();
    m_summary.delimiter = m_join.parts.front().dialect.delimiter;
    m_summary.remarks = m_join.remarks;
    m_summary.tablesLeftOut = m_join.tablesLeftOut;
    for (const CsvPart &part : m_join.parts) {
        m_summary.headerIsShort |= part.dialect.isShort;
        m_summary.files.push_back(part.input.name);
    }
}

Result<CsvFile> CsvReading::run(const std::string &tableName)
{
    if (Result<void> read = readAll(); !read)
        return read.error();
    if (Result<void> fits = checkRows(tableName); !fits)
        return fits.error();
    if (m_columns.prepareSecondReading()) {
        const std::vector<std::uint64_t> rows = m_rowsOfPart;
        const Key before = m_key->key();
        m_again = true;
        if (Result<void> read = readAll(); !read)
            return read.error();
        if (m_rowsOfPart != rows || m_key->key() != before)
            return changedError(tableName);
    }
    return finish(tableName);
}

Result<void> CsvReading::readAll()
{
    m_rows = 0;
    m_key = std::make_unique<KeyBuilder>();
    m_repeatedHeaders = 0;
    m_bytesTaken = 0;
    for (std::size_t i = 0; i < m_join.parts.size(); ++i) {
        const std::uint64_t before = m_rows;
        if (Result<void> read = readPart(i); !read)
            return read;
        m_rowsOfPart[i] = m_rows - before;
    }
    return {};
}

Result<void> CsvReading::readPart(std::size_t i)
{
    const CsvPart &part = m_join.parts[i];
    Result<std::unique_ptr<TextWindow>> opened = openPart(part, m_options, m_progress);
    if (!opened)
        return opened.error();
    TextWindow &window = *opened.value();
    const CsvDialect &dialect = part.dialect;
    m_columns.setDecimalMark(dialect.delimiter == ',' ? DecimalMark::Point : DecimalMark::PointOrComma);
    std::size_t from = dialect.dataBegin;
    for (;;) {
        layOutCsv(window.text(), from, dialect.delimiter, window.isLast(), m_options.chunkBytes, m_window,
                  m_progress);
        if (m_progress.cancelled())
            return Error::cancelled();
        if (Result<void> read = readWindow(window, part); !read)
            return read;
        report((static_cast<double>(i) + window.fraction()) / static_cast<double>(m_join.parts.size()));
        if (window.isLast())
            break;
        if (Result<void> moved = window.advance(m_window.next, m_options.maxRowBytes, m_progress); !moved)
            return moved;
        from = 0;
    }
    if (m_window.openQuote != CsvScanEnd::none)
        return openQuoteError(window, m_window.openQuote);
    if (!m_again)
        noteRepairs(window);
    return {};
}

// The records that m_window has laid out become rows.
Result<void> CsvReading::readWindow(const TextWindow &window, const CsvPart &part)
{
    const std::string_view text = window.text();
    const std::size_t fields = part.target.size();
    const std::size_t chunks = m_window.chunks.size();
    // Files put one behind the other repeat the header; of a single column a cell may be called as it is.
    // One of numbers is no header but the first row of a file without.
    if (fields > 1 && !part.dialect.hasNumbers)
        m_repeatedHeaders += dropRecords(text, part.dialect.header, m_window);
    std::vector<std::size_t> firstRow(chunks);
    std::uint64_t rows = m_rows;
    for (std::size_t i = 0; i < chunks; ++i) {
        const CsvLayout &chunk = m_window.chunks[i];
        firstRow[i] = static_cast<std::size_t>(rows);
        for (std::size_t r = 0; r < chunk.count(); ++r)
            rows += chunk.isRow(r, fields) ? 1 : 0;
    }
    if (rows > std::numeric_limits<std::uint32_t>::max())
        return Error{"more than 4,294,967,295 rows are not read", window.name(), {}, ErrorKind::Input};
    if (!m_again) {
        if (m_rows == 0 && rows > 0)
            learnTypes(text, part.target);
        noteSkipped(window, fields, m_join.parts.size() > 1 ? window.name() : std::string());
    }

    m_bytesTaken += m_window.next;
    growColumns(rows);
    m_pieces.resize(std::max(m_pieces.size(), chunks));
    parallelFor(chunks + 1, [&](std::size_t i) {
        if (m_progress.cancelled())
            return;
        if (i < chunks)
            m_columns.fill(text, m_window.chunks[i], fields, part.target, firstRow[i], m_pieces[i]);
        else
            m_key->add(text.substr(0, m_window.next));
    });
    if (m_progress.cancelled())
        return Error::cancelled();
    m_columns.add(m_pieces, chunks);
    m_rows = rows;
    return {};
}

// Reserves what the whole file will take, as the part that was read suggests. What is reserved stays within
// a few times what is there, because an archive may lie about its size.
void CsvReading::growColumns(std::uint64_t rows)
{
    double bytes = 0.0;
    for (const CsvPart &part : m_join.parts)
        bytes += static_cast<double>(part.input.bytes);
    const double rowsPerByte =
        static_cast<double>(rows) / static_cast<double>(std::max<std::uint64_t>(1, m_bytesTaken));
    const auto most = static_cast<double>(16 * std::bit_ceil(rows));
    m_columns.grow(rows, static_cast<std::size_t>(std::min(most, 1.02 * rowsPerByte * bytes)));
}

// From rows spread over the first window that has any.
void CsvReading::learnTypes(std::string_view text, const std::vector<std::uint32_t> &target)
{
    std::size_t records = 0;
    for (const CsvLayout &chunk : m_window.chunks)
        records += chunk.count();
    const std::size_t step = std::max<std::size_t>(1, records / sampledRows);
    std::vector<ColumnTypeGuess> sample(m_join.names.size());
    std::string scratch;
    std::size_t number = 0;
    for (const CsvLayout &chunk : m_window.chunks)
        for (std::size_t i = 0; i < chunk.count(); ++i) {
            if (number++ % step != 0 || !chunk.isRow(i, target.size()))
                continue;
            for (std::size_t f = 0; f < target.size(); ++f) {
                const CsvField field = chunk.field(text, i, f);
                sample[target[f]].see(
                    readCell(field.text(scratch), field.quoted, m_columns.decimalMark()).kind);
            }
        }
    m_columns.chooseModes(sample);
}

void CsvReading::noteSkipped(const TextWindow &window, std::size_t fields, const std::string &file)
{
    for (const CsvLayout &chunk : m_window.chunks)
        for (const CsvLayout::Record &record : chunk.records)
            m_summary.rowsRead += record.begin != CsvLayout::dropped ? 1 : 0;
    forOtherRecords(m_window, fields, [&](const CsvLayout &chunk, std::size_t i) {
        ++m_summary.rowsSkipped;
        if (m_summary.firstSkipped.size() < namedSkippedRows)
            m_summary.firstSkipped.push_back(
                {window.lineAt(chunk.records[i].begin), chunk.fieldsOf(i), file});
    });
}

void CsvReading::noteRepairs(const TextWindow &window)
{
    if (window.repairedBytes() == 0)
        return;
    const bool one = window.repairedBytes() == 1;
    m_summary.remarks.push_back((m_join.parts.size() > 1 ? "in " + window.name() + ' ' : std::string()) +
                                counted(window.repairedBytes(), "byte") + (one ? " is" : " are") +
                                " no UTF-8 and read as Windows-1252 (" + (one ? "" : "the first ") +
                                "on line " + grouped(window.firstRepairedLine()) + ')');
}

Result<void> CsvReading::checkRows(const std::string &tableName) const
{
    if (m_summary.rowsRead == 0)
        return Error{"there is a header but no row below it", tableName, {}, ErrorKind::Input};
    if (static_cast<double>(m_summary.rowsSkipped) <=
        m_options.maxSkippedShare * static_cast<double>(m_summary.rowsRead))
        return {};
    return Error{grouped(m_summary.rowsSkipped) + " of " + counted(m_summary.rowsRead, "row") +
                     (m_summary.rowsSkipped == 1 ? " does" : " do") + " not have the header's " +
                     counted(m_summary.headerFields, "field") + ": " + describeSkipped(m_summary),
                 tableName, "Check the separator and the quotes.", ErrorKind::Input};
}

Result<CsvFile> CsvReading::finish(const std::string &tableName)
{
    const std::size_t columns = m_join.names.size();
    std::vector<Column> result(columns);
    SubProgress finishing(m_progress, againShare, 1.0);
    ProgressCounter counter(finishing, columns, "Sorting out texts");
    parallelFor(columns, [&](std::size_t c) {
        if (counter.cancelled())
            return;
        result[c] = m_columns.take(c, static_cast<std::size_t>(m_rows));
        counter.advance();
    });
    if (m_progress.cancelled())
        return Error::cancelled();
    for (std::size_t c = 0; c < columns; ++c)
        if (const std::size_t infinite = m_columns.infiniteCells(c); infinite > 0)
            m_summary.remarks.push_back(counted(infinite, "infinite value") + " of \"" + m_join.names[c] +
                                        (infinite == 1 ? "\" counts" : "\" count") + " as missing");
    if (m_repeatedHeaders > 0)
        m_summary.remarks.push_back(counted(m_repeatedHeaders, "row") +
                                    (m_repeatedHeaders == 1 ? " repeats the header and is left out"
                                                            : " repeat the header and are left out"));
    if (m_join.parts.size() > 1)
        result.push_back(fileColumn());
    m_key->add(m_summary.delimiter);
    for (std::size_t i = 0; i < m_join.parts.size(); ++i) {
        m_key->add(m_rowsOfPart[i]);
        if (m_join.parts.size() > 1)
            m_key->add(m_join.parts[i].input.name); // it stands in the last column
    }
    Table table(tableName, static_cast<std::size_t>(m_rows), std::move(result), m_key->key());
    return CsvFile{std::move(table), std::move(m_summary)};
}

// The name of each row's file.
Column CsvReading::fileColumn() const
{
    std::set<std::string> taken(m_join.names.begin(), m_join.names.end());
    Column column;
    column.name = differing("file", taken);
    taken.clear();
    CategoricalColumn names;
    for (std::size_t i = 0; i < m_join.parts.size(); ++i) {
        const auto rows = static_cast<std::size_t>(m_rowsOfPart[i]);
        if (rows == 0)
            continue;
        names.codes.insert(names.codes.end(), rows, static_cast<std::int32_t>(names.levels.size()));
        names.levels.push_back(differing(withoutEnding(fileName(m_join.parts[i].input.name)), taken));
    }
    column.data = std::move(names);
    return column;
}

void CsvReading::report(double fraction)
{
    const double from = m_again ? readShare : 0.0;
    const double to = m_again ? againShare : readShare;
    m_progress.report(from + (to - from) * fraction,
                      m_again ? "Reading columns of words again" : "Reading rows");
}

} // namespace genrelens
