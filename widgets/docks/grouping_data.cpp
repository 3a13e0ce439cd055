#include "widgets/docks/grouping_data.h"

namespace genrelens
{

Result<GroupingComparison> compareGroupings(const GroupingPair &pair, Progress &progress)
{
    progress.report(0.0, "Comparing groupings");
    GroupingComparison comparison;
    Result<Contingency> table = contingency(pair.rows, pair.columns, progress);
    if (!table)
        return table.error();
    comparison.table = std::move(table).value();
    Result<Agreement> found = agreement(comparison.table, progress);
    if (!found)
        return found.error();
    comparison.agreement = found.value();
    return comparison;
}

GroupingData::GroupingData(JobBoard &board, QObject *parent)
    : QObject(parent)
    , m_job(tr("Comparing groupings"), board)
{
    connect(&m_job, &Job::failed, this,
            [this](const Error &error) { m_error = QString::fromStdString(error.message()); });
    connect(&m_job, &Job::finished, this, [this](JobOutcome outcome) {
        m_givenUp = outcome == JobOutcome::Cancelled || outcome == JobOutcome::Failed;
        if (m_givenUp)
            emit found();
    });
}

const GroupingComparison *GroupingData::compare(const GroupingPair &pair)
{
    const Key key = KeyBuilder().add(pair.rows.key()).add(pair.columns.key()).key();
    if (key == m_key)
        return m_known ? &m_comparison : nullptr;
    drop();
    m_key = key;
    const std::size_t pairs = pair.rows.classes().size() * pair.columns.classes().size();
    if (pair.rows.codes().size() <= mostTracksAtOnce && pairs <= mostPairsAtOnce) {
        take(compareGroupings(pair, Progress::none()));
        return m_known ? &m_comparison : nullptr;
    }
    m_job.start<GroupingComparison>([pair](Progress &progress) { return compareGroupings(pair, progress); },
                                    [this](GroupingComparison comparison) {
                                        take(std::move(comparison));
                                        emit found();
                                    });
    return nullptr;
}

void GroupingData::take(Result<GroupingComparison> result)
{
    m_known = result.ok();
    m_givenUp = !m_known;
    if (m_known)
        m_comparison = std::move(result).value();
    else
        m_error = QString::fromStdString(result.error().message());
}

void GroupingData::tryAgain()
{
    drop();
    emit found();
}

void GroupingData::drop()
{
    m_job.abandon();
    m_key = {};
    m_known = false;
    m_comparison = {};
    m_givenUp = false;
    m_error.clear();
}

} // namespace genrelens
