#pragma once

#include "core/study/settings.h"

#include <QDialog>

class QComboBox;
class QPushButton;
class QScrollArea;

namespace genrelens
{

class ParameterForm;
class Study;
class StudyJobs;

/// Model > Parameters…: what can be set of each kind of model, for all label sets. What is changed holds at
/// once; models trained before are outdated then. Stays open beside the window.
class ParametersDialog : public QDialog
{
    Q_OBJECT

public:
    ParametersDialog(Study &study, StudyJobs &jobs, QWidget *parent = nullptr);

    void showKind(const std::string &model);

signals:
    /// text: of the undo step; those with the same mergeId that follow each other are one step.
    void settingsChosen(const genrelens::StudySettings &settings, const QString &text, int mergeId);

private:
    void makeForm();
    void refresh();
    void choose(const Parameter &parameter, const ParameterValue &value);
    void reset();
    void retrain();
    [[nodiscard]] std::string kindName() const;

    Study &m_study;
    StudyJobs &m_jobs;
    QComboBox *m_kinds;
    QScrollArea *m_area;
    ParameterForm *m_form = nullptr;
    QPushButton *m_reset;
    QPushButton *m_retrain;
};

} // namespace genrelens
