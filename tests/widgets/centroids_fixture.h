#pragma once

#include "core/study/job_board.h"
#include "core/study/study.h"
#include "core/study/study_jobs.h"
#include "tests/support/datasets.h"
#include "widgets/docks/centroids_dock.h"
#include "widgets/plots/parallel_axes.h"

#include <QApplication>
#include <QComboBox>
#include <QMouseEvent>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

namespace genrelens::test
{

inline constexpr int patience = 60000;

// 400 tracks of four genres, two of them in each super-genre; energy and tempo rise by genre, valence falls.
inline std::string centroidTracks()
{
    std::string text = "track_id,track_name,track_genre,energy,valence,tempo\n";
    for (int i = 0; i < 400; ++i) {
        const int genre = i % 4;
        const int wave = (i * 37) % 101;
        text += "t" + std::to_string(i) + ",Name," + std::string(1, static_cast<char>('a' + genre)) + ',' +
                std::to_string(0.1 * genre + 0.005 * wave) + ',' +
                std::to_string(0.9 - 0.2 * genre + 0.001 * wave) + ',' +
                std::to_string(80 + 10 * genre + wave) + '\n';
    }
    return text;
}

inline StudySettings centroidSettings()
{
    StudySettings all;
    all.genreMap().superGenres = {{"calm", std::nullopt, {"a", "b"}}, {"loud", std::nullopt, {"c", "d"}}};
    return all;
}

/// An open study of such tracks and its Centroids dock.
struct CentroidsFixture {
    Study study;
    JobBoard board;
    StudyJobs jobs{study, board};
    std::unique_ptr<CentroidsDock> dock;

    explicit CentroidsFixture(bool open = true)
    {
        QSettings().clear();
        jobs.setAutomatic(false);
        study.setSettings(centroidSettings());
        if (open) {
            const auto dataset = datasetOf(centroidTracks());
            study.setDataset(dataset, preparedOf(*dataset), {});
        }
        makeDock();
    }
    void makeDock()
    {
        dock = std::make_unique<CentroidsDock>(study, jobs, board);
        dock->resize(700, 420);
        dock->show();
        if (!QTest::qWaitForWindowExposed(dock.get()))
            qFatal("the dock does not show");
    }
    template <typename T>
    T &find(const char *name) const
    {
        T *found = dock->findChild<T *>(QLatin1String(name));
        if (found == nullptr)
            qFatal("no %s", name);
        return *found;
    }
    [[nodiscard]] ParallelAxes &lines() const { return find<ParallelAxes>("centroidsChart"); }
    void show(int mode) const { find<QComboBox>("centroidsMode").setCurrentIndex(mode); }
    [[nodiscard]] const Features &features() const { return study.prepared()->features(); }
    [[nodiscard]] std::size_t column(const std::string &name) const
    {
        const auto &names = features().names();
        return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
    }
    void brush(int axis, double from, double to, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const
    {
        ParallelAxes &chart = lines();
        const ParallelLayout layout = chart.windowLayout();
        const QPointF start = layout.position(static_cast<std::size_t>(axis), from);
        const QPointF end = layout.position(static_cast<std::size_t>(axis), to);
        QTest::mousePress(chart.viewport(), Qt::LeftButton, modifiers, start.toPoint());
        for (const double part : {0.3, 0.7, 1.0}) {
            const QPointF there = start + part * (end - start);
            QMouseEvent move(QEvent::MouseMove, there, chart.viewport()->mapToGlobal(there), Qt::NoButton,
                             Qt::LeftButton, modifiers);
            QApplication::sendEvent(chart.viewport(), &move);
        }
        QTest::mouseRelease(chart.viewport(), Qt::LeftButton, modifiers, end.toPoint());
    }
    // The rows within the brushes that there are, found anew.
    [[nodiscard]] std::vector<std::uint32_t> rowsInBrushes() const
    {
        std::vector<std::uint32_t> rows;
        for (std::size_t row = 0; row < features().rows(); ++row)
            if (std::all_of(lines().brushes().begin(), lines().brushes().end(), [&](const AxisBrush &brush) {
                    const auto value =
                        static_cast<double>(features().row(row)[column(brush.axis.toStdString())]);
                    return value >= brush.low && value <= brush.high;
                }))
                rows.push_back(static_cast<std::uint32_t>(row));
        return rows;
    }
};

/// Settings of the test's own, in that folder; numbers as in the United States.
inline void prepareSettings(const QTemporaryDir &folder)
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(QStringLiteral("GenrelensTest"));
    QCoreApplication::setApplicationName(QStringLiteral("genrelens"));
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope,
                       folder.filePath(QStringLiteral("settings")));
}

} // namespace genrelens::test
