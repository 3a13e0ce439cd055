#include "core/study/track_search.h"

#include "core/base/parallel.h"
#include "core/study/folded_text.h"

#include <QStringList>

#include <array>
#include <optional>

namespace genrelens
{

namespace
{

constexpr std::size_t blockRows = 4096;
constexpr std::size_t byAlbum = 4; // the last rank
constexpr std::size_t ranks = 5;
using Ranked = std::array<std::vector<std::uint32_t>, ranks>;

struct Texts {
    QString title;
    QString artists;
    QString album;
};

// How well it fits, 0 the best; ranks: not at all.
std::size_t rankOf(const Texts &of, const QString &text, const QStringList &words)
{
    std::size_t best = 0;
    for (const QString &word : words) {
        if (of.title.contains(word) || of.artists.contains(word))
            continue;
        if (!of.album.contains(word))
            return ranks;
        best = byAlbum;
    }
    if (best == byAlbum || of.title == text)
        return best;
    return of.title.startsWith(text) ? 1 : of.title.contains(text) ? 2 : 3;
}

} // namespace

Result<std::vector<TrackHit>> searchTracks(const Dataset &dataset, const PreparedData &prepared,
                                           const QString &text, std::size_t most, Progress &progress)
{
    const QString wanted = foldedText(text.simplified());
    const auto titles = prepared.schema.find(ColumnRole::Title);
    const auto artists = prepared.schema.find(ColumnRole::Artists);
    const auto albums = prepared.schema.find(ColumnRole::Album);
    if (wanted.isEmpty() || (!titles && !artists && !albums))
        return std::vector<TrackHit>();
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
            const std::size_t rank =
                rankOf({cell(titles, row), cell(artists, row), cell(albums, row)}, wanted, words);
            if (rank < ranks && ofBlock[rank].size() < most)
                ofBlock[rank].push_back(static_cast<std::uint32_t>(track));
        }
    });
    if (progress.cancelled())
        return Error::cancelled();
    std::vector<TrackHit> hits;
    for (std::size_t rank = 0; rank < ranks; ++rank)
        for (const Ranked &ofBlock : found)
            for (const std::uint32_t track : ofBlock[rank])
                if (hits.size() < most)
                    hits.push_back({track, rank == byAlbum});
    return hits;
}

} // namespace genrelens
