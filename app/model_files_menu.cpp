#include "app/model_files_menu.h"

#include "app/model_files.h"
#include "app/remembered_folder.h"
#include "app/tracks_file.h"
#include "core/model_file/forest_reader.h"
#include "core/study/study.h"
#include "widgets/dialogs/file_chooser.h"
#include "widgets/plots/text.h"

#include <QAction>
#include <QDir>
#include <QFileInfo>
#include <QMenu>

#include <memory>

namespace genrelens
{

namespace
{

const QString modelFolder = QStringLiteral("modelFolder");

// The newest run of what is chosen, when it is about the present tracks and labels; else null.
std::shared_ptr<const ModelRun> currentRun(const Study &study)
{
    auto run = study.modelRun(study.currentModel(), study.currentLabels());
    return run && study.isCurrent(*run) ? run : nullptr;
}

} // namespace

ModelFilesMenu::ModelFilesMenu(QMenu &menu, Study &study, JobBoard &board, FileChooser &files)
    : QObject(&menu)
    , m_menu(menu)
    , m_study(study)
    , m_files(files)
    , m_export(tr("Exporting the model"), board)
    , m_predict(tr("Predicting"), board)
    , m_predictAction(menu.addAction(tr("Predict &New File…"), this, &ModelFilesMenu::predictByCurrent))
    , m_predictByFileAction(
          menu.addAction(tr("Predict with a &Model File…"), this, &ModelFilesMenu::predictByFile))
    , m_exportAction(menu.addAction(tr("&Export Model…"), this, &ModelFilesMenu::exportModel))
{
    menu.setToolTipsVisible(true);
    m_predictAction->setObjectName(QStringLiteral("predictAction"));
    m_predictByFileAction->setObjectName(QStringLiteral("predictByFileAction"));
    m_predictByFileAction->setToolTip(tr("Judge the tracks of a file by a forest that was exported"));
    m_exportAction->setObjectName(QStringLiteral("exportModelAction"));
    for (Job *job : {&m_export, &m_predict}) {
        connect(job, &Job::failed, this, &ModelFilesMenu::failed);
        connect(job, &Job::started, this, &ModelFilesMenu::refresh);
        connect(job, &Job::finished, this, &ModelFilesMenu::refresh);
    }
    connect(&study, &Study::changed, this, [this](StudyPart part) {
        if (part != StudyPart::Selection)
            refresh();
    });
    refresh();
}

// One after the other: another would end the one that is being written.
void ModelFilesMenu::refresh()
{
    const auto run = currentRun(m_study);
    const bool isForest = run && dynamic_cast<const RandomForest *>(run->classifier.get()) != nullptr;
    m_predictAction->setEnabled(run != nullptr && !m_predict.isRunning());
    m_predictAction->setToolTip(run ? tr("Judge the tracks of another file by the chosen model")
                                    : tr("Train the chosen model on the chosen labels first"));
    m_predictByFileAction->setEnabled(!m_predict.isRunning());
    m_exportAction->setEnabled(isForest && !m_export.isRunning());
    m_exportAction->setToolTip(run && !isForest ? tr("Only forests and single trees can be written to a file")
                               : run ? tr("Write the forest to a file that judges tracks elsewhere")
                                     : tr("Train a forest on the chosen labels first"));
}

QWidget *ModelFilesMenu::window() const
{
    return m_menu.parentWidget() != nullptr ? m_menu.parentWidget()->window() : nullptr;
}

void ModelFilesMenu::exportModel()
{
    const auto run = currentRun(m_study);
    const std::optional<ForestModel> model =
        run ? forestModel(*run, m_study.prepared()->features()) : std::nullopt;
    if (!model)
        return;
    const QString plain = tr("Models (*.json)");
    const QString packed = tr("Compressed models (*.json.zst)");
    const QString ending = modelEnding(*model->forest);
    const QString name =
        QStringLiteral("model_%1_%2")
            .arg(QString::fromStdString(run->model), QString::fromStdString(run->labels.name()));
    const QString path = m_files.saveFile(
        window(), tr("Export the Model"), QDir(rememberedFolder(modelFolder)).filePath(name + ending),
        ending.endsWith(QLatin1String(".zst")) ? packed + QStringLiteral(";;") + plain
                                               : plain + QStringLiteral(";;") + packed);
    if (path.isEmpty())
        return;
    rememberFolderOf(path, modelFolder);
    m_export.start<bool>(
        [model = *model, path](Progress &progress) -> Result<bool> {
            if (const Result<void> saved = saveModel(path, model, progress); !saved)
                return saved.error();
            return true;
        },
        [this, path, forest = model->forest](bool) {
            emit said(tr("%1 written: %2 trees with %3 nodes.")
                          .arg(QFileInfo(path).fileName(),
                               formatCount(static_cast<qint64>(forest->treeCount())),
                               formatCount(static_cast<qint64>(forest->nodeCount()))));
        });
}

// The model as it is now, whatever happens to the study behind the dialogs.
void ModelFilesMenu::predictByCurrent()
{
    const auto run = currentRun(m_study);
    if (!run)
        return;
    chooseTracks({portableModel(*run, m_study.prepared()->features()), {}, {}, {}});
}

// Each file is looked at before the next is asked for. Dialogs come after their job is over, not within it.
void ModelFilesMenu::predictByFile()
{
    const QStringList chosen = m_files.openFiles(
        window(), tr("Choose a Model"), rememberedFolder(modelFolder),
        tr("Models (%1);;All files (*)").arg(QStringLiteral("*.json *.json.zst *.json.gz")));
    if (chosen.isEmpty())
        return;
    if (chosen.size() > 1) {
        emit failed({"only one model can be asked at a time", {}, "Choose a single file.", ErrorKind::Usage});
        return;
    }
    rememberFolderOf(chosen.first(), modelFolder);
    m_predict.start<PortableModel>(
        [path = chosen.first().toStdString()](Progress &progress) -> Result<PortableModel> {
            const Result<ForestModel> model = readForest(path, progress);
            if (!model)
                return model.error();
            return model.value().portable();
        },
        [this, path = chosen.first()](const PortableModel &model) {
            QMetaObject::invokeMethod(
                this,
                [this, model, path] {
                    chooseTracks({model, path, {}, {}});
                },
                Qt::QueuedConnection);
        });
}

void ModelFilesMenu::chooseTracks(Judging judging)
{
    const QString tracksFolder = QStringLiteral("openFolder");
    const QStringList tracks = m_files.openFiles(window(), tr("Choose the Tracks to Judge"),
                                                 rememberedFolder(tracksFolder), tracksFilter());
    if (tracks.isEmpty())
        return;
    rememberFolderOf(tracks.first(), tracksFolder);
    for (const QString &file : tracks)
        judging.tracks.push_back(file.toStdString());
    using File = std::shared_ptr<const CsvFile>;
    m_predict.start<File>(
        [inputs = judging.model.inputs, paths = judging.tracks](Progress &progress) -> Result<File> {
            Result<CsvFile> file = readToScore(inputs, paths, progress);
            if (!file)
                return file.error();
            return File(std::make_shared<CsvFile>(std::move(file).value()));
        },
        [this, judging](const File &file) mutable {
            judging.file = file;
            QMetaObject::invokeMethod(
                this, [this, judging] { choosePlace(judging); }, Qt::QueuedConnection);
        });
}

void ModelFilesMenu::choosePlace(const Judging &judging)
{
    const QString outFolder = QStringLiteral("predictionsFolder");
    const QString name = QFileInfo(QString::fromStdString(judging.tracks.front())).baseName() +
                         QStringLiteral("_predictions.csv");
    const QString path =
        m_files.saveFile(window(), tr("Save the Predictions"),
                         QDir(rememberedFolder(outFolder)).filePath(name), tr("CSV tables (*.csv)"));
    if (path.isEmpty())
        return;
    if (const Result<void> checked = checkScoresPath(path, "predictions", judging.modelFile, judging.tracks);
        !checked) {
        emit failed(checked.error());
        return;
    }
    rememberFolderOf(path, outFolder);
    m_predict.start<ScoredFiles>([write = predictionsBy(judging.model), file = judging.file, path](
                                     Progress &progress) { return saveScores(write, *file, path, progress); },
                                 [this, path](const ScoredFiles &scored) { tell(scored, path); });
}

void ModelFilesMenu::tell(const ScoredFiles &scored, const QString &path)
{
    const auto rows = static_cast<qint64>(scored.count.rows);
    QString text = rows == 1 ? tr("One track scored") : tr("%1 tracks scored").arg(formatCount(rows));
    if (scored.count.missing > 0)
        text += tr("; %1 had missing values").arg(formatCount(static_cast<qint64>(scored.count.missing)));
    if (scored.summary.rowsSkipped > 0)
        text += tr("; %1 rows without the header's fields were skipped")
                    .arg(formatCount(static_cast<qint64>(scored.summary.rowsSkipped)));
    emit said(tr("%1. The predictions are in %2.").arg(text, QDir::toNativeSeparators(path)));
}

} // namespace genrelens
