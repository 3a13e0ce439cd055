#include "widgets/docks/cluster_notice.h"

#include "core/study/study.h"
#include "core/study/study_jobs.h"
#include "widgets/docks/notice_bar.h"

namespace genrelens
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

} // namespace genrelens
