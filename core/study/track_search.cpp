#include "core/study/track_search.h"

#include "core/base/parallel.h"

#include <QStringList>

#include <algorithm>
#include <array>
#include <string_view>

namespace genrelens
{

namespace
{

constexpr std::size_t blockRows = 4096;
constexpr std::size_t longest = 300; // bytes of a cell that are searched
constexpr std::size_t ranks = 4;
using Ranked = std::array<std::vector<std::uint32_t>, ranks>;

std::string_view cellOf(const Column &column, std::size_t row)
{
    std::string_view cell;
    if (const TextColumn *text = column.text()) {
        cell = text->at(row);
    } else if (const CategoricalColumn *levels = column.categorical()) {
        const std::int32_t code = levels->codes[row];
        cell = code < 0 ? std::string_view() : levels->levels[static_cast<std::size_t>(code)];
    }
    return cell.substr(0, longest);
}

// Small letters without accents.
QString folded(const QString &text)
{
    const bool plain = std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 0x80; });
    if (plain)
        return text.toLower();
    QString bare = text.normalized(QString::NormalizationForm_KD).toCaseFolded();
    bare.removeIf([](QChar c) { return c.category() == QChar::Mark_NonSpacing; });
    return bare;
}

QString folded(std::string_view text)
{
    return folded(QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())));
}

// How well it fits, 0 the best; ranks: not at all.
std::size_t rankOf(const QString &title, const QString &artists, const QString &text,
                   const QStringList &words)
{
    const bool fits = std::all_of(words.begin(), words.end(), [&](const QString &word) {
        return title.contains(word) || artists.contains(word);
    });
    if (!fits)
        return ranks;
    if (title == text)
        return 0;
    return title.startsWith(text) ? 1 : title.contains(text) ? 2 : 3;
}

} // namespace

Result<std::vector<std::uint32_t>> searchTracks(const Dataset &dataset, const PreparedData &prepared,
                                                const QString &text, std::size_t most, Progress &progress)
{
    const QString wanted = folded(text.simplified());
    const auto titles = prepared.schema.find(ColumnRole::Title);
    const auto artists = prepared.schema.find(ColumnRole::Artists);
    if (wanted.isEmpty() || (!titles && !artists))
        return std::vector<std::uint32_t>();
    const QStringList words = wanted.split(u' ');
    const Features &features = prepared.features();
    const auto cell = [&](std::optional<std::size_t> column, std::size_t row) {
        return column ? folded(cellOf(dataset.table.column(*column), row)) : QString();
    };
    std::vector<Ranked> found((features.rows() + blockRows - 1) / blockRows);
    parallelBlocks(features.rows(), blockRows, [&](std::size_t begin, std::size_t end) {
        if (progress.cancelled())
            return;
        Ranked &ofBlock = found[begin / blockRows];
        for (std::size_t track = begin; track < end; ++track) {
            const std::uint32_t row = features.sourceRow(track);
            const std::size_t rank = rankOf(cell(titles, row), cell(artists, row), wanted, words);
            if (rank < ranks && ofBlock[rank].size() < most)
                ofBlock[rank].push_back(static_cast<std::uint32_t>(track));
        }
    });
    if (progress.cancelled())
        return Error::cancelled();
    std::vector<std::uint32_t> tracks;
    for (std::size_t rank = 0; rank < ranks; ++rank)
        for (const Ranked &ofBlock : found)
            tracks.insert(tracks.end(), ofBlock[rank].begin(), ofBlock[rank].end());
    tracks.resize(std::min(tracks.size(), most));
    return tracks;
}

} // namespace genrelens
