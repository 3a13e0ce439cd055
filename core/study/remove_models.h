#pragma once

#include "core/study/study_jobs.h"

#include <QUndoCommand>

#include <memory>
#include <vector>

namespace genrelens
{

/// The undo command for models that a person removes: undo brings back their runs, into the dataset that they
/// are of, and leaves alone what was trained again since. What waits or is trained is ended for good.
class RemoveModels : public QUndoCommand
{
public:
    RemoveModels(Study &study, StudyJobs &jobs, std::vector<ModelSlot> unwanted);

    void undo() override;
    void redo() override;

    /// Whether there is a run among them, which undo could bring back.
    static bool isStep(const Study &study, const std::vector<ModelSlot> &unwanted);

private:
    Study &m_study;
    StudyJobs &m_jobs;
    std::vector<ModelSlot> m_unwanted;
    std::weak_ptr<const Dataset> m_dataset;
    std::vector<std::shared_ptr<const ModelRun>> m_removed;
};

} // namespace genrelens
