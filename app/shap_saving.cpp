#include "app/shap_saving.h"

#include "app/packed_file.h"
#include "app/remembered_folder.h"
#include "core/study/explained_tracks.h"
#include "core/study/explainer.h"
#include "widgets/dialogs/file_chooser.h"
#include "widgets/plots/text.h"

#include <QAction>
#include <QDir>
#include <QFileInfo>

namespace genrelens
{

namespace
{

QString linesOf(const Explanation &explanation)
{
    const ShapValues &values = explanation.values;
    return formatCount(static_cast<qint64>(values.rows() * values.classes() * values.features()));
}

} // namespace

ShapSaving::ShapSaving(const Study &study, const Explainer &explainer, JobBoard &board, FileChooser &files)
    : m_study(study)
    , m_explainer(explainer)
    , m_files(files)
    , m_job(tr("Exporting SHAP values"), board)
    , m_action(new QAction(tr("Export &SHAP Values…"), this))
{
    m_action->setObjectName(QStringLiteral("exportShapAction"));
    m_action->setToolTip(tr("Why the model answers as it does for each track that is explained, as CSV"));
    connect(&m_job, &Job::failed, this, &ShapSaving::failed);
    connect(&m_job, &Job::started, this, &ShapSaving::refresh);
    connect(&m_job, &Job::finished, this, &ShapSaving::refresh);
    connect(&explainer, &Explainer::changed, this, &ShapSaving::refresh);
    connect(&study, &Study::changed, this, [this](StudyPart part) {
        if (part != StudyPart::Selection)
            refresh();
    });
    refresh();
}

// One after the other: another would end the one that is being written.
void ShapSaving::refresh()
{
    const auto explanation = m_explainer.explanation();
    m_action->setEnabled(explanation && explanation->values.rows() > 0 && !m_job.isRunning());
}

// What is explained when it is asked for, whatever comes behind the dialog.
void ShapSaving::choose(QWidget *window)
{
    const auto explanation = m_explainer.explanation();
    if (!explanation || explanation->values.rows() == 0 || m_job.isRunning())
        return;
    const ExplainedTracks tracks = explainedTracks(*explanation, *m_study.dataset(), *m_study.prepared());
    const QString lines = linesOf(*explanation);
    const QString key = QStringLiteral("exportDataFolder");
    const QString name =
        QStringLiteral("%1_shap_%2.csv")
            .arg(QFileInfo(QString::fromStdString(m_study.dataset()->table.name())).baseName(),
                 QString::fromStdString(explanation->run->labels.name()));
    const QString path = m_files.saveFile(
        window, tr("Save the SHAP Values (%1 lines)").arg(lines), QDir(rememberedFolder(key)).filePath(name),
        tr("CSV tables (*.csv)") + QStringLiteral(";;") + tr("Compressed CSV tables (*.csv.zst)"));
    if (path.isEmpty() || m_job.isRunning())
        return;
    rememberFolderOf(path, key);
    m_job.start<bool>(
        [tracks, path](Progress &progress) -> Result<bool> {
            const Result<void> saved = savePacked(
                path, [&](const TextSink &sink) { return writeShapValues(tracks, sink, progress); });
            if (!saved)
                return saved.error();
            return true;
        },
        [this, path, lines](bool) {
            emit said(tr("%1 written: %2 lines.").arg(QFileInfo(path).fileName(), lines));
        });
}

} // namespace genrelens
