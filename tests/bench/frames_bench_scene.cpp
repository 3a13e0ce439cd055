#include "tests/bench/frames_bench_scene.h"

#include "app/resources.h"
#include "core/study/analysis.h"
#include "core/study/selection.h"
#include "widgets/docks/map_dock.h"
#include "widgets/map/map_canvas.h"
#include "widgets/map/map_legend.h"
#include "widgets/map/map_surface.h"

#include <QAction>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QThread>

namespace genrelens::bench
{

namespace
{

constexpr int patience = 3'600'000; // milliseconds, for the UMAP of millions

template <typename Condition>
bool waitFor(const Condition &condition)
{
    QElapsedTimer timer;
    timer.start();
    while (!condition()) {
        if (timer.elapsed() > patience)
            return false;
        QCoreApplication::processEvents();
        QThread::msleep(2);
    }
    return true;
}

Result<void> chooseLabels(Study &study, const BenchOptions &options)
{
    if (options.labels == "cluster") {
        Result<Clustering> found =
            runClustering(study.prepared()->features(), study.settings(), Progress::none());
        if (!found)
            return found.error();
        study.setClustering(std::move(found).value());
    }
    if (!options.labels.empty())
        study.setCurrentLabels(options.labels);
    else if (study.labels(study.currentLabels()).isEmpty())
        study.setCurrentLabels("genre");
    return {};
}

} // namespace

FramesScene::FramesScene() = default;

FramesScene::~FramesScene() = default;

Result<std::unique_ptr<FramesScene>> FramesScene::open(const MapInput &input, const BenchOptions &options,
                                                       const QSize &canvas)
{
    std::unique_ptr<FramesScene> scene(new FramesScene);
    if (input.isDrawn())
        scene->openBare(input, canvas);
    else if (Result<void> opened = scene->openDock(input, options, canvas); !opened)
        return opened.error();
    return scene;
}

void FramesScene::openBare(const MapInput &input, const QSize &canvas)
{
    m_bare = std::make_unique<ScatterCanvas>();
    m_canvas = m_bare.get();
    m_canvas->resize(canvas);
    QObject::connect(m_canvas, &ScatterCanvas::picked, m_canvas,
                     [this](const RowSet &rows, Qt::KeyboardModifiers) { m_canvas->setSelection(rows); });
    m_canvas->setPoints(input.points);
    m_canvas->setColours(input.colours);
    m_canvas->show();
}

Result<void> FramesScene::openDock(const MapInput &input, const BenchOptions &options, const QSize &canvas)
{
    StudySettings settings = defaultSettings();
    settings.clusters.k = options.k;
    settings.clusters.restarts = options.restarts;
    m_study.setSettings(settings);
    m_dock = std::make_unique<MapDock>(m_study, m_board);
    m_canvas = m_dock->surface().canvas();
    m_study.setDataset(input.dataset, input.prepared, settings.preparation);
    if (Result<void> chosen = chooseLabels(m_study, options); !chosen)
        return chosen.error();
    m_dock->resize(canvas);
    m_dock->show();
    m_dock->findChild<QAction *>(QStringLiteral("mapContoursAction"))->trigger();
    const MapMaker &maker = m_dock->maker();
    if (!waitFor([&] { return maker.pca() != nullptr || !maker.error().isEmpty(); }))
        return Error{"the principal components do not come to an end", {}, {}, ErrorKind::Failure};
    if (maker.waitsToBeAsked())
        m_dock->maker().make();
    waitFor([&] { return maker.truth() != nullptr || !maker.error().isEmpty(); });
    if (!maker.truth())
        return Error{"the map could not be made: " + maker.error().toStdString(), {}, {}, ErrorKind::Failure};
    // What is above the canvas has wrapped its lines by now.
    for (int i = 0; i < 2; ++i) {
        m_dock->resize(m_dock->size() + canvas - m_canvas->viewport()->size());
        QCoreApplication::processEvents();
    }
    if (!waitFor([&] { return !isBusy(); }))
        return Error{"names and contours do not come to an end", {}, {}, ErrorKind::Failure};
    return {};
}

std::string FramesScene::what() const
{
    return m_dock ? "the Map dock: UMAP of the file, with legend, names, contours and the card of a track"
                  : "a bare canvas with points drawn in clumps";
}

bool FramesScene::isBusy() const
{
    if (!m_dock)
        return false;
    const MapLayers &layers = m_dock->surface().layers();
    const bool named = m_dock->surface().legend()->spec().isEmpty() || !layers.names().names().empty();
    return !m_board.running().isEmpty() || !named || layers.contours().contours().empty();
}

void FramesScene::toggleClass()
{
    if (m_dock) {
        const LegendSpec &spec = m_dock->surface().legend()->spec();
        if (!spec.entries.empty())
            m_dock->surface().legend()->toggle(spec.entries.front().code);
        return;
    }
    PointColours colours = m_canvas->colours();
    const bool hidden = !colours.isShown(0);
    colours.shown.assign(colours.colours.size(), 1);
    colours.shown.front() = hidden ? 1 : 0;
    m_canvas->setColours(std::move(colours));
}

void FramesScene::clearSelection()
{
    if (m_dock)
        genrelens::clearSelection(m_study);
    else
        m_canvas->setSelection(RowSet(m_canvas->points().size()));
}

} // namespace genrelens::bench
