#pragma once

#include "core/study/job.h"
#include "widgets/map/density_contours.h"
#include "widgets/map/loading_arrows.h"
#include "widgets/map/map_names.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <string>
#include <vector>

namespace genrelens
{

class MapCanvas;

/// What lies over the points of a map: names of classes, contours, arrows of features. Names and contours are
/// found in the background, again whenever points or colours change.
class MapLayers : public QObject
{
    Q_OBJECT

public:
    MapLayers(MapCanvas &canvas, JobBoard &board, QObject *parent = nullptr);

    void setNamesShown(bool shown);
    void setContoursShown(bool shown);
    /// A null map has none.
    void setArrows(const std::shared_ptr<const PcaMap> &map, const std::vector<std::string> &features);
    /// Points or colours of the canvas are others.
    void follow();
    /// Whether they go on changing, so that there is no need for haste.
    void setMoving(bool moving) { m_moving = moving; }

    [[nodiscard]] const NameLayer &names() const { return *m_names; }
    [[nodiscard]] const ContourLayer &contours() const { return *m_contours; }

private:
    void find();
    void findNames();
    void findContours();

    MapCanvas &m_canvas;
    bool m_namesShown = true;
    bool m_contoursShown = false;
    bool m_moving = false;
    std::shared_ptr<NameLayer> m_names;
    std::shared_ptr<ContourLayer> m_contours;
    std::shared_ptr<ArrowLayer> m_arrows;
    QTimer m_later;
    Job m_naming;
    Job m_contouring;
};

} // namespace genrelens
