// How long the window takes to show an edit of the genre mapping: `genrelens-window-bench tracks.csv [edits]
// [alone]` prints one line of JSON. Every dock that shows labels is counted until it has painted. With
// `alone` no clusters and models are computed before, which of millions of tracks would take minutes.
#include "app/main_window.h"
#include "core/labels/genre_map_edits.h"
#include "core/study/change_settings.h"
#include "widgets/dialogs/file_chooser.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QEvent>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QThread>

#include <nlohmann/json.hpp>

#include <algorithm>
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

int run(const QString &path, int edits, bool alone)
{
    FileChooser files;
    MainWindow window(files);
    window.resize(1920, 1200);
    window.show();
    window.jobs().setAutomatic(!alone);
    window.open({path});
    const Study &study = window.study();
    const bool ready = waitFor([&] {
        return study.dataset() && (alone || (study.isClusteringCurrent() && study.isSweepCurrent() &&
                                             !window.jobs().isTraining() && !study.modelRuns().empty()));
    });
    if (!ready || study.settings().genreMap().superGenres.size() < 2) {
        std::fprintf(stderr, "genrelens-window-bench: %s cannot be opened, or its genres are not mapped\n",
                     qPrintable(path));
        return 2;
    }
    Painting painting;
    qApp->installEventFilter(&painting);
    settle(painting);
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
    std::sort(milliseconds.begin(), milliseconds.end());
    const nlohmann::ordered_json line{{"stage", "edit"},
                                      {"rows", study.prepared()->features().rows()},
                                      {"edits", edits},
                                      {"median_ms", milliseconds[milliseconds.size() / 2]},
                                      {"highest_ms", milliseconds.back()},
                                      {"paint_events", painting.events}};
    std::puts(line.dump().c_str());
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
