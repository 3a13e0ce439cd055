#include "core/table/csv_scan.h"

#include <bit>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace genrelens
{

namespace
{

// A bit for each of the 64 bytes at p that structure a CSV: delimiters, quotes and line ends.
std::uint64_t specialBytes(const char *p, char delimiter)
{
    std::uint64_t mask = 0;
#ifdef __SSE2__
    const __m128i delimiters = _mm_set1_epi8(delimiter);
    const __m128i quotes = _mm_set1_epi8('"');
    const __m128i feeds = _mm_set1_epi8('\n');
    const __m128i returns = _mm_set1_epi8('\r');
    for (unsigned part = 0; part < 4; ++part) {
        const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i *>(p + part * 16));
        const __m128i breaks = _mm_or_si128(_mm_cmpeq_epi8(bytes, feeds), _mm_cmpeq_epi8(bytes, returns));
        const __m128i marks = _mm_or_si128(_mm_cmpeq_epi8(bytes, delimiters), _mm_cmpeq_epi8(bytes, quotes));
        const auto found = static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_or_si128(breaks, marks)));
        mask |= std::uint64_t(found) << (part * 16);
    }
#else
    for (unsigned i = 0; i < 64; ++i) {
        const bool special = p[i] == delimiter || p[i] == '"' || p[i] == '\n' || p[i] == '\r';
        mask |= std::uint64_t(special) << i;
    }
#endif
    return mask;
}

// The closing quote of a field whose text begins at `from`; npos when there is none. Doubled quotes are text.
std::size_t closingQuote(std::string_view text, std::size_t from)
{
    for (;;) {
        const std::size_t at = text.find('"', from);
        if (at == std::string_view::npos || at + 1 >= text.size() || text[at + 1] != '"')
            return at;
        from = at + 2;
    }
}

} // namespace

std::string_view CsvField::text(std::string &scratch) const
{
    if (!escaped)
        return raw;
    scratch.clear();
    bool open = true;
    for (std::size_t i = 0; i < raw.size(); ++i) {
        if (raw[i] != '"' || !open) {
            scratch += raw[i];
        } else if (i + 1 < raw.size() && raw[i + 1] == '"') {
            scratch += '"';
            ++i;
        } else {
            open = false; // the closing quote of `"a"b`: what follows is kept as it is
        }
    }
    return scratch;
}

void CsvLayout::clear()
{
    records.clear();
    ends.clear();
}

CsvField CsvLayout::field(std::string_view text, std::size_t record, std::size_t i) const
{
    const Record &place = records[record];
    const std::size_t begin = i == 0 ? place.begin : ends[place.firstEnd + i - 1] + std::size_t(1);
    return csvField(text, begin, ends[place.firstEnd + i]);
}

CsvField csvField(std::string_view text, std::size_t begin, std::size_t end)
{
    CsvField field;
    field.raw = text.substr(begin, end - begin);
    if (field.raw.empty() || field.raw.front() != '"')
        return field;
    field.quoted = true;
    field.raw.remove_prefix(1);
    if (!field.raw.empty() && field.raw.find('"') + 1 == field.raw.size())
        field.raw.remove_suffix(1); // the usual case: the next quote is the closing one
    else
        field.escaped = true;
    return field;
}

CsvScanEnd scanCsv(std::string_view text, std::size_t from, std::size_t until, char delimiter,
                   bool isComplete, CsvLayout &layout)
{
    if (from >= until)
        return {from, CsvScanEnd::none};
    // Ends are written where there is room and counted apart: checking for each would take longer than
    // finding it.
    std::vector<std::uint32_t> &ends = layout.ends;
    std::size_t count = ends.size();
    std::size_t recordBegin = from;
    std::size_t firstEnd = count;
    std::size_t fieldBegin = from;
    std::size_t block = 0;
    std::uint64_t mask = 0;
    const auto moveTo = [&](std::size_t at) {
        block = at & ~std::size_t(63);
        mask = block < text.size() ? specialBytes(text.data() + block, delimiter) : 0;
        mask &= ~std::uint64_t(0) << (at & 63U);
        if (ends.size() < count + 65)
            ends.resize(2 * count + 1024);
    };
    const auto endRecord = [&](std::size_t at) {
        ends[count++] = static_cast<std::uint32_t>(at);
        layout.records.push_back(
            {static_cast<std::uint32_t>(recordBegin), static_cast<std::uint32_t>(firstEnd)});
        firstEnd = count;
    };
    CsvScanEnd reached{0, CsvScanEnd::none};
    moveTo(from);
    while (recordBegin < until) {
        while (mask == 0 && block + 64 < text.size())
            moveTo(block + 64);
        const std::size_t at =
            mask == 0 ? text.size() : block + static_cast<std::size_t>(std::countr_zero(mask));
        if (at >= text.size()) {
            if (isComplete && recordBegin < text.size()) {
                endRecord(text.size());
                recordBegin = text.size();
            }
            break;
        }
        mask &= mask - 1;
        if (text[at] == delimiter) {
            ends[count++] = static_cast<std::uint32_t>(at);
            fieldBegin = at + 1;
        } else if (text[at] != '"') {
            if (at != recordBegin) // else a blank line, or the second half of CRLF
                endRecord(at);
            recordBegin = fieldBegin = at + 1;
        } else if (at == fieldBegin) {
            const std::size_t close = closingQuote(text, at + 1);
            if (close == std::string_view::npos) {
                reached.openQuote = at;
                break;
            }
            moveTo(close + 1);
        }
    }
    ends.resize(firstEnd);
    reached.next = recordBegin;
    return reached;
}

} // namespace genrelens
