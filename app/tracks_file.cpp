#include "app/tracks_file.h"

#include <QSaveFile>

namespace genrelens
{

Result<void> saveTracks(const QString &path, const LabelledTracks &tracks, Progress &progress)
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
    if (Result<void> written = writeLabelledTracks(tracks, sink, progress); !written)
        return written; // and nothing of it is kept
    if (!file.commit())
        return trouble();
    return {};
}

std::string superGenreColumn(const StudySettings &settings)
{
    const std::string name = Mapping().name;
    return settings.findMapping(name) != nullptr ? name : settings.currentMapping;
}

} // namespace genrelens
