#pragma once

#include "core/study/map_maker.h"
#include "core/study/selection.h"
#include "widgets/docks/dock.h"

#include <cstdint>
#include <optional>

class QLabel;
class QPushButton;
class QToolButton;

namespace genrelens
{

class MapColourBox;
class MapHeader;
class MapSurface;
class MapTools;

/// The map of the tracks: UMAP, or their principal components until it is there. Brushing it selects tracks
/// everywhere.
class MapDock : public Dock
{
    Q_OBJECT

public:
    MapDock(Study &study, JobBoard &board, QWidget *parent = nullptr);
    [[nodiscard]] Plot *plot() const override;

    [[nodiscard]] MapMaker &maker() { return m_maker; }
    [[nodiscard]] const MapMaker &maker() const { return m_maker; }
    [[nodiscard]] MapSurface &surface() { return *m_surface; }
    /// Brings a track to the middle of the map, as soon as it is on it.
    void flyTo(std::uint32_t track);

signals:
    /// The clusters that are to pull the map are not there.
    void clustersRequested();

protected:
    void frontChanged(bool inFront) override;

private:
    [[nodiscard]] QToolButton *lookButton();
    void makeEmpty();
    void connectParts();
    void connectTools();
    void refresh();
    void showColourings();
    void showEmpty();
    void showNotice();
    void showMenu(std::optional<std::uint32_t> track, const QPoint &position);
    void pick(const RowSet &rows, Qt::KeyboardModifiers modifiers, const QString &what, Picking how);

    Study &m_study;
    MapMaker m_maker;
    MapHeader *m_header;
    MapColourBox *m_colouring;
    MapTools *m_tools;
    MapSurface *m_surface;
    QWidget *m_nothing;
    QLabel *m_empty;
    QPushButton *m_make;
    std::optional<std::uint32_t> m_flight; // that waits for points
    bool m_refocus = false;                // the map had the keyboard until it was empty
};

} // namespace genrelens
