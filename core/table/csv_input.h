#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/table/byte_source.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace genrelens
{

/// One text to read a table from, wherever it lies: a file, one in an archive, memory.
struct CsvInput {
    std::string name;            ///< what messages call it
    std::uint64_t bytes = 0;     ///< of its text as far as known; 0: unknown
    bool isOneOfArchive = false; ///< nobody chose it by itself: it may turn out to be something else
    std::string path = {};       ///< where it lies; empty for memory
    std::function<Result<std::unique_ptr<ByteSource>>()> open = {}; ///< from its beginning, as often as asked
};

CsvInput inputInMemory(std::string_view bytes, const std::string &name);

/// What there is to read at a path: one input, or one for each table in an archive. A pipe is read into
/// memory. progress outlives the inputs. Errors as of openFile and tablesInArchive.
Result<std::vector<CsvInput>> inputsAt(const std::string &path, Progress &progress);

} // namespace genrelens
