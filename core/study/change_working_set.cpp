#include "core/study/change_working_set.h"

namespace genrelens
{

namespace
{

// The file's rows that are worked on, also those that are left out for other reasons.
RowSet rowsWorkedOn(const Study &study)
{
    const WorkingSet &working = study.settings().preparation.working;
    RowSet rows(study.dataset()->table.rows());
    for (std::size_t row = 0; row < rows.rows(); ++row)
        if (!working.isOf(rows.rows()) || working.keeps(row))
            rows.insert(row);
    return rows;
}

RowSet selectedRows(const Study &study)
{
    return fileRowsOf(study.selection(), study.prepared()->features(), study.dataset()->table.rows());
}

} // namespace

ChangeWorkingSet::ChangeWorkingSet(Study &study, const WorkingSet &working, const QString &text)
    : QUndoCommand(text)
    , m_study(study)
    , m_before(study.settings().preparation.working)
    , m_after(working)
    , m_selected(study.picks().rows())
{
}

void ChangeWorkingSet::undo()
{
    m_resultsAfter = currentResults(m_study);
    work(m_before);
    bringBack(m_study, m_resultsBefore);
    m_study.picks().restore(m_selected);
}

void ChangeWorkingSet::redo()
{
    m_resultsBefore = currentResults(m_study);
    if (!m_after.isAll())
        m_study.picks().restore({RowSet(m_selected.rows.rows()), {}, false});
    work(m_after);
    bringBack(m_study, m_resultsAfter);
}

// No swap of all settings: those that are chosen past the undo stack, such as the current mapping, stay.
void ChangeWorkingSet::work(const WorkingSet &working)
{
    StudySettings settings = m_study.settings();
    settings.preparation.working = working;
    m_study.setSettings(settings);
}

WorkingSet onlySelected(const Study &study)
{
    return WorkingSet(selectedRows(study));
}

WorkingSet withoutSelected(const Study &study)
{
    RowSet rows = rowsWorkedOn(study);
    rows -= selectedRows(study);
    return WorkingSet(std::move(rows));
}

} // namespace genrelens
