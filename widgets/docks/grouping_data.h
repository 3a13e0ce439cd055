#pragma once

#include "core/cluster/agreement.h"
#include "core/study/job.h"
#include "widgets/plots/contingency_figure.h"

#include <QObject>

namespace genrelens
{

/// What there is to know of two groupings together.
struct GroupingComparison {
    Contingency table;
    Agreement agreement;
};

Result<GroupingComparison> compareGroupings(const GroupingPair &pair, Progress &progress);

/// Compares two groupings: at once where it takes a few milliseconds, else by a job. Only what was asked for
/// last is ever told.
class GroupingData : public QObject
{
    Q_OBJECT

public:
    explicit GroupingData(JobBoard &board, QObject *parent = nullptr);

    /// Null while it is not known; then the job finds it, unless that was given up.
    [[nodiscard]] const GroupingComparison *compare(const GroupingPair &pair);
    /// The job was cancelled, or failed with this, and is not begun again by itself.
    [[nodiscard]] bool hasGivenUp() const { return m_givenUp; }
    [[nodiscard]] const QString &error() const { return m_error; }
    void tryAgain();
    /// Nobody wants to know any more.
    void drop();

    /// More tracks, or pairs of classes, are a job's: it would be felt.
    static constexpr std::size_t mostTracksAtOnce = 250'000;
    static constexpr std::size_t mostPairsAtOnce = 20'000;

signals:
    void found(); ///< or given up

private:
    void take(Result<GroupingComparison> result);

    Key m_key; // of what was asked for last
    bool m_known = false;
    GroupingComparison m_comparison;
    bool m_givenUp = false;
    QString m_error;
    Job m_job;
};

} // namespace genrelens
