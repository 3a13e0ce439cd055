#pragma once

#include "core/prepare/working_set.h"
#include "core/study/track_selection.h"

#include <QObject>
#include <QString>

#include <string>

class QAction;
class QMenu;
class QMenuBar;
class QUndoStack;

namespace genrelens
{

class Study;

/// The Selection menu: clear, invert, all; which tracks are worked on; the selections kept under names. What
/// it changes goes onto the undo stack.
class SelectionMenu : public QObject
{
    Q_OBJECT

public:
    SelectionMenu(QMenuBar &bar, Study &study, QUndoStack &undo, QObject *parent = nullptr);
    /// An action of someone else's, below.
    void addAction(QAction *action);

    /// For other places as well.
    [[nodiscard]] QAction *keepOnlyAction() const { return m_keepOnly; }
    [[nodiscard]] QAction *excludeAction() const { return m_exclude; }
    /// Back to all tracks of the file, for the Dataset menu.
    [[nodiscard]] QAction *allTracksAction() const { return m_allTracks; }
    /// Asks for a name to keep the selection under.
    [[nodiscard]] QAction *keepAction() const { return m_keep; }
    void rename(const std::string &name);
    void remove(const std::string &name);

private:
    void addWorkingSetActions();
    void addKeptActions();
    void refresh();
    void showKept();
    void keep();
    void workOn(const WorkingSet &working, const QString &text);
    void changeKept(const KeptSelections &kept, const QString &text);
    [[nodiscard]] QString nameTrouble(const QString &name, const QString &present) const;

    Study &m_study;
    QUndoStack &m_undo;
    QMenu *m_menu;
    QAction *m_clear;
    QAction *m_invert;
    QAction *m_all;
    QAction *m_keepOnly = nullptr;
    QAction *m_exclude = nullptr;
    QAction *m_allTracks = nullptr;
    QAction *m_keep = nullptr;
    QMenu *m_kept = nullptr;
};

} // namespace genrelens
