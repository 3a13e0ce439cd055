#pragma once

#include "core/study/model_examiner.h"
#include "widgets/docks/dock.h"

#include <memory>

class QBoxLayout;
class QComboBox;
class QLabel;
class QPushButton;

namespace genrelens
{

class EvaluationPages;
class FigureList;
class StudyJobs;

/// How good the current model is on the current labels: all its figures, and pages of what else can be found
/// out about it. Where the dock is narrow the figures are a page too.
class EvaluationDock : public Dock
{
    Q_OBJECT

public:
    EvaluationDock(const Study &study, StudyJobs &jobs, JobBoard &board, QWidget *parent = nullptr);
    [[nodiscard]] Plot *plot() const override;

    [[nodiscard]] ModelExaminer &examiner() { return m_examiner; }
    [[nodiscard]] EvaluationPages &pages() { return *m_pages; }

protected:
    void resizeEvent(QResizeEvent *event) override;
    void frontChanged(bool inFront) override;

private:
    void makeSplitChoice();
    void refresh();
    void showSplit();
    void showEmpty(bool empty);
    void showNotice();
    void chooseSplit();
    void train();

    const Study &m_study;
    StudyJobs &m_jobs;
    ModelExaminer m_examiner;
    QString m_failure; // of the newest examination, until another one begins

    QLabel *m_subject;
    QComboBox *m_split;
    FigureList *m_figures;
    EvaluationPages *m_pages;
    QWidget *m_body;
    QLabel *m_empty;
    QPushButton *m_train;
};

} // namespace genrelens
