#include "core/base/random.h"
#include "widgets/plots/scatter_mask.h"
#include "widgets/plots/scatter_painter.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <numbers>

using namespace genrelens;

namespace
{

constexpr QRgb red = qRgb(230, 20, 20);

/// How many pixels are not the ground.
int drawnPixels(const QImage &image, const QColor &ground)
{
    int drawn = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            drawn += image.pixelColor(x, y) != ground ? 1 : 0;
    return drawn;
}

std::vector<MapPoint> randomPoints(std::size_t count)
{
    Random random(11, RandomPurpose::Test, 73);
    std::vector<MapPoint> points;
    for (std::size_t i = 0; i < count; ++i) // some at one place, some in one line
        points.push_back({static_cast<float>(i % 10 == 0 ? 1.0 : random.normal()),
                          static_cast<float>(i % 7 == 0 ? -0.5 : random.normal())});
    return points;
}

} // namespace

class TestScatterPainter : public QObject
{
    Q_OBJECT

private slots:
    void runsHoldTheBox();
    void partsOfPoints();
    void densityOfASquare();
    void maskAgreesWithTheBrush_data();
    void maskAgreesWithTheBrush();
    void everyPixelOfADenseScreen();
};

void TestScatterPainter::runsHoldTheBox()
{
    const std::vector<MapPoint> all = randomPoints(20'000);
    const ScatterPoints points(all);
    QCOMPARE(points.size(), all.size());
    for (const MapBounds &box : {MapBounds{-0.3, -0.2, 0.4, 0.9}, MapBounds{1, -0.5, 1, -0.5},
                                 MapBounds{-100, -100, 100, 100}, MapBounds{50, 50, 60, 60}}) {
        std::vector<std::uint32_t> found;
        points.forRunsIn(box, [&](std::size_t begin, std::size_t end) {
            for (std::size_t i = begin; i < end; ++i)
                if (box.contains({points.xs()[i], points.ys()[i]}))
                    found.push_back(points.rows()[i]);
        });
        std::sort(found.begin(), found.end());
        std::vector<std::uint32_t> expected;
        for (std::uint32_t row = 0; row < all.size(); ++row)
            if (box.contains(all[row]))
                expected.push_back(row);
        QCOMPARE(found, expected);
    }
}

void TestScatterPainter::partsOfPoints()
{
    const std::vector<MapPoint> all = randomPoints(5000);
    ScatterPoints points(all);
    std::vector<std::uint16_t> codes;
    for (std::uint16_t row = 0; row < 5000; ++row)
        codes.push_back(row);
    points.setCodes(codes);
    std::vector<std::uint8_t> kept;
    for (const std::uint32_t row : points.rows())
        kept.push_back(row % 3 == 0);
    const ScatterPoints part = points.only(kept);
    QCOMPARE(part.size(), std::size_t(1667));
    for (std::size_t i = 0; i < part.size(); ++i) {
        const std::uint32_t row = part.rows()[i];
        QVERIFY(row % 3 == 0 && part.codes()[i] == row);
        QVERIFY(part.xs()[i] == all[row].x && part.ys()[i] == all[row].y);
        QVERIFY(part.nearestRow({double(all[row].x), double(all[row].y)}, 1e-6));
    }
    QCOMPARE(part.nearestRow({30, 30}, 5), std::optional<std::uint32_t>());
    QCOMPARE(points.only(std::vector<std::uint8_t>(5000, 0)).size(), std::size_t(0));
    QCOMPARE(ScatterPoints().nearestRow({0, 0}, 1), std::optional<std::uint32_t>());
}

void TestScatterPainter::densityOfASquare()
{
    Random random(12, RandomPurpose::Test, 74);
    std::vector<MapPoint> all;
    for (int i = 0; i < 40'000; ++i)
        all.push_back({static_cast<float>(2 * random.uniform()), static_cast<float>(2 * random.uniform())});
    const ScatterPoints points(all);
    // 10,000 a unit; each guess is that of some 30 points, a sixth off, and their median of a thousand.
    const double density = points.density({0, 0, 2, 2}, 0.5);
    QVERIFY2(density > 9500 && density < 11'500, qPrintable(QString::number(density)));
    QCOMPARE(points.density({5, 5, 6, 6}, 0.5), 0.0);
}

void TestScatterPainter::maskAgreesWithTheBrush_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<double>("size"); // of a map unit
    for (const double size : {1.0, 0.01, 1e-5}) {
        QTest::addRow("rectangle %g", size) << int(ScatterBrush::Kind::Rectangle) << size;
        QTest::addRow("lasso %g", size) << int(ScatterBrush::Kind::Lasso) << size;
        QTest::addRow("stroke %g", size) << int(ScatterBrush::Kind::Stroke) << size;
    }
}

// Points at random, on corners, and a hair beside lines of the grid and of the outline.
void TestScatterPainter::maskAgreesWithTheBrush()
{
    QFETCH(int, kind);
    QFETCH(double, size);
    Random random(13, RandomPurpose::Test, 75);
    ScatterBrush brush(ScatterBrush::Kind(kind), {3, 4}, 0.1 * size);
    for (int i = 0; i < 60; ++i)
        brush.extend({3 + size * random.uniform(), 4 + size * random.uniform()});
    const ScatterMask mask(brush);
    const MapBounds box = brush.bounds();
    const auto agrees = [&](const QPointF &point) { return mask.contains(point) == brush.contains(point); };
    for (int i = 0; i < 50'000; ++i)
        QVERIFY(agrees({box.left + box.width() * (1.2 * random.uniform() - 0.1),
                        box.bottom + box.height() * (1.2 * random.uniform() - 0.1)}));
    for (int i = 0; i < 256; ++i)
        for (int j = 0; j < 256; ++j)
            QVERIFY(agrees({box.left + box.width() * i / 256, box.bottom + box.height() * j / 256}));
    for (const QPointF &vertex : brush.vertices())
        for (const double away : {0.0, 1e-12, -1e-12, 1e-4 * size})
            QVERIFY(agrees(vertex + QPointF(away, -away)));
}

// So many points on each pixel that sums would overflow if they were not made for it.
void TestScatterPainter::everyPixelOfADenseScreen()
{
    const ScatterPoints points(std::vector<MapPoint>(400'000, MapPoint{0, 0}));
    QImage image(20, 20, QImage::Format_RGB32);
    image.fill(Qt::white);
    const ScatterView view = ScatterView::fitting({-1, -1, 1, 1}, QRectF(0, 0, 20, 20), 0);
    paintScatter(image, view, {{&points, {8, 0.9}, 1.0}}, {red});
    QCOMPARE(image.pixelColor(10, 10), QColor(red));
    QCOMPARE(image.pixelColor(1, 1), QColor(Qt::white));
    QImage fine(40, 40, QImage::Format_ARGB32_Premultiplied);
    fine.setDevicePixelRatio(2);
    fine.fill(Qt::transparent);
    const ScatterPoints one(std::vector<MapPoint>{{0.5F, 0.5F}});
    paintScatter(fine, view, {{&one, {4, 0.999}, 0.25}}, {red});
    QCOMPARE(fine.pixelColor(30, 10).alpha(), 64); // a quarter of 255
    QCOMPARE(fine.pixelColor(10, 30).alpha(), 0);
    QCOMPARE(drawnPixels(fine, QColor(0, 0, 0, 0)),
             drawnPixels(fine.mirrored(true, true), QColor(0, 0, 0, 0)));
    QVERIFY(drawnPixels(fine, QColor(0, 0, 0, 0)) >= 50); // a disc of 8 pixels
}

QTEST_MAIN(TestScatterPainter)
#include "tst_scatter_painter.moc"
