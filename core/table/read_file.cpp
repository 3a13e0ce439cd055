#include "core/table/read_file.h"

#include "core/base/text.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

namespace genrelens
{

Result<std::string> readFile(const std::string &path, Progress &progress)
{
    namespace fs = std::filesystem;
    std::error_code failed;
    const fs::file_status status = fs::status(path, failed);
    if (status.type() == fs::file_type::not_found)
        return Error{"there is no such file", path, {}, ErrorKind::Input};
    if (fs::is_directory(status))
        return Error{"this is a folder, not a file", path, "Choose a CSV file in it.", ErrorKind::Input};

    errno = 0;
    std::ifstream file(path, std::ios::binary);
    if (!file)
        return Error{
            std::string("cannot be read (") + std::strerror(errno) + ')', path, {}, ErrorKind::Input};
    const std::uintmax_t size = fs::is_regular_file(status) ? fs::file_size(path, failed) : 0;
    std::string bytes;
    bytes.reserve(size);
    constexpr std::size_t step = std::size_t(1) << 24;
    std::size_t got = step;
    while (got == step) {
        if (progress.cancelled())
            return Error::cancelled();
        const std::size_t before = bytes.size();
        bytes.resize(before + step);
        file.read(bytes.data() + before, step);
        got = static_cast<std::size_t>(file.gcount());
        bytes.resize(before + got);
        if (size > 0)
            progress.report(std::min(1.0, static_cast<double>(bytes.size()) / static_cast<double>(size)),
                            "Reading " + fileName(path));
    }
    if (file.bad())
        return Error{"reading stopped half-way", path, "Check the disk it lies on.", ErrorKind::Input};
    return bytes;
}

} // namespace genrelens
