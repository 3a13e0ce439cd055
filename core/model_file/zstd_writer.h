#pragma once

#include "core/report/labelled_tracks.h"

#include <memory>
#include <string_view>

namespace genrelens
{

/// Compresses a text with zstd on its way to a sink (libarchive), piece by piece.
class ZstdWriter
{
public:
    explicit ZstdWriter(TextSink sink);
    ~ZstdWriter();
    ZstdWriter(const ZstdWriter &) = delete;
    ZstdWriter &operator=(const ZstdWriter &) = delete;

    /// Errors: the sink's.
    Result<void> write(std::string_view text);
    /// Passes on what is left; nothing may be written after it.
    Result<void> finish();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace genrelens
