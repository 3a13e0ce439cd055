#pragma once

#include "core/study/track_cells.h"

#include <QString>
#include <QUrl>

#include <cstdint>

class QMenu;
class QWidget;

namespace genrelens
{

class Study;

/// A track's cell of that role; empty where the file has none.
QString trackId(const TrackCells &cells, std::uint32_t track);
/// Where a track with that id can be heard; empty unless it looks like one of Spotify's: 22 letters and
/// digits.
QUrl trackPage(const QString &id);

/// Adds what can be done with a track: copy its id, open its page (by QDesktopServices), select its artist.
void addTrackActions(QMenu &menu, Study &study, const TrackCells &cells, std::uint32_t track);

} // namespace genrelens
