#include "widgets/map/map_layers.h"

#include "widgets/map/map_canvas.h"

#include <utility>

namespace genrelens
{

namespace
{

constexpr int pause = 60; // ms: a few changes at once are one
constexpr int movingPause = 600;

} // namespace

MapLayers::MapLayers(MapCanvas &canvas, JobBoard &board, QObject *parent)
    : QObject(parent)
    , m_canvas(canvas)
    , m_names(std::make_shared<NameLayer>())
    , m_contours(std::make_shared<ContourLayer>())
    , m_arrows(std::make_shared<ArrowLayer>())
    , m_naming(tr("Placing names"), board)
    , m_contouring(tr("Drawing contours"), board)
{
    m_naming.setQuiet(true);
    m_contouring.setQuiet(true);
    canvas.addLayer(m_contours);
    canvas.addLayer(m_arrows);
    canvas.addLayer(m_names);
    m_later.setSingleShot(true);
    connect(&m_later, &QTimer::timeout, this, &MapLayers::find);
}

void MapLayers::setNamesShown(bool shown)
{
    m_namesShown = shown;
    follow();
}

void MapLayers::setContoursShown(bool shown)
{
    m_contoursShown = shown;
    follow();
}

void MapLayers::setArrows(const std::shared_ptr<const PcaMap> &map, const std::vector<std::string> &features)
{
    m_arrows->setArrows(map ? loadingArrows(*map, features) : std::vector<LoadingArrow>());
    m_canvas.updateLayers();
}

void MapLayers::follow()
{
    if (!m_later.isActive())
        m_later.start(m_moving ? movingPause : pause);
    else if (!m_moving && m_later.interval() == movingPause)
        m_later.start(pause);
}

void MapLayers::find()
{
    findNames();
    findContours();
}

// Only what is shown is named.
void MapLayers::findNames()
{
    const std::vector<LegendEntry> entries =
        m_canvas.legend().bar ? std::vector<LegendEntry>() : m_canvas.legend().entries;
    if (!m_namesShown || entries.empty() || m_canvas.points().empty()) {
        m_naming.abandon();
        m_names->setNames({});
        m_canvas.updateLayers();
        return;
    }
    const PointColours &colours = m_canvas.colours();
    m_naming.start<std::vector<NamePlace>>(
        [points = m_canvas.points(), codes = colours.codes, count = colours.colours.size()](
            Progress &progress) { return densestPlaces(points, codes, count, progress); },
        [this, entries](const std::vector<NamePlace> &places) {
            m_names->setNames(arrangedNames(places, entries, m_canvas.font()));
            m_canvas.updateLayers();
        });
}

void MapLayers::findContours()
{
    if (!m_contoursShown || m_canvas.points().empty()) {
        m_contouring.abandon();
        m_contours->setContours({}, {});
        m_canvas.updateLayers();
        return;
    }
    ContourRequest request;
    request.points = m_canvas.points();
    request.colours = m_canvas.colours();
    const bool perClass = !m_canvas.legend().bar && m_canvas.legend().entries.size() <= mostContouredClasses;
    const std::vector<QRgb> colours = request.colours.colours;
    m_contouring.start<std::vector<DensityContour>>(
        [request = std::move(request), perClass](Progress &progress) {
            return densityContours(request, perClass, progress);
        },
        [this, colours](std::vector<DensityContour> found) {
            m_contours->setContours(std::move(found), colours);
            m_canvas.updateLayers();
        });
}

} // namespace genrelens
