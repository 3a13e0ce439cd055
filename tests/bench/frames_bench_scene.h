#pragma once

#include "core/study/job_board.h"
#include "core/study/study.h"
#include "tests/bench/map_input.h"
#include "widgets/plots/scatter_canvas.h"

#include <QSize>

#include <memory>
#include <string>

namespace genrelens
{
class MapDock;
}

namespace genrelens::bench
{

/// The map that is moved and brushed.
class FramesScene
{
public:
    /// Tracks of a file on the window's Map dock, with all that lies on it; points alone on a bare canvas.
    /// The canvas has that size, and nothing goes on any more.
    static Result<std::unique_ptr<FramesScene>> open(const MapInput &input, const BenchOptions &options,
                                                     const QSize &canvas);
    ~FramesScene();

    [[nodiscard]] ScatterCanvas &canvas() { return *m_canvas; }
    /// What is measured, in words.
    [[nodiscard]] std::string what() const;
    /// Jobs are running, or names and contours are not placed yet.
    [[nodiscard]] bool isBusy() const;
    /// Hides the points of a class, or shows them again.
    void toggleClass();
    void clearSelection();

private:
    FramesScene();
    Result<void> openDock(const MapInput &input, const BenchOptions &options, const QSize &canvas);
    void openBare(const MapInput &input, const QSize &canvas);

    Study m_study;
    JobBoard m_board;
    std::unique_ptr<MapDock> m_dock; // null: the canvas is bare
    std::unique_ptr<ScatterCanvas> m_bare;
    ScatterCanvas *m_canvas = nullptr;
};

} // namespace genrelens::bench
