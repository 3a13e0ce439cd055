#include "core/table/csv_reader.h"

#include "core/base/text.h"
#include "core/table/csv_input.h"
#include "core/table/csv_reading.h"

#include <algorithm>

namespace genrelens
{

namespace
{

// A tiny window would never hold a character.
CsvOptions usable(CsvOptions options)
{
    options.windowBytes = std::max<std::size_t>(64, options.windowBytes);
    options.chunkBytes = std::max<std::size_t>(1, options.chunkBytes);
    return options;
}

Result<CsvFile> readInputs(std::vector<CsvInput> inputs, const CsvOptions &options, Progress &progress,
                           const std::string &tableName)
{
    const CsvOptions used = usable(options);
    Result<CsvJoin> join = joinInputs(std::move(inputs), used, progress);
    if (!join)
        return join.error();
    return CsvReading(std::move(join).value(), used, progress).run(tableName);
}

} // namespace

std::string describeSkipped(const CsvSummary &summary)
{
    std::string text;
    for (const SkippedRow &row : summary.firstSkipped)
        text += (text.empty() ? "" : ", ") + (row.file.empty() ? std::string() : row.file + ' ') + "line " +
                grouped(row.line) + " (" + counted(row.fields, "field") + ')';
    if (summary.rowsSkipped > summary.firstSkipped.size())
        text += " and " + grouped(summary.rowsSkipped - summary.firstSkipped.size()) + " more";
    return text;
}

Result<CsvFile> parseCsv(std::string_view bytes, const std::string &name, const CsvOptions &options,
                         Progress &progress)
{
    return readInputs({inputInMemory(bytes, name)}, options, progress, name);
}

Result<CsvFile> readCsv(const std::string &path, const CsvOptions &options, Progress &progress)
{
    return readCsvFiles({path}, options, progress);
}

Result<CsvFile> readCsvFiles(const std::vector<std::string> &paths, const CsvOptions &options,
                             Progress &progress)
{
    std::vector<CsvInput> inputs;
    for (const std::string &path : paths) {
        Result<std::vector<CsvInput>> found = inputsAt(path, progress);
        if (!found)
            return found.error();
        std::move(found.value().begin(), found.value().end(), std::back_inserter(inputs));
    }
    std::string name = fileName(paths.front());
    if (paths.size() > 1)
        name += " and " + grouped(paths.size() - 1) + " more";
    return readInputs(std::move(inputs), options, progress, name);
}

} // namespace genrelens
