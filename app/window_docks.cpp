// The window's docks, and how they are arranged at first.
#include "app/dock_tabs.h"
#include "app/main_window.h"
#include "app/status_line.h"
#include "widgets/docks/centroids_dock.h"
#include "widgets/docks/clusters_dock.h"
#include "widgets/docks/confusion_dock.h"
#include "widgets/docks/data_report_dock.h"
#include "widgets/docks/distribution_dock.h"
#include "widgets/docks/elbow_dock.h"
#include "widgets/docks/evaluation_dock.h"
#include "widgets/docks/groupings_dock.h"
#include "widgets/docks/map_dock.h"
#include "widgets/docks/mapping_dock.h"
#include "widgets/docks/models_dock.h"
#include "widgets/docks/selection_dock.h"
#include "widgets/docks/shap_dock.h"
#include "widgets/docks/tracks_dock.h"

#include <QStatusBar>

namespace genrelens
{

void MainWindow::makeDocks()
{
    m_mapping = new MappingDock(m_study, this);
    m_distribution = new DistributionDock(m_study, m_jobs, this);
    m_centroids = new CentroidsDock(m_study, m_jobs, m_board, this);
    m_elbow = new ElbowDock(m_study, m_jobs, this);
    m_clusters = new ClustersDock(m_study, m_jobs, m_board, this);
    m_confusion = new ConfusionDock(m_study, m_jobs, m_board, this);
    m_groupings = new GroupingsDock(m_study, m_jobs, m_board, this);
    m_models = new ModelsDock(m_study, m_jobs, this);
    m_evaluation = new EvaluationDock(m_study, m_jobs, m_board, this);
    m_shap = new ShapDock(m_study, m_jobs, m_board, this);
    m_map = new MapDock(m_study, m_board, this);
    m_selection = new SelectionDock(m_study, m_board, this);
    m_tracks = new TracksDock(m_study, m_board, this);
    connect(m_tracks, &TracksDock::trackActivated, m_map, &MapDock::flyTo);
    connect(m_map, &MapDock::clustersRequested, &m_jobs, &StudyJobs::cluster);
    m_dataReport = new DataReportDock(m_study, this);
    m_docks = {m_mapping,   m_map,    m_distribution, m_centroids, m_elbow,     m_clusters, m_confusion,
               m_groupings, m_models, m_evaluation,   m_shap,      m_selection, m_tracks,   m_dataReport};
    new DockTabs(*this, m_docks);
    new StatusLine(*statusBar(), m_study, m_board, this);
    arrangeDocks();
}

void MainWindow::arrangeDocks()
{
    // Placed one beside the other from the start: all in one column would ask for more height than screens
    // have.
    for (Dock *dock : std::as_const(m_docks)) {
        dock->setFloating(false);
        removeDockWidget(dock);
    }
    addDockWidget(Qt::LeftDockWidgetArea, m_mapping);
    splitDockWidget(m_mapping, m_map, Qt::Horizontal);
    splitDockWidget(m_map, m_confusion, Qt::Horizontal);
    splitDockWidget(m_mapping, m_distribution, Qt::Vertical);
    splitDockWidget(m_map, m_centroids, Qt::Vertical);
    splitDockWidget(m_confusion, m_shap, Qt::Vertical);
    tabifyDockWidget(m_mapping, m_dataReport);
    tabifyDockWidget(m_distribution, m_elbow);
    tabifyDockWidget(m_elbow, m_selection);
    tabifyDockWidget(m_centroids, m_clusters);
    tabifyDockWidget(m_clusters, m_tracks);
    tabifyDockWidget(m_confusion, m_models);
    tabifyDockWidget(m_models, m_groupings);
    tabifyDockWidget(m_shap, m_evaluation);
    for (Dock *dock : std::as_const(m_docks))
        dock->show(); // removing hid them
    for (Dock *dock :
         std::initializer_list<Dock *>{m_mapping, m_distribution, m_map, m_centroids, m_confusion, m_shap})
        dock->raise();
    // Sums beyond the room there is would enlarge the window; what is missing to it is shared out.
    const int width = size().width() * 9 / 10;
    const int height = size().height() * 7 / 10;
    const auto share = [](int whole, int percent) { return whole * percent / 100; };
    resizeDocks({m_mapping, m_map, m_confusion}, {share(width, 22), share(width, 50), share(width, 28)},
                Qt::Horizontal);
    resizeDocks({m_mapping, m_distribution}, {share(height, 62), share(height, 38)}, Qt::Vertical);
    resizeDocks({m_map, m_centroids}, {share(height, 66), share(height, 34)}, Qt::Vertical);
    resizeDocks({m_confusion, m_shap}, {share(height, 60), share(height, 40)}, Qt::Vertical);
}

} // namespace genrelens
