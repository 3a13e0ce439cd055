#pragma once

#include <QList>
#include <QObject>
#include <QTimer>

class QMainWindow;
class QPoint;
class QTabBar;

namespace genrelens
{

class Dock;

/// Makes tabs stand in for the title bars of the docks behind them: those are hidden, a double click on a tab
/// floats its dock, and a menu floats or closes it.
class DockTabs : public QObject
{
    Q_OBJECT

public:
    DockTabs(QMainWindow &window, QList<Dock *> docks);

private:
    void refresh();
    void adopt(QTabBar *tabs);
    [[nodiscard]] Dock *dockOf(const QTabBar &tabs, int index) const;
    void showMenu(QTabBar *tabs, const QPoint &position);

    QMainWindow &m_window;
    QList<Dock *> m_docks;
    QTimer m_later; // Qt tells of a dock that moves before its tabs are there
};

} // namespace genrelens
