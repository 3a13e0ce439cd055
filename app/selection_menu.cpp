#include "app/selection_menu.h"

#include "core/study/selection.h"
#include "core/study/study.h"

#include <QAction>
#include <QMenu>
#include <QMenuBar>

namespace genrelens
{

SelectionMenu::SelectionMenu(QMenuBar &bar, Study &study, QObject *parent) : QObject(parent), m_study(study)
{
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
    connect(&study, &Study::changed, this, &SelectionMenu::refresh);
    refresh();
}

void SelectionMenu::addAction(QAction *action)
{
    m_menu->addSeparator();
    m_menu->addAction(action);
}

void SelectionMenu::refresh()
{
    const bool open = m_study.dataset() != nullptr;
    m_clear->setEnabled(
        !m_study.selection().isEmpty()); // Esc is free for others while there is nothing to clear
    m_invert->setEnabled(open);
    m_all->setEnabled(open);
}

} // namespace genrelens
