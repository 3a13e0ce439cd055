#pragma once

#include "tests/support/evaluated_study.h"
#include "tests/widgets/plot_events.h"
#include "widgets/docks/map_dock.h"
#include "widgets/map/map_canvas.h"
#include "widgets/map/map_colour_box.h"
#include "widgets/map/map_legend.h"
#include "widgets/map/map_surface.h"

#include <QComboBox>
#include <QLabel>
#include <QMouseEvent>

#include <cmath>
#include <memory>
#include <vector>

namespace genrelens::test
{

/// The Map dock over a study, as a person uses it.
struct MapDockFixture : EvaluatedStudy {
    std::unique_ptr<MapDock> dock = std::make_unique<MapDock>(study, board);

    explicit MapDockFixture(QSize size = {900, 700})
    {
        dock->resize(size);
        dock->show();
        (void)QTest::qWaitForWindowExposed(dock.get());
    }
    template <typename T>
    [[nodiscard]] T *child(const char *name) const
    {
        T *found = dock->findChild<T *>(QString::fromLatin1(name));
        if (found == nullptr)
            qFatal("the dock has no %s", name);
        return found;
    }
    [[nodiscard]] MapCanvas &canvas() const { return *dock->surface().canvas(); }
    [[nodiscard]] MapLegend &legend() const { return *dock->surface().legend(); }
    [[nodiscard]] QString text() const { return child<QLabel>("mapText")->toolTip(); }
    [[nodiscard]] bool isDone() const
    {
        return dock->maker().map() && dock->maker().map()->isComplete() && dock->maker().isCurrent() &&
               dock->maker().truth() && !dock->maker().isRunning();
    }
    void choose(const char *box, int index) const
    {
        auto *combo = child<QComboBox>(box);
        combo->setCurrentIndex(index);
        emit combo->activated(index);
    }
    void colourBy(const QString &title) const
    {
        auto *box = child<MapColourBox>("mapColouring");
        const int index = box->findText(title);
        if (index < 0)
            qFatal("nothing is called %s", qPrintable(title));
        choose("mapColouring", index);
    }
    /// In pixels.
    [[nodiscard]] double distance(std::uint32_t one, std::uint32_t other) const
    {
        const QPointF way = *canvas().positionOf(one) - *canvas().positionOf(other);
        return std::hypot(way.x(), way.y());
    }
    /// Drags through these places of the viewport.
    void drag(const QList<QPointF> &places, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const
    {
        QWidget *viewport = canvas().viewport();
        QTest::mousePress(viewport, Qt::LeftButton, modifiers, places.first().toPoint());
        for (const QPointF &place : places) {
            QMouseEvent move(QEvent::MouseMove, place, viewport->mapToGlobal(place), Qt::NoButton,
                             Qt::LeftButton, modifiers);
            QApplication::sendEvent(viewport, &move);
        }
        QTest::mouseRelease(viewport, Qt::LeftButton, modifiers, places.last().toPoint());
    }
    /// The tracks whose points are inside.
    [[nodiscard]] std::vector<std::uint32_t> inside(const QPolygonF &area) const
    {
        std::vector<std::uint32_t> rows;
        for (std::uint32_t row = 0; row < canvas().points().size(); ++row)
            if (area.containsPoint(*canvas().positionOf(row), Qt::WindingFill))
                rows.push_back(row);
        return rows;
    }
};

inline double farness(const QColor &a, const QColor &b)
{
    return std::hypot(a.red() - b.red(), a.green() - b.green(), a.blue() - b.blue());
}

/// Whole pixels, as the mouse has them.
inline QPointF whole(const QPointF &position)
{
    return position.toPoint();
}

} // namespace genrelens::test
