#include "app/dock_tabs.h"

#include "widgets/docks/dock.h"

#include <QMainWindow>
#include <QMenu>
#include <QTabBar>

#include <algorithm>

namespace genrelens
{

DockTabs::DockTabs(QMainWindow &window, QList<Dock *> docks)
    : QObject(&window)
    , m_window(window)
    , m_docks(std::move(docks))
{
    m_later.setSingleShot(true);
    m_later.setInterval(0);
    connect(&m_later, &QTimer::timeout, this, &DockTabs::refresh);
    const auto soon = [this] { m_later.start(); };
    for (Dock *dock : std::as_const(m_docks)) {
        connect(dock, &QDockWidget::topLevelChanged, this, soon);
        connect(dock, &QDockWidget::dockLocationChanged, this, soon);
        connect(dock, &QDockWidget::visibilityChanged, this, soon);
    }
}

void DockTabs::refresh()
{
    for (Dock *dock : std::as_const(m_docks)) {
        const QList<QDockWidget *> beside = m_window.tabifiedDockWidgets(dock);
        const bool tabbed = std::any_of(beside.begin(), beside.end(), [](const QDockWidget *other) {
            return !other->isFloating() && !other->isHidden();
        });
        dock->setTitleShown(!tabbed || dock->isFloating());
    }
    const QList<QTabBar *> bars = m_window.findChildren<QTabBar *>(Qt::FindDirectChildrenOnly);
    for (QTabBar *tabs : bars)
        if (tabs->contextMenuPolicy() != Qt::CustomContextMenu)
            adopt(tabs);
}

void DockTabs::adopt(QTabBar *tabs)
{
    tabs->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(tabs, &QWidget::customContextMenuRequested, this,
            [this, tabs](const QPoint &position) { showMenu(tabs, position); });
    connect(tabs, &QTabBar::tabBarDoubleClicked, this, [this, tabs](int index) {
        if (Dock *dock = dockOf(*tabs, index))
            dock->setFloating(true);
    });
}

Dock *DockTabs::dockOf(const QTabBar &tabs, int index) const
{
    for (Dock *dock : m_docks)
        if (dock->windowTitle() == tabs.tabText(index))
            return dock;
    return nullptr;
}

void DockTabs::showMenu(QTabBar *tabs, const QPoint &position)
{
    Dock *dock = dockOf(*tabs, tabs->tabAt(position));
    if (dock == nullptr)
        return;
    QMenu menu(tabs);
    menu.addAction(tr("&Float"), dock, [dock] { dock->setFloating(true); });
    menu.addAction(tr("&Close"), dock, &QWidget::close);
    menu.exec(tabs->mapToGlobal(position));
}

} // namespace genrelens
