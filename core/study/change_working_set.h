#pragma once

#include "core/study/study_results.h"

#include <QUndoCommand>

namespace genrelens
{

/// The undo command for which tracks are worked on: what was selected to say so is selected no more. The
/// results of either set of tracks are held, so that undo and redo bring them back at once.
class ChangeWorkingSet : public QUndoCommand
{
public:
    ChangeWorkingSet(Study &study, const WorkingSet &working, const QString &text);

    void undo() override;
    void redo() override;

private:
    Study &m_study;
    WorkingSet m_before;
    WorkingSet m_after;
    SelectedRows m_selected; // before
    StudyResults m_resultsBefore;
    StudyResults m_resultsAfter;

    void work(const WorkingSet &working);
};

/// Only the selected of the tracks that are worked on; all of them but the selected.
WorkingSet onlySelected(const Study &study);
WorkingSet withoutSelected(const Study &study);

} // namespace genrelens
