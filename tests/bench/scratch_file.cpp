#include "tests/bench/scratch_file.h"

#include "core/sample/sample.h"

#include <cstdlib>
#include <fstream>
#include <system_error>
#include <vector>

namespace genrelens::bench
{

ScratchFile::ScratchFile()
{
    std::error_code none;
    std::string name = (std::filesystem::temp_directory_path(none) / "genrelens-bench-XXXXXX").string();
    // Where no folder can be made the path leads nowhere, and whoever writes to it says so.
    m_folder = mkdtemp(name.data()) != nullptr ? name : "/nonexistent";
}

ScratchFile::~ScratchFile()
{
    std::error_code ignored;
    std::filesystem::remove(path(), ignored);
    std::filesystem::remove(m_folder, ignored);
}

Result<void> drawTracks(const ScratchFile &to, std::uint64_t rows)
{
    SampleOptions options;
    options.rows = rows;
    return writeSample(to.path(), options, Progress::none());
}

std::uint64_t copyFirstRows(const std::string &from, const ScratchFile &to, std::uint64_t rows)
{
    std::ifstream in(from, std::ios::binary);
    std::ofstream out(to.path(), std::ios::binary | std::ios::trunc);
    std::vector<char> buffer(std::size_t(1) << 20);
    std::uint64_t records = 0; // the header is one
    bool quoted = false;
    char last = '\n';
    while (records <= rows) {
        in.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
        const auto size = static_cast<std::size_t>(in.gcount());
        if (size == 0)
            break;
        std::size_t used = 0;
        while (used < size && records <= rows) {
            last = buffer[used++];
            quoted = quoted != (last == '"'); // a doubled quote changes it twice
            records += last == '\n' && !quoted ? 1 : 0;
        }
        out.write(buffer.data(), static_cast<std::streamsize>(used));
    }
    if (last != '\n')
        ++records;
    return out && records > 0 ? records - 1 : 0;
}

} // namespace genrelens::bench
