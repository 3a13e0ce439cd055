#include "core/table/csv_reading.h"

#include "core/base/parallel.h"
#include "core/base/text.h"

#include <algorithm>
#include <limits>
#include <set>

namespace genrelens
{

namespace
{

constexpr std::size_t namedSkippedRows = 10;
constexpr std::size_t sampledRows = 1000;            // that a column's type is guessed from
constexpr std::size_t glance = std::size_t(1) << 16; // bytes, enough for most headers

// The bar's parts: the rows, the rare second reading, and the columns' last touch.
constexpr double readShare = 0.85;
constexpr double againShare = 0.95;

Error openQuoteError(const TextWindow &window, std::size_t quote)
{
    return Error{"the quote that opens on line " + grouped(window.lineAt(quote)) + " never closes",
                 window.name(), "Close it, or double it if it belongs to the text.", ErrorKind::Input};
}

std::vector<std::string> missingFrom(const std::vector<std::string> &names,
                                     const std::vector<std::string> &all)
{
    std::vector<std::string> missing;
    for (const std::string &name : all)
        if (std::find(names.begin(), names.end(), name) == names.end())
            missing.push_back(name);
    return missing;
}

// Calls said(chunk, record) for the records that do not have that many fields.
void forOtherRecords(const CsvWindow &window, std::size_t fields, const auto &said)
{
    for (const CsvLayout &chunk : window.chunks)
        for (std::size_t i = 0; i < chunk.count(); ++i)
            if (chunk.fieldsOf(i) != fields)
                said(chunk, i);
}

} // namespace

CsvReading::CsvReading(std::vector<CsvInput> inputs, const CsvOptions &options, Progress &progress)
    : m_inputs(std::move(inputs))
    , m_options(options)
    , m_progress(progress)
{
}

Result<CsvFile> CsvReading::run(const std::string &tableName)
{
    if (Result<void> matched = matchInputs(); !matched)
        return matched.error();
    if (Result<void> read = readAll(); !read)
        return read.error();
    if (Result<void> fits = checkRows(tableName); !fits)
        return fits.error();
    if (m_columns->prepareSecondReading()) {
        const std::uint64_t rows = m_rows;
        m_again = true;
        if (Result<void> read = readAll(); !read)
            return read.error();
        if (m_rows != rows)
            return Error{"the file changed while it was read", tableName, "Open it again.", ErrorKind::Input};
    }
    return finish(tableName);
}

// Opens an input and recognises its dialect from a window that holds the whole header.
Result<CsvReading::Open> CsvReading::open(const CsvInput &input, std::size_t windowBytes)
{
    Result<std::unique_ptr<ByteSource>> source = input.open();
    if (!source)
        return source.error();
    if (input.bytes > 0) // a small file needs no large window; a byte more tells that it ends
        windowBytes = std::min<std::uint64_t>(windowBytes, std::max<std::uint64_t>(64, input.bytes + 1));
    Open open{std::make_unique<TextWindow>(std::move(source).value(), input.name, windowBytes), {}};
    TextWindow &window = *open.window;
    for (;;) {
        if (Result<void> read = window.advance(0, m_options.maxRowBytes, m_progress); !read)
            return read.error();
        if (window.isLast() && window.text().find_first_not_of(" \t\r\n") == std::string_view::npos)
            return Error{"the file is empty", input.name, {}, ErrorKind::Input};
        open.dialect = recogniseDialect(window.text(), window.isLast(), m_options.delimiter);
        if (!open.dialect.headerIsCutOff)
            return open;
        if (!window.isLast())
            continue;
        return openQuoteError(window, window.text().find('"'));
    }
}

// Which inputs belong together, and which field of each is which column.
Result<void> CsvReading::matchInputs()
{
    std::vector<std::vector<std::string>> names;
    for (const CsvInput &input : m_inputs) {
        Result<Open> opened = open(input, std::min(m_options.windowBytes, glance));
        if (!opened)
            return opened.error();
        names.push_back(std::move(opened.value().dialect.names));
        if (m_inputs.size() == 1)
            m_summary.remarks = std::move(opened.value().dialect.remarks);
    }
    std::size_t model = 0; // whose columns count: the largest of an archive, else the first
    for (std::size_t i = 1; i < m_inputs.size(); ++i)
        if (m_inputs[i].isOneOfArchive && m_inputs[i].bytes > m_inputs[model].bytes)
            model = i;
    m_names = names[model];
    const std::string modelName = m_inputs[model].name;
    std::vector<CsvInput> joined;
    for (std::size_t i = 0; i < m_inputs.size(); ++i) {
        const std::vector<std::string> missing = missingFrom(names[i], m_names);
        const std::vector<std::string> besides = missingFrom(m_names, names[i]);
        if (missing.empty() && besides.empty()) {
            std::vector<std::uint32_t> &target = m_targets.emplace_back();
            for (const std::string &name : names[i])
                target.push_back(static_cast<std::uint32_t>(std::find(m_names.begin(), m_names.end(), name) -
                                                            m_names.begin()));
            joined.push_back(std::move(m_inputs[i]));
        } else if (m_inputs[i].isOneOfArchive) {
            m_summary.remarks.push_back(m_inputs[i].name + " has other columns and is not read");
        } else {
            return Error{missing.empty()
                             ? "it has a column \"" + besides.front() + "\" that " + modelName + " has not"
                             : "it has no column \"" + missing.front() + "\" as " + modelName + " has",
                         m_inputs[i].name, "Only files with the same columns can be opened together.",
                         ErrorKind::Input};
        }
    }
    m_inputs = std::move(joined);
    m_rowsOfInput.assign(m_inputs.size(), 0);
    m_summary.headerFields = m_names.size();
    for (const CsvInput &input : m_inputs)
        m_summary.files.push_back(input.name);
    return {};
}

Result<void> CsvReading::readAll()
{
    m_rows = 0;
    m_bytesTaken = 0;
    for (std::size_t i = 0; i < m_inputs.size(); ++i) {
        const std::uint64_t before = m_rows;
        if (Result<void> read = readInput(i); !read)
            return read;
        m_rowsOfInput[i] = m_rows - before;
    }
    return {};
}

Result<void> CsvReading::readInput(std::size_t i)
{
    Result<Open> opened = open(m_inputs[i], m_options.windowBytes);
    if (!opened)
        return opened.error();
    TextWindow &window = *opened.value().window;
    const CsvDialect &dialect = opened.value().dialect;
    if (dialect.names.size() != m_targets[i].size())
        return Error{"the file changed while it was read", m_inputs[i].name, "Open it again.",
                     ErrorKind::Input};
    if (!m_columns)
        m_columns.emplace(m_names, DecimalMark::Point);
    m_columns->setDecimalMark(dialect.delimiter == ',' ? DecimalMark::Point : DecimalMark::PointOrComma);
    if (i == 0)
        m_summary.delimiter = dialect.delimiter;
    std::size_t from = dialect.dataBegin;
    for (;;) {
        layOutCsv(window.text(), from, dialect.delimiter, window.isLast(), m_options.chunkBytes, m_window,
                  m_progress);
        if (m_progress.cancelled())
            return Error::cancelled();
        if (Result<void> read = readWindow(window, i); !read)
            return read;
        report((static_cast<double>(i) + window.fraction()) / static_cast<double>(m_inputs.size()));
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
Result<void> CsvReading::readWindow(const TextWindow &window, std::size_t input)
{
    const std::string_view text = window.text();
    const std::size_t fields = m_targets[input].size();
    const std::size_t chunks = m_window.chunks.size();
    std::vector<std::size_t> firstRow(chunks);
    std::uint64_t rows = m_rows;
    for (std::size_t i = 0; i < chunks; ++i) {
        const CsvLayout &chunk = m_window.chunks[i];
        firstRow[i] = static_cast<std::size_t>(rows);
        for (std::size_t r = 0; r < chunk.count(); ++r)
            rows += chunk.fieldsOf(r) == fields ? 1 : 0;
    }
    if (rows > std::numeric_limits<std::uint32_t>::max())
        return Error{"more than 4,294,967,295 rows are not read", window.name(), {}, ErrorKind::Input};
    if (!m_again) {
        if (m_rows == 0 && rows > 0)
            learnTypes(text, input);
        noteSkipped(window, fields, m_inputs.size() > 1 ? window.name() : std::string());
    }

    m_bytesTaken += m_window.next;
    std::uint64_t bytes = 0;
    for (const CsvInput &one : m_inputs)
        bytes += one.bytes;
    const double rowsPerByte =
        static_cast<double>(rows) / static_cast<double>(std::max<std::uint64_t>(1, m_bytesTaken));
    m_columns->grow(rows, static_cast<std::size_t>(1.02 * rowsPerByte * static_cast<double>(bytes)));
    m_pieces.resize(std::max(m_pieces.size(), chunks));
    parallelFor(chunks + 1, [&](std::size_t i) {
        if (m_progress.cancelled())
            return;
        if (i < chunks)
            m_columns->fill(text, m_window.chunks[i], fields, m_targets[input], firstRow[i], m_pieces[i]);
        else if (!m_again)
            m_key.add(text.substr(0, m_window.next));
    });
    if (m_progress.cancelled())
        return Error::cancelled();
    m_columns->add(m_pieces, chunks);
    m_rows = rows;
    return {};
}

// From rows spread over the first window that has any.
void CsvReading::learnTypes(std::string_view text, std::size_t input)
{
    const std::vector<std::uint32_t> &target = m_targets[input];
    std::size_t records = 0;
    for (const CsvLayout &chunk : m_window.chunks)
        records += chunk.count();
    const std::size_t step = std::max<std::size_t>(1, records / sampledRows);
    std::vector<ColumnTypeGuess> sample(m_names.size());
    std::string scratch;
    std::size_t number = 0;
    for (const CsvLayout &chunk : m_window.chunks)
        for (std::size_t i = 0; i < chunk.count(); ++i) {
            if (number++ % step != 0 || chunk.fieldsOf(i) != target.size())
                continue;
            for (std::size_t f = 0; f < target.size(); ++f) {
                const CsvField field = chunk.field(text, i, f);
                sample[target[f]].see(
                    readCell(field.text(scratch), field.quoted, m_columns->decimalMark()).kind);
            }
        }
    m_columns->chooseModes(sample);
}

void CsvReading::noteSkipped(const TextWindow &window, std::size_t fields, const std::string &file)
{
    for (const CsvLayout &chunk : m_window.chunks)
        m_summary.rowsRead += chunk.count();
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
    m_summary.remarks.push_back((m_inputs.size() > 1 ? "in " + window.name() + ' ' : std::string()) +
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
    const std::size_t columns = m_names.size();
    std::vector<Column> result(columns);
    SubProgress finishing(m_progress, againShare, 1.0);
    ProgressCounter counter(finishing, columns, "Sorting out texts");
    parallelFor(columns, [&](std::size_t c) {
        if (counter.cancelled())
            return;
        result[c] = m_columns->take(c, static_cast<std::size_t>(m_rows));
        counter.advance();
    });
    if (m_progress.cancelled())
        return Error::cancelled();
    for (std::size_t c = 0; c < columns; ++c)
        if (const std::size_t infinite = m_columns->infiniteCells(c); infinite > 0)
            m_summary.remarks.push_back(counted(infinite, "infinite value") + " of \"" + m_names[c] +
                                        (infinite == 1 ? "\" counts" : "\" count") + " as missing");
    if (m_inputs.size() > 1)
        result.push_back(fileColumn(result));
    m_key.add(m_summary.delimiter);
    for (const std::uint64_t rows : m_rowsOfInput)
        m_key.add(rows);
    Table table(tableName, static_cast<std::size_t>(m_rows), std::move(result), m_key.key());
    return CsvFile{std::move(table), std::move(m_summary)};
}

// The name of each row's file, without its ending.
Column CsvReading::fileColumn(const std::vector<Column> &others) const
{
    Column column;
    column.name = "file";
    const auto isTaken = [&] {
        return std::any_of(others.begin(), others.end(),
                           [&](const Column &other) { return other.name == column.name; });
    };
    for (int number = 2; isTaken(); ++number)
        column.name = "file (" + std::to_string(number) + ')';
    CategoricalColumn names;
    for (std::size_t i = 0; i < m_inputs.size(); ++i) {
        const std::string name = fileName(m_inputs[i].name);
        names.levels.push_back(name.substr(0, name.find('.', 1)));
        names.codes.insert(names.codes.end(), static_cast<std::size_t>(m_rowsOfInput[i]),
                           static_cast<std::int32_t>(i));
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
