#pragma once

#include "core/study/job.h"
#include "core/study/study.h"

#include <QObject>
#include <QStringList>

#include <memory>

namespace genrelens
{

/// Opens files in two steps, with a decision between them: reading, and preparing as somebody decided. What
/// is open stays open until the new dataset is prepared, and after a failure. While it works a mark in the
/// user's settings says so, which a crash leaves behind (see import_memory.h).
class Opening : public QObject
{
    Q_OBJECT

public:
    Opening(Study &study, JobBoard &board, QObject *parent = nullptr);

    /// Reads files as one dataset; an opening that has not ended is given up.
    void open(const QStringList &paths);
    /// Prepares what was read and shows it; the answer to read().
    void prepare(const PreparationOptions &options);
    /// Gives up, also what waits for a decision.
    void abandon();

    [[nodiscard]] bool isRunning() const { return m_job.isRunning(); }
    /// What is being opened, or was last.
    [[nodiscard]] const QStringList &paths() const { return m_paths; }
    /// What was read and is not shown yet; null when there is nothing to decide.
    [[nodiscard]] const std::shared_ptr<const Dataset> &dataset() const { return m_dataset; }

signals:
    void read(); ///< dataset() is there and waits for prepare(), at once or later
    void opened();
    void failed(const genrelens::Error &error); ///< while reading: dataset() is null; or while preparing
    void activityChanged();

private:
    Study &m_study;
    Job m_job;
    QStringList m_paths;
    std::shared_ptr<const Dataset> m_dataset;
};

} // namespace genrelens
