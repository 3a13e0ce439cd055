#include "core/table/csv_input.h"

#include "core/base/text.h"
#include "core/table/archive.h"

#include <array>
#include <filesystem>

namespace genrelens
{

namespace
{

// "tracks.csv" of "tracks.csv.gz"; in an archive of several, the entry's own name behind the archive's.
std::string inputName(const std::string &path, const ArchiveEntry &entry, bool isOnly)
{
    return isOnly ? fileName(path) : fileName(path) + '/' + entry.name;
}

Result<CsvInput> pipeInput(const std::string &path, Progress &progress)
{
    Result<std::string> bytes = readFile(path, progress);
    if (!bytes)
        return bytes.error();
    const auto held = std::make_shared<const std::string>(std::move(bytes).value());
    CsvInput input = inputInMemory(*held, fileName(path));
    input.open = [held]() -> Result<std::unique_ptr<ByteSource>> { return bytesInMemory(*held); };
    return input;
}

Result<std::vector<CsvInput>> archiveInputs(const std::string &path, Progress &progress)
{
    Result<std::vector<ArchiveEntry>> entries = tablesInArchive(path, progress);
    if (!entries)
        return entries.error();
    const bool isOnly = entries.value().size() == 1;
    std::vector<CsvInput> inputs;
    for (const ArchiveEntry &entry : entries.value())
        inputs.push_back({inputName(path, entry, isOnly), entry.bytes, !isOnly, path,
                          [path, entry, &progress] { return openArchived(path, entry, progress); }});
    return inputs;
}

} // namespace

CsvInput inputInMemory(std::string_view bytes, const std::string &name)
{
    return {name, bytes.size(), false, {}, [bytes]() -> Result<std::unique_ptr<ByteSource>> {
                return bytesInMemory(bytes);
            }};
}

Result<std::vector<CsvInput>> inputsAt(const std::string &path, Progress &progress)
{
    std::error_code failed;
    if (std::filesystem::is_fifo(path, failed) || std::filesystem::is_socket(path, failed)) {
        Result<CsvInput> input = pipeInput(path, progress);
        if (!input)
            return input.error();
        return std::vector<CsvInput>{std::move(input).value()};
    }
    Result<std::unique_ptr<ByteSource>> source = openFile(path);
    if (!source)
        return source.error();
    std::array<char, 16> start{};
    const Result<std::size_t> got = source.value()->read(start);
    if (!got)
        return got.error();
    if (looksCompressed({start.data(), got.value()}))
        return archiveInputs(path, progress);
    const std::uintmax_t size = std::filesystem::file_size(path, failed);
    return std::vector<CsvInput>{
        {fileName(path), failed ? 0 : size, false, path, [path] { return openFile(path); }}};
}

} // namespace genrelens
