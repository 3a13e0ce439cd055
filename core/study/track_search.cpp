#include "core/study/track_search.h"

#include "core/base/parallel.h"
#include "core/study/folded_text.h"

#include <QStringList>

#include <algorithm>
#include <array>
#include <optional>

namespace genrelens
{

namespace
{

constexpr std::size_t blockRows = 4096;
constexpr std::size_t ranks = 4;
using Ranked = std::array<std::vector<std::uint32_t>, ranks>;

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
    const QString wanted = foldedText(text.simplified());
    const auto titles = prepared.schema.find(ColumnRole::Title);
    const auto artists = prepared.schema.find(ColumnRole::Artists);
    if (wanted.isEmpty() || (!titles && !artists))
        return std::vector<std::uint32_t>();
    const QStringList words = wanted.split(u' ');
    const Features &features = prepared.features();
    const auto cell = [&](std::optional<std::size_t> column, std::size_t row) {
        return column ? foldedText(textCell(dataset.table.column(*column), row)) : QString();
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
