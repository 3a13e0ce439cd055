#include "widgets/mapping/mapping_rows.h"

#include "core/study/study.h"
#include "widgets/mapping/guidance_text.h"
#include "widgets/plots/class_colours.h"
#include "widgets/plots/text.h"

#include <QCoreApplication>

#include <algorithm>
#include <string_view>
#include <unordered_map>

namespace genrelens
{

namespace
{

QString tr(const char *text)
{
    return QCoreApplication::translate("genrelens::MappingDock", text);
}

void addGuidance(GenreRow &row, const NamedGuidance &named, std::size_t genre)
{
    const GenreGuidance *entry = named.find(genre);
    if (entry == nullptr)
        return;
    if (entry->judged > 0 && entry->purity >= 0) // NaN is not
        row.purity = entry->purity;
    if (entry->nearest == unlabelled)
        return;
    row.nearest = named.nameOf(entry->nearest);
    row.nearestColour = named.colourOf(entry->nearest);
    row.isNearerOther = named.isNearerOther(genre);
}

} // namespace

MappingRows mappingRows(const Study &study, const NamedGuidance &named)
{
    const LabelSet genres = study.labels("genre");
    const GenreMap &map = study.settings().genreMap();
    const std::vector<QColor> colours = superGenreColours(map);
    MappingRows rows;
    std::unordered_map<std::string_view, std::size_t> groupOf;
    for (std::size_t i = 0; i < map.superGenres.size(); ++i) {
        rows.superGenres.push_back({QString::fromStdString(map.superGenres[i].name), colours[i], 0, 0});
        for (const std::string &genre : map.superGenres[i].genres)
            groupOf.emplace(genre, i);
    }
    rows.superGenres.emplace_back();
    for (std::size_t g = 0; g < genres.classes().size(); ++g) {
        GenreRow row;
        row.genre = QString::fromStdString(genres.classes()[g]);
        row.tracks = static_cast<qint64>(genres.counts()[g]);
        const auto found = groupOf.find(genres.classes()[g]);
        const std::size_t group = found == groupOf.end() ? map.superGenres.size() : found->second;
        SuperGenreRow &into = rows.superGenres[group];
        if (found != groupOf.end()) {
            row.superGenre = into.name;
            row.colour = into.colour;
            ++rows.mapped;
        }
        ++into.genres;
        into.tracks += row.tracks;
        addGuidance(row, named, g);
        rows.genres.push_back(std::move(row));
    }
    rows.absent = static_cast<int>(groupOf.size()) - rows.mapped;
    rows.filled = static_cast<int>(std::count_if(rows.superGenres.begin(), rows.superGenres.end() - 1,
                                                 [](const SuperGenreRow &row) { return row.genres > 0; }));
    return rows;
}

QString summaryText(const MappingRows &rows)
{
    const auto genres = static_cast<qint64>(rows.genres.size());
    const QString superGenres =
        rows.filled == 1 ? tr("1 super-genre") : tr("%1 super-genres").arg(formatCount(rows.filled));
    QString text;
    if (rows.mapped == 0)
        text = genres == 1 ? tr("The only genre is not mapped")
                           : tr("None of the %1 genres is mapped").arg(formatCount(genres));
    else if (rows.mapped == genres)
        text = genres == 1 ? tr("1 genre → %1").arg(superGenres)
                           : tr("%1 genres → %2").arg(formatCount(genres), superGenres);
    else
        text = tr("%1 of %2 genres mapped to %3")
                   .arg(formatCount(rows.mapped), formatCount(genres), superGenres);
    if (rows.absent == 0)
        return text;
    return tr("%1 · %2").arg(
        text, rows.absent == 1
                  ? tr("1 genre of the mapping is not in this file")
                  : tr("%1 genres of the mapping are not in this file").arg(formatCount(rows.absent)));
}

} // namespace genrelens
