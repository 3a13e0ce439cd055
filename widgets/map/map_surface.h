#pragma once

#include "core/study/job.h"
#include "core/study/selection.h"
#include "core/study/settings.h"
#include "widgets/map/feature_histograms.h"
#include "widgets/map/map_header.h"
#include "widgets/map/map_layers.h"
#include "widgets/map/map_painting.h"
#include "widgets/plots/arranged_points.h"

#include <QWidget>

#include <memory>
#include <optional>

namespace genrelens
{

class HoverCard;
class MapCanvas;
class MapLegend;
class MapMaker;
class RowSet;
struct TrackMap;

/// The map itself with what lies on it: points, legend, and a card about the track under the pointer.
class MapSurface : public QWidget
{
    Q_OBJECT

public:
    MapSurface(Study &study, const MapMaker &maker, JobBoard &board, QWidget *parent = nullptr);

    [[nodiscard]] MapCanvas *canvas() const { return m_canvas; }
    [[nodiscard]] MapLegend *legend() const { return m_legend; }
    [[nodiscard]] MapLayers &layers() { return *m_layers; }
    [[nodiscard]] MapPainting &painting() { return m_painting; }
    [[nodiscard]] const MapPainting &painting() const { return m_painting; }

    void setMethod(MapMethod method);
    /// Whether what the canvas has is of before, since nobody looks.
    [[nodiscard]] bool isOutdated() const { return m_outdated; }
    /// What of it is seen is made, and only then.
    void setWatched(bool watched);

signals:
    /// The person changed the settings by it.
    void settingsChosen(const genrelens::StudySettings &settings, const QString &text);
    /// Other points are seen, or none any more.
    void pointsShown();
    /// Tracks were picked; what names them.
    void picked(const genrelens::RowSet &rows, Qt::KeyboardModifiers modifiers, const QString &what,
                genrelens::Picking how);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void connectParts();
    void connectLegend();
    void follow(StudyPart part);
    void showPoints();
    void arrangePoints();
    void placePoints(ArrangedPoints points);
    void showColours();
    void showSelection();
    void showCard(std::optional<std::uint32_t> row);
    void emphasise(int code);
    void placeLegend();
    void countHistograms();
    [[nodiscard]] QString className(std::uint16_t code) const;
    void recolour(std::uint16_t code, const QColor &colour);
    void pickClass(std::uint16_t code, Qt::KeyboardModifiers modifiers);

    Study &m_study;
    const MapMaker &m_maker;
    MapPainting m_painting;
    MapMethod m_method = MapMethod::Umap;
    bool m_watched = false;
    bool m_outdated = true; // colours and points, since nobody looks
    /// What the points are of.
    struct Source {
        Key key;                             ///< null: nothing
        Key features;                        ///< whose rows they are
        std::shared_ptr<const TrackMap> map; ///< null: components, or nothing
        std::shared_ptr<const PcaMap> pca;
        bool operator==(const Source &) const = default;
    };
    [[nodiscard]] Source source() const;
    [[nodiscard]] static const std::vector<MapPoint> &pointsOf(const Source &source);

    Source m_shown;
    Source m_arranged; // is being arranged
    PointColours m_colours;
    std::shared_ptr<const FeatureHistograms> m_histograms;
    MapCanvas *m_canvas;
    MapLayers *m_layers;
    MapLegend *m_legend;
    HoverCard *m_card;
    Job m_counting;
    Job m_arranging;
};

} // namespace genrelens
