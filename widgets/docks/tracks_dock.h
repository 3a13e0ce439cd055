#pragma once

#include "core/study/job.h"
#include "core/study/track_cells.h"
#include "widgets/docks/dock.h"

#include <vector>

class QLabel;
class QTableView;

namespace genrelens
{

class Study;
class TracksModel;

/// The selected tracks, or all where none is selected, with their features in their own units.
class TracksDock : public Dock
{
    Q_OBJECT

public:
    TracksDock(Study &study, JobBoard &board, QWidget *parent = nullptr);

protected:
    void frontChanged(bool inFront) override;

private:
    void refresh();
    void showTracks();
    void sort();
    void fitColumns();
    void copy();
    [[nodiscard]] LabelSet superGenres() const;
    [[nodiscard]] LabelSet shownLabels() const;
    [[nodiscard]] Key labelsKey() const;

    Study &m_study;
    TracksModel *m_model;
    QLabel *m_headline;
    QTableView *m_table;
    Job m_sort;
    Job m_copy;
    Key m_labels;             // of the labels in the table
    bool m_otherCells = true; // the dataset, its roles or genres changed since the table was filled
    bool m_outdated = true;   // or the selection
};

} // namespace genrelens
