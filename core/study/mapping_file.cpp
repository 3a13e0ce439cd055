#include "core/study/mapping_file.h"

#include "core/base/text.h"
#include "core/labels/genre_map_text.h"
#include "core/study/saved_file.h"
#include "core/table/byte_source.h"

#include <QFileInfo>

#include <algorithm>

namespace genrelens
{

namespace
{

constexpr qint64 largestFile = qint64(16) << 20;

bool isJson(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
    return first != std::string_view::npos && (text[first] == '{' || text[first] == '[');
}

} // namespace

Result<GenreMap> readMapping(const QString &path)
{
    const std::string file = path.toStdString();
    if (QFileInfo(path).size() > largestFile)
        return Error{"this is too large for a genre mapping", fileName(file),
                     "Tracks are opened by File > Open.", ErrorKind::Input};
    Result<std::string> text = readFile(file, Progress::none());
    if (!text)
        return text.error();
    Result<GenreMap> map = isJson(text.value()) ? parseGenreMap(text.value(), fileName(file))
                                                : parseGenreMapText(text.value(), fileName(file));
    if (map && map.value().name.empty())
        map.value().name = QFileInfo(path).completeBaseName().toStdString();
    return map;
}

Result<void> writeMapping(const GenreMap &map, const QString &path)
{
    const QString ending = QFileInfo(path).suffix().toLower();
    const bool columns = ending == QLatin1String("csv") || ending == QLatin1String("txt");
    const bool tabs = ending == QLatin1String("tsv");
    return saveText(path, columns || tabs ? toText(map, tabs ? '\t' : ',') : toJson(map));
}

} // namespace genrelens
