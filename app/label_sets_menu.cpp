#include "app/label_sets_menu.h"

#include "app/remembered_folder.h"
#include "core/study/study.h"
#include "widgets/dialogs/file_chooser.h"
#include "widgets/dialogs/import_labels_dialog.h"
#include "widgets/dialogs/label_name_dialog.h"
#include "widgets/mapping/mapping_editor.h"
#include "widgets/plots/class_colours.h"
#include "widgets/plots/palette.h"
#include "widgets/plots/text.h"

#include <QAction>
#include <QMenu>

#include <algorithm>

namespace genrelens
{

namespace
{

constexpr std::size_t longestName = 60; // bytes of a selection's name that a class takes over

// Colours that a person gave the clusters stay theirs; without any, the palette's are the same anyway.
std::vector<std::uint32_t> clusterColours(const Study &study)
{
    std::vector<std::uint32_t> colours;
    if (study.settings().colours.contains("cluster"))
        for (const QColor &colour : labelColours(study.labels("cluster"), study.settings()))
            colours.push_back(rgbOf(colour));
    return colours;
}

} // namespace

LabelSetsMenu::LabelSetsMenu(QMenu &menu, Study &study, JobBoard &board, FileChooser &files)
    : QObject(&menu)
    , m_menu(menu)
    , m_study(study)
    , m_files(files)
    , m_read(tr("Reading labels"), board)
{
    menu.addSeparator();
    m_keepClusters = menu.addAction(tr("&Keep Clusters"), this, &LabelSetsMenu::keepClusters);
    m_keepClusters->setObjectName(QStringLiteral("keepClustersAction"));
    m_keepClusters->setToolTip(
        tr("Make the present clusters a label set of their own, beside those to come"));
    m_keepSelection = menu.addAction(tr("Keep Selection as La&bels…"), this, &LabelSetsMenu::keepSelection);
    m_keepSelection->setObjectName(QStringLiteral("keepSelectionAction"));
    m_import = menu.addAction(tr("&Import Labels…"), this, &LabelSetsMenu::chooseFile);
    m_import->setObjectName(QStringLiteral("importLabelsAction"));
    menu.addSeparator();
    m_rename = menu.addAction(tr("Rename Label Se&t…"), this, &LabelSetsMenu::rename);
    m_rename->setObjectName(QStringLiteral("renameLabelsAction"));
    m_remove = menu.addAction(tr("&Remove Label Set"), this, &LabelSetsMenu::remove);
    m_remove->setObjectName(QStringLiteral("removeLabelsAction"));
    connect(&m_read, &Job::failed, this, &LabelSetsMenu::failed);
    connect(&study, &Study::changed, this, [this](StudyPart part) {
        if (part == StudyPart::Dataset || part == StudyPart::Preparation)
            m_read.abandon(); // its lines were matched with other rows
        refresh();
    });
    refresh();
}

void LabelSetsMenu::refresh()
{
    const bool open = m_study.dataset() != nullptr;
    m_keepClusters->setEnabled(open && canKeepClusters(m_study));
    m_keepSelection->setEnabled(open && !m_study.selection().isEmpty());
    m_import->setEnabled(open);
    m_rename->setEnabled(current() != nullptr);
    m_remove->setEnabled(current() != nullptr);
}

QWidget *LabelSetsMenu::window() const
{
    return m_menu.parentWidget() != nullptr ? m_menu.parentWidget()->window() : nullptr;
}

std::shared_ptr<const KeptLabels> LabelSetsMenu::current() const
{
    const KeptLabelSets &kept = m_study.keptLabels();
    const auto found = std::find_if(kept.begin(), kept.end(), [this](const auto &labels) {
        return labels->name == m_study.currentLabels();
    });
    return found == kept.end() ? nullptr : *found;
}

void LabelSetsMenu::keepAndShow(KeptLabels labels, const QString &text)
{
    const std::string name = labels.name;
    emit keptLabelsChosen(withLabels(m_study.keptLabels(), std::move(labels)), text);
    m_study.setCurrentLabels(name);
}

void LabelSetsMenu::keepClusters()
{
    keepAndShow(clustersToKeep(m_study, clusterColours(m_study)), tr("Keep Clusters"));
}

void LabelSetsMenu::keepSelection()
{
    const QString known = shortened(m_study.selectionName(), longestName);
    LabelNameDialog dialog(tr("Keep Selection as Labels"), known.isEmpty() ? tr("Selected") : known,
                           selectionNameTrouble, window());
    if (dialog.exec() != QDialog::Accepted || m_study.selection().isEmpty())
        return;
    keepAndShow(selectionToKeep(m_study, dialog.name(), {rgbOf(classColour(0)), rgbOf(unmappedColour())}),
                tr("Keep Selection as Labels"));
}

void LabelSetsMenu::chooseFile()
{
    const QString key = QStringLiteral("labelsFolder");
    const QStringList paths =
        m_files.openFiles(window(), tr("Import Labels"), rememberedFolder(key),
                          tr("Tables (%1);;All files (*)").arg(QStringLiteral("*.csv *.tsv *.txt *.csv.gz")));
    if (paths.isEmpty())
        return;
    rememberFolderOf(paths.first(), key);
    m_read.start<LabelFile>(
        [path = paths.first().toStdString(), dataset = m_study.dataset(),
         prepared = m_study.prepared()](Progress &progress) {
            return readLabelFile(path, dataset->table, prepared->schema.find(ColumnRole::TrackId),
                                 prepared->features(), progress);
        },
        [this, prepared = m_study.prepared()](const LabelFile &file) {
            // The dialog comes when the job is over.
            QMetaObject::invokeMethod(
                this, [this, file, prepared] { import(file, prepared); }, Qt::QueuedConnection);
        });
}

void LabelSetsMenu::import(const LabelFile &file, const std::shared_ptr<const PreparedData> &prepared)
{
    ImportLabelsDialog dialog(file, prepared->features(), window());
    if (dialog.exec() != QDialog::Accepted)
        return;
    if (m_study.prepared() != prepared) {
        emit failed({"the tracks have changed since the labels were read", file.table.name(),
                     "Import them again.", ErrorKind::Failure});
        return;
    }
    keepAndShow(importToKeep(m_study, dialog.labels(), dialog.title()), tr("Import Labels"));
}

void LabelSetsMenu::rename()
{
    const auto labels = current();
    if (labels == nullptr)
        return;
    const QString before = QString::fromStdString(labels->title);
    const auto trouble = [this, before](const QString &name) {
        if (name.trimmed().isEmpty())
            return tr("The label set needs a name.");
        return name.trimmed() != before && freshLabelsTitle(m_study, name.trimmed()) != name.trimmed()
                   ? tr("Another label set has that name.")
                   : QString();
    };
    LabelNameDialog dialog(tr("Rename Label Set"), before, trouble, window());
    if (dialog.exec() == QDialog::Accepted)
        emit keptLabelsChosen(withTitle(m_study.keptLabels(), labels->name, dialog.name()),
                              tr("Rename %1").arg(stepName(before)));
}

void LabelSetsMenu::remove()
{
    if (const auto labels = current())
        emit keptLabelsChosen(withoutLabels(m_study.keptLabels(), labels->name),
                              tr("Remove %1").arg(stepName(QString::fromStdString(labels->title))));
}

} // namespace genrelens
