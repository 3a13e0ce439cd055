#include "core/table/csv_reader.h"
#include "tests/bench/scratch_file.h"
#include "tests/bench/stages.h"

#include <filesystem>
#include <system_error>

namespace genrelens::bench
{

Result<nlohmann::ordered_json> readStage(const BenchOptions &options)
{
    const ScratchFile scratch;
    std::string path = options.path;
    bool drawn = false;
    std::error_code ignored;
    // What is no file is left to the reader to complain about.
    if (options.rows > 0 && std::filesystem::is_regular_file(path, ignored)) {
        drawn = options.allDrawn || copyFirstRows(path, scratch, options.rows) < options.rows;
        if (drawn)
            if (Result<void> written = drawTracks(scratch, options.rows); !written)
                return written.error();
        path = scratch.path().string();
    }
    const auto read =
        timed<CsvFile>(options.repeat, [&] { return readCsv(path, CsvOptions{}, Progress::none()); });
    if (!read)
        return read.error();
    const CsvFile &file = read.value().value;
    nlohmann::ordered_json line = measurement(options, file.summary.rowsRead, drawn, read.value().timing);
    line["columns"] = file.table.columnCount();
    line["bytes"] = std::filesystem::file_size(path, ignored);
    return line;
}

} // namespace genrelens::bench
