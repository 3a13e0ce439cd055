#pragma once

#include "core/study/settings.h"

#include <QString>

#include <functional>

class QWidget;

namespace genrelens
{

class Study;
class StudyJobs;

/// Opens the dialog that suggests a mapping. choose is called with the changed settings and the name of the
/// undo step when the person takes a suggestion over.
void suggestMapping(Study &study, StudyJobs &jobs, QWidget *parent,
                    const std::function<void(const StudySettings &, const QString &)> &choose);

} // namespace genrelens
