#include "core/table/read_file.h"

#include "core/base/text.h"
#include "core/table/csv_scan.h"

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
        return Error{path.empty() ? "no file is named" : "there is no such file", path, {}, ErrorKind::Input};
    if (fs::is_directory(status))
        return Error{"this is a folder, not a file", path, "Choose a file in it.", ErrorKind::Input};
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

Result<std::string_view> utf8Text(std::string_view bytes, const std::string &name, Progress &progress)
{
    constexpr std::size_t npos = std::string_view::npos;
    const auto refused = [&](std::string what, std::string hint) {
        return Error{std::move(what), name, std::move(hint), ErrorKind::Input};
    };
    if (bytes.substr(0, 2) == "\xFF\xFE" || bytes.substr(0, 2) == "\xFE\xFF")
        return refused("this is UTF-16 text, which is not read", "Save it as UTF-8.");
    if (bytes.substr(0, 3) == "\xEF\xBB\xBF")
        bytes.remove_prefix(3);
    constexpr std::size_t step = std::size_t(1) << 24;
    if (bytes.substr(0, step).find('\0') != npos)
        return refused("this is not a text file", "Choose a CSV file; unpack an archive first.");
    for (std::size_t at = 0; at < bytes.size();) {
        if (progress.cancelled())
            return Error::cancelled();
        std::size_t end = std::min(at + step, bytes.size());
        while (end < bytes.size() && (bytes[end] & 0xC0) == 0x80)
            ++end; // not within a character
        const std::string_view piece = bytes.substr(at, end - at);
        if (const std::size_t invalid = findInvalidUtf8(piece); invalid != npos)
            return refused("line " + grouped(lineOfOffset(bytes, at + invalid)) + " is not UTF-8 text",
                           "Save the file as CSV in UTF-8.");
        if (const std::size_t zero = piece.find('\0'); zero != npos)
            return refused("line " + grouped(lineOfOffset(bytes, at + zero)) + " holds a zero byte",
                           "The file may be damaged; fetch it again.");
        at = end;
    }
    if (bytes.find_first_not_of(" \t\r\n") == npos)
        return refused("the file is empty", {});
    return bytes;
}

} // namespace genrelens
