#include "widgets/shap/shap_summary.h"

namespace genrelens
{

namespace
{

constexpr std::size_t mostAtOnce = 3'000'000; // values whose means take a few milliseconds

} // namespace

ShapSummary::ShapSummary(JobBoard &board, QObject *parent)
    : QObject(parent)
    , m_job(tr("Measuring importance"), board)
{
    connect(&m_job, &Job::failed, this,
            [this](const Error &error) { m_error = QString::fromStdString(error.message()); });
    connect(&m_job, &Job::finished, this, [this](JobOutcome outcome) {
        if (outcome == JobOutcome::Superseded)
            return;
        if (outcome != JobOutcome::Delivered)
            m_givenUp = m_running;
        refresh();
        if (hasGivenUp())
            emit changed();
    });
}

bool ShapSummary::hasGivenUp() const
{
    return m_shown && m_givenUp == m_subject && !m_job.isRunning();
}

void ShapSummary::measureAgain()
{
    m_givenUp.reset();
    refresh();
    emit changed();
}

void ShapSummary::show(std::shared_ptr<const Explanation> explanation, bool settled, std::uint64_t seed)
{
    m_shown = std::move(explanation);
    m_subject = m_shown ? Subject{m_shown->run->key, m_shown->values.rows()} : Subject();
    m_settled = settled;
    m_seed = seed;
    refresh();
}

const ShapImportance *ShapSummary::importance() const
{
    return m_importance && m_importance->first.run == m_subject.run ? &m_importance->second : nullptr;
}

const ShapIntervals *ShapSummary::intervals() const
{
    return m_intervals && m_intervals->first == m_subject ? &m_intervals->second : nullptr;
}

void ShapSummary::refresh()
{
    if (!m_shown || m_subject.rows == 0) {
        m_job.abandon();
        return;
    }
    const ShapValues &values = m_shown->values;
    bool hasImportance = m_importance && m_importance->first == m_subject;
    if (!hasImportance && values.rows() * values.classes() * values.features() <= mostAtOnce) {
        m_importance = {m_subject, shapImportance(values)};
        hasImportance = true;
    }
    const bool wantsIntervals = m_settled && intervals() == nullptr;
    if (m_job.isRunning() && m_running.run == m_subject.run && (!m_settled || m_running == m_subject))
        return; // fewer tracks of the same: the others have their turn afterwards
    m_job.abandon();
    if ((!hasImportance || wantsIntervals) && m_givenUp != m_subject)
        start(m_subject, wantsIntervals);
}

void ShapSummary::start(const Subject &subject, bool intervals)
{
    m_running = subject;
    m_givenUp.reset();
    m_error.clear();
    ShapBootstrapOptions options;
    options.seed = m_seed;
    m_job.startInParts<Found, ShapImportance>(
        [values = m_shown->values, intervals,
         options](Progress &progress, const std::function<void(ShapImportance)> &tell) -> Result<Found> {
            Found found{shapImportance(values), std::nullopt};
            tell(found.importance);
            if (!intervals)
                return found;
            Result<ShapIntervals> resampled = shapIntervals(values, options, progress);
            if (!resampled)
                return resampled.error();
            found.intervals = std::move(resampled).value();
            return found;
        },
        [this, subject](const ShapImportance &importance) {
            m_importance = {subject, importance};
            emit changed();
        },
        [this, subject](Found found) {
            m_importance = {subject, std::move(found.importance)};
            if (found.intervals)
                m_intervals = {subject, std::move(*found.intervals)};
            emit changed();
        });
}

} // namespace genrelens
