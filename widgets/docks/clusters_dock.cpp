#include "widgets/docks/clusters_dock.h"

#include "core/study/cluster_names.h"
#include "core/study/selection.h"
#include "core/study/study_jobs.h"
#include "widgets/clusters/anomalies_page.h"
#include "widgets/clusters/cluster_facts.h"
#include "widgets/clusters/profile_details.h"
#include "widgets/clusters/profile_page.h"
#include "widgets/clusters/tree_page.h"
#include "widgets/docks/notice_bar.h"
#include "widgets/plots/dendrogram.h"
#include "widgets/plots/difference_bars.h"

#include <QLabel>
#include <QPushButton>
#include <QTabWidget>
#include <QVBoxLayout>

namespace genrelens
{

ClustersDock::ClustersDock(Study &study, StudyJobs &jobs, JobBoard &board, QWidget *parent)
    : Dock(tr("Clusters"), QStringLiteral("clustersDock"), parent)
    , m_study(study)
    , m_jobs(jobs)
    , m_examiner(study, board)
    , m_tabs(new QTabWidget)
    , m_profile(new ProfilePage(study, m_examiner))
    , m_anomalies(new AnomaliesPage(study, m_examiner))
    , m_tree(new TreePage(study, m_examiner))
    , m_empty(new QLabel)
    , m_find(new QPushButton(tr("Find Clusters")))
{
    m_tabs->setObjectName(QStringLiteral("clusterTabs"));
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_profile, tr("Profile"));
    m_tabs->addTab(m_anomalies, tr("Anomalies"));
    m_tabs->addTab(m_tree, tr("Tree"));
    makeEmpty();
    content()->addWidget(m_tabs, 1);
    content()->addWidget(m_empty, 1);
    content()->addWidget(m_find, 0, Qt::AlignHCenter);
    connectPages();
    connect(m_find, &QPushButton::clicked, &jobs, &StudyJobs::cluster);
    connect(notice(), &NoticeBar::linkActivated, this, &ClustersDock::followNotice);
    connect(m_tabs, &QTabWidget::currentChanged, this, &ClustersDock::showPage);
    connect(&m_examiner, &ClusterExaminer::changed, this, &ClustersDock::refresh);
    connect(&jobs, &StudyJobs::activityChanged, this, &ClustersDock::refresh);
    connect(&study, &Study::changed, this, [this](StudyPart part) {
        if (part == StudyPart::Selection || part == StudyPart::Models || part == StudyPart::Sweep)
            return;
        m_trouble.clear();
        refresh();
    });
    refresh();
}

void ClustersDock::makeEmpty()
{
    m_empty->setObjectName(QStringLiteral("clustersEmpty"));
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    m_find->setObjectName(QStringLiteral("clustersFind"));
    m_find->setDefault(true);
}

void ClustersDock::connectPages()
{
    connect(m_profile, &ProfilePage::picked, this, &ClustersDock::pick);
    connect(m_anomalies, &AnomaliesPage::picked, this, &ClustersDock::pick);
    connect(m_tree, &TreePage::picked, this, &ClustersDock::pick);
    // Later: the editor of the name is still open, and what is renamed is the table that it is in.
    connect(m_profile, &ProfilePage::renamed, this, &ClustersDock::rename, Qt::QueuedConnection);
    connect(m_profile, &ProfilePage::suggestedNamesChosen, this, &ClustersDock::useSuggestedNames);
    connect(m_profile, &ProfilePage::exportRequested, this, &ClustersDock::exportProfiles);
    connect(m_anomalies, &AnomaliesPage::exportRequested, this, &ClustersDock::exportAnomalies);
}

Plot *ClustersDock::plot() const
{
    switch (m_tabs->currentIndex()) {
    case Profile:
        return m_profile->details()->bars();
    case Tree:
        return m_tree->tree();
    default:
        return nullptr;
    }
}

void ClustersDock::frontChanged(bool inFront)
{
    m_examiner.setWatched(inFront);
    if (inFront)
        refresh();
}

// Behind another tab nothing is kept up to date.
void ClustersDock::refresh()
{
    if (!isInFront())
        return;
    const bool empty = m_study.labels("cluster").isEmpty();
    showEmpty(empty);
    showNotice();
    if (!empty)
        showPage();
}

void ClustersDock::showPage()
{
    if (!isInFront() || m_study.labels("cluster").isEmpty())
        return;
    switch (m_tabs->currentIndex()) {
    case Profile:
        m_profile->refresh();
        break;
    case Anomalies:
        m_anomalies->refresh();
        break;
    default:
        m_tree->refresh();
    }
}

void ClustersDock::showEmpty(bool empty)
{
    const bool open = m_study.dataset() != nullptr;
    const bool busy = m_jobs.isClustering();
    m_tabs->setVisible(!empty);
    m_empty->setVisible(empty);
    m_find->setVisible(empty && open && !busy);
    m_empty->setText(!open  ? tr("Open a file to see what its clusters are made of.")
                     : busy ? tr("Finding clusters…")
                            : tr("No clusters yet."));
}

void ClustersDock::showNotice()
{
    const bool outdated = !m_study.labels("cluster").isEmpty() && !m_study.isClusteringCurrent();
    if (!m_trouble.isEmpty()) {
        notice()->setNotice(m_trouble);
    } else if (outdated) {
        const QString state = tr("Outdated: the features or the number of clusters have changed.");
        if (m_jobs.isClustering())
            notice()->setNotice(tr("%1 Finding them…").arg(state));
        else
            notice()->setNotice(state, tr("Find clusters"));
    } else if (m_examiner.waitsToBeAsked()) {
        notice()->setNotice(m_examiner.error().isEmpty() ? tr("The clusters have not been described.")
                                                         : m_examiner.error(),
                            tr("Describe them"));
    } else {
        notice()->setNotice({});
    }
}

void ClustersDock::followNotice()
{
    if (!m_study.isClusteringCurrent())
        m_jobs.cluster();
    else
        m_examiner.examine();
    refresh();
}

void ClustersDock::rename(std::size_t cluster, const QString &name)
{
    const auto clustering = m_study.clustering();
    if (!clustering || cluster >= clustering->labels.classes().size())
        return;
    const Result<StudySettings> settings =
        withClusterName(m_study.settings(), *clustering, cluster, name.simplified().toStdString());
    m_trouble = settings ? QString() : QString::fromStdString(settings.error().message());
    showNotice();
    if (settings && !(settings.value() == m_study.settings()))
        emit settingsChosen(settings.value(), tr("Rename Cluster"));
}

void ClustersDock::useSuggestedNames()
{
    const ClusterPortraits *portraits = m_examiner.portraits();
    const auto clustering = m_study.clustering();
    if (portraits != nullptr && clustering)
        emit settingsChosen(withClusterNames(m_study.settings(), *clustering, portraits->suggested),
                            tr("Name Clusters"));
}

void ClustersDock::exportProfiles()
{
    const ClusterPortraits *portraits = m_examiner.portraits();
    if (portraits == nullptr)
        return;
    std::vector<ClusterProfile> profiles = portraits->profiles;
    if (const ClusterExaminer::Classes *classes = m_examiner.classes())
        for (std::size_t c = 0; c < profiles.size(); ++c)
            profiles[c].classes = (*classes)[c];
    emit tableSavingRequested(profilesCsv(profiles, m_study, m_study.labels("cluster"), m_examiner.others()),
                              QStringLiteral("clusters"));
}

void ClustersDock::exportAnomalies()
{
    if (const ClusterAnomalies *anomalies = m_examiner.anomalies())
        emit tableSavingRequested(anomaliesCsv(m_anomalies->listed(), m_study, m_study.labels("cluster"),
                                               anomalies->isolation->scores),
                                  QStringLiteral("anomalies"));
}

void ClustersDock::pick(const std::vector<std::uint32_t> &tracks, const QString &what,
                        Qt::KeyboardModifiers modifiers)
{
    pickTracks(m_study, tracks, modifiers, what.toStdString());
}

} // namespace genrelens
