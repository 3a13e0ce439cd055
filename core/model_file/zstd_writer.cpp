#include "core/model_file/zstd_writer.h"

#include <archive.h>
#include <archive_entry.h>
#include <cerrno>
#include <optional>
#include <string>
#include <utility>

namespace genrelens
{

namespace
{

constexpr int blockBytes = 1 << 18;

} // namespace

struct ZstdWriter::State {
    TextSink sink;
    std::optional<Error> refused = {}; // by the sink
    archive *out = archive_write_new();
    bool isFinished = false;

    static la_ssize_t passOn(archive *out, void *state, const void *bytes, std::size_t size)
    {
        auto &self = *static_cast<State *>(state);
        const Result<void> taken = self.sink({static_cast<const char *>(bytes), size});
        if (taken)
            return static_cast<la_ssize_t>(size);
        self.refused = taken.error();
        archive_set_error(out, EIO, "nothing more was taken");
        return -1;
    }

    void open()
    {
        archive_write_add_filter_zstd(out);
        archive_write_set_format_raw(out);
        archive_write_set_bytes_per_block(out, blockBytes);
        archive_write_set_bytes_in_last_block(out, 1); // no padding
        archive_write_open(out, this, nullptr, &State::passOn, nullptr);
        archive_entry *entry = archive_entry_new();
        archive_entry_set_filetype(entry, AE_IFREG);
        archive_entry_set_pathname(entry, "data");
        archive_write_header(out, entry);
        archive_entry_free(entry);
    }

    // What the sink said, else libarchive.
    [[nodiscard]] Error error() const
    {
        if (refused)
            return *refused;
        const char *said = archive_error_string(out);
        return Error{std::string("it cannot be compressed (") + (said != nullptr ? said : "zstd") + ')',
                     {},
                     {},
                     ErrorKind::Failure};
    }
};

ZstdWriter::ZstdWriter(TextSink sink) : m_state(new State{std::move(sink)})
{
    m_state->open();
}

ZstdWriter::~ZstdWriter()
{
    if (!m_state->isFinished)
        archive_write_fail(m_state->out); // else it would pass on what is left
    archive_write_free(m_state->out);
}

Result<void> ZstdWriter::write(std::string_view text)
{
    while (!text.empty()) {
        const la_ssize_t taken = archive_write_data(m_state->out, text.data(), text.size());
        if (taken <= 0)
            return m_state->error();
        text.remove_prefix(static_cast<std::size_t>(taken));
    }
    return {};
}

Result<void> ZstdWriter::finish()
{
    m_state->isFinished = true;
    if (archive_write_close(m_state->out) != ARCHIVE_OK)
        return m_state->error();
    return {};
}

} // namespace genrelens
