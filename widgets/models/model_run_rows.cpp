#include "widgets/models/model_run_rows.h"

#include "core/study/study_jobs.h"
#include "widgets/plots/figures.h"

namespace genrelens
{

QString shortLabelsTitle(const LabelSetInfo &set, const StudySettings &settings)
{
    const Mapping *mapping = settings.mappings.size() > 1 ? settings.findMapping(set.name) : nullptr;
    return mapping != nullptr ? QString::fromStdString(mapping->map.name) : set.title;
}

ModelRunRow modelRunRow(const Study &study, const StudyJobs &jobs, const ModelSlot &slot,
                        const QString &labels)
{
    ModelRunRow row;
    row.slot = slot;
    row.model = modelTitle(slot.model);
    row.labels = labels;
    row.run = study.modelRun(slot.model, slot.labels);
    if (row.run)
        row.changes = study.changesSince(*row.run);
    row.current = !row.changes.any();
    if (row.run)
        row.state = row.current ? ModelRunRow::State::UpToDate : ModelRunRow::State::Outdated;
    const auto failed = jobs.queue().failures().find(slot);
    if (failed != jobs.queue().failures().end()) {
        row.state = ModelRunRow::State::Failed;
        row.failure = QString::fromStdString(failed->second.error.message());
    }
    row.place = jobs.queue().place(slot);
    if (row.place > 0)
        row.state = ModelRunRow::State::Waiting;
    if (jobs.training() == slot) {
        row.state = ModelRunRow::State::Training;
        row.share = jobs.trainJob().fraction();
    }
    return row;
}

std::vector<ModelRunRow> modelRunRows(const Study &study, const StudyJobs &jobs)
{
    std::vector<ModelRunRow> rows;
    for (const LabelSetInfo &set : study.labelSets()) {
        const QString labels = shortLabelsTitle(set, study.settings());
        for (const ModelKind &kind : modelCatalogue()) {
            const ModelSlot slot{kind.name, set.name};
            const bool something = study.modelRun(slot.model, slot.labels) || jobs.queue().place(slot) > 0 ||
                                   jobs.training() == slot || jobs.queue().failures().contains(slot);
            if (something)
                rows.push_back(modelRunRow(study, jobs, slot, labels));
        }
    }
    return rows;
}

} // namespace genrelens
