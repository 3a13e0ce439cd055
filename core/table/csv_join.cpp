#include "core/table/csv_join.h"

#include "core/base/text.h"

#include <algorithm>
#include <limits>
#include <map>
#include <optional>

namespace genrelens
{

namespace
{

constexpr std::size_t glance = std::size_t(1) << 16; // bytes: enough for most headers and some rows

using ColumnNumbers = std::map<std::string_view, std::uint32_t>;

Key keyOf(std::string_view text)
{
    KeyBuilder key;
    key.add(text);
    return key.key();
}

// A small file needs no large window; a byte more tells that it ends.
std::size_t fitting(std::size_t windowBytes, const CsvInput &input)
{
    if (input.bytes == 0 || input.bytes == std::numeric_limits<std::uint64_t>::max())
        return windowBytes;
    return std::min<std::uint64_t>(windowBytes, std::max<std::uint64_t>(64, input.bytes + 1));
}

Result<CsvPart> lookAt(const CsvInput &input, const CsvOptions &options, Progress &progress)
{
    Result<std::unique_ptr<ByteSource>> source = input.open();
    if (!source)
        return source.error();
    TextWindow window(std::move(source).value(), input.name, fitting(glance, input));
    for (;;) {
        if (Result<void> read = window.advance(0, options.maxRowBytes, progress); !read)
            return read.error();
        const Error empty{"the file is empty", input.name, {}, ErrorKind::Input};
        if (window.isLast() && window.text().find_first_not_of(" \t\r\n") == std::string_view::npos)
            return empty;
        CsvDialect dialect = recogniseDialect(window.text(), window.isLast(), options.delimiter);
        if (dialect.fields > CsvDialect::maxFields)
            return Error{"its first row has " + grouped(dialect.fields) + " fields; " +
                             grouped(CsvDialect::maxFields) + " are read at most",
                         input.name, "Check that it is a table with a row for each track.", ErrorKind::Input};
        if (!dialect.headerIsCutOff) {
            const Key head = keyOf(window.text().substr(0, dialect.dataBegin));
            return CsvPart{input, std::move(dialect), head, {}};
        }
        if (window.isLast())
            return dialect.openQuote ? openQuoteError(window, *dialect.openQuote) : empty;
    }
}

// Fills in the targets. What the part lacks or has besides is told by the result, a clause; empty when
// nothing.
std::string match(CsvPart &part, const ColumnNumbers &columns, const CsvPart &model)
{
    std::vector<bool> found(columns.size(), false);
    for (const std::string &name : part.dialect.names) {
        const auto column = columns.find(name);
        if (column == columns.end())
            return "it has a column \"" + name + "\" that " + model.input.name + " has not";
        part.target.push_back(column->second);
        found[column->second] = true;
    }
    const auto missing = std::find(found.begin(), found.end(), false);
    if (missing == found.end())
        return {};
    return "it has no column \"" + model.dialect.names[static_cast<std::size_t>(missing - found.begin())] +
           "\" as " + model.input.name + " has";
}

std::size_t modelOf(const std::vector<CsvPart> &parts)
{
    std::size_t model = 0;
    for (std::size_t i = 1; i < parts.size(); ++i)
        if (parts[i].input.isOneOfArchive && parts[model].input.isOneOfArchive &&
            parts[i].input.bytes > parts[model].input.bytes)
            model = i;
    return model;
}

} // namespace

Result<CsvJoin> joinInputs(std::vector<CsvInput> inputs, const CsvOptions &options, Progress &progress)
{
    CsvJoin join;
    std::vector<CsvPart> parts;
    std::optional<Error> trouble;
    for (const CsvInput &input : inputs) {
        Result<CsvPart> part = lookAt(input, options, progress);
        if (part) {
            parts.push_back(std::move(part).value());
            continue;
        }
        // Notes beside the tables of an archive may be empty, or no table at all.
        if (!input.isOneOfArchive || part.error().kind == ErrorKind::Cancelled)
            return part.error();
        join.remarks.push_back(input.name + " is not read: " + part.error().what);
        trouble = trouble ? trouble : part.error();
    }
    if (parts.empty())
        return *trouble;

    const CsvPart model = parts[modelOf(parts)];
    join.names = model.dialect.names;
    join.remarks.insert(join.remarks.end(), model.dialect.remarks.begin(), model.dialect.remarks.end());
    ColumnNumbers columns;
    for (std::size_t c = 0; c < join.names.size(); ++c)
        columns.emplace(model.dialect.names[c], static_cast<std::uint32_t>(c));
    for (CsvPart &part : parts) {
        const std::string difference = match(part, columns, model);
        if (difference.empty())
            join.parts.push_back(part);
        else if (part.input.isOneOfArchive) {
            join.remarks.push_back(part.input.name + " has other columns and is not read");
            join.tablesLeftOut = true;
        } else
            return Error{difference, part.input.name,
                         "Only files with the same columns can be opened together.", ErrorKind::Input};
    }
    // An archive that somebody chose among other files must give something.
    for (const CsvPart &part : parts)
        if (!std::any_of(join.parts.begin(), join.parts.end(),
                         [&](const CsvPart &taken) { return taken.input.path == part.input.path; }))
            return Error{"it holds no table with the columns of " + model.input.name, part.input.path,
                         "Only files with the same columns can be opened together.", ErrorKind::Input};
    return join;
}

Result<std::unique_ptr<TextWindow>> openPart(const CsvPart &part, const CsvOptions &options,
                                             Progress &progress)
{
    Result<std::unique_ptr<ByteSource>> source = part.input.open();
    if (!source)
        return source.error();
    auto window = std::make_unique<TextWindow>(std::move(source).value(), part.input.name,
                                               fitting(options.windowBytes, part.input));
    const std::size_t head = part.dialect.dataBegin;
    do {
        if (Result<void> read = window->advance(0, options.maxRowBytes, progress); !read)
            return read.error();
    } while (window->text().size() < head && !window->isLast());
    if (window->text().size() < head || keyOf(window->text().substr(0, head)) != part.head)
        return changedError(part.input.name);
    return window;
}

Error changedError(const std::string &name)
{
    return Error{"the file changed while it was read", name, "Open it again.", ErrorKind::Input};
}

Error openQuoteError(const TextWindow &window, std::size_t quote)
{
    return Error{"the quote that opens on line " + grouped(window.lineAt(quote)) + " never closes",
                 window.name(), "Close it, or double it if it belongs to the text.", ErrorKind::Input};
}

} // namespace genrelens
