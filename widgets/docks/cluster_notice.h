#pragma once

namespace genrelens
{

class NoticeBar;
class Study;
class StudyJobs;

/// Makes the notice of a view of label sets say, for as long as it lives, when the clusters shown are
/// outdated or missing, with a link to find them.
void attachClusterNotice(NoticeBar &notice, const Study &study, StudyJobs &jobs);

} // namespace genrelens
