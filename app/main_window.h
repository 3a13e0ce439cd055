#pragma once

#include "app/mapping_files.h"
#include "app/opening_flow.h"
#include "app/plot_saving.h"
#include "core/study/job_board.h"
#include "core/study/study.h"
#include "core/study/study_jobs.h"

#include <QList>
#include <QMainWindow>
#include <QUndoStack>

#include <functional>

class QActionGroup;
class QComboBox;
class QMenu;
class QSpinBox;

namespace genrelens
{

class DataReportDock;
class Dock;
class FileChooser;
class LabelChoice;
class LabelSetsMenu;
class MapDock;
class MappingDock;
class ModelsDock;
class NoticeBar;
class RecentFiles;
class SelectionDock;
class ShapDock;
class StartPage;
class TracksDock;

/// The one window: it puts study, jobs, docks and menus together and holds no logic of its own.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    /// files must outlive the window.
    explicit MainWindow(FileChooser &files, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// Opens files as one dataset.
    void open(const QStringList &paths);
    void openSample();

    [[nodiscard]] Study &study() { return m_study; }
    [[nodiscard]] StudyJobs &jobs() { return m_jobs; }
    [[nodiscard]] const JobBoard &board() const { return m_board; }
    [[nodiscard]] QUndoStack &undoStack() { return m_undo; }

protected:
    void closeEvent(QCloseEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void makeDocks();
    void makeMenus();
    void makeFileMenu();
    void makeViewMenu();
    void makeLabelsMenu();
    void makeModelMenu();
    void makeHelpMenu();
    void makeToolBar();
    void makeMessageBar();
    void arrangeDocks();
    void restoreLayout();
    void connectStudy();

    void chooseFile();
    void showAbout();
    void showMessage(const QString &message, const QString &link = {}, std::function<void()> follow = {});
    void offerLeftMappings();
    void showTitle();
    void showDataReport();
    void showUnfinishedOpening();
    void showStudy(bool open);
    void onOpened(const QStringList &paths, bool columnsClosed);
    void tellOfOpened(bool columnsClosed);
    void refreshActions();
    void changePreparation(const PreparationOptions &preparation, const QString &text);
    void changeSettings(const StudySettings &settings, const QString &text, int mergeId = 0);
    void removeModels(const std::vector<ModelSlot> &unwanted);
    void changeKeptLabels(const KeptLabelSets &kept, const QString &text);
    void train();

    FileChooser &m_files;
    QUndoStack m_undo;
    Study m_study;
    JobBoard m_board; // after the study, so that it waits for running jobs before the study goes
    StudyJobs m_jobs;
    OpeningFlow m_opening;
    MappingFiles m_mappingFiles;
    PlotSaving m_plotSaving;

    StartPage *m_start = nullptr;
    NoticeBar *m_message = nullptr;
    std::function<void()> m_followMessage; // what the message's link does
    QToolBar *m_messageBar = nullptr;
    MappingDock *m_mapping = nullptr;
    Dock *m_distribution = nullptr;
    Dock *m_centroids = nullptr;
    Dock *m_elbow = nullptr;
    Dock *m_clusters = nullptr;
    Dock *m_confusion = nullptr;
    Dock *m_groupings = nullptr;
    ModelsDock *m_models = nullptr;
    Dock *m_evaluation = nullptr;
    ShapDock *m_shap = nullptr;
    MapDock *m_map = nullptr;
    TracksDock *m_tracks = nullptr;
    SelectionDock *m_selection = nullptr;
    DataReportDock *m_dataReport = nullptr;
    QList<Dock *> m_docks; // all of them, in the order of the View menu
    RecentFiles *m_recent = nullptr;
    QByteArray m_layoutToRestore;

    QList<QAction *> m_undoActions;
    QAction *m_openAction = nullptr;
    QAction *m_exportAction = nullptr;
    QAction *m_trainAction = nullptr;
    QAction *m_trainAllAction = nullptr;
    QAction *m_explainAction = nullptr;
    LabelChoice *m_labelChoice = nullptr;
    LabelSetsMenu *m_labelSets = nullptr;
    QActionGroup *m_modelActions = nullptr;
    QComboBox *m_modelBox = nullptr;
    QSpinBox *m_treesBox = nullptr;
    QSpinBox *m_clustersBox = nullptr;
};

} // namespace genrelens
