#include "core/study/change_settings.h"

#include "core/study/study.h"

#include <QUndoStack>

#include <memory>
#include <utility>
#include <vector>

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
    if (!std::exchange(m_isDone, false))
        m_study.setSettings(m_after);
}

bool ChangeSettings::mergeWith(const QUndoCommand *other)
{
    m_after = static_cast<const ChangeSettings *>(other)->m_after;
    setObsolete(m_after == m_before);
    return true;
}

namespace
{

StudySettings withMappingsOf(StudySettings settings, const StudySettings &other)
{
    settings.mappings = other.mappings;
    settings.currentMapping = other.currentMapping;
    settings.colours = other.colours;
    return settings;
}

} // namespace

void keepMappingSteps(QUndoStack &stack, Study &study)
{
    std::vector<std::unique_ptr<ChangeSettings>> kept;
    for (int i = 0; i < stack.index(); ++i) {
        const auto *step = dynamic_cast<const ChangeSettings *>(stack.command(i));
        if (step == nullptr || withMappingsOf(step->m_after, step->m_before) == step->m_after)
            continue;
        auto same = std::make_unique<ChangeSettings>(study, withMappingsOf(study.settings(), step->m_after),
                                                     step->text());
        same->m_before = withMappingsOf(study.settings(), step->m_before);
        same->m_isDone = true;
        kept.push_back(std::move(same));
    }
    stack.clear();
    for (std::unique_ptr<ChangeSettings> &step : kept)
        stack.push(step.release());
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
