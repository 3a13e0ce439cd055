#include "app/saved_file.h"

#include <QSaveFile>

namespace genrelens
{

Result<void> saveInPieces(const QString &path, const std::function<Result<void>(const TextSink &)> &write)
{
    QSaveFile file(path);
    const auto trouble = [&] {
        return Error{"cannot be written (" + file.errorString().toStdString() + ')',
                     path.toStdString(),
                     {},
                     ErrorKind::Failure};
    };
    if (!file.open(QIODevice::WriteOnly))
        return trouble();
    const TextSink sink = [&](std::string_view piece) -> Result<void> {
        const auto size = static_cast<qint64>(piece.size());
        if (file.write(piece.data(), size) != size)
            return trouble();
        return {};
    };
    if (Result<void> written = write(sink); !written)
        return written; // and nothing of it is kept
    if (!file.commit())
        return trouble();
    return {};
}

} // namespace genrelens
