#include "core/study/unsaved_mappings.h"

#include "core/study/running_program.h"

#include <QCoreApplication>
#include <QSettings>

#include <algorithm>

namespace genrelens
{

namespace
{

const QString listKey = QStringLiteral("unsavedMappings");
const QString labelSetKey = QStringLiteral("labelSet");
const QString pathKey = QStringLiteral("path");
const QString mapKey = QStringLiteral("map");
const QString ownerKey = QStringLiteral("process"); // that has it unsaved; 0: none any more

struct Entry {
    UnsavedMapping mapping;
    qint64 owner = 0;

    bool operator==(const Entry &) const = default;
};

std::vector<Entry> entries()
{
    std::vector<Entry> list;
    QSettings settings;
    const int count = settings.beginReadArray(listKey);
    for (int i = 0; i < count; ++i) {
        settings.setArrayIndex(i);
        Result<GenreMap> map =
            parseGenreMap(settings.value(mapKey).toString().toStdString(), "unsaved mapping");
        if (map)
            list.push_back({{settings.value(labelSetKey).toString().toStdString(),
                             settings.value(pathKey).toString(), std::move(map).value()},
                            settings.value(ownerKey).toLongLong()});
    }
    settings.endArray();
    return list;
}

void setEntries(const std::vector<Entry> &list)
{
    QSettings settings;
    settings.remove(listKey);
    settings.beginWriteArray(listKey, static_cast<int>(list.size()));
    for (std::size_t i = 0; i < list.size(); ++i) {
        settings.setArrayIndex(static_cast<int>(i));
        settings.setValue(labelSetKey, QString::fromStdString(list[i].mapping.labelSet));
        settings.setValue(pathKey, list[i].mapping.path);
        settings.setValue(mapKey, QString::fromStdString(toJson(list[i].mapping.map)));
        settings.setValue(ownerKey, list[i].owner);
    }
    settings.endArray();
}

// Those of this program become the given ones; what others have or left stays.
void replaceOwn(const std::vector<UnsavedMapping> &mappings, qint64 owner)
{
    const std::vector<Entry> before = entries();
    std::vector<Entry> list = before;
    std::erase_if(list, [](const Entry &entry) { return entry.owner == QCoreApplication::applicationPid(); });
    for (const UnsavedMapping &mapping : mappings)
        list.push_back({mapping, owner});
    if (!(list == before))
        setEntries(list);
}

} // namespace

std::vector<UnsavedMapping> leftMappings()
{
    std::vector<UnsavedMapping> left;
    for (Entry &entry : entries()) // one may have been restored, and the program ended without a word
        if (!isAnotherRunningProgram(entry.owner) &&
            std::find(left.begin(), left.end(), entry.mapping) == left.end())
            left.push_back(std::move(entry.mapping));
    return left;
}

void forgetLeftMappings(const std::vector<UnsavedMapping> &left)
{
    std::vector<Entry> list = entries();
    for (const UnsavedMapping &mapping : left) {
        const auto found = std::find_if(list.begin(), list.end(), [&mapping](const Entry &entry) {
            return entry.mapping == mapping && !isAnotherRunningProgram(entry.owner);
        });
        if (found != list.end())
            list.erase(found);
    }
    setEntries(list);
}

void setUnsavedMappings(const std::vector<UnsavedMapping> &mappings)
{
    replaceOwn(mappings, QCoreApplication::applicationPid());
}

void leaveMappings(const std::vector<UnsavedMapping> &mappings)
{
    replaceOwn(mappings, 0);
}

} // namespace genrelens
