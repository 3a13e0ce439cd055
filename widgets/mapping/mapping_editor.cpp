#include "widgets/mapping/mapping_editor.h"

#include "core/labels/genre_map_edits.h"
#include "core/labels/genre_map_text.h"
#include "core/study/study.h"
#include "widgets/mapping/name_list.h"
#include "widgets/plots/class_colours.h"
#include "widgets/plots/text.h"

#include <QSet>

#include <algorithm>
#include <iterator>
#include <unordered_map>

namespace genrelens
{

namespace
{

constexpr std::size_t longestStepName = 40; // bytes

std::vector<std::string> names(const QStringList &list)
{
    std::vector<std::string> result;
    for (const QString &name : list)
        result.push_back(name.toStdString());
    return result;
}

QString sentence(const Error &error)
{
    QString text = QString::fromStdString(error.message());
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    return text;
}

std::ptrdiff_t placeOf(const GenreMap &map, const std::string &superGenre)
{
    const auto found = std::find_if(map.superGenres.begin(), map.superGenres.end(),
                                    [&](const SuperGenre &group) { return group.name == superGenre; });
    return found - map.superGenres.begin();
}

} // namespace

QString stepName(const QString &name)
{
    return menuText(shortened(name.simplified().toStdString(), longestStepName));
}

MappingEditor::MappingEditor(const Study &study, QObject *parent) : QObject(parent), m_study(study)
{
}

// Every super-genre keeps the colour it is seen in, whatever happens to the others.
GenreMap MappingEditor::coloured() const
{
    return withColours(m_study.settings().genreMap());
}

bool MappingEditor::choose(const Result<GenreMap> &map, const QString &text)
{
    if (!map) {
        emit refused(sentence(map.error()));
        return false;
    }
    if (map.value() == coloured())
        return false;
    StudySettings settings = m_study.settings();
    settings.genreMap() = map.value();
    emit settingsChosen(settings, text);
    return true;
}

void MappingEditor::assign(const QStringList &genres, const QString &superGenre)
{
    if (genres.isEmpty())
        return;
    if (superGenre.isEmpty()) {
        unmap(genres);
        return;
    }
    const GenreMap map = coloured();
    const QString into = stepName(superGenre);
    choose(assigned(map, names(genres), superGenre.toStdString(), freeColour(map)),
           genres.size() == 1 ? tr("Assign %1 to %2").arg(stepName(genres.first()), into)
                              : tr("Assign %1 Genres to %2").arg(formatCount(genres.size()), into));
}

void MappingEditor::unmap(const QStringList &genres)
{
    if (genres.isEmpty())
        return;
    choose(unassigned(coloured(), names(genres)),
           genres.size() == 1 ? tr("Unmap %1").arg(stepName(genres.first()))
                              : tr("Unmap %1 Genres").arg(formatCount(genres.size())));
}

QString MappingEditor::assignApart(const QStringList &genres)
{
    const QString name = freshName();
    assign(genres, name);
    return name;
}

QString MappingEditor::freshName() const
{
    const GenreMap &map = m_study.settings().genreMap();
    const QString base = tr("New super-genre");
    QString name = base;
    for (int i = 2; placeOf(map, name.toStdString()) < std::ssize(map.superGenres); ++i)
        name = tr("%1 %2").arg(base).arg(i);
    return name;
}

QString MappingEditor::addSuperGenre()
{
    const GenreMap map = coloured();
    const QString name = freshName();
    choose(withSuperGenre(map, name.toStdString(), freeColour(map)), tr("Add a Super-genre"));
    return name;
}

void MappingEditor::rename(const QString &superGenre, const QString &name)
{
    choose(renamed(coloured(), superGenre.toStdString(), name.toStdString()),
           tr("Rename %1 to %2").arg(stepName(superGenre), stepName(name)));
}

void MappingEditor::merge(const QStringList &superGenres, const QString &into)
{
    const auto merging = std::count_if(superGenres.begin(), superGenres.end(),
                                       [&into](const QString &name) { return name != into; });
    if (merging == 0)
        return;
    const QString target = stepName(into);
    choose(merged(coloured(), names(superGenres), into.toStdString()),
           merging == 1 && superGenres.size() == 1
               ? tr("Merge %1 into %2").arg(stepName(superGenres.first()), target)
               : tr("Merge %1 Super-genres into %2").arg(formatCount(merging), target));
}

void MappingEditor::recolour(const QString &superGenre, const QColor &colour)
{
    if (colour.isValid())
        choose(recoloured(coloured(), superGenre.toStdString(), colour.rgb() & 0xFFFFFFU),
               tr("Recolour %1").arg(stepName(superGenre)));
}

// As they stand in the mapping, whatever order they were picked in.
std::vector<std::string> MappingEditor::inOrder(const QStringList &superGenres) const
{
    const QSet<QString> wanted(superGenres.begin(), superGenres.end());
    std::vector<std::string> order;
    for (const SuperGenre &group : m_study.settings().genreMap().superGenres)
        if (wanted.contains(QString::fromStdString(group.name)))
            order.push_back(group.name);
    return order;
}

void MappingEditor::move(const QStringList &superGenres, int place)
{
    const std::vector<std::string> moving = inOrder(superGenres);
    if (moving.empty())
        return;
    GenreMap map = coloured();
    // Places are counted among those that stay.
    std::ptrdiff_t to = std::clamp<std::ptrdiff_t>(place, 0, std::ssize(map.superGenres));
    to -= std::count_if(map.superGenres.begin(), map.superGenres.begin() + to, [&](const SuperGenre &group) {
        return std::find(moving.begin(), moving.end(), group.name) != moving.end();
    });
    for (const std::string &name : moving)
        map = moved(std::move(map), name, map.superGenres.size());
    for (const std::string &name : moving)
        map = moved(std::move(map), name, static_cast<std::size_t>(to++));
    choose(map, moving.size() == 1 ? tr("Move %1").arg(stepName(QString::fromStdString(moving.front())))
                                   : tr("Move %1 Super-genres").arg(formatCount(std::ssize(moving))));
}

void MappingEditor::moveBy(const QStringList &superGenres, int places)
{
    const std::vector<std::string> moving = inOrder(superGenres);
    if (moving.empty())
        return;
    const GenreMap &map = m_study.settings().genreMap();
    const std::ptrdiff_t place =
        places < 0 ? placeOf(map, moving.front()) + places : placeOf(map, moving.back()) + 1 + places;
    move(superGenres, static_cast<int>(std::max<std::ptrdiff_t>(0, place)));
}

void MappingEditor::remove(const QStringList &superGenres)
{
    const std::vector<std::string> leaving = inOrder(superGenres);
    if (leaving.empty())
        return;
    GenreMap map = coloured();
    for (const std::string &name : leaving)
        map = removed(std::move(map), name);
    choose(map, leaving.size() == 1 ? tr("Delete %1").arg(stepName(QString::fromStdString(leaving.front())))
                                    : tr("Delete %1 Super-genres").arg(formatCount(std::ssize(leaving))));
}

void MappingEditor::setUnmappedIsClass(bool isClass)
{
    GenreMap map = coloured();
    // The mapping may come from a file that has such a super-genre.
    if (isClass && placeOf(map, std::string(unmappedClassName)) < std::ssize(map.superGenres)) {
        emit refused(tr("There is a super-genre \"unmapped\" already: give it another name first."));
        return;
    }
    map.unmappedIsClass = isClass;
    choose(map, isClass ? tr("Keep Unmapped Genres as a Class") : tr("Leave out Unmapped Genres"));
}

QString MappingEditor::copied(const QStringList &genres) const
{
    const GenreMap &map = m_study.settings().genreMap();
    std::unordered_map<std::string, const std::string *> groupOf;
    for (const SuperGenre &group : map.superGenres)
        for (const std::string &genre : group.genres)
            groupOf.emplace(genre, &group.name);
    std::vector<GenreAndSuperGenre> lines;
    for (const QString &genre : genres) {
        const auto found = groupOf.find(genre.toStdString());
        lines.push_back({genre.toStdString(), found == groupOf.end() ? std::string() : *found->second});
    }
    return QString::fromStdString(toText(lines, '\t'));
}

void MappingEditor::paste(const QString &text)
{
    const Result<GenreMap> pasted = parseGenreMapText(text.toStdString(), tr("Clipboard").toStdString());
    if (!pasted) {
        emit refused(sentence(pasted.error()));
        return;
    }
    Result<GenreMap> map = coloured();
    for (const SuperGenre &group : pasted.value().superGenres)
        if (map)
            map = assigned(map.value(), group.genres, group.name, freeColour(map.value()));
    choose(map, tr("Paste a Mapping"));
}

} // namespace genrelens
