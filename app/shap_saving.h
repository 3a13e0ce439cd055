#pragma once

#include "core/base/result.h"
#include "core/study/job.h"

#include <QObject>
#include <QString>

class QAction;
class QWidget;

namespace genrelens
{

class Explainer;
class FileChooser;
class Study;

/// File > Export SHAP Values…: what is explained so far as CSV, written in the background, for it may be
/// millions of lines.
class ShapSaving : public QObject
{
    Q_OBJECT

public:
    /// All outlive it.
    ShapSaving(const Study &study, const Explainer &explainer, JobBoard &board, FileChooser &files);

    [[nodiscard]] QAction *action() const { return m_action; }
    /// Asks where to, and begins. window: of the dialog.
    void choose(QWidget *window);

signals:
    void said(const QString &what);
    void failed(const genrelens::Error &error);

private:
    void refresh();

    const Study &m_study;
    const Explainer &m_explainer;
    FileChooser &m_files;
    Job m_job;
    QAction *m_action;
};

} // namespace genrelens
