// How long the window takes to show an edit of the genre mapping, and a lasso drawn on the map from the
// release of the button: `genrelens-window-bench tracks.csv [edits] [alone]` prints a line of JSON for each.
// Every dock is counted until it has painted. With `alone` no clusters and models are computed before, which
// of millions of tracks would take minutes.
#include "app/main_window.h"
#include "core/labels/genre_map_edits.h"
#include "core/study/change_settings.h"
#include "widgets/dialogs/file_chooser.h"
#include "widgets/docks/map_dock.h"
#include "widgets/plots/scatter_canvas.h"

#include <QApplication>
#include <QElapsedTimer>
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

// Until nothing is painted any more.
void settle(const Painting &painting)
{
    int before = -1;
    while (before != painting.events) {
        before = painting.events;
        QCoreApplication::sendPostedEvents();
        QCoreApplication::processEvents();
    }
}

void print(const char *stage, const Study &study, std::vector<double> milliseconds,
           const nlohmann::ordered_json &more)
{
    std::sort(milliseconds.begin(), milliseconds.end());
    nlohmann::ordered_json line{{"stage", stage},
                                {"rows", study.prepared()->features().rows()},
                                {"times", milliseconds.size()},
                                {"median_ms", milliseconds[milliseconds.size() / 2]},
                                {"highest_ms", milliseconds.back()}};
    line.update(more);
    std::puts(line.dump().c_str());
}

void timeEdits(MainWindow &window, const Painting &painting, int edits)
{
    const Study &study = window.study();
    const std::vector<std::string> genre{study.labels("genre").classes().front()};
    std::vector<double> milliseconds;
    for (int i = 0; i < edits; ++i) {
        QElapsedTimer timer;
        timer.start();
        StudySettings settings = study.settings();
        const std::size_t to = static_cast<std::size_t>(i) % settings.genreMap().superGenres.size();
        settings.genreMap() =
            assigned(settings.genreMap(), genre, settings.genreMap().superGenres[to].name).value();
        window.undoStack().push(new ChangeSettings(window.study(), settings, QStringLiteral("Assign")));
        settle(painting);
        milliseconds.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
    }
    print("edit", study, std::move(milliseconds), {{"paint_events", painting.events}});
}

void send(QWidget &widget, QEvent::Type type, const QPointF &place)
{
    const bool pressing = type != QEvent::MouseButtonRelease;
    QMouseEvent event(type, place, widget.mapToGlobal(place),
                      type == QEvent::MouseMove ? Qt::NoButton : Qt::LeftButton,
                      pressing ? Qt::LeftButton : Qt::NoButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&widget, &event);
}

// Rings of other sizes around the middle of the map.
void timeLassos(MainWindow &window, const Painting &painting, int lassos)
{
    auto *dock = window.findChild<MapDock *>();
    auto *canvas = dock->findChild<ScatterCanvas *>();
    canvas->setTool(ScatterTool::Lasso);
    QWidget &viewport = *canvas->viewport();
    const QPointF middle = QRectF(viewport.rect()).center();
    std::vector<double> milliseconds;
    std::size_t most = 0;
    for (int i = 0; i < lassos; ++i) {
        const double radius = viewport.height() * (0.1 + 0.3 * i / lassos);
        const auto place = [&](int step) {
            const double angle = step * 2.0 * M_PI / 60;
            return middle + radius * QPointF(std::cos(angle), std::sin(angle));
        };
        send(viewport, QEvent::MouseButtonPress, place(0));
        for (int step = 1; step < 60; ++step)
            send(viewport, QEvent::MouseMove, place(step));
        settle(painting);
        QElapsedTimer timer;
        timer.start();
        send(viewport, QEvent::MouseButtonRelease, place(59));
        settle(painting);
        milliseconds.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
        most = std::max(most, window.study().selection().count());
    }
    print("lasso", window.study(), std::move(milliseconds), {{"most_selected", most}});
}

bool openAndWait(MainWindow &window, const QString &path, bool alone)
{
    window.resize(1920, 1200);
    window.show();
    window.jobs().setAutomatic(!alone);
    window.open({path});
    const Study &study = window.study();
    const auto *map = window.findChild<MapDock *>();
    const bool ready = waitFor([&] {
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

int run(const QString &path, int times, bool alone)
{
    FileChooser files;
    MainWindow window(files);
    if (!openAndWait(window, path, alone))
        return 2;
    Painting painting;
    qApp->installEventFilter(&painting);
    settle(painting);
    timeEdits(window, painting, times);
    settle(painting);
    timeLassos(window, painting, times);
    return 0;
}

} // namespace

} // namespace genrelens::bench

int main(int argc, char *argv[])
{
    if (argc < 2) {
        std::fputs("usage: genrelens-window-bench tracks.csv [edits] [alone]\n", stderr);
        return 2;
    }
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    QCoreApplication::setOrganizationName(QStringLiteral("GenrelensBench"));
    QStandardPaths::setTestModeEnabled(true);
    const QTemporaryDir folder; // its settings are nobody's
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, folder.path());
    return genrelens::bench::run(QString::fromLocal8Bit(argv[1]),
                                 argc > 2 ? std::max(1, QString::fromLocal8Bit(argv[2]).toInt()) : 21,
                                 argc > 3 && QString::fromLocal8Bit(argv[3]) == QLatin1String("alone"));
}
