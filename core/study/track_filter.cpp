#include "core/study/track_filter.h"

#include "core/base/parallel.h"
#include "core/study/folded_text.h"

#include <QStringList>

#include <algorithm>
#include <limits>
#include <string_view>

namespace genrelens
{

namespace
{

constexpr std::size_t blockRows = 4096;
constexpr double infinity = std::numeric_limits<double>::infinity();

// Words, where quotes keep words together: tempo:90 "the beatles".
QStringList wordsOf(const QString &text)
{
    QStringList words;
    QString word;
    bool quoted = false;
    for (const QChar letter : text) {
        if (letter == u'"')
            quoted = !quoted;
        else if (letter.isSpace() && !quoted) {
            words.append(word);
            word.clear();
        } else
            word += letter;
    }
    words.append(word);
    words.removeAll(QString());
    return words;
}

// The column whose title is the name, or else the first that begins with it.
std::optional<std::size_t> columnNamed(const QString &name, const std::vector<TrackCells::Column> &columns)
{
    std::optional<std::size_t> found;
    const QString wanted = foldedText(name);
    for (std::size_t c = 0; c < columns.size() && !wanted.isEmpty(); ++c) {
        const QString title = foldedText(columns[c].title);
        if (title == wanted)
            return c;
        if (!found && title.startsWith(wanted))
            found = c;
    }
    return found;
}

bool isNumber(TrackCells::Kind kind)
{
    return kind == TrackCells::Kind::Number || kind == TrackCells::Kind::FileRow;
}

bool holds(std::string_view cell, const QString &text)
{
    return !cell.empty() && foldedText(cell).contains(text);
}

std::vector<char> namesWith(const std::vector<std::string> &names, const QString &text)
{
    std::vector<char> with;
    with.reserve(names.size());
    for (const std::string &name : names)
        with.push_back(static_cast<char>(holds(name, text)));
    return with;
}

} // namespace

// A term on one column; of classes and categories it is settled by name, once.
struct TrackFilter::Matcher {
    std::size_t column;
    const std::vector<std::int32_t> *codes = nullptr; // a code a track or a row of the file
    bool byTrack = false;
    std::vector<char> named;
    const genrelens::Column *texts = nullptr;

    static std::optional<Matcher> of(const TrackCells &cells, std::size_t column, const QString &text)
    {
        if (const LabelSet *labels = cells.labels(column))
            return Matcher{column, &labels->codes(), true, namesWith(labels->classes(), text)};
        const genrelens::Column *source = cells.source(column);
        if (source == nullptr || source->isNumeric())
            return std::nullopt;
        if (const CategoricalColumn *categories = source->categorical())
            return Matcher{column, &categories->codes, false, namesWith(categories->levels, text)};
        return Matcher{column, nullptr, false, {}, source};
    }
    [[nodiscard]] bool fits(const TrackCells &cells, std::uint32_t track, const QString &text) const
    {
        if (texts != nullptr)
            return holds(textCell(*texts, cells.fileRow(track)), text);
        const std::int32_t code = (*codes)[byTrack ? track : cells.fileRow(track)];
        return code >= 0 && named[static_cast<std::size_t>(code)] != 0;
    }
};

std::optional<TrackFilter::Range> TrackFilter::rangeOf(const QString &text)
{
    bool known = false;
    const auto numberFrom = [&](qsizetype from) { return text.mid(from).toDouble(&known); };
    const auto range = [&](Range found) { return known ? std::optional(found) : std::nullopt; };
    if (const qsizetype dots = text.indexOf(QLatin1String("..")); dots > 0) {
        bool lowKnown = false;
        const double low = text.left(dots).toDouble(&lowKnown);
        const double high = numberFrom(dots + 2);
        return lowKnown ? range({low, high}) : std::nullopt;
    }
    if (text.startsWith(QLatin1String(">=")))
        return range({numberFrom(2), infinity});
    if (text.startsWith(QLatin1String("<=")))
        return range({-infinity, numberFrom(2)});
    if (text.startsWith(u'>'))
        return range({numberFrom(1), infinity, false});
    if (text.startsWith(u'<'))
        return range({-infinity, numberFrom(1), true, false});
    const double exact = numberFrom(0);
    return range({exact, exact});
}

TrackFilter::TrackFilter(const QString &text, const std::vector<TrackCells::Column> &columns)
{
    const QStringList words = wordsOf(text);
    for (const QString &word : words) {
        const qsizetype colon = word.indexOf(u':');
        const QString value = word.mid(colon + 1);
        const auto column = colon > 0 && !value.isEmpty() ? columnNamed(word.left(colon), columns)
                                                          : std::optional<std::size_t>();
        const auto range = column && isNumber(columns[*column].kind) ? rangeOf(value) : std::nullopt;
        if (range)
            m_terms.push_back({{}, column, range});
        else if (column && !isNumber(columns[*column].kind))
            m_terms.push_back({foldedText(value), column, {}});
        else // "Re:Stacks" is a title
            m_terms.push_back({foldedText(word), {}, {}});
    }
}

Result<std::vector<std::uint32_t>> TrackFilter::matching(const TrackCells &cells,
                                                         const std::vector<std::uint32_t> &tracks,
                                                         Progress &progress) const
{
    std::vector<std::vector<Matcher>> matchers(m_terms.size());
    for (std::size_t t = 0; t < m_terms.size(); ++t)
        for (std::size_t c = 0; c < cells.columns().size() && !m_terms[t].range; ++c) {
            if (progress.cancelled())
                return Error::cancelled();
            if (m_terms[t].column.value_or(c) == c)
                if (auto matcher = Matcher::of(cells, c, m_terms[t].text))
                    matchers[t].push_back(std::move(*matcher));
        }
    const auto fits = [&](std::uint32_t track, std::size_t t) {
        const Term &term = m_terms[t];
        if (term.range)
            return term.range->holds(cells.number(track, *term.column));
        return std::any_of(matchers[t].begin(), matchers[t].end(),
                           [&](const Matcher &matcher) { return matcher.fits(cells, track, term.text); });
    };
    std::vector<std::vector<std::uint32_t>> found((tracks.size() + blockRows - 1) / blockRows);
    parallelBlocks(tracks.size(), blockRows, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end && !progress.cancelled(); ++i) {
            bool all = true;
            for (std::size_t t = 0; t < m_terms.size() && all; ++t)
                all = fits(tracks[i], t);
            if (all)
                found[begin / blockRows].push_back(tracks[i]);
        }
    });
    if (progress.cancelled())
        return Error::cancelled();
    std::vector<std::uint32_t> matching;
    for (const std::vector<std::uint32_t> &block : found)
        matching.insert(matching.end(), block.begin(), block.end());
    return matching;
}

} // namespace genrelens
