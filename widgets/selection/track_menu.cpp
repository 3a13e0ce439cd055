#include "widgets/selection/track_menu.h"

#include "core/study/selection.h"
#include "core/study/selection_portrait.h"
#include "core/study/study.h"
#include "widgets/plots/text.h"

#include <QApplication>
#include <QClipboard>
#include <QCoreApplication>
#include <QDesktopServices>
#include <QMenu>

#include <algorithm>

namespace genrelens
{

namespace
{

constexpr qsizetype spotifyIdLength = 22;
constexpr std::size_t longestName = 60; // bytes

QString tr(const char *text)
{
    return QCoreApplication::translate("TrackMenu", text);
}

bool isPlainLetter(QChar letter)
{
    return (letter >= u'0' && letter <= u'9') || (letter >= u'a' && letter <= u'z') ||
           (letter >= u'A' && letter <= u'Z');
}

void selectArtist(Study &study, const std::vector<std::int32_t> &artists, std::uint32_t track,
                  const QString &name)
{
    std::vector<std::uint32_t> tracks;
    for (std::size_t i = 0; i < artists.size(); ++i)
        if (artists[i] == artists[track])
            tracks.push_back(static_cast<std::uint32_t>(i));
    pickTracks(study, tracks, QApplication::keyboardModifiers(), tr("artist %1").arg(name).toStdString());
}

} // namespace

QString trackId(const TrackCells &cells, std::uint32_t track)
{
    const auto column = cells.prepared()->schema.find(ColumnRole::TrackId);
    return column ? QString::fromStdString(cells.dataset()->table.column(*column).cell(cells.fileRow(track)))
                  : QString();
}

QUrl trackPage(const QString &id)
{
    if (id.size() != spotifyIdLength || !std::all_of(id.begin(), id.end(), isPlainLetter))
        return {};
    return QUrl(QStringLiteral("https://open.spotify.com/track/") + id);
}

void addTrackActions(QMenu &menu, Study &study, const TrackCells &cells, std::uint32_t track)
{
    const QString id = trackId(cells, track);
    if (!id.isEmpty())
        menu.addAction(tr("Copy Track &Id"), &menu, [id] { QApplication::clipboard()->setText(id); })
            ->setObjectName(QStringLiteral("copyIdAction"));
    if (const QUrl page = trackPage(id); page.isValid())
        menu.addAction(tr("Open Track's &Web Page"), &menu, [page] { QDesktopServices::openUrl(page); })
            ->setObjectName(QStringLiteral("openPageAction"));
    const QString artist = firstArtist(*cells.dataset(), *cells.prepared(), track);
    if (artist.isEmpty())
        return;
    const QString shown =
        shortened(artist.toStdString(), longestName).replace(QLatin1Char('&'), QLatin1String("&&"));
    menu.addAction(tr("Select &Artist %1").arg(shown), &menu,
                   [&study, prepared = cells.prepared(), track, artist] {
                       if (study.prepared() == prepared)
                           selectArtist(study, prepared->artists, track, artist);
                   })
        ->setObjectName(QStringLiteral("selectArtistAction"));
}

} // namespace genrelens
