#include "app/plot_saving.h"

#include "app/remembered_folder.h"
#include "widgets/dialogs/export_dialog.h"
#include "widgets/dialogs/file_chooser.h"
#include "widgets/docks/dock.h"
#include "widgets/plots/plot.h"
#include "widgets/plots/plot_export.h"

#include <QApplication>
#include <QDir>

namespace genrelens
{

namespace
{

const QString folderKind = QStringLiteral("exportFolder");

} // namespace

PlotSaving::PlotSaving(FileChooser &files, JobBoard &board, QWidget &window)
    : m_files(files)
    , m_window(window)
    , m_job(tr("Saving the plot"), board)
{
    connect(&m_job, &Job::failed, this, &PlotSaving::failed);
}

void PlotSaving::choose(const QList<Dock *> &docks)
{
    QList<ExportChoice> choices;
    int first = 0;
    for (const Dock *dock : docks) {
        if (dock->plot() == nullptr || dock->plot()->isEmpty())
            continue;
        if (dock->isAncestorOf(m_window.focusWidget()))
            first = static_cast<int>(choices.size());
        choices.append({dock->windowTitle(), dock->plot()});
    }
    if (choices.isEmpty())
        return;
    ExportDialog dialog(choices, first, &m_window);
    if (dialog.exec() != QDialog::Accepted)
        return;
    const QString path = m_files.saveFile(
        &m_window, tr("Save the Plot"),
        QDir(rememberedFolder(folderKind)).filePath(dialog.plot()->figureName() + QStringLiteral(".png")),
        tr("PNG pictures (*.png)"));
    if (path.isEmpty())
        return;
    rememberFolderOf(path, folderKind);
    const QImage image = renderPlot(*dialog.plot(), dialog.plotSize(), dialog.scale(), dialog.theme());
    m_job.start<bool>(
        [image, path](Progress &) -> Result<bool> {
            const Result<void> saved = savePng(image, path);
            if (!saved)
                return saved.error();
            return true;
        },
        [](bool) {});
}

} // namespace genrelens
