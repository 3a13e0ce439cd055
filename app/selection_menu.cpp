#include "app/selection_menu.h"

#include "core/study/change_selection.h"
#include "core/study/change_working_set.h"
#include "core/study/selection.h"
#include "core/study/study.h"
#include "widgets/dialogs/label_name_dialog.h"
#include "widgets/plots/text.h"

#include <QAction>
#include <QApplication>
#include <QMenu>
#include <QMenuBar>
#include <QUndoStack>

#include <algorithm>

namespace genrelens
{

namespace
{

constexpr std::size_t longestName = 60; // bytes of a selection's name that is offered

// As a menu shows a person's own words.
QString menuText(const std::string &name)
{
    return shortened(name, longestName).replace(QLatin1Char('&'), QLatin1String("&&"));
}

QString countedTracks(std::size_t tracks)
{
    return tracks == 1 ? SelectionMenu::tr("1 track")
                       : SelectionMenu::tr("%1 tracks").arg(formatCount(static_cast<qint64>(tracks)));
}

} // namespace

SelectionMenu::SelectionMenu(QMenuBar &bar, Study &study, QUndoStack &undo, QObject *parent)
    : QObject(parent)
    , m_study(study)
    , m_undo(undo)
{
    new SelectionHistory(study.picks(), undo, this);
    QMenu *menu = bar.addMenu(tr("&Selection"));
    m_menu = menu;
    m_clear = menu->addAction(tr("&Clear"), this, [this] { clearSelection(m_study); });
    m_clear->setShortcut(QKeySequence(Qt::Key_Escape));
    m_clear->setObjectName(QStringLiteral("clearSelectionAction"));
    m_invert = menu->addAction(tr("&Invert"), this, [this] { invertSelection(m_study); });
    m_invert->setShortcut(QKeySequence(QStringLiteral("Ctrl+I")));
    m_invert->setObjectName(QStringLiteral("invertSelectionAction"));
    m_all = menu->addAction(tr("Select &All"), this, [this] { selectAll(m_study); });
    m_all->setShortcut(QKeySequence(QStringLiteral("Ctrl+Shift+A"))); // Ctrl+A is that of the table in focus
    m_all->setObjectName(QStringLiteral("selectAllAction"));
    addWorkingSetActions();
    addKeptActions();
    connect(&study, &Study::changed, this, &SelectionMenu::refresh);
    refresh();
}

void SelectionMenu::addWorkingSetActions()
{
    m_menu->addSeparator();
    m_keepOnly = m_menu->addAction(tr("Keep &Only"), this, [this] {
        workOn(onlySelected(m_study), tr("Keep Only %1").arg(countedTracks(m_study.selection().count())));
    });
    m_keepOnly->setShortcut(QKeySequence(QStringLiteral("Ctrl+Shift+K")));
    m_keepOnly->setObjectName(QStringLiteral("keepOnlyAction"));
    m_keepOnly->setToolTip(tr("Cluster, train and map the selected tracks only"));
    m_exclude = m_menu->addAction(tr("E&xclude"), this, [this] {
        workOn(withoutSelected(m_study), tr("Exclude %1").arg(countedTracks(m_study.selection().count())));
    });
    m_exclude->setShortcut(QKeySequence(QStringLiteral("Ctrl+Shift+X")));
    m_exclude->setObjectName(QStringLiteral("excludeAction"));
    m_exclude->setToolTip(tr("Cluster, train and map all tracks but the selected ones"));
    m_allTracks = new QAction(tr("All &Tracks"), this);
    m_allTracks->setObjectName(QStringLiteral("allTracksAction"));
    m_allTracks->setToolTip(tr("Work on all tracks of the file again"));
    connect(m_allTracks, &QAction::triggered, this, [this] { workOn(WorkingSet(), tr("All Tracks")); });
}

void SelectionMenu::addKeptActions()
{
    m_menu->addSeparator();
    m_keep = m_menu->addAction(tr("&Keep Selection…"), this, &SelectionMenu::keep);
    m_keep->setShortcut(QKeySequence(QStringLiteral("Ctrl+K")));
    m_keep->setObjectName(QStringLiteral("keepNamedAction"));
    m_keep->setToolTip(tr("Keep the selection under a name, to select it again later (Ctrl+K)"));
    m_kept = m_menu->addMenu(tr("Kept &Selections"));
    m_kept->setObjectName(QStringLiteral("keptSelectionsMenu"));
    m_kept->setToolTipsVisible(true);
    connect(m_kept, &QMenu::aboutToShow, this, &SelectionMenu::showKept);
}

void SelectionMenu::addAction(QAction *action)
{
    m_menu->addSeparator();
    m_menu->addAction(action);
}

void SelectionMenu::refresh()
{
    const bool open = m_study.dataset() != nullptr;
    const std::size_t selected = m_study.selection().count();
    m_clear->setEnabled(selected > 0); // Esc is free for others while there is nothing to clear
    m_invert->setEnabled(open);
    m_all->setEnabled(open);
    const bool some = selected > 0 && selected < m_study.selection().rows();
    m_keepOnly->setEnabled(some);
    m_exclude->setEnabled(some);
    m_allTracks->setEnabled(open && !m_study.settings().preparation.working.isAll());
    m_keep->setEnabled(selected > 0);
    m_kept->setEnabled(!m_study.picks().kept().empty());
}

// Each of them, then what can be done with each.
void SelectionMenu::showKept()
{
    for (QMenu *menu : m_kept->findChildren<QMenu *>(Qt::FindDirectChildrenOnly))
        menu->deleteLater();
    m_kept->clear();
    const KeptSelections &kept = m_study.picks().kept();
    if (kept.empty())
        return;
    for (const auto &selection : kept) {
        QAction *action = m_kept->addAction(menuText(selection->name), this, [this, selection] {
            recallSelection(m_study, *selection,
                            selectionMode(QApplication::keyboardModifiers(), m_study.picks().mode()));
        });
        action->setToolTip(plainTooltip(
            tr("%1. Ctrl or Shift adds them, Ctrl+Shift takes them away")
                .arg(countedTracks(keptTracks(selection->rows, m_study.prepared()->features()).count()))));
    }
    m_kept->addSeparator();
    QMenu *renaming = m_kept->addMenu(tr("Re&name"));
    QMenu *removing = m_kept->addMenu(tr("&Remove"));
    renaming->setObjectName(QStringLiteral("renameKeptMenu"));
    removing->setObjectName(QStringLiteral("removeKeptMenu"));
    for (const auto &selection : kept) {
        renaming->addAction(menuText(selection->name) + tr("…"), this,
                            [this, name = selection->name] { rename(name); });
        removing->addAction(menuText(selection->name), this,
                            [this, name = selection->name] { remove(name); });
    }
}

QString SelectionMenu::nameTrouble(const QString &name, const QString &present) const
{
    if (name.trimmed().isEmpty())
        return tr("The selection needs a name.");
    const KeptSelections &kept = m_study.picks().kept();
    const bool taken = std::any_of(kept.begin(), kept.end(), [&](const auto &selection) {
        return QString::fromStdString(selection->name) == name.trimmed();
    });
    return taken && name.trimmed() != present ? tr("Another selection has that name.") : QString();
}

void SelectionMenu::keep()
{
    QString free = shortened(m_study.selectionName(), longestName);
    if (free.isEmpty())
        free = tr("Selection");
    const QString base = free;
    for (int i = 2; !nameTrouble(free, {}).isEmpty(); ++i)
        free = QStringLiteral("%1 %2").arg(base).arg(i);
    LabelNameDialog dialog(
        tr("Keep Selection"), free, [this](const QString &name) { return nameTrouble(name, {}); },
        m_menu->parentWidget()->window());
    if (dialog.exec() == QDialog::Accepted && !m_study.selection().isEmpty())
        changeKept(withSelection(m_study, dialog.name()), tr("Keep Selection"));
}

void SelectionMenu::rename(const std::string &name)
{
    const QString present = QString::fromStdString(name);
    LabelNameDialog dialog(
        tr("Rename Selection"), present,
        [this, present](const QString &other) { return nameTrouble(other, present); },
        m_menu->parentWidget()->window());
    if (dialog.exec() == QDialog::Accepted)
        changeKept(withSelectionRenamed(m_study.picks().kept(), name, dialog.name()), tr("Rename Selection"));
}

void SelectionMenu::remove(const std::string &name)
{
    changeKept(withoutSelection(m_study.picks().kept(), name), tr("Remove %1").arg(menuText(name)));
}

void SelectionMenu::workOn(const WorkingSet &working, const QString &text)
{
    if (m_study.dataset() && !(working == m_study.settings().preparation.working))
        m_undo.push(new ChangeWorkingSet(m_study, working, text));
}

void SelectionMenu::changeKept(const KeptSelections &kept, const QString &text)
{
    if (kept != m_study.picks().kept())
        m_undo.push(new ChangeKeptSelections(m_study.picks(), kept, text));
}

} // namespace genrelens
