#include "app/status_line.h"

#include "core/study/job.h"
#include "core/study/job_board.h"
#include "core/study/selection.h"
#include "core/study/study.h"
#include "widgets/plots/text.h"
#include "widgets/plots/theme.h"

#include <QLabel>
#include <QProgressBar>
#include <QStatusBar>
#include <QToolButton>

#include <algorithm>

namespace genrelens
{

namespace
{

constexpr int progressWidth = 160;

QString dataText(const Study &study)
{
    if (!study.dataset())
        return StatusLine::tr("No file open");
    const Preparation &preparation = study.prepared()->preparation;
    const QString tracks = formatCount(static_cast<qint64>(preparation.features.rows()));
    const QString all = formatCount(static_cast<qint64>(preparation.features.rows() + preparation.setAside));
    QString text = StatusLine::tr("%1 · %2 tracks")
                       .arg(QString::fromStdString(study.dataset()->table.name()),
                            preparation.setAside > 0 ? StatusLine::tr("%1 of %2").arg(tracks, all) : tracks);
    QStringList dropped;
    if (preparation.repeats.dropped > 0)
        dropped.append(preparation.repeats.dropped == 1
                           ? StatusLine::tr("1 repeat dropped")
                           : StatusLine::tr("%1 repeats dropped")
                                 .arg(formatCount(static_cast<qint64>(preparation.repeats.dropped))));
    if (preparation.droppedForMissing > 0)
        dropped.append(StatusLine::tr("%1 with missing values left out")
                           .arg(formatCount(static_cast<qint64>(preparation.droppedForMissing))));
    if (study.dataset()->summary.rowsSkipped > 0)
        dropped.append(
            study.dataset()->summary.rowsSkipped == 1
                ? StatusLine::tr("1 damaged row skipped")
                : StatusLine::tr("%1 damaged rows skipped")
                      .arg(formatCount(static_cast<qint64>(study.dataset()->summary.rowsSkipped))));
    if (!dropped.isEmpty())
        text += QStringLiteral(" (%1)").arg(dropped.join(QStringLiteral(", ")));
    return text + StatusLine::tr(" · %1 features")
                      .arg(formatCount(static_cast<qint64>(preparation.features.columns())));
}

} // namespace

StatusLine::StatusLine(QStatusBar &bar, Study &study, JobBoard &board, QObject *parent)
    : QObject(parent)
    , m_study(study)
    , m_board(board)
    , m_data(new QLabel)
    , m_selected(new QLabel)
    , m_clear(new QToolButton)
    , m_task(new QLabel)
    , m_progress(new QProgressBar)
    , m_cancel(new QToolButton)
{
    m_data->setObjectName(QStringLiteral("statusData"));
    m_data->setContentsMargins(spacing::medium, 0, 0, 0);
    m_data->setTextFormat(Qt::PlainText);
    m_selected->setObjectName(QStringLiteral("statusSelected"));
    m_selected->setTextFormat(Qt::PlainText);
    m_selected->setContentsMargins(spacing::large, 0, 0, 0);
    m_clear->setObjectName(QStringLiteral("statusClear"));
    m_clear->setText(tr("Clear"));
    m_clear->setToolTip(tr("Select nothing (Esc)"));
    m_task->setObjectName(QStringLiteral("statusTask"));
    m_progress->setObjectName(QStringLiteral("statusProgress"));
    m_progress->setRange(0, 1000);
    m_progress->setTextVisible(false);
    m_progress->setFixedWidth(progressWidth);
    m_progress->setAccessibleName(tr("Progress"));
    m_cancel->setObjectName(QStringLiteral("statusCancel"));
    m_cancel->setText(tr("Cancel"));
    bar.addWidget(m_data);
    bar.addWidget(m_selected);
    bar.addWidget(m_clear);
    bar.addPermanentWidget(m_task);
    bar.addPermanentWidget(m_progress);
    bar.addPermanentWidget(m_cancel);
    bar.setSizeGripEnabled(false);
    connect(m_cancel, &QToolButton::clicked, this, [this] {
        if (m_shown)
            m_shown->cancel();
    });
    connect(m_clear, &QToolButton::clicked, this, [this] { clearSelection(m_study); });
    connect(&study, &Study::changed, this, [this] {
        describeData();
        describeSelection();
    });
    connect(&board, &JobBoard::changed, this, &StatusLine::describeJobs);
    describeData();
    describeSelection();
    describeJobs();
}

void StatusLine::describeData()
{
    m_data->setText(dataText(m_study));
    QStringList paths;
    if (m_study.dataset())
        for (const std::string &path : m_study.dataset()->paths)
            paths.append(QString::fromStdString(path));
    m_data->setToolTip(plainTooltip(paths.join(QLatin1Char('\n'))));
}

void StatusLine::describeSelection()
{
    const auto count = static_cast<qint64>(m_study.selection().count());
    m_selected->setVisible(count > 0);
    m_clear->setVisible(count > 0);
    m_selected->setText(count == 1 ? tr("1 track selected")
                                   : tr("%1 tracks selected").arg(formatCount(count)));
    m_selected->setToolTip(plainTooltip(QString::fromStdString(m_study.selectionName())));
}

void StatusLine::describeJobs()
{
    const QList<Job *> &running = m_board.running();
    const auto found =
        std::find_if(running.begin(), running.end(), [](const Job *job) { return !job->isQuiet(); });
    m_shown = found != running.end() ? *found : nullptr;
    for (QWidget *widget : {static_cast<QWidget *>(m_task), static_cast<QWidget *>(m_progress),
                            static_cast<QWidget *>(m_cancel)})
        widget->setVisible(m_shown != nullptr);
    if (!m_shown)
        return;
    const bool more = !m_shown->stage().isEmpty() && m_shown->stage() != m_shown->title();
    m_task->setText(more ? QStringLiteral("%1: %2").arg(m_shown->title(), m_shown->stage())
                         : m_shown->title() + QStringLiteral("…"));
    m_progress->setValue(static_cast<int>(m_shown->fraction() * 1000.0));
}

} // namespace genrelens
