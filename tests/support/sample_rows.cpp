#include "tests/support/sample_rows.h"

#include "core/sample/sample.h"

#include <sstream>

namespace genrelens::test
{

std::string sampleText(std::uint64_t rows, std::uint64_t seed)
{
    std::ostringstream out;
    const auto written = writeSample(out, {rows, seed}, Progress::none());
    return written.ok() ? out.str() : std::string();
}

std::vector<Row> parseCsv(const std::string &text)
{
    std::vector<Row> rows;
    Row row(1);
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (quoted && c == '"' && i + 1 < text.size() && text[i + 1] == '"') {
            row.back() += c;
            ++i;
        } else if (c == '"') {
            quoted = !quoted;
        } else if (c == ',' && !quoted) {
            row.emplace_back();
        } else if (c == '\n' && !quoted) {
            rows.push_back(row);
            row.assign(1, {});
        } else {
            row.back() += c;
        }
    }
    return rows;
}

std::vector<Row> sampleRows(std::uint64_t rows, std::uint64_t seed)
{
    std::vector<Row> all = parseCsv(sampleText(rows, seed));
    if (!all.empty())
        all.erase(all.begin());
    return all;
}

std::map<std::string, std::vector<Row>> byGenre(const std::vector<Row> &rows)
{
    std::map<std::string, std::vector<Row>> groups;
    for (const Row &row : rows)
        groups[row[Genre]].push_back(row);
    return groups;
}

const std::vector<Row> &fullSample()
{
    static const std::vector<Row> rows = sampleRows(114'000);
    return rows;
}

} // namespace genrelens::test
