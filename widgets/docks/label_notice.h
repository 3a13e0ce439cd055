#pragma once

#include <QString>

#include <functional>

namespace genrelens
{

class NoticeBar;
class Study;
class StudyJobs;

/// Whether the current labels are genres or super-genres and the open file has no genre column.
bool genresAreMissing(const Study &study);
QString missingGenresText();
QString columnsLinkText();

/// Why a view of the current labels is empty: what is missing, or not found yet.
QString noLabelsText(const Study &study);

/// Makes the notice of a view of label sets say, for as long as it lives, when its labels are missing or
/// outdated, with a link to find clusters or to chooseColumns.
void attachLabelNotice(NoticeBar &notice, const Study &study, StudyJobs &jobs,
                       std::function<void()> chooseColumns);

} // namespace genrelens
