// What `genrelens-bench frames` starts: the map is moved, zoomed and brushed by the events that a mouse
// sends, and each frame is timed from the event until it is painted. A program of its own, since the others
// measure memory without a window.
#include "core/base/parallel.h"
#include "tests/bench/frames_bench_scene.h"
#include "tests/bench/stages.h"
#include "widgets/plots/arranged_points.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QMouseEvent>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <functional>
#include <map>
#include <numbers>
#include <vector>

namespace genrelens::bench
{

namespace
{

constexpr int framesOfMove = 60;
constexpr int wheelSteps = 12;
constexpr int layouts = 10;
constexpr int betweenMoves = 20; // milliseconds: longer than one of the frames of a canvas that is brushed
constexpr std::size_t mostArrangedAtOnce = 200'000; // points: of more a map is arranged beside the window
constexpr QSize canvasSize(1600, 1000);

/// Counts the frames that the canvas has painted.
class Painted : public QObject
{
public:
    int frames = 0;

    bool eventFilter(QObject *, QEvent *event) override
    {
        frames += event->type() == QEvent::Paint ? 1 : 0;
        return false;
    }
};

/// A person's hand on the canvas, with a stopwatch.
class Hand
{
public:
    explicit Hand(ScatterCanvas &canvas) : m_canvas(canvas)
    {
        canvas.viewport()->installEventFilter(&m_painted);
    }

    /// Times an action until it is painted.
    void frame(const std::string &what, const std::function<void()> &act)
    {
        const int before = m_painted.frames;
        QElapsedTimer timer;
        timer.start();
        act();
        do {
            QCoreApplication::sendPostedEvents();
            QCoreApplication::processEvents();
        } while (m_painted.frames == before && timer.elapsed() < 5000);
        m_milliseconds[what].push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
    }

    /// Times something that is no frame.
    void step(const std::string &what, const std::function<void()> &act)
    {
        QElapsedTimer timer;
        timer.start();
        act();
        m_milliseconds[what].push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
    }

    void mouse(QEvent::Type type, const QPointF &position, Qt::MouseButton button, Qt::MouseButtons buttons)
    {
        QWidget *viewport = m_canvas.viewport();
        QMouseEvent event(type, position, viewport->mapToGlobal(position), button, buttons, Qt::NoModifier);
        QApplication::sendEvent(viewport, &event);
        m_position = position;
    }

    void wheel(const QPointF &position, int steps)
    {
        QWidget *viewport = m_canvas.viewport();
        QWheelEvent event(position, viewport->mapToGlobal(position), {}, {0, 120 * steps}, Qt::NoButton,
                          Qt::NoModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(viewport, &event);
    }

    void pan(const std::string &what, const QPointF &from)
    {
        mouse(QEvent::MouseButtonPress, from, Qt::MiddleButton, Qt::MiddleButton);
        mouse(QEvent::MouseMove, from + QPointF(0, 5), Qt::NoButton, Qt::MiddleButton);
        for (int i = 1; i <= framesOfMove; ++i) {
            const double angle = 2 * std::numbers::pi * i / framesOfMove;
            const QPointF to = from + QPointF(150 * std::sin(angle), 100 * std::sin(2 * angle));
            frame(what, [&] { mouse(QEvent::MouseMove, to, Qt::NoButton, Qt::MiddleButton); });
        }
        mouse(QEvent::MouseButtonRelease, m_position, Qt::MiddleButton, Qt::NoButton);
        settle();
    }

    void zoom(const std::string &what, const QPointF &at, int steps)
    {
        for (int i = 0; i < std::abs(steps); ++i)
            frame(what, [&] { wheel(at, steps > 0 ? 1 : -1); });
        settle();
    }

    /// Draws a ring with the tool that the canvas has.
    void brush(const std::string &what, const QPointF &centre, double radius)
    {
        mouse(QEvent::MouseButtonPress, centre + QPointF(radius, 0), Qt::LeftButton, Qt::LeftButton);
        for (int i = 1; i < framesOfMove; ++i) {
            const double angle = 2 * std::numbers::pi * i / framesOfMove;
            const QPointF to = centre + radius * QPointF(std::cos(angle), std::sin(angle));
            rest();
            frame(what, [&] { mouse(QEvent::MouseMove, to, Qt::NoButton, Qt::LeftButton); });
        }
        frame(what + "_release",
              [&] { mouse(QEvent::MouseButtonRelease, m_position, Qt::LeftButton, Qt::NoButton); });
        settle();
    }

    /// Without a move, for so long that the canvas shows the next one at once.
    static void rest()
    {
        QElapsedTimer timer;
        for (timer.start(); timer.elapsed() < betweenMoves;)
            QCoreApplication::processEvents();
    }

    /// From track to track, all over what is seen.
    void hover(const std::string &what)
    {
        const std::size_t rows = m_canvas.points().size();
        for (std::size_t i = 0; i < framesOfMove; ++i) {
            const auto at = m_canvas.positionOf(static_cast<std::uint32_t>(i * rows / framesOfMove));
            if (!at || !m_canvas.viewport()->rect().contains(at->toPoint()))
                continue;
            const auto row = m_canvas.rowAt(*at);
            if (row && row != m_canvas.hoveredRow()) // else nothing is painted
                frame(what, [&] { mouse(QEvent::MouseMove, *at, Qt::NoButton, Qt::NoButton); });
        }
        settle();
    }

    /// Until nothing is painted any more.
    void settle()
    {
        QElapsedTimer quiet;
        quiet.start();
        for (int before = m_painted.frames; quiet.elapsed() < 300;) {
            QCoreApplication::processEvents();
            if (before != m_painted.frames)
                quiet.restart();
            before = m_painted.frames;
        }
    }

    [[nodiscard]] const std::map<std::string, std::vector<double>> &milliseconds() const
    {
        return m_milliseconds;
    }

private:
    ScatterCanvas &m_canvas;
    Painted m_painted;
    QPointF m_position;
    std::map<std::string, std::vector<double>> m_milliseconds;
};

nlohmann::ordered_json percentiles(std::vector<double> milliseconds)
{
    std::sort(milliseconds.begin(), milliseconds.end());
    const auto at = [&](double share) {
        const double rank = std::ceil(share * static_cast<double>(milliseconds.size()));
        return milliseconds[static_cast<std::size_t>(rank) - 1];
    };
    return {{"frames", milliseconds.size()},
            {"median_ms", at(0.5)},
            {"p95_ms", at(0.95)},
            {"highest_ms", milliseconds.back()}};
}

// As a map does that is being made.
void exerciseLayouts(Hand &hand, ScatterCanvas &canvas)
{
    const std::vector<MapPoint> points = canvas.points();
    std::vector<MapPoint> moved = points;
    for (int i = 0; i < layouts; ++i) {
        for (MapPoint &point : moved)
            point = {point.x * 1.01F, point.y};
        ArrangedPoints arranged;
        hand.step("arrange", [&] { arranged = ArrangedPoints(moved); });
        if (moved.size() > mostArrangedAtOnce)
            hand.frame("new_layout", [&] { canvas.setArrangedPoints(std::move(arranged), true); });
        else
            hand.frame("new_layout", [&] { canvas.setPoints(moved, true); });
    }
    canvas.setPoints(points);
    hand.settle();
}

void exercise(Hand &hand, FramesScene &scene)
{
    ScatterCanvas &canvas = scene.canvas();
    const QPointF middle = QRectF(canvas.viewport()->rect()).center();
    canvas.setTool(ScatterTool::Pan);
    hand.hover("hover");
    hand.pan("pan", middle);
    hand.zoom("zoom", middle, wheelSteps);
    hand.pan("pan_near", middle);
    hand.zoom("zoom", middle, -wheelSteps);
    canvas.zoomToFit();
    hand.settle();
    canvas.setTool(ScatterTool::Lasso);
    hand.brush("lasso", middle, 200);
    hand.pan("pan_selected", middle);
    scene.clearSelection();
    canvas.setTool(ScatterTool::Brush);
    hand.brush("brush", middle, 200);
    canvas.setTool(ScatterTool::Pan);
    scene.clearSelection();
    hand.settle();
    hand.frame("recolour", [&] { scene.toggleClass(); });
    hand.frame("recolour", [&] { scene.toggleClass(); });
    exerciseLayouts(hand, canvas);
}

int run(const BenchOptions &options)
{
    setThreadCount(options.jobs);
    const Result<MapInput> input = openMapInput(options);
    if (!input) {
        std::fprintf(stderr, "genrelens-bench: %s\n", input.error().message().c_str());
        return input.error().kind == ErrorKind::Failure ? 1 : 2;
    }
    auto opened = FramesScene::open(input.value(), options, canvasSize);
    if (!opened) {
        std::fprintf(stderr, "genrelens-bench: %s\n", opened.error().message().c_str());
        return opened.error().kind == ErrorKind::Failure ? 1 : 2;
    }
    FramesScene &scene = *opened.value();
    Hand hand(scene.canvas());
    hand.settle();
    const auto timing = timed<int>(options.repeat, [&]() -> Result<int> {
        exercise(hand, scene);
        return 0;
    });
    nlohmann::ordered_json line =
        measurement(options, input.value().rows(), input.value().isDrawn(), timing.value().timing);
    line["scene"] = scene.what();
    line["platform"] = QGuiApplication::platformName().toStdString();
    line["width"] = scene.canvas().viewport()->width();
    line["height"] = scene.canvas().viewport()->height();
    line["arranged_beside_the_window"] = input.value().rows() > mostArrangedAtOnce;
    for (const auto &[what, milliseconds] : hand.milliseconds())
        line[what] = percentiles(milliseconds);
    std::puts(line.dump().c_str());
    return 0;
}

// Without a screen Qt says of each window what it cannot do to it.
void tell(QtMsgType, const QMessageLogContext &, const QString &text)
{
    if (!text.startsWith(QStringLiteral("This plugin does not support")))
        std::fprintf(stderr, "genrelens-bench: %s\n", qPrintable(text));
}

} // namespace

} // namespace genrelens::bench

int main(int argc, char *argv[])
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    const QTemporaryDir folder;
    if (qEnvironmentVariableIsEmpty("XDG_RUNTIME_DIR")) // Qt says so on stderr
        qputenv("XDG_RUNTIME_DIR", QFile::encodeName(folder.path()));
    qInstallMessageHandler(genrelens::bench::tell);
    const QApplication application(argc, argv);
    QCoreApplication::setOrganizationName(QStringLiteral("GenrelensBench"));
    QStandardPaths::setTestModeEnabled(true);
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, folder.path()); // nobody's
    const auto options = genrelens::bench::parseOptions({argv + 1, argv + argc});
    if (!options) {
        std::fprintf(stderr, "genrelens-bench: %s\n", options.error().message().c_str());
        return 2;
    }
    return genrelens::bench::run(options.value());
}
