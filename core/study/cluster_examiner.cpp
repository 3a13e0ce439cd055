#include "core/study/cluster_examiner.h"

#include "core/study/study_jobs.h"

#include <algorithm>

namespace genrelens
{

ClusterExaminer::ClusterExaminer(const Study &study, JobBoard &board, QObject *parent)
    : QObject(parent)
    , m_study(study)
    , m_portraits(tr("Describing clusters"), board)
    , m_classes(tr("Comparing clusters"), board)
    , m_anomalies(tr("Looking for anomalies"), board)
{
    follow(m_portraits);
    follow(m_classes);
    follow(m_anomalies);
    connect(&study, &Study::changed, this, [this](StudyPart part) {
        if (part == StudyPart::Dataset)
            forget();
        if (part != StudyPart::Selection && part != StudyPart::Sweep && part != StudyPart::Models &&
            part != StudyPart::CurrentView)
            refresh();
    });
}

template <typename T>
void ClusterExaminer::follow(Search<T> &search)
{
    connect(&search.job, &Job::failed, this,
            [this](const Error &error) { m_error = QString::fromStdString(error.message()); });
    connect(&search.job, &Job::finished, this, [this, &search](JobOutcome outcome) {
        if (outcome == JobOutcome::Superseded)
            return;
        if (outcome != JobOutcome::Delivered)
            m_givenUp.push_back(search.run);
        emit changed();
    });
}

template <typename T>
void ClusterExaminer::find(Search<T> &search, const Key &wanted, std::function<Result<T>(Progress &)> work)
{
    if (search.job.isRunning() && search.run == wanted)
        return;
    search.job.abandon();
    if (search.of(wanted) != nullptr || isGivenUp(wanted))
        return;
    search.run = wanted;
    search.job.template start<T>(std::move(work), [&search, wanted](T found) {
        search.value = std::make_unique<const T>(std::move(found));
        search.key = wanted;
    });
}

void ClusterExaminer::refresh()
{
    const LabelSet found = clusters();
    if (!m_watched || found.isEmpty() || hasTooMany()) {
        abandon();
        return;
    }
    const Features features = m_study.prepared()->features();
    find<ClusterPortraits>(m_portraits, portraitsKey(), [features, found](Progress &progress) {
        return clusterPortraits(features, found, progress);
    });
    if (const LabelSet beside = others(); beside.isEmpty())
        m_classes.job.abandon();
    else
        find<Classes>(m_classes, classesKey(), [found, beside](Progress &progress) {
            return clusterClasses(found, beside, {}, progress);
        });
    const auto known = m_anomalies.value != nullptr ? m_anomalies.value->isolation : nullptr;
    find<ClusterAnomalies>(m_anomalies, anomaliesKey(),
                           [features, found, known, seed = m_study.settings().seed](Progress &progress) {
                               return findClusterAnomalies(features, found, mostAnomalies, seed, known,
                                                           progress);
                           });
}

void ClusterExaminer::abandon()
{
    m_portraits.job.abandon();
    m_classes.job.abandon();
    m_anomalies.job.abandon();
}

void ClusterExaminer::forget()
{
    abandon();
    m_portraits.value.reset();
    m_classes.value.reset();
    m_anomalies.value.reset();
    m_portraits.key = m_classes.key = m_anomalies.key = {};
    m_givenUp.clear();
    m_error.clear();
    m_asked = false;
}

void ClusterExaminer::setWatched(bool watched)
{
    if (watched == m_watched)
        return;
    m_watched = watched;
    if (watched)
        refresh();
    else
        abandon(); // asks nothing of the study: a view is hidden once more when all is taken down
}

void ClusterExaminer::setOthers(const std::string &name)
{
    if (name == m_others)
        return;
    m_others = name;
    refresh();
}

LabelSet ClusterExaminer::others() const
{
    for (const std::string &name : {m_others, std::string("genre"), m_study.settings().currentMapping}) {
        LabelSet labels = name == "cluster" ? LabelSet() : m_study.labels(name);
        if (!labels.isEmpty())
            return labels;
    }
    return {};
}

void ClusterExaminer::examine()
{
    m_asked = true;
    m_givenUp.clear();
    m_error.clear();
    refresh();
}

bool ClusterExaminer::hasTooMany() const
{
    return !m_asked && m_study.prepared() &&
           m_study.prepared()->features().rows() > StudyJobs::mostTracksUnasked;
}

bool ClusterExaminer::isGivenUp(const Key &key) const
{
    return std::find(m_givenUp.begin(), m_givenUp.end(), key) != m_givenUp.end();
}

bool ClusterExaminer::waitsToBeAsked() const
{
    if (clusters().isEmpty())
        return false;
    return hasTooMany() || isGivenUp(portraitsKey()) || isGivenUp(classesKey()) || isGivenUp(anomaliesKey());
}

bool ClusterExaminer::isRunning() const
{
    return m_portraits.job.isRunning() || m_classes.job.isRunning() || m_anomalies.job.isRunning();
}

Key ClusterExaminer::portraitsKey() const
{
    const LabelSet found = clusters();
    if (found.isEmpty())
        return {};
    return KeyBuilder().add("portraits").add(m_study.prepared()->features().key()).add(found.key()).key();
}

Key ClusterExaminer::classesKey() const
{
    const LabelSet beside = others();
    if (beside.isEmpty())
        return {};
    return KeyBuilder().add("classes").add(clusters().key()).add(beside.key()).key();
}

Key ClusterExaminer::anomaliesKey() const
{
    const LabelSet found = clusters();
    if (found.isEmpty())
        return {};
    return KeyBuilder()
        .add("anomalies")
        .add(m_study.prepared()->features().key())
        .add(found.key())
        .add(m_study.settings().seed)
        .key();
}

} // namespace genrelens
