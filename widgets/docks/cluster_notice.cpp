#include "widgets/docks/cluster_notice.h"

#include "core/study/study.h"
#include "core/study/study_jobs.h"
#include "widgets/docks/notice_bar.h"

namespace genrelens
{

namespace
{

void showClusterNotice(NoticeBar &notice, const Study &study, const StudyJobs &jobs)
{
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

void attachClusterNotice(NoticeBar &notice, const Study &study, StudyJobs &jobs)
{
    const auto show = [&notice, &study, &jobs] { showClusterNotice(notice, study, jobs); };
    QObject::connect(&notice, &NoticeBar::linkActivated, &jobs, &StudyJobs::cluster);
    QObject::connect(&jobs, &StudyJobs::activityChanged, &notice, show);
    QObject::connect(&study, &Study::changed, &notice, show);
    show();
}

} // namespace genrelens
