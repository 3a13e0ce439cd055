#include "core/study/change_settings.h"

#include "core/study/study.h"

namespace genrelens
{

ChangeSettings::ChangeSettings(Study &study, StudySettings after, const QString &text, int mergeId)
    : QUndoCommand(text)
    , m_study(study)
    , m_before(study.settings())
    , m_after(std::move(after))
    , m_mergeId(mergeId)
{
}

void ChangeSettings::undo()
{
    m_study.setSettings(m_before);
}

void ChangeSettings::redo()
{
    m_study.setSettings(m_after);
}

bool ChangeSettings::mergeWith(const QUndoCommand *other)
{
    m_after = static_cast<const ChangeSettings *>(other)->m_after;
    setObsolete(m_after == m_before);
    return true;
}

ChangeKeptLabels::ChangeKeptLabels(Study &study, KeptLabelSets after, const QString &text)
    : QUndoCommand(text)
    , m_study(study)
    , m_before(study.keptLabels())
    , m_after(std::move(after))
{
}

void ChangeKeptLabels::undo()
{
    m_study.setKeptLabels(m_before);
}

void ChangeKeptLabels::redo()
{
    m_study.setKeptLabels(m_after);
}

} // namespace genrelens
