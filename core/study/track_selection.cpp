#include "core/study/track_selection.h"

#include <utility>

namespace genrelens
{

RowSet keptTracks(const RowSet &fileRows, const Features &features)
{
    RowSet tracks(features.rows());
    for (std::size_t i = 0; i < features.rows(); ++i)
        if (fileRows.contains(features.sourceRow(i)))
            tracks.insert(i);
    return tracks;
}

RowSet fileRowsOf(const RowSet &tracks, const Features &features, std::size_t fileRows)
{
    RowSet rows(fileRows);
    for (const std::uint32_t track : tracks.members())
        rows.insert(features.sourceRow(track));
    return rows;
}

void TrackSelection::choose(const RowSet &tracks, std::string name, bool brushed)
{
    if (tracks.rows() == m_tracks.rows() && (tracks != m_tracks || name != m_rows.name))
        choose(SelectedRows{fileRowsOf(tracks, m_features, m_rows.rows.rows()), std::move(name), brushed});
}

void TrackSelection::choose(SelectedRows rows)
{
    const SelectedRows before = m_rows;
    if (set(std::move(rows)))
        emit chosen(before);
}

void TrackSelection::restore(SelectedRows rows)
{
    set(std::move(rows));
}

bool TrackSelection::set(SelectedRows rows)
{
    if (rows.rows.rows() != m_rows.rows.rows() || rows.isSame(m_rows))
        return false;
    m_rows = std::move(rows);
    m_tracks = keptTracks(m_rows.rows, m_features);
    emit changed();
    return true;
}

void TrackSelection::setKept(KeptSelections kept)
{
    if (kept == m_kept)
        return;
    m_kept = std::move(kept);
    emit keptChanged();
}

void TrackSelection::setMode(SelectionMode mode)
{
    if (mode == m_mode)
        return;
    m_mode = mode;
    emit modeChanged();
}

bool TrackSelection::open(const Features &features, std::size_t fileRows)
{
    const bool some = !m_tracks.isEmpty();
    m_features = features;
    m_tracks = RowSet(features.rows());
    m_rows = {RowSet(fileRows), {}, false};
    m_kept.clear();
    return some;
}

bool TrackSelection::place(const Features &features)
{
    RowSet tracks = keptTracks(m_rows.rows, features);
    bool same = tracks == m_tracks;
    for (std::size_t i = 0; same && i < features.rows(); ++i)
        same = features.sourceRow(i) == m_features.sourceRow(i);
    const bool some = !tracks.isEmpty() || !m_tracks.isEmpty();
    m_features = features;
    m_tracks = std::move(tracks);
    return !same && some;
}

} // namespace genrelens
