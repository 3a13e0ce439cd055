#include "app/saved_file.h"

#include <QFileInfo>
#include <QSaveFile>

namespace genrelens
{

Result<void> saveInPieces(const QString &path, const std::function<Result<void>(const TextSink &)> &write)
{
    // A device or a pipe would be replaced by a file, which who may do that (root) would miss: /dev/null.
    if (const QFileInfo there(path); there.exists() && !there.isFile() && !there.isDir())
        return Error{"is no file that could be replaced", path.toStdString(), "Choose another name.",
                     ErrorKind::Usage};
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
