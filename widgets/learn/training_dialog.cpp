#include "widgets/learn/training_dialog.h"

#include "core/study/study.h"
#include "core/study/study_jobs.h"
#include "widgets/learn/training_grid.h"
#include "widgets/learn/training_grid_model.h"
#include "widgets/plots/text.h"
#include "widgets/plots/theme.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QScreen>
#include <QVBoxLayout>

namespace genrelens
{

TrainingDialog::TrainingDialog(Study &study, StudyJobs &jobs, QWidget *parent)
    : QDialog(parent)
    , m_study(study)
    , m_jobs(jobs)
    , m_model(new TrainingGridModel(this))
    , m_grid(new TrainingGrid(*m_model))
    , m_queue(new QLabel)
    , m_retrain(new QPushButton)
    , m_cancel(new QPushButton(tr("&Cancel All")))
    , m_train(new QPushButton)
{
    setObjectName(QStringLiteral("trainingDialog"));
    setWindowTitle(tr("Train Several Models"));
    auto *intro = new QLabel(
        tr("Tick what is to be trained; a click on a name ticks its row or column. Figures are accuracies "
           "on held-out tracks."));
    intro->setForegroundRole(QPalette::PlaceholderText);
    intro->setWordWrap(true);
    m_grid->setObjectName(QStringLiteral("trainingGrid"));
    m_queue->setObjectName(QStringLiteral("trainingQueue"));
    m_queue->setTextFormat(Qt::PlainText);
    m_queue->setForegroundRole(QPalette::PlaceholderText);
    m_queue->setMinimumWidth(1); // it is cut rather than the dialog widened
    m_retrain->setObjectName(QStringLiteral("retrainOutdated"));
    m_cancel->setObjectName(QStringLiteral("cancelAll"));
    m_cancel->setToolTip(tr("End the training that runs and forget those that wait"));
    m_train->setObjectName(QStringLiteral("trainTicked"));
    m_train->setDefault(true);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    buttons->addButton(m_train, QDialogButtonBox::ActionRole);
    buttons->addButton(m_retrain, QDialogButtonBox::ActionRole);
    buttons->addButton(m_cancel, QDialogButtonBox::ActionRole);
    buttons->button(QDialogButtonBox::Close)->setAutoDefault(false);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(intro);
    layout->addWidget(m_grid, 1);
    layout->addWidget(m_queue);
    layout->addWidget(buttons);

    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_train, &QPushButton::clicked, this, &TrainingDialog::train);
    connect(m_retrain, &QPushButton::clicked, &m_jobs, &StudyJobs::trainOutdated);
    connect(m_cancel, &QPushButton::clicked, this, [this] { m_jobs.cancelTraining(); });
    connect(m_model, &TrainingGridModel::tickedChanged, this, &TrainingDialog::describeTicks);
    connect(m_grid, &TrainingGrid::cellMenuRequested, this, &TrainingDialog::showCellMenu);
    connect(&jobs, &StudyJobs::activityChanged, this, &TrainingDialog::refresh);
    connect(&jobs.trainJob(), &Job::progressed, this, [this] {
        if (const std::optional<ModelSlot> slot = m_jobs.training())
            m_model->setShare(*slot, m_jobs.trainJob().fraction());
        describeQueue();
    });
    connect(&study, &Study::changed, this, [this](StudyPart part) {
        if (part != StudyPart::Selection && part != StudyPart::Sweep)
            refresh();
    });
    refresh();
    const QSize most = (parent != nullptr ? parent->screen() : screen())->availableSize() * 0.9;
    resize(sizeHint().expandedTo({560, 320}).boundedTo(most));
}

void TrainingDialog::refresh()
{
    m_model->refresh(m_study, m_jobs);
    describeTicks();
    describeQueue();
    qint64 outdated = 0;
    for (const auto &run : m_study.modelRuns())
        outdated += m_study.isCurrent(*run) ? 0 : 1;
    m_retrain->setText(outdated > 0 ? tr("&Retrain %1 Outdated").arg(formatCount(outdated))
                                    : tr("&Retrain Outdated"));
    m_retrain->setEnabled(outdated > 0);
    m_cancel->setEnabled(m_jobs.isTraining());
}

void TrainingDialog::describeTicks()
{
    const auto ticked = static_cast<qint64>(m_model->ticked().size());
    m_train->setEnabled(ticked > 0);
    m_train->setText(ticked == 0   ? tr("&Train")
                     : ticked == 1 ? tr("&Train 1 Model")
                                   : tr("&Train %1 Models").arg(formatCount(ticked)));
}

void TrainingDialog::describeQueue()
{
    const std::optional<ModelSlot> slot = m_jobs.training();
    const auto waiting = static_cast<qint64>(m_jobs.queue().waiting().size());
    QString text;
    if (slot) {
        const ModelRunRow row = modelRunRow(m_study, m_jobs, *slot, m_study.labelsTitle(slot->labels));
        text = tr("Training: %1 on %2, %3").arg(row.model, row.labels, formatShare(row.share, 0));
    }
    if (waiting > 0)
        text += (text.isEmpty() ? QString() : QStringLiteral(" · ")) +
                (waiting == 1 ? tr("1 waits") : tr("%1 wait").arg(formatCount(waiting)));
    m_queue->setText(text.isEmpty() ? tr("Nothing is being trained.") : text);
}

void TrainingDialog::train()
{
    const std::vector<ModelSlot> wanted = m_model->ticked();
    m_model->untickAll();
    m_jobs.train(wanted);
}

void TrainingDialog::showCellMenu(const QModelIndex &cell, const QPoint &globalPosition)
{
    const ModelRunRow row = m_model->cell(cell); // a copy: training goes on while the menu is open
    const bool underWay =
        row.state == ModelRunRow::State::Waiting || row.state == ModelRunRow::State::Training;
    QMenu menu;
    menu.setObjectName(QStringLiteral("cellMenu"));
    menu.addAction(row.run ? tr("&Retrain") : tr("&Train"), this, [&] { m_jobs.train({row.slot}); })
        ->setEnabled(!underWay);
    menu.addAction(tr("&Cancel"), this, [&] { m_jobs.cancelTraining(row.slot); })->setEnabled(underWay);
    menu.addAction(tr("Re&move"), this, [&] { emit removeRequested({row.slot}); })
        ->setEnabled(row.run != nullptr || row.state == ModelRunRow::State::Failed);
    menu.exec(globalPosition);
}

} // namespace genrelens
