#include "core/study/saved_file.h"

#include <QFileInfo>
#include <QSaveFile>

namespace genrelens
{

Result<void> checkReplaceable(const QString &path)
{
    if (const QFileInfo there(path); there.exists() && !there.isFile() && !there.isDir())
        return Error{"is no file that could be replaced", path.toStdString(), "Choose another name.",
                     ErrorKind::Usage};
    return {};
}

Result<void> saveInPieces(const QString &path, const std::function<Result<void>(const TextSink &)> &write)
{
    if (Result<void> checked = checkReplaceable(path); !checked)
        return checked;
    QSaveFile file(path);
    const auto trouble = [&] {
        return Error{"cannot be written (" + file.errorString().toStdString() + ')', path.toStdString(),
                     "Choose another folder.", ErrorKind::Failure};
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

Result<void> saveText(const QString &path, std::string_view text)
{
    return saveInPieces(path, [&](const TextSink &sink) { return sink(text); });
}

} // namespace genrelens
