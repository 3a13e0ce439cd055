#pragma once

#include "core/study/job.h"

#include <QList>
#include <QObject>

class QWidget;

namespace genrelens
{

class Dock;
class FileChooser;

/// File > Export Plot as PNG: asks which plot, how large and where, and writes it in the background.
class PlotSaving : public QObject
{
    Q_OBJECT

public:
    /// files and window must outlive it.
    PlotSaving(FileChooser &files, JobBoard &board, QWidget &window);

    /// Offers the plots of these docks, first that of the one that has the focus.
    void choose(const QList<Dock *> &docks);

signals:
    void failed(const genrelens::Error &error);

private:
    FileChooser &m_files;
    QWidget &m_window;
    Job m_job; // compressing a large picture takes seconds
};

} // namespace genrelens
