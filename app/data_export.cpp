#include "app/data_export.h"

#include "app/remembered_folder.h"
#include "app/tracks_file.h"
#include "core/study/track_map.h"
#include "widgets/dialogs/export_data_dialog.h"
#include "widgets/dialogs/file_chooser.h"

#include <QAction>
#include <QDir>
#include <QFileInfo>
#include <QMenu>

namespace genrelens
{

DataToExport dataToExport(const Study &study, const std::set<std::string> &further, bool selectionOnly,
                          bool withFeatures)
{
    const PreparedData &prepared = *study.prepared();
    DataToExport data;
    LabelledTracks &tracks = data.tracks;
    tracks.table = study.dataset()->table;
    tracks.idColumn = prepared.schema.find(ColumnRole::TrackId);
    tracks.features = prepared.features();
    tracks.genres = prepared.genres;
    tracks.superGenres = study.labels(superGenreColumn(study.settings()));
    if (study.isClusteringCurrent()) // those of other settings would pass for what was asked for
        tracks.clusters = study.labels("cluster");
    if (study.isMapCurrent())
        tracks.map = study.map()->points;
    tracks.selection = study.selection();
    for (const LabelSetInfo &set : furtherLabelSets(study))
        if (further.contains(set.name))
            tracks.furtherLabels.push_back(study.labels(set.name));
    if (withFeatures)
        tracks.tableColumns = prepared.schema.features();
    if (selectionOnly)
        tracks.rows = study.selection();
    const auto run = study.modelRun(study.currentModel(), study.currentLabels());
    if (const Result<Split> split = study.currentSplit(); run && split && study.isCurrent(*run)) {
        data.run = *run;
        data.split = split.value();
    }
    return data;
}

std::vector<LabelSetInfo> furtherLabelSets(const Study &study)
{
    const std::string superGenre = superGenreColumn(study.settings());
    std::vector<LabelSetInfo> further;
    for (const LabelSetInfo &set : study.labelSets())
        if (set.name != "genre" && set.name != superGenre && set.name != "cluster" &&
            !study.labels(set.name).isEmpty())
            further.push_back(set);
    return further;
}

Result<bool> exportData(DataToExport data, const QString &path, Progress &progress)
{
    const double predicted = data.run ? 0.5 : 0.0;
    if (data.run) {
        SubProgress predicting(progress, 0.0, predicted);
        Result<Predictions> predictions = predictAll(*data.run, data.tracks.features, data.split, predicting);
        if (!predictions)
            return predictions.error();
        data.tracks.predictedClasses = data.run->labels.classes();
        data.tracks.prediction = std::move(predictions.value().classes);
        data.tracks.probability = std::move(predictions.value().probabilities);
    }
    SubProgress writing(progress, predicted, 1.0);
    if (const Result<void> saved = saveTracks(path, data.tracks, writing); !saved)
        return saved.error();
    return true;
}

DataExport::DataExport(QMenu &menu, Study &study, JobBoard &board, FileChooser &files)
    : QObject(&menu)
    , m_menu(menu)
    , m_study(study)
    , m_files(files)
    , m_job(tr("Exporting data"), board)
    , m_action(menu.addAction(tr("Export &Data…"), this, &DataExport::choose))
{
    m_action->setShortcut(QKeySequence(QStringLiteral("Ctrl+Shift+D")));
    m_action->setObjectName(QStringLiteral("exportDataAction"));
    connect(&m_job, &Job::failed, this, &DataExport::failed);
    connect(&m_job, &Job::started, this, &DataExport::refresh);
    connect(&m_job, &Job::finished, this, &DataExport::refresh);
    connect(&study, &Study::changed, this, &DataExport::refresh);
    refresh();
}

// One after the other: another would end the one that is being written.
void DataExport::refresh()
{
    m_action->setEnabled(m_study.dataset() != nullptr && !m_job.isRunning());
}

void DataExport::choose()
{
    QWidget *window = m_menu.parentWidget() != nullptr ? m_menu.parentWidget()->window() : nullptr;
    const auto prepared = m_study.prepared();
    const std::string file = m_study.dataset()->table.name();
    const auto areOthers = [&] { // a file can be opened behind the dialogs
        if (m_study.prepared() == prepared)
            return false;
        emit failed({"the tracks have changed since it was asked what to export", file, "Export them again.",
                     ErrorKind::Failure});
        return true;
    };
    ExportDataDialog dialog(m_study, furtherLabelSets(m_study), window);
    if (dialog.exec() != QDialog::Accepted || areOthers())
        return;
    const QString key = QStringLiteral("exportDataFolder");
    const QString name = QFileInfo(QString::fromStdString(file)).baseName() + QStringLiteral("_labelled.csv");
    const QString path = m_files.saveFile(
        window, tr("Save the Data"), QDir(rememberedFolder(key)).filePath(name), tr("CSV tables (*.csv)"));
    if (path.isEmpty() || areOthers())
        return;
    rememberFolderOf(path, key);
    m_job.start<bool>(
        [data = dataToExport(m_study, dialog.labelSets(), dialog.selectionOnly(), dialog.withFeatures()),
         path](Progress &progress) { return exportData(data, path, progress); },
        [](bool) {});
}

} // namespace genrelens
