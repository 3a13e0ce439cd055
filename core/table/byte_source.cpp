#include "core/table/byte_source.h"

#include "core/base/text.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

namespace genrelens
{

namespace
{

class FileSource final : public ByteSource
{
public:
    FileSource(std::ifstream file, std::string path, std::uintmax_t size)
        : m_file(std::move(file))
        , m_path(std::move(path))
        , m_size(size)
    {
    }

    Result<std::size_t> read(std::span<char> room) override
    {
        m_file.read(room.data(), static_cast<std::streamsize>(room.size()));
        if (m_file.bad())
            return Error{"reading stopped half-way", m_path, "Check the disk it lies on.", ErrorKind::Input};
        const auto got = static_cast<std::size_t>(m_file.gcount());
        m_read += got;
        return got;
    }

    [[nodiscard]] double fraction() const override
    {
        return m_size > 0 ? std::min(1.0, static_cast<double>(m_read) / static_cast<double>(m_size)) : 0.0;
    }

private:
    std::ifstream m_file;
    std::string m_path;
    std::uintmax_t m_size; // 0 of a pipe, or of a file that is growing
    std::uintmax_t m_read = 0;
};

class MemorySource final : public ByteSource
{
public:
    explicit MemorySource(std::string_view bytes) : m_bytes(bytes) {}

    Result<std::size_t> read(std::span<char> room) override
    {
        const std::size_t size = std::min(room.size(), m_bytes.size() - m_at);
        std::copy_n(m_bytes.data() + m_at, size, room.data());
        m_at += size;
        return size;
    }

    [[nodiscard]] double fraction() const override
    {
        return m_bytes.empty() ? 1.0 : static_cast<double>(m_at) / static_cast<double>(m_bytes.size());
    }

private:
    std::string_view m_bytes;
    std::size_t m_at = 0;
};

} // namespace

Result<std::unique_ptr<ByteSource>> openFile(const std::string &path)
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
    std::ifstream file;
    file.rdbuf()->pubsetbuf(nullptr,
                            0); // it is read in large pieces; a buffer would only copy them once more
    file.open(path, std::ios::binary);
    if (!file)
        return Error{
            std::string("it cannot be read (") + std::strerror(errno) + ')', path, {}, ErrorKind::Input};
    const std::uintmax_t size = fs::is_regular_file(status) ? fs::file_size(path, failed) : 0;
    return std::unique_ptr<ByteSource>(
        std::make_unique<FileSource>(std::move(file), path, failed ? 0 : size));
}

std::unique_ptr<ByteSource> bytesInMemory(std::string_view bytes)
{
    return std::make_unique<MemorySource>(bytes);
}

Result<std::string> readFile(const std::string &path, Progress &progress)
{
    Result<std::unique_ptr<ByteSource>> opened = openFile(path);
    if (!opened)
        return opened.error();
    const std::unique_ptr<ByteSource> source = std::move(opened).value();
    std::string bytes;
    constexpr std::size_t step = std::size_t(1) << 20;
    for (std::size_t got = step; got == step;) {
        if (progress.cancelled())
            return Error::cancelled();
        const std::size_t before = bytes.size();
        bytes.resize(before + step);
        const Result<std::size_t> read = source->read({bytes.data() + before, step});
        if (!read)
            return read.error();
        got = read.value();
        bytes.resize(before + got);
        progress.report(source->fraction(), "Reading " + fileName(path));
    }
    return bytes;
}

} // namespace genrelens
