#include "app/tracks_file.h"

#include "core/study/saved_file.h"

#include <QCoreApplication>

namespace genrelens
{

Result<void> saveTracks(const QString &path, const LabelledTracks &tracks, Progress &progress)
{
    return saveInPieces(path,
                        [&](const TextSink &sink) { return writeLabelledTracks(tracks, sink, progress); });
}

QString tracksFilter()
{
    return QCoreApplication::translate("TracksFile", "Tables of tracks (%1);;All files (*)")
        .arg(QStringLiteral("*.csv *.tsv *.txt *.csv.gz *.tsv.gz *.csv.zst *.csv.xz *.csv.bz2 *.zip"));
}

std::string superGenreColumn(const StudySettings &settings)
{
    const std::string name = Mapping().name;
    return settings.findMapping(name) != nullptr ? name : settings.currentMapping;
}

} // namespace genrelens
