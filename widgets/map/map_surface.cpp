#include "widgets/map/map_surface.h"

#include "core/study/map_maker.h"
#include "widgets/map/hover_card.h"
#include "widgets/map/map_canvas.h"
#include "widgets/map/map_legend.h"
#include "widgets/mapping/mapping_editor.h"
#include "widgets/plots/colour_choice.h"
#include "widgets/plots/text.h"

#include <QCursor>
#include <QEvent>
#include <QVBoxLayout>

#include <utility>

namespace genrelens
{

namespace
{

constexpr std::size_t mostArrangedAtOnce = 200'000; // points, which takes about 20 ms
constexpr double paleShare = 0.85; // of the ground, in the colours of classes that are not emphasised

QRgb mixed(QRgb colour, QRgb ground, double share)
{
    const auto part = [share](int a, int b) { return static_cast<int>(a + (b - a) * share + 0.5); };
    return qRgb(part(qRed(colour), qRed(ground)), part(qGreen(colour), qGreen(ground)),
                part(qBlue(colour), qBlue(ground)));
}

} // namespace

MapSurface::MapSurface(Study &study, const MapMaker &maker, JobBoard &board, QWidget *parent)
    : QWidget(parent)
    , m_study(study)
    , m_maker(maker)
    , m_painting(study, maker, board)
    , m_canvas(new MapCanvas)
    , m_layers(new MapLayers(*m_canvas, board, this))
    , m_legend(new MapLegend(m_canvas))
    , m_card(new HoverCard(m_canvas))
    , m_counting(tr("Counting features"), board)
    , m_arranging(tr("Arranging points"), board)
{
    m_canvas->setObjectName(QStringLiteral("mapCanvas"));
    m_canvas->setAccessibleName(tr("Map of the tracks"));
    m_canvas->setFigureName(QStringLiteral("map"));
    m_legend->setObjectName(QStringLiteral("mapLegend"));
    m_legend->hide();
    m_counting.setQuiet(true);
    m_arranging.setQuiet(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_canvas);
    connectParts();
    connectLegend();
}

void MapSurface::connectParts()
{
    connect(&m_study, &Study::changed, this, &MapSurface::follow);
    connect(&m_maker, &MapMaker::changed, this, &MapSurface::showPoints);
    connect(&m_maker, &MapMaker::moved, this, &MapSurface::showPoints);
    connect(&m_painting, &MapPainting::changed, this, &MapSurface::showColours);
    connect(&m_arranging, &Job::finished, this, [this](JobOutcome outcome) {
        if (outcome == JobOutcome::Delivered)
            showPoints(); // newer ones may be there by now
    });
    connect(m_canvas, &ScatterCanvas::hovered, this, &MapSurface::showCard);
    connect(m_canvas, &ScatterCanvas::picked, this,
            [this](const RowSet &rows, Qt::KeyboardModifiers modifiers, Picking how) {
                emit picked(rows, modifiers, tr("picked on the map"), how);
            });
}

void MapSurface::connectLegend()
{
    connect(m_legend, &MapLegend::shownChanged, this, &MapSurface::showColours);
    connect(m_legend, &MapLegend::classHovered, this, &MapSurface::emphasise);
    connect(m_legend, &MapLegend::colourChosen, this, &MapSurface::recolour);
    connect(m_legend, &MapLegend::colourReset, this, [this](std::uint16_t code) { recolour(code, {}); });
    connect(m_legend, &MapLegend::classPicked, this, &MapSurface::pickClass);
}

void MapSurface::setMethod(MapMethod method)
{
    m_method = method;
    showPoints();
}

void MapSurface::setWatched(bool watched)
{
    m_watched = watched;
    m_painting.setWatched(watched);
    if (!watched) {
        m_card->hide();
        return;
    }
    if (std::exchange(m_outdated, false)) {
        showPoints();
        showColours();
        showSelection();
    }
    countHistograms();
}

void MapSurface::follow(StudyPart part)
{
    if (part == StudyPart::Dataset || part == StudyPart::Preparation) {
        m_card->hide();
        m_histograms.reset();
        if (m_watched)
            countHistograms();
        showPoints();
        showColours();
    }
    if (part == StudyPart::Selection || part == StudyPart::Dataset || part == StudyPart::Preparation)
        showSelection();
}

MapSurface::Source MapSurface::source() const
{
    const auto map = m_method == MapMethod::Umap ? m_maker.map() : nullptr;
    if (map)
        return {map->key, map->features.key(), map, nullptr};
    const auto pca = m_maker.pca();
    if (!pca)
        return {};
    const Key features = m_study.prepared()->features().key();
    return {features, features, nullptr, pca};
}

void MapSurface::showPoints()
{
    if (!m_watched) {
        m_arranging.abandon();
        m_outdated = true;
        return;
    }
    m_layers->setMoving(m_maker.isRunning());
    const Source wanted = source();
    if (wanted == m_shown) {
        m_arranging.abandon();
        return;
    }
    const std::size_t count = pointsOf(wanted).size();
    if (count <= mostArrangedAtOnce) {
        m_arranging.abandon();
        m_arranged = wanted;
        placePoints(ArrangedPoints(pointsOf(wanted)));
        return;
    }
    if (!(m_shown.features == wanted.features) && !m_canvas->isEmpty()) {
        m_arranged = {}; // nobody may pick from points of other tracks
        placePoints({});
    }
    // Frames of one map wait for each other, or none would ever be seen.
    if (!m_arranging.isRunning() || !(m_arranged.key == wanted.key))
        arrangePoints();
}

const std::vector<MapPoint> &MapSurface::pointsOf(const Source &source)
{
    static const std::vector<MapPoint> none;
    return source.map ? source.map->points : source.pca ? source.pca->points : none;
}

void MapSurface::arrangePoints()
{
    m_arranged = source();
    m_arranging.start<ArrangedPoints>(
        [of = m_arranged](Progress &) -> Result<ArrangedPoints> { return ArrangedPoints(pointsOf(of)); },
        [this](ArrangedPoints points) { placePoints(std::move(points)); });
}

void MapSurface::placePoints(ArrangedPoints points)
{
    const bool keepsView = m_shown.key == m_arranged.key;
    m_shown = m_arranged;
    m_canvas->setArrangedPoints(std::move(points), keepsView);
    m_layers->setArrows(m_shown.pca,
                        m_shown.pca ? m_study.prepared()->features().names() : std::vector<std::string>());
    m_layers->follow();
    m_canvas->setFigureName(m_shown.map ? QStringLiteral("map_umap") : QStringLiteral("map_pca"));
    emit pointsShown();
}

void MapSurface::showColours()
{
    if (!m_watched) {
        m_outdated = true;
        return;
    }
    if (!m_study.prepared())
        return;
    MapColours colours = m_painting.colours();
    const bool otherLegend = !(m_legend->spec() == colours.legend);
    if (otherLegend)
        m_legend->setSpec(colours.legend);
    m_colours = std::move(colours.points);
    const std::vector<bool> shown = m_legend->shown();
    m_colours.shown.assign(m_colours.colours.size(), 1);
    for (std::size_t code = 0; code < m_colours.shown.size() && code < shown.size(); ++code)
        m_colours.shown[code] = shown[code] ? 1 : 0;
    m_canvas->setColours(m_colours);
    m_canvas->setLegend(shownLegend(colours.legend, shown));
    m_canvas->setTitle(colours.legend.title);
    m_legend->setVisible(!colours.legend.isEmpty());
    placeLegend();
    m_layers->follow();
}

void MapSurface::showSelection()
{
    if (m_watched)
        m_canvas->setSelection(m_study.selection());
    else
        m_outdated = true;
}

// The others pale while the pointer is on a class of the legend.
void MapSurface::emphasise(int code)
{
    PointColours colours = m_colours;
    const QRgb ground = Theme::of(palette()).base.rgb();
    if (code >= 0)
        for (std::size_t i = 0; i < colours.colours.size(); ++i)
            if (i != static_cast<std::size_t>(code))
                colours.colours[i] = mixed(colours.colours[i], ground, paleShare);
    m_canvas->setColours(std::move(colours));
}

void MapSurface::showCard(std::optional<std::uint32_t> row)
{
    if (!row || !m_study.prepared() || *row >= m_study.prepared()->features().rows()) {
        m_card->hide();
        return;
    }
    HoverSources sources;
    sources.histograms = m_histograms;
    sources.run = m_painting.sources().run;
    sources.answers = m_painting.sources().answers;
    if (m_painting.colouring().kind == MapColouring::Kind::Labels)
        sources.colouredBy = m_painting.colouring().name;
    m_card->showAt(QCursor::pos(), hoverContent(m_study, *row, sources));
}

void MapSurface::countHistograms()
{
    if (m_histograms || m_counting.isRunning() || !m_study.prepared())
        return;
    const Features features = m_study.prepared()->features();
    m_counting.start<FeatureHistograms>(
        [features, values = OwnValues(m_study, features)](Progress &progress) {
            return featureHistograms(values, features, progress);
        },
        [this](FeatureHistograms found) {
            if (m_study.prepared() && m_study.prepared()->features().key() == found.features.key())
                m_histograms = std::make_shared<const FeatureHistograms>(std::move(found));
        });
}

QString MapSurface::className(std::uint16_t code) const
{
    for (const LegendEntry &entry : m_legend->spec().entries)
        if (entry.code == code)
            return entry.name;
    return {};
}

void MapSurface::recolour(std::uint16_t code, const QColor &colour)
{
    const MapColouring &by = m_painting.colouring();
    const std::string &set = by.kind == MapColouring::Kind::Labels ? by.name : m_study.currentLabels();
    const std::string name = className(code).toStdString();
    emit settingsChosen(colour.isValid() ? withClassColour(m_study.settings(), set, name, colour)
                                         : withoutClassColour(m_study.settings(), set, name),
                        tr("Recolour %1").arg(stepName(className(code))));
}

void MapSurface::pickClass(std::uint16_t code, Qt::KeyboardModifiers modifiers)
{
    RowSet rows(m_study.selection().rows());
    for (std::size_t row = 0; row < m_colours.codes.size() && row < rows.rows(); ++row)
        if (m_colours.codes[row] == code)
            rows.insert(row);
    emit picked(rows, modifiers, className(code), Picking::Click);
}

void MapSurface::placeLegend()
{
    m_legend->placeIn(m_canvas->viewport()->geometry().adjusted(spacing::medium, spacing::medium,
                                                                -spacing::medium, -spacing::medium));
}

void MapSurface::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    layout()->activate(); // so that the canvas has its size
    placeLegend();
}

// Names that did not overlap may do so in another font.
void MapSurface::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        m_layers->follow();
}

} // namespace genrelens
