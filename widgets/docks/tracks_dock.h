#pragma once

#include "core/study/job.h"
#include "core/study/study.h"
#include "core/study/track_cells.h"
#include "widgets/docks/dock.h"

#include <cstdint>
#include <vector>

class QCheckBox;
class QLabel;
class QLineEdit;
class QMenu;

namespace genrelens
{

class TracksModel;
class TrackTable;

/// All tracks, or the selected ones only, with every column of the file and every label; filtered by what is
/// typed and sorted by a column, in the background. Rows picked in it select their tracks everywhere.
class TracksDock : public Dock
{
    Q_OBJECT

public:
    TracksDock(Study &study, JobBoard &board, QWidget *parent = nullptr);

    /// The menu of a row, which a right click shows.
    [[nodiscard]] QMenu *menuOf(int row);

signals:
    /// A person asks where that track is, by a double click.
    void trackActivated(std::uint32_t track);

protected:
    void frontChanged(bool inFront) override;

private:
    using Tracks = std::vector<std::uint32_t>;

    void makeControls();
    void onStudyChanged(StudyPart part);
    void refresh();
    void describe();
    void showTracks();
    void chooseTracks();
    void arrange();
    void fitColumns();
    void copy();
    void pick(const std::vector<int> &rows, Qt::KeyboardModifiers modifiers);
    [[nodiscard]] std::vector<TrackCells::Labels> labels() const;
    [[nodiscard]] Key labelsKey() const;

    Study &m_study;
    TracksModel *m_model;
    QLabel *m_headline;
    QLineEdit *m_filter;
    QCheckBox *m_selectedOnly;
    TrackTable *m_table;
    Job m_arrange;
    Job m_copy;
    Tracks m_tracks;          // what is shown without the filter
    Key m_labels;             // of the labels in the table
    bool m_otherCells = true; // the dataset, its roles or labels changed since the table was filled
    bool m_outdated = true;   // or the selection
    bool m_picking = false;   // by the table, which stays as it is
};

} // namespace genrelens
