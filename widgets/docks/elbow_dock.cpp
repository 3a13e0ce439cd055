#include "widgets/docks/elbow_dock.h"

#include "core/study/study.h"
#include "core/study/study_jobs.h"
#include "widgets/docks/notice_bar.h"
#include "widgets/elbow/sweep_controls.h"
#include "widgets/elbow/sweep_table.h"
#include "widgets/models/sweep_model.h"
#include "widgets/plots/sweep_figure.h"
#include "widgets/plots/text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace genrelens
{

namespace
{

constexpr int highEnough = 420; // for what speaks for other numbers; else it is a tooltip

} // namespace

ElbowDock::ElbowDock(const Study &study, StudyJobs &jobs, QWidget *parent)
    : Dock(tr("Elbow"), QStringLiteral("elbowDock"), parent)
    , m_study(study)
    , m_jobs(jobs)
    , m_controls(new SweepControls)
    , m_plot(new SweepPlot)
    , m_table(new SweepTable)
{
    m_plot->setObjectName(QStringLiteral("elbowChart"));
    m_plot->setAccessibleName(tr("How well each number of clusters fits; left and right go over them, Enter "
                                 "chooses one. The table has all figures"));
    m_plot->setFigureName(QStringLiteral("k_sweep"));
    m_table->setObjectName(QStringLiteral("elbowTable"));
    m_table->setAccessibleName(tr("Figures of each number of clusters"));
    content()->addWidget(makeAdvice());
    content()->addWidget(m_controls);
    content()->addWidget(m_plot, 1);
    content()->addWidget(m_table, 1);
    content()->addWidget(makeEmpty(), 1);
    connectParts();
    refresh();
}

QWidget *ElbowDock::makeAdvice()
{
    m_words = new QWidget;
    m_advice = new QLabel;
    m_advice->setObjectName(QStringLiteral("elbowAdvice"));
    m_otherwise = new QLabel;
    m_otherwise->setObjectName(QStringLiteral("elbowOtherwise"));
    m_otherwise->setForegroundRole(QPalette::PlaceholderText);
    for (QLabel *label : {m_advice, m_otherwise}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    m_use = new QPushButton;
    m_use->setObjectName(QStringLiteral("elbowUse"));
    m_use->setToolTip(tr("Make it the number of clusters"));
    auto *first = new QHBoxLayout;
    first->setSpacing(spacing::medium);
    first->addWidget(m_advice, 1);
    first->addWidget(m_use, 0, Qt::AlignTop);
    auto *layout = new QVBoxLayout(m_words);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing::small);
    layout->addLayout(first);
    layout->addWidget(m_otherwise);
    return m_words;
}

QWidget *ElbowDock::makeEmpty()
{
    m_empty = new QWidget;
    auto *text = new QLabel(tr("It is not known yet how many clusters suit these tracks."));
    text->setAlignment(Qt::AlignCenter);
    text->setWordWrap(true);
    text->setForegroundRole(QPalette::PlaceholderText);
    auto *measure = new QPushButton(tr("Measure"));
    measure->setObjectName(QStringLiteral("elbowMeasureButton"));
    measure->setToolTip(tr("Try the numbers of clusters, one after the other"));
    connect(measure, &QPushButton::clicked, &m_jobs, &StudyJobs::sweep);
    auto *layout = new QVBoxLayout(m_empty);
    layout->addStretch(1);
    layout->addWidget(text);
    layout->addWidget(measure, 0, Qt::AlignHCenter);
    layout->addStretch(1);
    return m_empty;
}

void ElbowDock::connectParts()
{
    connect(m_use, &QPushButton::clicked, this, [this] { useClusters(m_said.clusters); });
    connect(m_plot, &SweepPlot::kChosen, this, &ElbowDock::useClusters);
    connect(m_plot, &SweepPlot::roomChanged, this,
            [this] { m_controls->setRoomForAll(m_plot->hasRoomForAll()); });
    connect(m_table, &SweepTable::kChosen, this, &ElbowDock::useClusters);
    const auto save = [this] { emit tableSavingRequested(csv(), QStringLiteral("elbow")); };
    connect(m_table, &SweepTable::exportRequested, this, save);
    connect(m_controls, &SweepControls::exportRequested, this, save);
    connect(m_controls, &SweepControls::viewChanged, this, &ElbowDock::arrangeViews);
    connect(m_controls, &SweepControls::settingsChosen, this, &ElbowDock::chooseSweep);
    connect(m_controls, &SweepControls::stopRequested, &m_jobs.sweepJob(), &Job::cancel);
    connect(m_controls, &SweepControls::goOnRequested, &m_jobs, &StudyJobs::sweep);
    connect(notice(), &NoticeBar::linkActivated, &m_jobs, &StudyJobs::sweep);
    connect(&m_jobs, &StudyJobs::activityChanged, this, &ElbowDock::refresh);
    connect(&m_study, &Study::changed, this, [this](StudyPart part) {
        if (part != StudyPart::Models && part != StudyPart::CurrentView && part != StudyPart::Selection)
            refresh();
    });
}

Plot *ElbowDock::plot() const
{
    return m_plot;
}

std::string ElbowDock::csv() const
{
    return sweepCsv(m_study.sweep() ? m_study.sweep()->points : std::vector<KSweepPoint>());
}

std::size_t ElbowDock::tracks() const
{
    return m_study.prepared() ? m_study.prepared()->features().rows() : 0;
}

bool ElbowDock::isUnderWay() const
{
    return m_jobs.sweepJob().isRunning() || m_jobs.isSweepAwaited();
}

// A sweep tells of each of its points, which nobody behind another tab needs to draw.
void ElbowDock::refresh()
{
    if (!isInFront())
        return;
    showSweep();
    showAdvice();
    showNotice();
    showControls();
    arrangeViews();
}

// A sweep of other settings is shown as it is; one that is not complete has all the room it will take.
void ElbowDock::showSweep()
{
    const bool known = m_study.sweep() && !m_study.sweep()->points.empty();
    const std::vector<KSweepPoint> points = known ? m_study.sweep()->points : std::vector<KSweepPoint>();
    SweepFrame frame = SweepFrame::of(m_study.settings().clusters, tracks());
    if (known && !m_study.isSweepCurrent()) {
        frame.first = static_cast<int>(points.front().clusters);
        frame.last = static_cast<int>(points.back().clusters);
    } else {
        frame.measuring = m_jobs.sweepJob().isRunning();
    }
    m_plot->setEmptyText(emptyText());
    const bool drawn = known || m_jobs.sweepJob().isRunning();
    m_plot->setSpec(drawn ? sweepSpec(points, frame) : SweepSpec());
    m_table->setPoints(points, frame.current);
}

QString ElbowDock::emptyText() const
{
    if (!m_study.dataset())
        return tr("Open a file to see how many clusters suit it.");
    if (m_study.prepared() && tracks() < static_cast<std::size_t>(m_study.settings().clusters.sweepFrom))
        return tr("There are fewer tracks than the least number of clusters to try.");
    return tr("The numbers of clusters are tried when clusters and models are there.");
}

void ElbowDock::showAdvice()
{
    m_said = m_study.sweep()
                 ? sweepAdvice(m_study.sweep()->points, m_study.sweep()->complete && m_study.isSweepCurrent())
                 : SweepAdvice();
    m_advice->setText(m_said.text);
    m_advice->setToolTip(plainTooltip(m_said.otherwise));
    m_otherwise->setText(m_said.otherwise);
    m_use->setText(tr("Use %1").arg(formatCount(m_said.clusters)));
    m_use->setVisible(m_said.clusters >= 2 && m_said.clusters != m_study.settings().clusters.k);
    m_words->setVisible(!m_said.text.isEmpty());
}

void ElbowDock::showNotice()
{
    if (!m_study.sweep() || m_study.isSweepCurrent()) {
        notice()->setNotice({});
        return;
    }
    const QString state = tr("Outdated: the features, or what is to be tried, have changed.");
    if (isUnderWay() || !m_study.isPreparationCurrent())
        notice()->setNotice(state);
    else
        notice()->setNotice(state, tr("Measure again"));
}

void ElbowDock::showControls()
{
    std::vector<SweepMeasure> measures;
    for (const SweepPanel &panel : m_plot->spec().panels)
        measures.push_back(panel.measure);
    m_controls->setMeasures(measures);
    m_controls->setRoomForAll(m_plot->hasRoomForAll());
    m_controls->setSettings(m_study.settings().clusters);
    const bool stopped = m_study.isSweepCurrent() && !m_study.sweep()->complete && !isUnderWay();
    m_controls->setActivity(m_jobs.sweepJob().isRunning() ? SweepControls::Activity::Running
                            : stopped                     ? SweepControls::Activity::Stopped
                                                          : SweepControls::Activity::None);
}

void ElbowDock::arrangeViews()
{
    const bool fewTracks = tracks() < static_cast<std::size_t>(m_study.settings().clusters.sweepFrom);
    const bool empty = m_study.dataset() && !m_study.sweep() && !isUnderWay() && !fewTracks;
    const bool table = m_controls->showsTable() && !m_plot->isEmpty();
    m_controls->setVisible(m_study.dataset() != nullptr);
    m_otherwise->setVisible(!m_said.otherwise.isEmpty() && height() >= highEnough);
    m_empty->setVisible(empty);
    m_plot->setVisible(!empty && !table);
    m_table->setVisible(!empty && table);
    m_plot->setAlone(m_controls->alone());
    m_plot->setShown(m_controls->shown());
}

void ElbowDock::useClusters(int k)
{
    StudySettings settings = m_study.settings();
    settings.clusters.k = k;
    emit settingsChosen(settings, tr("Change Clusters"));
}

void ElbowDock::chooseSweep(const ClusterSettings &clusters)
{
    StudySettings settings = m_study.settings();
    settings.clusters.sweepFrom = clusters.sweepFrom;
    settings.clusters.sweepTo = clusters.sweepTo;
    settings.clusters.sweepRestarts = clusters.sweepRestarts;
    settings.clusters.sweepReferences = clusters.sweepReferences;
    settings.clusters.sweepResamples = clusters.sweepResamples;
    emit settingsChosen(settings, tr("Change Elbow"));
}

void ElbowDock::resizeEvent(QResizeEvent *event)
{
    Dock::resizeEvent(event);
    arrangeViews();
}

void ElbowDock::frontChanged(bool inFront)
{
    if (inFront)
        refresh();
}

} // namespace genrelens
