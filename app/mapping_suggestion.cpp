#include "app/mapping_suggestion.h"

#include "core/study/study.h"
#include "core/study/study_jobs.h"
#include "widgets/dialogs/suggest_dialog.h"

#include <QCoreApplication>

namespace genrelens
{

void suggestMapping(Study &study, StudyJobs &jobs, QWidget *parent,
                    const std::function<void(const StudySettings &, const QString &)> &choose)
{
    SuggestDialog dialog(study, parent);
    dialog.setTraining(jobs.isTraining());
    QObject::connect(&dialog, &SuggestDialog::trainRequested, &jobs,
                     [&study, &jobs] { jobs.train(study.currentModel(), "genre"); });
    QObject::connect(&jobs, &StudyJobs::activityChanged, &dialog,
                     [&dialog, &jobs] { dialog.setTraining(jobs.isTraining()); });
    if (dialog.exec() != QDialog::Accepted)
        return;
    StudySettings settings = study.settings();
    GenreMap map = dialog.suggestion();
    const bool besides = dialog.chosen() == SuggestDialog::Choice::ApplyAsNew;
    if (besides) {
        Mapping mapping{study.freshLabelSetName(Mapping().name), std::move(map)};
        mapping.map.name = freeMapName(settings, mapping.map.name);
        settings.currentMapping = mapping.name;
        settings.mappings.push_back(std::move(mapping));
    } else {
        settings.genreMap() = std::move(map);
    }
    choose(settings, besides ? QCoreApplication::translate("mapping", "Add the Suggested Mapping")
                             : QCoreApplication::translate("mapping", "Apply the Suggested Mapping"));
}

} // namespace genrelens
