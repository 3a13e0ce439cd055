#include "widgets/docks/label_notice.h"

#include "core/study/study.h"
#include "core/study/study_jobs.h"
#include "widgets/docks/notice_bar.h"

namespace genrelens
{

namespace
{

void showLabelNotice(NoticeBar &notice, const Study &study, const StudyJobs &jobs)
{
    if (genresAreMissing(study)) {
        notice.setNotice(missingGenresText(), columnsLinkText());
        return;
    }
    const bool concerned =
        study.currentLabels() == "cluster" && study.dataset() && !study.isClusteringCurrent();
    if (!concerned) {
        notice.setNotice({});
        return;
    }
    const QString state =
        study.clustering() ? NoticeBar::tr("Outdated: the features or the number of clusters have changed.")
                           : NoticeBar::tr("No clusters yet.");
    if (jobs.isClustering())
        notice.setNotice(state + QLatin1Char(' ') + NoticeBar::tr("Finding them…"));
    else
        notice.setNotice(state, NoticeBar::tr("Find clusters"));
}

} // namespace

bool genresAreMissing(const Study &study)
{
    const bool ofGenres =
        study.currentLabels() == "genre" || study.settings().findMapping(study.currentLabels()) != nullptr;
    return ofGenres && study.prepared() && study.prepared()->genres.isEmpty();
}

QString missingGenresText()
{
    return NoticeBar::tr("This file has no genre column.");
}

QString columnsLinkText()
{
    return NoticeBar::tr("Choose one in Columns…");
}

QString noLabelsText(const Study &study)
{
    if (study.currentLabels() == "cluster")
        return NoticeBar::tr("No clusters yet.");
    if (genresAreMissing(study))
        return NoticeBar::tr("Without genres there is nothing to show here. Look at the clusters instead.");
    return NoticeBar::tr("The mapping knows none of the genres of this file.");
}

void attachLabelNotice(NoticeBar &notice, const Study &study, StudyJobs &jobs,
                       std::function<void()> chooseColumns)
{
    const auto show = [&notice, &study, &jobs] { showLabelNotice(notice, study, jobs); };
    const auto follow = [&study, &jobs, chooseColumns = std::move(chooseColumns)] {
        if (genresAreMissing(study))
            chooseColumns();
        else
            jobs.cluster();
    };
    QObject::connect(&notice, &NoticeBar::linkActivated, &notice, follow);
    QObject::connect(&jobs, &StudyJobs::activityChanged, &notice, show);
    QObject::connect(&study, &Study::changed, &notice, show);
    show();
}

} // namespace genrelens
