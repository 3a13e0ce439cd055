#pragma once

#include "core/study/study.h"
#include "core/study/training_queue.h"

#include <QString>

#include <cstddef>
#include <memory>
#include <vector>

namespace genrelens
{

class StudyJobs;

/// One model on one label set: trained, to be trained, or failed.
struct ModelRunRow {
    enum class State { None, UpToDate, Outdated, Waiting, Training, Failed };

    ModelSlot slot;
    QString model;                       ///< as people call it
    QString labels;                      ///< likewise; a mapping by its own name
    std::shared_ptr<const ModelRun> run; ///< the newest; null: none yet
    State state = State::None;
    bool current = true;       ///< false: the run is made from inputs that have changed since
    ModelChanges changes = {}; ///< which inputs
    std::size_t place = 0;     ///< in the queue: 1 is the next
    double share = 0.0;        ///< of the training that is done
    QString failure;           ///< why

    bool operator==(const ModelRunRow &) const = default;
};

/// The title of a label set where there is little room: a mapping's own name.
QString shortLabelsTitle(const LabelSetInfo &set, const StudySettings &settings);

/// What there is to say of that model on that label set.
ModelRunRow modelRunRow(const Study &study, const StudyJobs &jobs, const ModelSlot &slot,
                        const QString &labels);

/// All that is trained, waits or failed, by label sets and kinds of models in their order.
std::vector<ModelRunRow> modelRunRows(const Study &study, const StudyJobs &jobs);

} // namespace genrelens
