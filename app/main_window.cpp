#include "app/main_window.h"

#include "app/recent_files.h"
#include "app/remembered_folder.h"
#include "app/resources.h"
#include "app/table_saving.h"
#include "app/tracks_file.h"
#include "core/base/text.h"
#include "core/study/change_settings.h"
#include "core/study/import_memory.h"
#include "core/study/remove_models.h"
#include "widgets/dialogs/file_chooser.h"
#include "widgets/docks/data_report_dock.h"
#include "widgets/docks/elbow_dock.h"
#include "widgets/docks/notice_bar.h"
#include "widgets/docks/start_page.h"
#include "widgets/plots/palette.h"
#include "widgets/plots/text.h"

#include <QActionGroup>
#include <QCloseEvent>
#include <QComboBox>
#include <QDragEnterEvent>
#include <QMenu>
#include <QMimeData>
#include <QScreen>
#include <QSettings>
#include <QSpinBox>
#include <QToolBar>

#include <algorithm>

namespace genrelens
{

namespace
{

constexpr int layoutVersion = 6;     // 6: map and Selection came
constexpr qsizetype mostClauses = 3; // in the message bar

// What was dragged, if all of it are files.
QStringList localFiles(const QMimeData *data)
{
    QStringList files;
    const QList<QUrl> urls = data->urls();
    for (const QUrl &url : urls) {
        if (!url.isLocalFile())
            return {};
        files.append(url.toLocalFile());
    }
    return files;
}

Study &startedWith(Study &study, const StudySettings &settings)
{
    study.setSettings(settings);
    return study;
}

// A word of ours rather than the name of a file or a column, which stays as it is written.
bool beginsWithWord(const QString &clause)
{
    const QString word = clause.section(QLatin1Char(' '), 0, 0);
    return std::all_of(word.begin(), word.end(), [](QChar letter) { return letter.isLower(); });
}

// Clauses become sentences of their own, the first few of many.
QString sentences(const QStringList &clauses)
{
    QStringList all;
    for (QString clause : clauses.first(std::min(clauses.size(), mostClauses))) {
        if (beginsWithWord(clause))
            clause[0] = clause[0].toUpper();
        all.append(clause + QLatin1Char('.'));
    }
    if (clauses.size() > mostClauses)
        all.append(MainWindow::tr("And %1 more; see the Data report.")
                       .arg(formatCount(clauses.size() - mostClauses)));
    return all.join(QLatin1Char(' '));
}

} // namespace

MainWindow::MainWindow(FileChooser &files, QWidget *parent)
    : QMainWindow(parent)
    , m_files(files)
    , m_jobs(m_study, m_board)
    , m_opening(m_study, m_board, *this)
    , m_mappingFiles(startedWith(m_study, defaultSettings()), files, *this)
    , m_plotSaving(files, m_board, *this)
{
    setObjectName(QStringLiteral("mainWindow"));
    m_board.pool()->start([] { classColour(distinctClassColours - 1); }); // found once, which takes a while
    setAcceptDrops(true);
    setDockOptions(AllowNestedDocks | AllowTabbedDocks | GroupedDragging); // the last: tabs can be dragged
    setTabPosition(Qt::AllDockWidgetAreas, QTabWidget::North);
    m_start = new StartPage;
    setCentralWidget(m_start);
    makeDocks();
    makeMenus();
    makeToolBar();
    makeMessageBar();
    connectStudy();
    showStudy(false);
    restoreLayout();
    refreshActions();
    showUnfinishedOpening();
    offerLeftMappings();
}

MainWindow::~MainWindow()
{
    // Signals of jobs that end while members go would reach views that are gone.
    m_study.disconnect();
    m_jobs.disconnect();
    m_opening.disconnect();
    m_board.disconnect();
}

void MainWindow::open(const QStringList &paths)
{
    m_message->setNotice({});
    m_messageBar->hide();
    m_start->setUnfinished({});
    m_start->setOpening(filesTitle(paths));
    m_opening.open(paths);
}

void MainWindow::openSample()
{
    const Result<QString> path = unpackedSample();
    if (path)
        open({path.value()});
    else
        showMessage(QString::fromStdString(path.error().message()));
}

void MainWindow::connectStudy()
{
    connect(m_start, &StartPage::openRequested, this, &MainWindow::chooseFile);
    connect(m_start, &StartPage::sampleRequested, this, &MainWindow::openSample);
    connect(m_start, &StartPage::recentRequested, this, &MainWindow::open);
    connect(&m_opening, &OpeningFlow::opened, this, &MainWindow::onOpened);
    connect(&m_opening, &OpeningFlow::failed, this, [this](const QStringList &paths, const Error &error) {
        m_recent->remove(paths);
        showMessage(QString::fromStdString(error.message()));
    });
    connect(&m_opening, &OpeningFlow::preparationChosen, this,
            [this](const PreparationOptions &options) { changePreparation(options, tr("Change Columns")); });
    connect(&m_opening, &OpeningFlow::activityChanged, this, [this] {
        if (!m_opening.isRunning())
            m_start->setOpening({});
    });
    for (const Dock *dock : std::as_const(m_docks))
        connect(dock, &Dock::columnsRequested, &m_opening, &OpeningFlow::editColumns);
    for (const Dock *dock : std::as_const(m_docks)) {
        connect(
            dock, &Dock::settingsChosen, this,
            [this](const StudySettings &settings, const QString &text) { changeSettings(settings, text); });
        connect(dock, &Dock::keptLabelsChosen, this, &MainWindow::changeKeptLabels);
        connect(dock, &Dock::tableSavingRequested, this,
                [this](const std::string &csv, const QString &ending) {
                    const SavedTable table{tr("Save the Table"), QLatin1Char('_') + ending,
                                           tr("CSV tables (*.csv)"), [csv](bool) { return csv; }};
                    if (const Result<void> saved = saveTable(table, m_study, m_files, this); !saved)
                        showMessage(QString::fromStdString(saved.error().message()));
                });
    }
    connect(&m_jobs, &StudyJobs::failed, this,
            [this](const Error &error) { showMessage(QString::fromStdString(error.message())); });
    connect(&m_plotSaving, &PlotSaving::failed, this,
            [this](const Error &error) { showMessage(QString::fromStdString(error.message())); });
    connect(&m_jobs, &StudyJobs::activityChanged, this, &MainWindow::refreshActions);
    connect(&m_study, &Study::changed, this, &MainWindow::refreshActions);
    connect(&m_mappingFiles, &MappingFiles::settingsChosen, this,
            [this](const StudySettings &settings, const QString &text) {
                m_message->setNotice({}); // of a file that could not be loaded before
                m_messageBar->hide();
                changeSettings(settings, text);
            });
    connect(&m_mappingFiles, &MappingFiles::failed, this,
            [this](const Error &error) { showMessage(QString::fromStdString(error.message())); });
    connect(&m_mappingFiles, &MappingFiles::said, this, [this](const QString &what) { showMessage(what); });
    connect(&m_mappingFiles, &MappingFiles::modifiedChanged, this, &MainWindow::showTitle);
}

void MainWindow::onOpened(const QStringList &paths, bool columnsClosed)
{
    keepMappingSteps(m_undo, m_study);
    m_recent->add(paths);
    rememberOpened(paths.first());
    showStudy(true);
    tellOfOpened(columnsClosed);
}

// What one should know about the file just opened, beside what is normal.
void MainWindow::tellOfOpened(bool columnsClosed)
{
    const CsvSummary &summary = m_study.dataset()->summary;
    QStringList said;
    if (columnsClosed)
        said.append(tr("the choice of columns was closed, because it was about the file before"));
    if (summary.rowsSkipped > 0)
        said.append(tr("%1 of %2 rows were skipped, because they do not have the header's %3 fields: %4")
                        .arg(QString::fromStdString(grouped(summary.rowsSkipped)),
                             QString::fromStdString(grouped(summary.rowsRead)))
                        .arg(summary.headerFields)
                        .arg(QString::fromStdString(describeSkipped(summary))));
    for (const std::string &remark : summary.remarks)
        said.append(QString::fromStdString(remark));
    for (const std::string &remark :
         remarks(*m_study.dataset(), *m_study.prepared(), m_study.labels(m_study.settings().currentMapping),
                 m_study.settings().preparation))
        said.append(QString::fromStdString(remark));
    said.removeAll(QString());
    if (!said.isEmpty())
        showMessage(sentences(said),
                    m_dataReport->findingCount() > 0 || summary.rowsSkipped > 0 || said.size() > mostClauses
                        ? tr("Data report")
                        : QString());
    else
        offerLeftMappings();
}

void MainWindow::showStudy(bool open)
{
    showTitle();
    if (!open) {
        for (Dock *dock : std::as_const(m_docks)) {
            dock->hide();
            dock->toggleViewAction()->setEnabled(false);
        }
        return;
    }
    if (!m_start->isVisibleTo(this))
        return; // docks stay as the person has arranged them
    m_start->hide();
    for (Dock *dock : std::as_const(m_docks)) {
        dock->toggleViewAction()->setEnabled(true);
        dock->show();
    }
    if (m_layoutToRestore.isEmpty() || !restoreState(m_layoutToRestore, layoutVersion))
        arrangeDocks();
    m_messageBar->setVisible(!m_message->text().isEmpty());
}

// The star of unsaved changes stands behind the mapping's name, not the file's, which is never changed.
void MainWindow::showTitle()
{
    QString title = tr("Genrelens");
    if (m_study.dataset())
        title = tr("%1 – Genrelens").arg(QString::fromStdString(m_study.dataset()->table.name()));
    const QStringList unsaved = m_mappingFiles.modifiedNames();
    if (!unsaved.isEmpty())
        title =
            tr("%1[*] – %2", "mappings, and the title without them")
                .arg(unsaved.join(tr(", ")).replace(QLatin1String("[*]"), QLatin1String("[*][*]")), title);
    setWindowTitle(title);
    setWindowModified(!unsaved.isEmpty());
}

void MainWindow::showMessage(const QString &message, const QString &link, std::function<void()> follow)
{
    m_followMessage = follow ? std::move(follow) : [this] { showDataReport(); };
    m_message->setNotice(message, link);
    m_messageBar->show();
}

void MainWindow::offerLeftMappings()
{
    const std::vector<UnsavedMapping> &left = m_mappingFiles.left();
    if (left.empty())
        return;
    QStringList names;
    for (const UnsavedMapping &mapping : left)
        names.append(tr("“%1”").arg(QString::fromStdString(mapping.map.name)));
    showMessage(tr("Last time the mapping %1 was changed and not saved.").arg(names.join(tr(", "))),
                tr("Restore it"), [this] {
                    m_message->setNotice({});
                    m_messageBar->hide();
                    m_mappingFiles.restoreLeft();
                });
}

void MainWindow::showDataReport()
{
    m_dataReport->show();
    m_dataReport->raise();
}

void MainWindow::showUnfinishedOpening()
{
    m_start->setUnfinished(filesTitle(unfinishedOpening()));
    setUnfinishedOpening({}); // told once
}

void MainWindow::chooseFile()
{
    const QStringList paths = m_files.openFiles(
        this, tr("Open a CSV of Tracks"), rememberedFolder(QStringLiteral("openFolder")), tracksFilter());
    if (paths.isEmpty())
        return;
    rememberFolderOf(paths.first(), QStringLiteral("openFolder"));
    open(paths);
}

void MainWindow::changeSettings(const StudySettings &settings, const QString &text, int mergeId)
{
    if (!(settings == m_study.settings()))
        m_undo.push(new ChangeSettings(m_study, settings, text, mergeId));
}

void MainWindow::changeKeptLabels(const KeptLabelSets &kept, const QString &text)
{
    if (kept != m_study.keptLabels())
        m_undo.push(new ChangeKeptLabels(m_study, kept, text));
}

void MainWindow::removeModels(const std::vector<ModelSlot> &unwanted)
{
    if (RemoveModels::isStep(m_study, unwanted))
        m_undo.push(new RemoveModels(m_study, m_jobs, unwanted));
    else
        m_jobs.removeRuns(unwanted); // of what has no run yet there is nothing to bring back
}

void MainWindow::changePreparation(const PreparationOptions &preparation, const QString &text)
{
    StudySettings settings = m_study.settings();
    settings.preparation = preparation;
    changeSettings(settings, text);
}

void MainWindow::train()
{
    m_jobs.train(m_study.currentModel(), m_study.currentLabels());
}

void MainWindow::restoreLayout()
{
    const QSettings settings;
    if (!restoreGeometry(settings.value(QStringLiteral("geometry")).toByteArray()))
        resize(QSize(1920, 1200).boundedTo(screen()->availableSize() * 0.95));
    m_layoutToRestore = settings.value(QStringLiteral("layout")).toByteArray();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (!m_mappingFiles.mayClose()) {
        event->ignore();
        return;
    }
    QSettings settings;
    settings.setValue(QStringLiteral("geometry"), saveGeometry());
    if (m_study.dataset())
        settings.setValue(QStringLiteral("layout"), saveState(layoutVersion));
    m_opening.shutDown();
    m_jobs.shutDown();
    event->accept();
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (!localFiles(event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    const QStringList paths = localFiles(event->mimeData());
    if (paths.isEmpty())
        return;
    event->acceptProposedAction();
    open(paths);
}

} // namespace genrelens
