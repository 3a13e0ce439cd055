#include "core/study/unsaved_mappings.h"

#include <QSettings>
#include <QStringList>

namespace genrelens
{

namespace
{

const QString listKey = QStringLiteral("unsavedMappings");
const QString labelSetKey = QStringLiteral("labelSet");
const QString pathKey = QStringLiteral("path");
const QString mapKey = QStringLiteral("map");

} // namespace

std::vector<UnsavedMapping> unsavedMappings()
{
    std::vector<UnsavedMapping> mappings;
    QSettings settings;
    const int count = settings.beginReadArray(listKey);
    for (int i = 0; i < count; ++i) {
        settings.setArrayIndex(i);
        Result<GenreMap> map =
            parseGenreMap(settings.value(mapKey).toString().toStdString(), "unsaved mapping");
        if (map)
            mappings.push_back({settings.value(labelSetKey).toString().toStdString(),
                                settings.value(pathKey).toString(), std::move(map).value()});
    }
    settings.endArray();
    return mappings;
}

void setUnsavedMappings(const std::vector<UnsavedMapping> &mappings)
{
    QSettings settings;
    settings.remove(listKey);
    if (mappings.empty())
        return;
    settings.beginWriteArray(listKey, static_cast<int>(mappings.size()));
    for (std::size_t i = 0; i < mappings.size(); ++i) {
        settings.setArrayIndex(static_cast<int>(i));
        settings.setValue(labelSetKey, QString::fromStdString(mappings[i].labelSet));
        settings.setValue(pathKey, mappings[i].path);
        settings.setValue(mapKey, QString::fromStdString(toJson(mappings[i].map)));
    }
    settings.endArray();
}

} // namespace genrelens
