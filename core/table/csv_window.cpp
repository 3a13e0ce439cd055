#include "core/table/csv_window.h"

#include "core/base/parallel.h"

#include <algorithm>

namespace genrelens
{

namespace
{

// Where chunks may begin: behind the first line end after each multiple of chunkBytes; the text's end last.
std::vector<std::size_t> guessedStarts(std::string_view text, std::size_t from, std::size_t chunkBytes)
{
    std::vector<std::size_t> starts{from};
    for (std::size_t at = from + chunkBytes; at < text.size();
         at = std::max(at, starts.back()) + chunkBytes) {
        const std::size_t lineEnd = text.find_first_of("\r\n", at);
        if (lineEnd == std::string_view::npos || lineEnd + 1 >= text.size())
            break;
        starts.push_back(lineEnd + 1);
    }
    starts.push_back(text.size());
    return starts;
}

} // namespace

std::size_t dropRecords(std::string_view text, std::string_view record, CsvWindow &window)
{
    std::size_t drops = 0;
    for (CsvLayout &chunk : window.chunks)
        for (std::size_t i = 0; i < chunk.count(); ++i) {
            const std::size_t begin = chunk.records[i].begin;
            const std::size_t end = chunk.ends[chunk.records[i].firstEnd + chunk.fieldsOf(i) - 1];
            if (end - begin == record.size() && text.substr(begin, end - begin) == record) {
                chunk.records[i].begin = CsvLayout::dropped;
                ++drops;
            }
        }
    return drops;
}

void layOutCsv(std::string_view text, std::size_t from, char delimiter, bool isComplete,
               std::size_t chunkBytes, CsvWindow &window, const Progress &progress)
{
    const std::vector<std::size_t> starts = guessedStarts(text, from, chunkBytes);
    const std::size_t chunks = starts.size() - 1;
    window.chunks.resize(chunks);
    std::vector<std::size_t> nexts(chunks);
    parallelFor(chunks, [&](std::size_t i) {
        window.chunks[i].clear();
        nexts[i] = starts[i];
        if (progress.cancelled())
            return;
        // A wrong guess may run through the text to the end looking for a quote; not beyond the next chunk.
        const std::size_t limit = std::min(text.size(), starts[i + 1] + 2 * chunkBytes);
        nexts[i] = scanCsv(text.substr(0, limit), starts[i], starts[i + 1], delimiter,
                           isComplete && limit == text.size(), window.chunks[i])
                       .next;
    });

    CsvScanEnd reached{from, CsvScanEnd::none};
    for (std::size_t i = 0; i < chunks; ++i) {
        CsvLayout &chunk = window.chunks[i];
        if (reached.next != starts[i]) {
            chunk.clear();
            nexts[i] = reached.next;
        }
        reached.next = nexts[i];
        if (!progress.cancelled() && reached.openQuote == CsvScanEnd::none && reached.next < starts[i + 1])
            reached = scanCsv(text, reached.next, starts[i + 1], delimiter, isComplete, chunk);
        if (reached.next < starts[i + 1]) { // cut off by the window's end
            for (std::size_t later = i + 1; later < chunks; ++later)
                window.chunks[later].clear();
            break;
        }
    }
    window.next = reached.next;
    window.openQuote = reached.openQuote;
}

} // namespace genrelens
