#pragma once

#include "core/base/progress.h"
#include "core/table/csv_scan.h"

#include <cstddef>
#include <string_view>
#include <vector>

namespace genrelens
{

/// The records of one window of text, laid out chunk by chunk.
struct CsvWindow {
    std::vector<CsvLayout> chunks;            ///< in the order of the text; some may be empty
    std::size_t next = 0;                     ///< where the first record begins that the window cuts off
    std::size_t openQuote = CsvScanEnd::none; ///< the quote that keeps it open
};

/// Drops the records that stand in the text exactly as `record` does; returns how many.
std::size_t dropRecords(std::string_view text, std::string_view record, CsvWindow &window);

/// Lays out the records that begin at or after `from`, where one begins, in parallel: each chunk is scanned
/// from the first line end in it, in the hope that it ends a record. Where it does not (it stands within
/// quotes) the chunk before ends elsewhere, and the chunk is scanned again from there. So the result is that
/// of one scan, whatever the text. window's memory is used again. A cancelled one is not complete.
void layOutCsv(std::string_view text, std::size_t from, char delimiter, bool isComplete,
               std::size_t chunkBytes, CsvWindow &window, const Progress &progress);

} // namespace genrelens
