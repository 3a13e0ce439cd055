#include "core/labels/genre_map_text.h"

#include "core/base/text.h"
#include "core/table/csv_writer.h"

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_map>
#include <vector>

namespace genrelens
{

namespace
{

struct Line {
    std::uint64_t number = 0; // 1-based, of the line on which it begins
    std::vector<std::string> fields;
};

char separatorOf(std::string_view text)
{
    const std::string_view first = text.substr(0, text.find_first_of("\r\n"));
    for (const char separator : {'\t', ';', ','})
        if (first.find(separator) != std::string_view::npos)
            return separator;
    return ',';
}

/// Fields of CSV one by one; quotes as in RFC 4180.
class Fields
{
public:
    Fields(std::string_view text, char separator) : m_text(text), m_separator(separator) {}

    // The next line that is not blank, or nothing at the end.
    std::optional<Line> next()
    {
        while (m_at < m_text.size()) {
            Line line{m_line, {}};
            do
                line.fields.push_back(field());
            while (takeSeparator());
            takeBreak();
            if (line.fields.size() > 1 || !line.fields.front().empty())
                return line;
        }
        return std::nullopt;
    }

private:
    std::string field()
    {
        std::string value;
        if (m_at < m_text.size() && m_text[m_at] == '"')
            value = quoted();
        while (m_at < m_text.size() && m_text[m_at] != m_separator && m_text[m_at] != '\n' &&
               m_text[m_at] != '\r')
            value += m_text[m_at++];
        return std::string(trimmed(value));
    }

    std::string quoted()
    {
        std::string value;
        for (++m_at; m_at < m_text.size(); ++m_at) {
            if (m_text[m_at] == '"') {
                if (m_at + 1 >= m_text.size() || m_text[m_at + 1] != '"') {
                    ++m_at;
                    return value;
                }
                ++m_at;
            }
            m_line += m_text[m_at] == '\n' ? 1 : 0;
            value += m_text[m_at];
        }
        return value;
    }

    bool takeSeparator()
    {
        if (m_at >= m_text.size() || m_text[m_at] != m_separator)
            return false;
        ++m_at;
        return true;
    }

    void takeBreak()
    {
        if (m_at < m_text.size() && m_text[m_at] == '\r')
            ++m_at;
        if (m_at < m_text.size() && m_text[m_at] == '\n')
            ++m_at;
        ++m_line;
    }

    std::string_view m_text;
    char m_separator;
    std::size_t m_at = 0;
    std::uint64_t m_line = 1;
};

bool isHeader(const Line &line)
{
    static constexpr std::array<std::string_view, 4> genreNames{"genre", "track_genre", "genres", "from"};
    static constexpr std::array<std::string_view, 7> groupNames{
        "super_genre", "super-genre", "super genre", "supergenre", "group", "super_genres", "to"};
    const auto among = [](const auto &names, const std::string &field) {
        return std::find(names.begin(), names.end(), toLowerAscii(field)) != names.end();
    };
    return line.fields.size() == 2 && among(genreNames, line.fields[0]) && among(groupNames, line.fields[1]);
}

// Quotes where the separator or what ends a line is part of a name.
void appendField(std::string &text, const std::string &name, char separator)
{
    if (name.find(separator) == std::string::npos || separator == ',') {
        appendCsvField(text, name);
        return;
    }
    text += '"';
    for (const char c : name)
        text.append(c == '"' ? 2 : 1, c);
    text += '"';
}

Error lineError(const std::string &name, const Line &line, std::string what, std::string hint = {})
{
    return Error{std::move(what), name + ", line " + grouped(line.number), std::move(hint), ErrorKind::Input};
}

} // namespace

Result<GenreMap> parseGenreMapText(std::string_view text, const std::string &name)
{
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    if (text.starts_with(mark))
        text.remove_prefix(mark.size());
    if (findInvalidUtf8(text) != std::string_view::npos)
        return Error{"this is not text in UTF-8", name, "Save it as \"CSV UTF-8\".", ErrorKind::Input};
    GenreMap map;
    std::unordered_map<std::string, std::size_t> places;  // of super-genres
    std::unordered_map<std::string, std::size_t> placeOf; // of genres
    Fields fields(text, separatorOf(text));
    bool first = true;
    while (const std::optional<Line> line = fields.next()) {
        if (std::exchange(first, false) && isHeader(*line))
            continue;
        if (line->fields.size() != 2)
            return lineError(name, *line,
                             counted(line->fields.size(), "field") + " instead of a genre and a super-genre",
                             "A mapping has two columns.");
        const std::string &genre = line->fields[0];
        const std::string &group = line->fields[1];
        if (group.empty())
            continue; // not mapped
        if (genre.empty())
            return lineError(name, *line, "the super-genre \"" + group + "\" stands beside no genre");
        const auto [place, isNew] = places.try_emplace(group, map.superGenres.size());
        if (isNew)
            map.superGenres.push_back({group, std::nullopt, {}});
        const auto [known, added] = placeOf.try_emplace(genre, place->second);
        if (!added && known->second != place->second)
            return lineError(name, *line,
                             "the genre \"" + genre + "\" stands under \"" +
                                 map.superGenres[known->second].name + "\" already");
        if (added)
            map.superGenres[place->second].genres.push_back(genre);
    }
    if (map.superGenres.empty())
        return Error{"there is no genre with a super-genre in it", name,
                     "A mapping has two columns: genre and super-genre.", ErrorKind::Input};
    return map;
}

std::string toText(const GenreMap &map, char separator)
{
    std::vector<GenreAndSuperGenre> lines;
    for (const SuperGenre &group : map.superGenres)
        for (const std::string &genre : group.genres)
            lines.push_back({genre, group.name});
    return toText(lines, separator);
}

std::string toText(std::span<const GenreAndSuperGenre> lines, char separator)
{
    std::string text = std::string("genre") + separator + "super_genre\n";
    for (const GenreAndSuperGenre &line : lines) {
        appendField(text, line.genre, separator);
        text += separator;
        appendField(text, line.superGenre, separator);
        text += '\n';
    }
    return text;
}

} // namespace genrelens
