#pragma once

namespace genrelens
{

class NoticeBar;
class Study;
class StudyJobs;

/// Says in a view of label sets that the clusters it shows are outdated or missing, with a link to find them.
void showClusterNotice(NoticeBar &notice, const Study &study, const StudyJobs &jobs);

} // namespace genrelens
