#include "core/study/remove_models.h"

#include "core/study/study.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

namespace genrelens
{

namespace
{

std::vector<std::shared_ptr<const ModelRun>> runsOf(const Study &study, const std::vector<ModelSlot> &models)
{
    std::vector<std::shared_ptr<const ModelRun>> runs;
    for (const ModelSlot &slot : models)
        if (auto run = study.modelRun(slot.model, slot.labels))
            runs.push_back(std::move(run));
    return runs;
}

QString stepText(std::size_t models)
{
    const auto tr = [](const char *text) { return QCoreApplication::translate("RemoveModels", text); };
    return models == 1 ? tr("Remove Model") : tr("Remove %1 Models").arg(models);
}

} // namespace

RemoveModels::RemoveModels(Study &study, StudyJobs &jobs, std::vector<ModelSlot> unwanted)
    : QUndoCommand(stepText(runsOf(study, unwanted).size()))
    , m_study(study)
    , m_jobs(jobs)
    , m_unwanted(std::move(unwanted))
    , m_dataset(study.dataset())
{
}

void RemoveModels::undo()
{
    if (m_study.dataset() != m_dataset.lock())
        return;
    for (const auto &run : m_removed)
        if (!m_study.modelRun(run->model, run->labels.name()))
            m_study.setModelRun(*run);
}

// Taken anew each time: a model may have been trained again since.
void RemoveModels::redo()
{
    if (m_study.dataset() != m_dataset.lock())
        return;
    m_removed = runsOf(m_study, m_unwanted);
    m_jobs.removeRuns(m_unwanted);
}

bool RemoveModels::isStep(const Study &study, const std::vector<ModelSlot> &unwanted)
{
    return !runsOf(study, unwanted).empty();
}

} // namespace genrelens
