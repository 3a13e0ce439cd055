#pragma once

#include "core/study/opening.h"

#include <QPointer>
#include <QStringList>

class QWidget;

namespace genrelens
{

class ImportDialog;
class JobBoard;
class Study;

/// How files become a dataset in the window: what was decided for such files before decides again, what is
/// plain needs no question, and for the rest the import dialog asks. Decisions that worked are remembered.
class OpeningFlow : public QObject
{
    Q_OBJECT

public:
    OpeningFlow(Study &study, JobBoard &board, QWidget &window);

    /// Opens files; one that is being opened or asked about is given up.
    void open(const QStringList &paths);
    /// Dataset > Columns…: the same dialog about what is open.
    void editColumns();
    /// The window closes.
    void shutDown();
    [[nodiscard]] bool isRunning() const { return m_opening.isRunning(); }

signals:
    /// columnsClosed: the dialog of editColumns() was open, about the file before.
    void opened(const QStringList &paths, bool columnsClosed);
    void failed(const QStringList &paths, const genrelens::Error &error);
    void activityChanged();
    /// What editColumns() led to.
    void preparationChosen(const genrelens::PreparationOptions &options);

private:
    void decide();
    void prepare(const PreparationOptions &options);
    void ask(const PreparationOptions &options, const QString &problem);
    void onFailed(const Error &error);
    void onOpened();
    void answerWhatWaits();
    void remember();
    void dropDialog();

    Study &m_study;
    JobBoard &m_board;
    QWidget &m_window;
    Opening m_opening;
    QPointer<ImportDialog> m_dialog;
    bool m_editing = false;          // m_dialog is about what is open
    bool m_waiting = false;          // a file was read meanwhile
    PreparationOptions m_tried;      // what the dataset is being prepared with
    PreparationOptions m_remembered; // for the open file, or what it needs no memory for
    bool m_decided = false;          // m_tried is a person's, now or earlier
};

} // namespace genrelens
