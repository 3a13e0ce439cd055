#pragma once

#include <QMenu>

class QActionGroup;

namespace genrelens
{

class ScatterCanvas;

/// How large and how opaque the points of a map are: by how dense they are, or as a person likes them, which
/// is remembered.
class MapLookMenu : public QMenu
{
    Q_OBJECT

public:
    explicit MapLookMenu(ScatterCanvas &canvas, QWidget *parent = nullptr);

private:
    void addSizes(QMenu &menu);
    void addOpacities(QMenu &menu);

    ScatterCanvas &m_canvas;
    QActionGroup *m_sizes;
    QActionGroup *m_opacities;
};

} // namespace genrelens
