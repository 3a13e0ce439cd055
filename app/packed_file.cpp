#include "app/packed_file.h"

#include "core/model_file/zstd_writer.h"
#include "core/study/saved_file.h"

namespace genrelens
{

Result<void> savePacked(const QString &path, const std::function<Result<void>(const TextSink &)> &write)
{
    if (!path.endsWith(QLatin1String(".zst"), Qt::CaseInsensitive))
        return saveInPieces(path, write);
    return saveInPieces(path, [&](const TextSink &sink) -> Result<void> {
        ZstdWriter packed(sink);
        if (Result<void> written = write([&](std::string_view piece) { return packed.write(piece); });
            !written)
            return written;
        return packed.finish();
    });
}

} // namespace genrelens
