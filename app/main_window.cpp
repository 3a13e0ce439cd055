#include "app/main_window.h"

#include "app/recent_files.h"
#include "app/resources.h"
#include "core/base/text.h"
#include "core/study/change_settings.h"
#include "widgets/dialogs/export_dialog.h"
#include "widgets/dialogs/file_chooser.h"
#include "widgets/docks/dock.h"
#include "widgets/docks/notice_bar.h"
#include "widgets/docks/start_page.h"
#include "widgets/plots/plot.h"
#include "widgets/plots/plot_export.h"

#include <QActionGroup>
#include <QCloseEvent>
#include <QComboBox>
#include <QDir>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QMenu>
#include <QMimeData>
#include <QScreen>
#include <QSettings>
#include <QSpinBox>
#include <QStandardPaths>
#include <QToolBar>

namespace genrelens
{

namespace
{

constexpr int layoutVersion = 1;

QString rememberedFolder(const QString &key)
{
    const QString home = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    return QSettings().value(key, home).toString();
}

QString localFile(const QMimeData *data)
{
    const QList<QUrl> urls = data->urls();
    return urls.size() == 1 && urls.first().isLocalFile() ? urls.first().toLocalFile() : QString();
}

} // namespace

MainWindow::MainWindow(FileChooser &files, QWidget *parent)
    : QMainWindow(parent)
    , m_files(files)
    , m_jobs(m_study, m_board)
    , m_export(tr("Saving the plot"), m_board)
{
    setObjectName(QStringLiteral("mainWindow"));
    setAcceptDrops(true);
    setDockOptions(AllowNestedDocks | AllowTabbedDocks | GroupedDragging); // the last: tabs can be dragged
    setTabPosition(Qt::AllDockWidgetAreas, QTabWidget::North);
    m_study.setSettings(defaultSettings());
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
}

MainWindow::~MainWindow()
{
    // Signals of jobs that end while members go would reach views that are gone.
    m_study.disconnect();
    m_jobs.disconnect();
    m_board.disconnect();
}

void MainWindow::openFile(const QString &path)
{
    m_message->setNotice({});
    m_messageBar->hide();
    m_start->setOpening(QFileInfo(path).fileName());
    m_jobs.open(path);
}

void MainWindow::openSample()
{
    const Result<QString> path = unpackedSample();
    if (path)
        openFile(path.value());
    else
        showMessage(QString::fromStdString(path.error().message()));
}

void MainWindow::connectStudy()
{
    connect(m_start, &StartPage::openRequested, this, &MainWindow::chooseFile);
    connect(m_start, &StartPage::sampleRequested, this, &MainWindow::openSample);
    connect(m_start, &StartPage::recentRequested, this, &MainWindow::openFile);
    connect(&m_jobs, &StudyJobs::opened, this, &MainWindow::onOpened);
    connect(&m_jobs, &StudyJobs::openFailed, this, [this](const QString &path, const Error &error) {
        m_start->setOpening({});
        m_recent->remove(path);
        showMessage(QString::fromStdString(error.message()));
    });
    connect(&m_jobs, &StudyJobs::failed, this,
            [this](const Error &error) { showMessage(QString::fromStdString(error.message())); });
    connect(&m_export, &Job::failed, this,
            [this](const Error &error) { showMessage(QString::fromStdString(error.message())); });
    connect(&m_jobs, &StudyJobs::activityChanged, this, [this] {
        if (!m_jobs.isOpening())
            m_start->setOpening({});
        refreshActions();
    });
    connect(&m_study, &Study::changed, this, &MainWindow::refreshActions);
}

void MainWindow::onOpened(const QString &path)
{
    m_undo.clear(); // its steps were about the file before
    m_recent->add(path);
    refreshStandardizeMenu();
    showStudy(true);
    const std::string name = m_study.dataset()->table.name();
    const CsvSummary &summary = m_study.dataset()->summary;
    QStringList said;
    if (summary.rowsSkipped > 0)
        said.append(tr("%1 of %2 rows were skipped, because they do not have the header's %3 fields: %4")
                        .arg(QString::fromStdString(grouped(summary.rowsSkipped)),
                             QString::fromStdString(grouped(summary.rowsRead)))
                        .arg(summary.headerFields)
                        .arg(QString::fromStdString(describeSkipped(summary))));
    for (const std::string &remark : remarks(*m_study.dataset(), *m_study.prepared(),
                                             m_study.labels("super_genre"), m_study.settings().preparation))
        said.append(QString::fromStdString(remark));
    if (!said.isEmpty())
        showMessage(
            QStringLiteral("%1: %2.").arg(QString::fromStdString(name), said.join(QStringLiteral("; "))));
}

void MainWindow::showStudy(bool open)
{
    setWindowTitle(open ? tr("%1 – Genrelens").arg(QString::fromStdString(m_study.dataset()->table.name()))
                        : tr("Genrelens"));
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

void MainWindow::showMessage(const QString &message)
{
    m_message->setNotice(message);
    m_messageBar->show();
}

void MainWindow::chooseFile()
{
    const QString path =
        m_files.openFile(this, tr("Open a CSV of Tracks"), rememberedFolder(QStringLiteral("openFolder")),
                         tr("CSV files (*.csv);;All files (*)"));
    if (path.isEmpty())
        return;
    QSettings().setValue(QStringLiteral("openFolder"), QFileInfo(path).absolutePath());
    openFile(path);
}

void MainWindow::exportPlot()
{
    QList<ExportChoice> choices;
    int first = 0;
    for (const Dock *dock : std::as_const(m_docks)) {
        if (dock->plot() == nullptr || dock->plot()->isEmpty())
            continue;
        if (dock->isAncestorOf(focusWidget()))
            first = static_cast<int>(choices.size());
        choices.append({dock->windowTitle(), dock->plot()});
    }
    if (choices.isEmpty())
        return;
    ExportDialog dialog(choices, first, this);
    if (dialog.exec() != QDialog::Accepted)
        return;
    const QString folder = rememberedFolder(QStringLiteral("exportFolder"));
    QString path =
        m_files.saveFile(this, tr("Save the Plot"),
                         QDir(folder).filePath(dialog.plot()->figureName() + QStringLiteral(".png")),
                         tr("PNG pictures (*.png)"));
    if (path.isEmpty())
        return;
    if (QFileInfo(path).suffix().isEmpty())
        path += QStringLiteral(".png");
    QSettings().setValue(QStringLiteral("exportFolder"), QFileInfo(path).absolutePath());
    const QImage image = renderPlot(*dialog.plot(), dialog.plotSize(), dialog.scale(), dialog.theme());
    m_export.start<bool>(
        [image, path](Progress &) -> Result<bool> {
            const Result<void> saved = savePng(image, path);
            if (!saved)
                return saved.error();
            return true;
        },
        [](bool) {});
}

void MainWindow::changeSettings(const StudySettings &settings, const QString &text, int mergeId)
{
    if (!(settings == m_study.settings()))
        m_undo.push(new ChangeSettings(m_study, settings, text, mergeId));
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
    QSettings settings;
    settings.setValue(QStringLiteral("geometry"), saveGeometry());
    if (m_study.dataset())
        settings.setValue(QStringLiteral("layout"), saveState(layoutVersion));
    m_jobs.shutDown();
    event->accept();
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (!localFile(event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    const QString path = localFile(event->mimeData());
    if (path.isEmpty())
        return;
    event->acceptProposedAction();
    openFile(path);
}

} // namespace genrelens
