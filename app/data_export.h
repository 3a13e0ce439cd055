#pragma once

#include "core/report/labelled_tracks.h"
#include "core/study/analysis.h"
#include "core/study/job.h"
#include "core/study/study.h"

#include <QObject>

#include <optional>
#include <set>
#include <string>
#include <vector>

class QAction;
class QMenu;

namespace genrelens
{

class FileChooser;

/// What of a study to write as CSV, taken to another thread.
struct DataToExport {
    LabelledTracks tracks;
    std::optional<ModelRun> run; ///< whose predictions are to be found; none: they stay empty
    Split split;                 ///< of that run
};

/// The tracks of the study with their labels, of which outdated clusters are none. further: names of label
/// sets to add as columns; see furtherLabelSets().
DataToExport dataToExport(const Study &study, const std::set<std::string> &further, bool selectionOnly,
                          bool withFeatures);
/// Label sets that are none of the columns that there always are, and have labels.
std::vector<LabelSetInfo> furtherLabelSets(const Study &study);
/// Predicts what is to be predicted, and writes. Errors: it cannot be written, cancelled; then there is no
/// file, or the one that there was.
Result<bool> exportData(DataToExport data, const QString &path, Progress &progress);

/// File > Export Data…: asks what and where, and writes in the background.
class DataExport : public QObject
{
    Q_OBJECT

public:
    /// The entry is added to menu. files outlives it.
    DataExport(QMenu &menu, Study &study, JobBoard &board, FileChooser &files);
    [[nodiscard]] Job &job() { return m_job; }

signals:
    void failed(const genrelens::Error &error);

private:
    void refresh();
    void choose();

    QMenu &m_menu;
    Study &m_study;
    FileChooser &m_files;
    Job m_job;
    QAction *m_action;
};

} // namespace genrelens
