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
    // A device such as /dev/zero never ends; pipes do.
    if (fs::is_character_file(status) || fs::is_block_file(status))
        return Error{"this is a device, not a file", path, {}, ErrorKind::Input};

    errno = 0;
    std::ifstream file(path, std::ios::binary);
    if (!file)
        return Error{
            std::string("it cannot be read (") + std::strerror(errno) + ')', path, {}, ErrorKind::Input};
    std::uintmax_t size = fs::is_regular_file(status) ? fs::file_size(path, failed) : 0;
    if (failed)
        size = 0; // it is gone or grows: what can be read is read
    std::string bytes;
    constexpr std::size_t step = std::size_t(1) << 24;
    bytes.reserve(size + step); // and a step more: the last read would otherwise double a full buffer
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
