// The window's menus and bars: what there is to press. What it does is in main_window.cpp.
#include "app/appearance.h"
#include "app/data_export.h"
#include "app/dataset_menu.h"
#include "app/label_choice.h"
#include "app/label_sets_menu.h"
#include "app/main_window.h"
#include "app/mapping_suggestion.h"
#include "app/model_dialogs.h"
#include "app/model_files_menu.h"
#include "app/recent_files.h"
#include "app/selection_menu.h"
#include "app/shap_saving.h"
#include "core/study/change_settings.h"
#include "widgets/docks/map_dock.h"
#include "widgets/docks/mapping_dock.h"
#include "widgets/docks/models_dock.h"
#include "widgets/docks/notice_bar.h"
#include "widgets/docks/selection_dock.h"
#include "widgets/docks/shap_dock.h"
#include "widgets/docks/start_page.h"
#include "widgets/plots/figures.h"
#include "widgets/plots/plot.h"

#include <QActionGroup>
#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QMenuBar>
#include <QMessageBox>
#include <QSpinBox>
#include <QToolBar>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace genrelens
{

namespace
{

QSpinBox *toolSpinBox(const QString &name, int lowest, int highest)
{
    auto *box = new QSpinBox;
    box->setObjectName(name);
    box->setRange(lowest, highest);
    box->setKeyboardTracking(false); // 100 typed is not 1, then 10, then 100
    return box;
}

void addLabelled(QToolBar &bar, const QString &text, QWidget *widget)
{
    auto *label = new QLabel(text);
    label->setContentsMargins(8, 0, 4, 0);
    label->setForegroundRole(QPalette::PlaceholderText);
    bar.addWidget(label);
    bar.addWidget(widget);
    widget->setAccessibleName(text);
}

} // namespace

void MainWindow::makeMenus()
{
    makeFileMenu();
    QMenu *edit = menuBar()->addMenu(tr("&Edit"));
    QAction *undo = m_undo.createUndoAction(this, tr("&Undo"));
    undo->setShortcut(QKeySequence::Undo);
    undo->setObjectName(QStringLiteral("undoAction"));
    QAction *redo = m_undo.createRedoAction(this, tr("&Redo"));
    redo->setShortcuts(
        {QKeySequence(QStringLiteral("Ctrl+Shift+Z")), QKeySequence(QStringLiteral("Ctrl+Y"))});
    redo->setObjectName(QStringLiteral("redoAction"));
    edit->addActions({undo, redo});
    m_undoActions = {undo, redo};
    makeViewMenu();
    auto *dataset = new DatasetMenu(*menuBar(), m_study, this);
    connect(dataset, &DatasetMenu::columnsRequested, &m_opening, &OpeningFlow::editColumns);
    connect(dataset, &DatasetMenu::preparationChosen, this, &MainWindow::changePreparation);
    makeLabelsMenu();
    makeModelMenu();
    auto *selection = new SelectionMenu(*menuBar(), m_study, m_undo, this);
    selection->addAction(m_labelSets->keepSelectionAction());
    dataset->addAction(selection->allTracksAction());
    m_selection->setActions(
        {selection->keepAction(), selection->keepOnlyAction(), selection->excludeAction()});
    connect(m_selection, &SelectionDock::renameRequested, selection, &SelectionMenu::rename);
    connect(m_selection, &SelectionDock::removeRequested, selection, &SelectionMenu::remove);
    makeHelpMenu();
}

void MainWindow::makeFileMenu()
{
    QMenu *file = menuBar()->addMenu(tr("&File"));
    m_openAction = file->addAction(tr("&Open…"), this, &MainWindow::chooseFile);
    m_openAction->setShortcut(QKeySequence::Open);
    m_openAction->setObjectName(QStringLiteral("openAction"));
    QMenu *recent = file->addMenu(tr("Open &Recent"));
    recent->setObjectName(QStringLiteral("recentMenu"));
    m_recent = new RecentFiles(*recent, this);
    connect(m_recent, &RecentFiles::chosen, this, &MainWindow::open);
    connect(m_recent, &RecentFiles::changed, this, [this] { m_start->setRecentFiles(m_recent->entries()); });
    m_start->setRecentFiles(m_recent->entries());
    file->addSeparator();
    m_exportAction =
        file->addAction(tr("&Export Plot as PNG…"), this, [this] { m_plotSaving.choose(m_docks); });
    m_exportAction->setShortcut(QKeySequence(QStringLiteral("Ctrl+Shift+E")));
    m_exportAction->setObjectName(QStringLiteral("exportAction"));
    auto *dataExport = new DataExport(*file, m_study, m_board, m_files);
    connect(dataExport, &DataExport::failed, this,
            [this](const Error &error) { showMessage(QString::fromStdString(error.message())); });
    auto *shap = new ShapSaving(m_study, m_shap->explainer(), m_board, m_files);
    shap->setParent(this);
    file->addAction(shap->action());
    const auto choose = [this, shap] { shap->choose(this); };
    connect(shap->action(), &QAction::triggered, this, choose);
    connect(m_shap, &ShapDock::valuesSavingRequested, this, choose);
    connect(shap, &ShapSaving::said, this, [this](const QString &what) { showMessage(what); });
    connect(shap, &ShapSaving::failed, this,
            [this](const Error &error) { showMessage(QString::fromStdString(error.message())); });
    file->addSeparator();
    QAction *quit = file->addAction(tr("&Quit"), this, &QWidget::close);
    quit->setShortcut(QKeySequence::Quit);
}

void MainWindow::makeViewMenu()
{
    QMenu *view = menuBar()->addMenu(tr("&View"));
    for (const Dock *dock : std::as_const(m_docks))
        view->addAction(dock->toggleViewAction());
    view->addSeparator();
    view->addAction(tr("&Arrange as at First"), this, [this] {
        for (Dock *dock : std::as_const(m_docks))
            dock->show();
        arrangeDocks();
    });
    QMenu *looks = view->addMenu(tr("A&ppearance"));
    auto *group = new QActionGroup(this);
    const auto add = [&](const QString &text, Appearance appearance) {
        QAction *action = looks->addAction(text);
        action->setCheckable(true);
        action->setChecked(savedAppearance() == appearance);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [appearance] {
            saveAppearance(appearance);
            applyAppearance(appearance);
        });
    };
    add(tr("As the &Desktop"), Appearance::System);
    add(tr("&Light"), Appearance::Light);
    add(tr("&Dark"), Appearance::Dark);
}

void MainWindow::makeLabelsMenu()
{
    QMenu *menu = menuBar()->addMenu(tr("&Labels"));
    m_labelChoice = new LabelChoice(*menu, m_study, this);
    menu->addSeparator();
    const QList<QAction *> mapping = m_mapping->mappingActions();
    constexpr qsizetype whole = 4; // new, duplicate, rename, delete; the others are about its cells
    menu->addActions(mapping.first(whole));
    menu->addSeparator();
    menu->addActions(m_mappingFiles.actions());
    menu->addSeparator();
    menu->addActions(mapping.sliced(whole));
    menu->addSeparator();
    m_mapping->setFileActions(m_mappingFiles.actions());
    connect(m_mapping, &MappingDock::suggestRequested, this, [this] {
        suggestMapping(m_study, m_jobs, this, [this](const StudySettings &settings, const QString &text) {
            changeSettings(settings, text);
        });
    });
    m_labelSets = new LabelSetsMenu(*menu, m_study, m_board, m_files);
    connect(m_labelSets, &LabelSetsMenu::keptLabelsChosen, this, &MainWindow::changeKeptLabels);
    connect(m_labelSets, &LabelSetsMenu::failed, this,
            [this](const Error &error) { showMessage(QString::fromStdString(error.message())); });
}

void MainWindow::makeModelMenu()
{
    QMenu *menu = menuBar()->addMenu(tr("&Model"));
    m_modelActions = new QActionGroup(this);
    for (const ModelKind &kind : modelCatalogue()) {
        QAction *action = menu->addAction(modelTitle(kind.name));
        action->setCheckable(true);
        action->setData(QString::fromStdString(kind.name));
        m_modelActions->addAction(action);
    }
    connect(m_modelActions, &QActionGroup::triggered, this,
            [this](QAction *action) { m_study.setCurrentModel(action->data().toString().toStdString()); });
    menu->addSeparator();
    m_trainAction = menu->addAction(tr("&Train"), this, &MainWindow::train);
    m_trainAction->setShortcut(QKeySequence(QStringLiteral("Ctrl+T")));
    m_trainAction->setObjectName(QStringLiteral("trainAction"));
    m_trainAction->setToolTip(tr("Train the chosen model on the chosen labels (Ctrl+T)"));
    m_trainAllAction =
        menu->addAction(tr("Train &Usual Models on All Labels"), &m_jobs, &StudyJobs::trainAll);
    m_trainAllAction->setObjectName(QStringLiteral("trainAllAction"));
    m_explainAction = menu->addAction(tr("&Explain"), this, [this] {
        m_shap->show();
        m_shap->raise();
    });
    m_explainAction->setShortcut(QKeySequence(QStringLiteral("Ctrl+E")));
    m_explainAction->setObjectName(QStringLiteral("explainAction"));
    m_explainAction->setToolTip(tr("See what moves the answers of the chosen model (Ctrl+E)"));
    auto *dialogs = new ModelDialogs(*menu, m_study, m_jobs, m_files);
    dialogs->serve(*m_models);
    connect(dialogs, &ModelDialogs::settingsChosen, this, &MainWindow::changeSettings);
    connect(dialogs, &ModelDialogs::removeRequested, this, &MainWindow::removeModels);
    connect(dialogs, &ModelDialogs::failed, this,
            [this](const Error &error) { showMessage(QString::fromStdString(error.message())); });
    menu->addSeparator();
    auto *modelFiles = new ModelFilesMenu(*menu, m_study, m_board, m_files);
    connect(modelFiles, &ModelFilesMenu::failed, this,
            [this](const Error &error) { showMessage(QString::fromStdString(error.message())); });
    connect(modelFiles, &ModelFilesMenu::said, this, [this](const QString &what) { showMessage(what); });
    menu->addSeparator();
    QAction *automatic = menu->addAction(tr("&Compute by Itself"));
    automatic->setObjectName(QStringLiteral("automaticAction"));
    automatic->setCheckable(true);
    automatic->setChecked(true);
    automatic->setToolTip(tr("Find clusters, make the map and train a first model without being asked"));
    connect(automatic, &QAction::toggled, &m_jobs, &StudyJobs::setAutomatic);
    connect(automatic, &QAction::toggled, &m_map->maker(), &MapMaker::setAutomatic);
}

void MainWindow::makeHelpMenu()
{
    QMenu *help = menuBar()->addMenu(tr("&Help"));
    help->addAction(tr("Open &Sample"), this, &MainWindow::openSample)
        ->setObjectName(QStringLiteral("sampleAction"));
    help->addSeparator();
    help->addAction(tr("&About Genrelens"), this, &MainWindow::showAbout)
        ->setObjectName(QStringLiteral("aboutAction"));
    help->addAction(tr("About &Qt"), qApp, &QApplication::aboutQt);
}

void MainWindow::makeToolBar()
{
    QToolBar *bar = addToolBar(tr("Main"));
    bar->setObjectName(QStringLiteral("mainToolBar"));
    bar->setMovable(false);
    bar->toggleViewAction()->setVisible(false);
    bar->addAction(m_openAction);
    bar->addSeparator();
    m_undoActions[0]->setIconText(QStringLiteral("\u21B6"));
    m_undoActions[1]->setIconText(QStringLiteral("\u21B7"));
    bar->addActions(m_undoActions);
    bar->addSeparator();

    addLabelled(*bar, tr("Labels"), m_labelChoice->box());
    m_modelBox = new QComboBox;
    m_modelBox->setObjectName(QStringLiteral("modelBox"));
    for (const ModelKind &kind : modelCatalogue())
        m_modelBox->addItem(modelTitle(kind.name), QString::fromStdString(kind.name));
    addLabelled(*bar, tr("Model"), m_modelBox);
    m_treesBox = toolSpinBox(QStringLiteral("treesBox"), 1, 100'000);
    m_treesBox->setSingleStep(50);
    m_treesBox->setToolTip(tr("Trees of the random forest"));
    addLabelled(*bar, tr("Trees"), m_treesBox);
    m_clustersBox = toolSpinBox(QStringLiteral("clustersBox"), 2, 1000);
    m_clustersBox->setToolTip(tr("Number of clusters that k-means looks for"));
    addLabelled(*bar, tr("Clusters"), m_clustersBox);
    bar->addSeparator();
    bar->addAction(m_trainAction);
    if (QWidget *button = bar->widgetForAction(m_trainAction))
        button->setProperty("accent", true);
    bar->addAction(m_explainAction);
    bar->addSeparator();
    bar->addAction(m_exportAction);

    connect(m_modelBox, &QComboBox::activated, this,
            [this] { m_study.setCurrentModel(m_modelBox->currentData().toString().toStdString()); });
    connect(m_treesBox, &QSpinBox::valueChanged, this, [this](int trees) {
        StudySettings settings = m_study.settings();
        settings.setTrees(trees);
        changeSettings(settings, tr("Change Trees"), mergeid::trees);
    });
    connect(m_clustersBox, &QSpinBox::valueChanged, this, [this](int k) {
        StudySettings settings = m_study.settings();
        settings.clusters.k = k;
        changeSettings(settings, tr("Change Clusters"), mergeid::clusterCount);
    });
}

void MainWindow::makeMessageBar()
{
    addToolBarBreak();
    m_messageBar = addToolBar(tr("Messages"));
    m_messageBar->setObjectName(QStringLiteral("messageBar"));
    m_messageBar->setMovable(false);
    m_messageBar->toggleViewAction()->setVisible(false);
    m_messageBar->hide();
    m_message = new NoticeBar;
    m_message->setObjectName(QStringLiteral("message"));
    m_message->setClosable(true);
    m_message->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    // A tool bar rules over the visibility of its own widgets; inside another one the notice rules itself.
    auto *holder = new QWidget;
    auto *layout = new QVBoxLayout(holder);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_message);
    m_messageBar->addWidget(holder);
    connect(m_message, &NoticeBar::linkActivated, this, [this] {
        if (m_followMessage)
            m_followMessage();
    });
    connect(m_message, &NoticeBar::closed, m_messageBar, &QWidget::hide);
    // A tool bar knows no height for width: it is told.
    connect(m_message, &NoticeBar::fitted, m_messageBar, [this](int height) {
        const QMargins frame = m_messageBar->layout()->contentsMargins();
        m_messageBar->setFixedHeight(height + frame.top() + frame.bottom());
    });
}

void MainWindow::refreshActions()
{
    const bool open = m_study.dataset() != nullptr;
    const StudySettings &settings = m_study.settings();
    const QString labels = QString::fromStdString(m_study.currentLabels());
    const QString model = QString::fromStdString(m_study.currentModel());
    for (QAction *action : m_modelActions->actions())
        action->setChecked(action->data().toString() == model);
    m_modelBox->setCurrentIndex(m_modelBox->findData(model));
    const QSignalBlocker quietTrees(m_treesBox);
    const QSignalBlocker quietClusters(m_clustersBox);
    m_treesBox->setValue(settings.trees());
    m_clustersBox->setValue(settings.clusters.k);
    m_treesBox->setEnabled(model == QLatin1String("random_forest"));

    const bool learnable =
        labels == QLatin1String("cluster") || !m_study.labels(labels.toStdString()).isEmpty();
    m_trainAction->setEnabled(open && learnable && !m_jobs.isTraining());
    m_trainAllAction->setEnabled(open);
    m_explainAction->setEnabled(open);
    QStringList usual;
    for (const std::string &name : settings.models)
        usual.append(modelTitle(name));
    m_trainAllAction->setToolTip(tr("Train what is not up to date of: %1").arg(usual.join(tr(", "))));
    m_trainAllAction->setStatusTip(m_trainAllAction->toolTip());
    m_exportAction->setEnabled(std::any_of(m_docks.begin(), m_docks.end(), [](const Dock *dock) {
        return dock->plot() != nullptr && !dock->plot()->isEmpty();
    }));
}

void MainWindow::showAbout()
{
    QMessageBox::about(
        this, tr("About Genrelens"),
        tr("<h3>Genrelens %1</h3><p>How separable are music genres, and is there a better small set of "
           "super-genres?</p><p>Free software under the GNU General Public License, version 3 or later. "
           "Built with Qt %2.</p><p>The genre mapping and the preset are those of a published study of the "
           "Spotify Tracks Dataset (maharshipandya, Kaggle, DOI 10.34740/KAGGLE/DSV/4372070, ODbL 1.0).</p>")
            .arg(QApplication::applicationVersion(), QString::fromLatin1(qVersion())));
}

} // namespace genrelens
