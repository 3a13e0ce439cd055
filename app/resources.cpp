#include "app/resources.h"

#include "core/base/text.h"
#include "core/table/byte_source.h"

#include <QDir>
#include <QFile>
#include <QSaveFile>
#include <QStandardPaths>

namespace genrelens
{

namespace
{

QByteArray contentOf(const QString &resourcePath)
{
    QFile file(resourcePath);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("the program lacks its resource %s", qPrintable(resourcePath));
    return file.readAll();
}

} // namespace

StudySettings defaultSettings()
{
    const std::string json = contentOf(resource::originalGenreMap).toStdString();
    Result<GenreMap> map = parseGenreMap(json, resource::originalGenreMap.toStdString());
    if (!map)
        qFatal("%s", map.error().message().c_str());
    StudySettings settings;
    settings.genreMap() = std::move(map).value();
    return settings;
}

StudySettings originalStudySettings()
{
    const std::string json = contentOf(resource::originalSettings).toStdString();
    Result<StudySettings> settings =
        parseSettings(json, resource::originalSettings.toStdString(), defaultSettings());
    if (!settings)
        qFatal("%s", settings.error().message().c_str());
    return std::move(settings).value();
}

Result<StudySettings> readSettings(const QString &path, const StudySettings &defaults)
{
    const std::string file = path.toStdString();
    const Result<std::string> text = readFile(file, Progress::none());
    if (!text)
        return text.error();
    return parseSettings(text.value(), fileName(file), defaults);
}

Result<QString> unpackedSample()
{
    const QByteArray content = contentOf(resource::sample);
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
    const QString path = folder + QStringLiteral("/sample_tracks.csv");
    QFile present(path);
    if (present.open(QIODevice::ReadOnly) && present.readAll() == content)
        return path;
    QSaveFile file(path);
    if (!QDir().mkpath(folder) || !file.open(QIODevice::WriteOnly) || file.write(content) != content.size() ||
        !file.commit())
        return Error{"the sample cannot be written (" + file.errorString().toStdString() + ')',
                     path.toStdString(),
                     {},
                     ErrorKind::Failure};
    return path;
}

} // namespace genrelens
