#include "core/table/archive.h"

#include "core/base/text.h"

#include <algorithm>
#include <archive.h>
#include <archive_entry.h>
#include <array>
#include <filesystem>

namespace genrelens
{

namespace
{

constexpr std::size_t blockBytes = std::size_t(1) << 18;
constexpr std::uint64_t bombFloor = std::uint64_t(1) << 28;
constexpr std::uint64_t bombRatio = 50; // of tables
constexpr std::uint64_t streamBombRatio = 1000;
constexpr std::size_t mostEntries = 100000;

struct ArchiveCloser {
    void operator()(archive *open) const { archive_read_free(open); }
};
using Archive = std::unique_ptr<archive, ArchiveCloser>;

Error damaged(archive *open, const std::string &path)
{
    const char *said = archive_error_string(open);
    std::string reason = said != nullptr ? said : "it is damaged";
    while (!reason.empty() && reason.back() == '\n') // of libarchive's own
        reason.pop_back();
    return Error{"it cannot be unpacked (" + reason + ')', path,
                 "Fetch it again, or unpack it with another program first.", ErrorKind::Input};
}

Result<Archive> openArchive(const std::string &path)
{
    Archive open(archive_read_new());
    archive_read_support_filter_gzip(open.get());
    archive_read_support_filter_zstd(open.get());
    archive_read_support_filter_xz(open.get());
    archive_read_support_filter_bzip2(open.get());
    archive_read_support_format_zip(open.get());
    archive_read_support_format_7zip(open.get());
    archive_read_support_format_tar(open.get());
    archive_read_support_format_empty(open.get());
    archive_read_support_format_raw(open.get());
    if (archive_read_open_filename(open.get(), path.c_str(), blockBytes) != ARCHIVE_OK)
        return damaged(open.get(), path);
    return open;
}

std::uint64_t sizeOf(const std::string &path)
{
    std::error_code failed;
    const std::uintmax_t size = std::filesystem::file_size(path, failed);
    return failed ? 0 : size;
}

Result<void> refuseBomb(std::uint64_t unpacked, std::uint64_t packed, const std::string &path,
                        std::uint64_t ratio = bombRatio)
{
    if (unpacked <= bombFloor + ratio * packed)
        return {};
    return Error{"it unpacks to more than " + grouped(ratio) + " times its size, as no " +
                     (ratio == bombRatio ? "table of tracks" : "such file") + " does",
                 path, "Unpack it with another program if you trust it.", ErrorKind::Input};
}

// Passes over the rest of an entry. libarchive would do so by itself, but not stop when it is asked to, and
// under a filter (.tar.gz) there is no other way than to unpack it.
Result<void> passOver(archive *open, const std::string &path, const Progress &progress)
{
    if (archive_format(open) == ARCHIVE_FORMAT_RAW || archive_filter_code(open, 0) == ARCHIVE_FILTER_NONE)
        return {};
    const std::uint64_t packed = sizeOf(path);
    for (;;) {
        if (progress.cancelled())
            return Error::cancelled();
        const void *block = nullptr;
        std::size_t size = 0;
        la_int64_t offset = 0;
        const int state = archive_read_data_block(open, &block, &size, &offset);
        if (state == ARCHIVE_EOF)
            return {};
        if (state < ARCHIVE_WARN)
            return damaged(open, path);
        const la_int64_t unpacked = archive_filter_bytes(open, 0);
        if (Result<void> sane = refuseBomb(static_cast<std::uint64_t>(unpacked), packed, path); !sane)
            return sane;
    }
}

// The next entry that is a file; null at the end.
Result<archive_entry *> nextFile(archive *open, const std::string &path, const Progress &progress)
{
    archive_entry *entry = nullptr;
    for (;;) {
        if (progress.cancelled())
            return Error::cancelled();
        const int state = archive_read_next_header(open, &entry);
        if (state == ARCHIVE_EOF)
            return static_cast<archive_entry *>(nullptr);
        if (state < ARCHIVE_WARN)
            return damaged(open, path);
        if (archive_entry_filetype(entry) == AE_IFREG || archive_format(open) == ARCHIVE_FORMAT_RAW)
            return entry;
        if (Result<void> passed = passOver(open, path, progress); !passed)
            return passed.error();
    }
}

std::string nameOf(archive_entry *entry)
{
    const char *name = archive_entry_pathname_utf8(entry);
    if (name == nullptr)
        name = archive_entry_pathname(entry); // in an encoding nobody knows
    return name != nullptr ? name : "data";
}

bool endsWith(std::string_view text, std::string_view end)
{
    return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

// Files that macOS adds to archives begin with a dot.
bool isTable(const std::string &path)
{
    const std::string name = toLowerAscii(fileName(path));
    return !name.empty() && name.front() != '.' &&
           (endsWith(name, ".csv") || endsWith(name, ".tsv") || endsWith(name, ".txt"));
}

class ArchiveSource final : public ByteSource
{
public:
    ArchiveSource(Archive open, std::string path, std::uint64_t packedBytes, std::uint64_t mostTimes)
        : m_archive(std::move(open))
        , m_path(std::move(path))
        , m_packedBytes(packedBytes)
        , m_mostTimes(mostTimes)
    {
    }

    Result<std::size_t> read(std::span<char> room) override
    {
        std::size_t done = 0;
        while (done < room.size()) {
            const la_ssize_t got = archive_read_data(m_archive.get(), room.data() + done, room.size() - done);
            if (got < 0)
                return damaged(m_archive.get(), m_path);
            if (got == 0)
                break;
            done += static_cast<std::size_t>(got);
        }
        m_unpacked += done;
        if (Result<void> sane = refuseBomb(m_unpacked, m_packedBytes, m_path, m_mostTimes); !sane)
            return sane.error();
        return done;
    }

    [[nodiscard]] double fraction() const override
    {
        if (m_packedBytes == 0)
            return 0.0;
        const la_int64_t consumed = archive_filter_bytes(m_archive.get(), -1);
        return std::clamp(static_cast<double>(consumed) / static_cast<double>(m_packedBytes), 0.0, 1.0);
    }

private:
    Archive m_archive;
    std::string m_path;
    std::uint64_t m_packedBytes;
    std::uint64_t m_mostTimes;
    std::uint64_t m_unpacked = 0;
};

} // namespace

bool looksCompressed(std::string_view bytes)
{
    using namespace std::string_view_literals;
    constexpr std::array magics{"\x1F\x8B"sv,
                                "\x28\xB5\x2F\xFD"sv,
                                "\xFD"
                                "7zXZ\0"sv,
                                "PK\x03\x04"sv,
                                "PK\x05\x06"sv,
                                "7z\xBC\xAF\x27\x1C"sv};
    const bool known = std::any_of(magics.begin(), magics.end(), [&](std::string_view magic) {
        return bytes.substr(0, magic.size()) == magic;
    });
    // "BZh1" could begin a text; the number after it could not.
    return known || (bytes.substr(0, 3) == "BZh" && bytes.substr(4, 6) == "1AY&SY"sv);
}

Result<std::vector<ArchiveEntry>> tablesInArchive(const std::string &path, const Progress &progress)
{
    Result<Archive> opened = openArchive(path);
    if (!opened)
        return opened.error();
    const Archive open = std::move(opened).value();
    std::vector<ArchiveEntry> files;
    bool isWorkbook = false;
    for (;;) {
        const Result<archive_entry *> next = nextFile(open.get(), path, progress);
        if (!next)
            return next.error();
        archive_entry *entry = next.value();
        if (entry == nullptr)
            break;
        const std::string name = nameOf(entry);
        isWorkbook |= name == "xl/workbook.xml";
        const la_int64_t size = archive_entry_size_is_set(entry) != 0 ? archive_entry_size(entry) : 0;
        files.push_back({name, static_cast<std::uint64_t>(std::max<la_int64_t>(0, size)), files.size()});
        if (files.size() > mostEntries)
            return Error{"it holds more than " + counted(mostEntries, "file"), path,
                         "Unpack it and choose the tables in it.", ErrorKind::Input};
        if (Result<void> passed = passOver(open.get(), path, progress); !passed)
            return passed.error();
    }
    if (files.empty() && archive_format(open.get()) == ARCHIVE_FORMAT_EMPTY)
        return Error{"the file is empty", path, {}, ErrorKind::Input};
    if (isWorkbook)
        return Error{"this is an Excel workbook, which is not read", path, "Save its sheet as CSV in UTF-8.",
                     ErrorKind::Input};
    if (files.size() != 1)
        std::erase_if(files, [](const ArchiveEntry &file) { return !isTable(file.name); });
    // Beside tables a text file is a note.
    const auto isNote = [](const ArchiveEntry &file) { return endsWith(toLowerAscii(file.name), ".txt"); };
    if (!std::all_of(files.begin(), files.end(), isNote))
        std::erase_if(files, isNote);
    if (files.empty())
        return Error{"this archive holds no CSV file", path, "Choose one that does, or a CSV file.",
                     ErrorKind::Input};
    return files;
}

Result<std::unique_ptr<ByteSource>> openArchived(const std::string &path, const ArchiveEntry &wanted,
                                                 const Progress &progress)
{
    Result<Archive> opened = openArchive(path);
    if (!opened)
        return opened.error();
    Archive open = std::move(opened).value();
    for (std::size_t place = 0;; ++place) {
        const Result<archive_entry *> next = nextFile(open.get(), path, progress);
        if (!next)
            return next.error();
        const bool isThere =
            next.value() != nullptr && (place < wanted.place || nameOf(next.value()) == wanted.name);
        if (!isThere)
            return Error{"the file changed while it was read", path, "Open it again.", ErrorKind::Input};
        if (place == wanted.place)
            break;
        if (Result<void> passed = passOver(open.get(), path, progress); !passed)
            return passed.error();
    }
    return std::unique_ptr<ByteSource>(
        std::make_unique<ArchiveSource>(std::move(open), path, sizeOf(path), bombRatio));
}

Result<std::unique_ptr<ByteSource>> openCompressed(const std::string &path, const Progress &progress)
{
    Result<Archive> opened = openArchive(path);
    if (!opened)
        return opened.error();
    Archive open = std::move(opened).value();
    const Result<archive_entry *> first = nextFile(open.get(), path, progress);
    if (!first)
        return first.error();
    if (first.value() == nullptr)
        return Error{"there is no file in it", path, {}, ErrorKind::Input};
    return std::unique_ptr<ByteSource>(
        std::make_unique<ArchiveSource>(std::move(open), path, sizeOf(path), streamBombRatio));
}

} // namespace genrelens
