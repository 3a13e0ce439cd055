#pragma once

#include "core/base/result.h"
#include "core/study/settings.h"
#include "core/study/training_queue.h"

#include <QObject>
#include <QPointer>

#include <vector>

class QAction;
class QDialog;
class QMenu;

namespace genrelens
{

class FileChooser;
class ModelsDock;
class ParametersDialog;
class Study;
class StudyJobs;
class TrainingDialog;

/// What the Model menu and the Models dock ask in dialogs that stay open beside the window: what to train,
/// and the parameters of models. Also writes the table of models to a file.
class ModelDialogs : public QObject
{
    Q_OBJECT

public:
    /// Entries are added to the menu. All outlive it.
    ModelDialogs(QMenu &menu, Study &study, StudyJobs &jobs, FileChooser &files);

    /// Does what is asked for in that dock.
    void serve(ModelsDock &dock);
    void showTraining();
    void showParameters(const std::string &model);

signals:
    /// text: of the undo step; those with the same mergeId that follow each other are one step.
    void settingsChosen(const genrelens::StudySettings &settings, const QString &text, int mergeId);
    void removeRequested(const std::vector<genrelens::ModelSlot> &models);
    void failed(const genrelens::Error &error);

private:
    void refresh();
    void exportTable(const ModelsDock &dock);
    static void present(QDialog &dialog);
    [[nodiscard]] QWidget *window() const;

    QMenu &m_menu;
    Study &m_study;
    StudyJobs &m_jobs;
    FileChooser &m_files;
    QAction *m_several;
    QAction *m_retrain;
    QAction *m_cancel;
    QPointer<TrainingDialog> m_training;
    QPointer<ParametersDialog> m_parameters;
};

} // namespace genrelens
