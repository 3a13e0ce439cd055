// What any bytes do to the reader and to what comes after it: nothing may crash, leak or hang, and a tiny
// window must read the same table as a large one. libFuzzer calls this with bytes of its making (see
// CONTRIBUTING.md), tst_fuzz_corpus with those that were kept.

#include "core/base/parallel.h"
#include "core/base/text.h"
#include "core/prepare/prepare.h"
#include "core/table/csv_join.h"
#include "core/table/csv_reading.h"
#include "core/table/schema.h"
#include "tests/support/same_table.h"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <set>

using namespace genrelens;

namespace
{

void require(const std::string &difference)
{
    if (difference.empty())
        return;
    std::fprintf(stderr, "fuzz_csv: windows differ in %s\n", difference.c_str());
    std::abort();
}

void require(bool holds, const char *what)
{
    if (holds)
        return;
    std::fprintf(stderr, "fuzz_csv: %s\n", what);
    std::abort();
}

struct Input {
    std::vector<std::string_view> files;
    CsvOptions options;
};

// The last bytes choose options, so that any CSV file is a good input; a record separator (1E) parts two
// files.
Input inputOf(std::string_view bytes)
{
    constexpr std::array<char, 8> delimiters{',', ';', '\t', '|', ' ', '"', '\n', 'a'};
    Input input;
    std::array<unsigned char, 3> choice{};
    if (bytes.size() > choice.size()) {
        std::memcpy(choice.data(), bytes.data() + bytes.size() - choice.size(), choice.size());
        bytes.remove_suffix(choice.size());
    }
    input.options.windowBytes = 64 + choice[0];
    input.options.chunkBytes = 1 + choice[1];
    if ((choice[2] & 0x80U) != 0)
        input.options.delimiter = delimiters[choice[2] & 7U];
    if ((choice[2] & 0x40U) == 0)
        input.options.maxSkippedShare = 1.0;
    const std::size_t parting = bytes.find('\x1E');
    input.files.push_back(bytes.substr(0, parting));
    if (parting != std::string_view::npos)
        input.files.push_back(bytes.substr(parting + 1));
    return input;
}

Result<CsvFile> read(const Input &input, const CsvOptions &options)
{
    std::vector<CsvInput> inputs;
    for (const std::string_view file : input.files)
        inputs.push_back(inputInMemory(file, "t.csv"));
    Result<CsvJoin> join = joinInputs(std::move(inputs), options, Progress::none());
    if (!join)
        return join.error();
    return CsvReading(std::move(join).value(), options, Progress::none()).run("t.csv");
}

void requireSound(const CsvFile &file)
{
    const Table &table = file.table;
    require(file.summary.rowsRead == file.summary.rowsSkipped + table.rows(), "rows are lost");
    std::set<std::string> names;
    for (std::size_t c = 0; c < table.columnCount(); ++c) {
        const Column &column = table.column(c);
        require(names.insert(column.name).second, "two columns have one name");
        require(findInvalidUtf8(column.name) == std::string::npos, "a name is no UTF-8");
        for (std::size_t row = 0; row < table.rows(); ++row) {
            const std::string cell = column.cell(row);
            require(findInvalidUtf8(cell) == std::string::npos, "a cell is no UTF-8");
            require(cell.find('\0') == std::string::npos, "a cell holds a zero byte");
        }
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    setThreadCount(1);
    const Input input = inputOf({reinterpret_cast<const char *>(data), size});
    CsvOptions large = input.options;
    large.windowBytes = CsvOptions().windowBytes;
    large.chunkBytes = CsvOptions().chunkBytes;
    const Result<CsvFile> file = read(input, large);
    require(test::differenceOf(read(input, input.options), file));
    if (!file)
        return 0;
    requireSound(file.value());
    const Table &table = file.value().table;
    const Result<Schema> schema = recogniseSchema(table);
    if (!schema)
        return 0;
    const Result<Preparation> prepared =
        prepare(table, schema.value(), PreparationOptions(), Progress::none());
    if (prepared)
        require(prepared.value().features.rows() <= table.rows(), "preparing makes rows");
    return 0;
}
