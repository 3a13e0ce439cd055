#pragma once

#include <QObject>

class QAction;
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

private:
    void refresh();

    Study &m_study;
    QAction *m_clear;
    QAction *m_invert;
    QAction *m_all;
};

} // namespace genrelens
