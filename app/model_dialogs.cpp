#include "app/model_dialogs.h"

#include "app/table_saving.h"
#include "core/study/study.h"
#include "core/study/study_jobs.h"
#include "widgets/docks/models_dock.h"
#include "widgets/learn/parameters_dialog.h"
#include "widgets/learn/training_dialog.h"

#include <QAction>
#include <QMenu>

namespace genrelens
{

ModelDialogs::ModelDialogs(QMenu &menu, Study &study, StudyJobs &jobs, FileChooser &files)
    : QObject(&menu)
    , m_menu(menu)
    , m_study(study)
    , m_jobs(jobs)
    , m_files(files)
    , m_several(menu.addAction(tr("Train &Several…"), this, &ModelDialogs::showTraining))
    , m_retrain(menu.addAction(tr("&Retrain Outdated"), &jobs, &StudyJobs::trainOutdated))
    , m_cancel(menu.addAction(tr("&Cancel Training"), this, [this] { m_jobs.cancelTraining(); }))
{
    m_several->setObjectName(QStringLiteral("trainSeveralAction"));
    m_several->setShortcut(QKeySequence(QStringLiteral("Ctrl+Shift+T")));
    m_retrain->setObjectName(QStringLiteral("retrainAction"));
    m_cancel->setObjectName(QStringLiteral("cancelTrainingAction"));
    menu.addSeparator();
    menu.addAction(tr("&Parameters…"), this, [this] { showParameters(m_study.currentModel()); })
        ->setObjectName(QStringLiteral("parametersAction"));
    connect(&menu, &QMenu::aboutToShow, this, &ModelDialogs::refresh);
    connect(&jobs, &StudyJobs::activityChanged, this, &ModelDialogs::refresh);
    connect(&study, &Study::changed, this, [this](StudyPart part) {
        if (part == StudyPart::Dataset)
            refresh();
    });
    refresh();
}

void ModelDialogs::serve(ModelsDock &dock)
{
    connect(&dock, &ModelsDock::trainingRequested, this, &ModelDialogs::showTraining);
    connect(&dock, &ModelsDock::parametersRequested, this, &ModelDialogs::showParameters);
    connect(&dock, &ModelsDock::removeRequested, this, &ModelDialogs::removeRequested);
    connect(&dock, &ModelsDock::exportRequested, this, [this, &dock] { exportTable(dock); });
}

void ModelDialogs::refresh()
{
    const bool open = m_study.dataset() != nullptr;
    m_several->setEnabled(open);
    m_retrain->setEnabled(open);
    m_cancel->setEnabled(m_jobs.isTraining());
}

QWidget *ModelDialogs::window() const
{
    return m_menu.parentWidget() != nullptr ? m_menu.parentWidget()->window() : nullptr;
}

void ModelDialogs::present(QDialog &dialog)
{
    dialog.setAttribute(Qt::WA_DeleteOnClose);
    dialog.show();
    dialog.raise();
    dialog.activateWindow();
}

void ModelDialogs::showTraining()
{
    if (!m_training) {
        m_training = new TrainingDialog(m_study, m_jobs, window());
        connect(m_training, &TrainingDialog::removeRequested, this, &ModelDialogs::removeRequested);
    }
    present(*m_training);
}

void ModelDialogs::showParameters(const std::string &model)
{
    if (!m_parameters) {
        m_parameters = new ParametersDialog(m_study, m_jobs, window());
        connect(m_parameters, &ParametersDialog::settingsChosen, this, &ModelDialogs::settingsChosen);
    }
    m_parameters->showKind(model);
    present(*m_parameters);
}

void ModelDialogs::exportTable(const ModelsDock &dock)
{
    const SavedTable table{tr("Save the Table of Models"), QStringLiteral("_models"),
                           tr("CSV tables (*.csv);;Markdown (*.md)"),
                           [&dock](bool asMarkdown) { return dock.exportText(asMarkdown); }};
    if (const Result<void> saved = saveTable(table, m_study, m_files, window()); !saved)
        emit failed(saved.error());
}

} // namespace genrelens
