// How long the window takes to show an edit of the genre mapping, and a lasso drawn on the map from the
// release of the button: `genrelens-window-bench tracks.csv [times] [alone]` prints a line of JSON for each,
// with the docks as they are arranged at first, and once more with Selection and Tracks beside the others,
// since docks behind a tab neither compute nor paint. Each line has two times: until every view in front has
// painted what it knows at once, and until those that ask a job have painted its answer, too. With `alone` no
// clusters and models are computed before, which of millions of tracks would take minutes.
#include "app/main_window.h"
#include "core/labels/genre_map_edits.h"
#include "core/study/change_settings.h"
#include "core/study/selection.h"
#include "widgets/dialogs/file_chooser.h"
#include "widgets/docks/map_dock.h"
#include "widgets/plots/scatter_canvas.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QLoggingCategory>
#include <QMouseEvent>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QThread>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <vector>

namespace genrelens::bench
{

namespace
{

constexpr int patience = 600'000; // milliseconds
constexpr int quiet = 150;        // milliseconds without a job or paint, after which none comes any more

/// Counts the paint events of the whole window.
class Painting : public QObject
{
public:
    int events = 0;

    bool eventFilter(QObject *, QEvent *event) override
    {
        if (event->type() == QEvent::Paint)
            ++events;
        return false;
    }
};

/// The times of one kind of change, in milliseconds.
struct Times {
    std::vector<double> views;     ///< until the views in front are painted
    std::vector<double> portraits; ///< and until what jobs find for them is
};

template <typename Condition>
bool waitFor(const Condition &condition)
{
    QElapsedTimer timer;
    timer.start();
    while (!condition()) {
        if (timer.elapsed() > patience)
            return false;
        QCoreApplication::processEvents();
        QThread::msleep(5);
    }
    return true;
}

/// The window while it is measured.
class Watch
{
public:
    explicit Watch(MainWindow &window) : m_window(window) { qApp->installEventFilter(&m_painting); }

    [[nodiscard]] MainWindow &window() { return m_window; }

    /// Until a pass of events paints nothing: all is seen that needs no job.
    void settle()
    {
        int before = -1;
        while (before != m_painting.events) {
            before = m_painting.events;
            QCoreApplication::sendPostedEvents();
            QCoreApplication::processEvents();
        }
    }

    /// Until no job runs and nothing is painted any more; returns when the last of it was, by the timer.
    qint64 settleWithJobs(const QElapsedTimer &timer)
    {
        qint64 last = timer.nsecsElapsed();
        int before = m_painting.events;
        while (timer.nsecsElapsed() - last < quiet * 1'000'000LL && timer.elapsed() < patience) {
            QCoreApplication::processEvents();
            if (before != m_painting.events || !m_window.board().running().isEmpty())
                last = timer.nsecsElapsed();
            if (before == m_painting.events)
                QThread::usleep(200); // jobs want the processor, too
            before = m_painting.events;
        }
        return last;
    }

    void settleWithJobs()
    {
        QElapsedTimer timer;
        timer.start();
        settleWithJobs(timer);
    }

    /// Times what an action changes.
    template <typename Action>
    void time(Times &times, const Action &act)
    {
        settleWithJobs();
        QElapsedTimer timer;
        timer.start();
        act();
        settle();
        times.views.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
        times.portraits.push_back(static_cast<double>(settleWithJobs(timer)) / 1e6);
    }

private:
    MainWindow &m_window;
    Painting m_painting;
};

nlohmann::ordered_json percentiles(std::vector<double> milliseconds)
{
    std::sort(milliseconds.begin(), milliseconds.end());
    const auto at = [&](double share) {
        const double rank = std::ceil(share * static_cast<double>(milliseconds.size()));
        return milliseconds[static_cast<std::size_t>(rank) - 1];
    };
    return {{"median_ms", at(0.5)}, {"p95_ms", at(0.95)}, {"highest_ms", milliseconds.back()}};
}

void print(const char *stage, const char *arrangement, MainWindow &window, const Times &times,
           const nlohmann::ordered_json &more = nlohmann::ordered_json::object())
{
    std::vector<std::string> inFront;
    for (const Dock *dock : window.findChildren<Dock *>())
        if (dock->isInFront())
            inFront.push_back(dock->windowTitle().toStdString());
    nlohmann::ordered_json line{{"stage", stage},
                                {"arrangement", arrangement},
                                {"docks_in_front", inFront},
                                {"rows", window.study().prepared()->features().rows()},
                                {"times", times.views.size()}};
    line.update(more);
    line["until_all_views_in_front_are_painted"] = percentiles(times.views);
    line["until_background_portraits_are_there"] = percentiles(times.portraits);
    std::puts(line.dump().c_str());
    std::fflush(stdout); // whoever waits for the rest sees it
}

void timeEdits(Watch &watch, const char *arrangement, int edits)
{
    Study &study = watch.window().study();
    const std::vector<std::string> genre{study.labels("genre").classes().front()};
    Times times;
    for (int i = 0; i < edits; ++i) {
        watch.time(times, [&] {
            StudySettings settings = study.settings();
            const std::size_t to = static_cast<std::size_t>(i) % settings.genreMap().superGenres.size();
            settings.genreMap() =
                assigned(settings.genreMap(), genre, settings.genreMap().superGenres[to].name).value();
            watch.window().undoStack().push(new ChangeSettings(study, settings, QStringLiteral("Assign")));
        });
    }
    print("edit", arrangement, watch.window(), times);
}

void send(QWidget &widget, QEvent::Type type, const QPointF &place)
{
    const bool pressing = type != QEvent::MouseButtonRelease;
    QMouseEvent event(type, place, widget.mapToGlobal(place),
                      type == QEvent::MouseMove ? Qt::NoButton : Qt::LeftButton,
                      pressing ? Qt::LeftButton : Qt::NoButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&widget, &event);
}

// Rings of other sizes around the middle of the map; jagged, since a lasso takes no vertex that is hardly
// apart from the last.
void timeLassos(Watch &watch, const char *arrangement, int lassos, int vertices)
{
    auto *canvas = watch.window().findChild<MapDock *>()->findChild<ScatterCanvas *>();
    canvas->setTool(ScatterTool::Lasso);
    QWidget &viewport = *canvas->viewport();
    const QPointF middle = QRectF(viewport.rect()).center();
    Times times;
    std::size_t most = 0;
    for (int i = 0; i < lassos; ++i) {
        const double radius = viewport.height() * (0.1 + 0.3 * i / lassos);
        const auto place = [&](int step) {
            const double angle = step * 2.0 * M_PI / vertices;
            return middle + (radius + (step % 2 == 0 ? 3 : -3)) * QPointF(std::cos(angle), std::sin(angle));
        };
        send(viewport, QEvent::MouseButtonPress, place(0));
        for (int step = 1; step < vertices; ++step)
            send(viewport, QEvent::MouseMove, place(step));
        watch.time(times, [&] { send(viewport, QEvent::MouseButtonRelease, place(vertices - 1)); });
        most = std::max(most, watch.window().study().selection().count());
    }
    print("lasso", arrangement, watch.window(), times, {{"vertices", vertices}, {"most_selected", most}});
}

// Selection and Tracks leave the tabs where they are behind others, for areas of their own.
void showBesideOthers(MainWindow &window)
{
    const auto dock = [&window](const char *name) {
        return window.findChild<Dock *>(QString::fromLatin1(name));
    };
    window.addDockWidget(Qt::RightDockWidgetArea, dock("selectionDock"));
    window.addDockWidget(Qt::BottomDockWidgetArea, dock("tracksDock"));
    for (const char *name : {"distributionDock", "centroidsDock"})
        dock(name)->raise();
}

bool openAndWait(MainWindow &window, const QString &path, bool alone)
{
    window.resize(1920, 1200);
    window.show();
    window.jobs().setAutomatic(!alone);
    window.open({path});
    const Study &study = window.study();
    const auto *map = window.findChild<MapDock *>();
    const bool ready =
        QFile::exists(path) && waitFor([&] {
            const bool computed = study.isClusteringCurrent() && study.isSweepCurrent() &&
                                  !window.jobs().isTraining() && !study.modelRuns().empty();
            const bool mapped = map->maker().truth() && !map->maker().isRunning();
            return study.dataset() && (alone ? map->maker().pca() != nullptr : computed && mapped);
        });
    if (ready && study.settings().genreMap().superGenres.size() >= 2)
        return true;
    std::fprintf(stderr, "genrelens-window-bench: %s cannot be opened, or its genres are not mapped\n",
                 qPrintable(path));
    return false;
}

void timeAll(Watch &watch, const char *arrangement, int times)
{
    watch.settleWithJobs();
    timeEdits(watch, arrangement, times);
    timeLassos(watch, arrangement, times, 60);
    timeLassos(watch, arrangement, times, 1500);
    clearSelection(watch.window().study());
}

int run(const QString &path, int times, bool alone)
{
    FileChooser files;
    MainWindow window(files);
    if (!openAndWait(window, path, alone))
        return 2;
    Watch watch(window);
    timeAll(watch, "as at first", times);
    showBesideOthers(window);
    timeAll(watch, "Selection and Tracks beside the others", times);
    return 0;
}

} // namespace

} // namespace genrelens::bench

int main(int argc, char *argv[])
{
    if (argc < 2) {
        std::fputs("usage: genrelens-window-bench tracks.csv [times] [alone]\n", stderr);
        return 2;
    }
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QLoggingCategory::setFilterRules(QStringLiteral("default.warning=false")); // what a plugin cannot do
    const QApplication application(argc, argv);
    QCoreApplication::setOrganizationName(QStringLiteral("GenrelensBench"));
    QStandardPaths::setTestModeEnabled(true);
    const QTemporaryDir folder; // its settings are nobody's
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, folder.path());
    return genrelens::bench::run(QString::fromLocal8Bit(argv[1]),
                                 argc > 2 ? std::max(1, QString::fromLocal8Bit(argv[2]).toInt()) : 21,
                                 argc > 3 && QString::fromLocal8Bit(argv[3]) == QLatin1String("alone"));
}
