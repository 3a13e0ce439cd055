#pragma once

#include <QObject>

class QAction;
class QMenu;
class QMenuBar;

namespace genrelens
{

class Study;

/// The Selection menu: clear, invert, all.
class SelectionMenu : public QObject
{
    Q_OBJECT

public:
    SelectionMenu(QMenuBar &bar, Study &study, QObject *parent = nullptr);
    /// An action of someone else's, below.
    void addAction(QAction *action);

private:
    void refresh();

    Study &m_study;
    QMenu *m_menu;
    QAction *m_clear;
    QAction *m_invert;
    QAction *m_all;
};

} // namespace genrelens
