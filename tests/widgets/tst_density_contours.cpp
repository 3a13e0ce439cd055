#include "core/base/random.h"
#include "widgets/map/contour_lines.h"
#include "widgets/map/density_contours.h"
#include "widgets/map/density_grid.h"

#include <QApplication>
#include <QPainter>
#include <QTest>

#include <cmath>

using namespace genrelens;

class TestDensityContours : public QObject
{
    Q_OBJECT

private slots:
    void filterIsAGaussian_data();
    void filterIsAGaussian();
    void smoothingLosesNoPoint();
    void contourOfAGaussianIsACircle();
    void contourEnclosesItsShare();
    void separateCloudsHaveSeparateLines();
    void aFarGroupBlursNothing();
    void holesAreLinesToo();
    void eachClassHasItsOwn();
    void hiddenClassesDoNotCount();
    void paintsWhereTheLinesAre();
    void oddMaps();
};

namespace
{

std::vector<MapPoint> cloud(std::size_t count, double x, double y, double sd, std::uint64_t stream)
{
    Random random(1, RandomPurpose::Test, stream);
    std::vector<MapPoint> points;
    for (std::size_t i = 0; i < count; ++i)
        points.push_back(
            {static_cast<float>(x + sd * random.normal()), static_cast<float>(y + sd * random.normal())});
    return points;
}

ContourRequest requestOf(std::vector<MapPoint> points, std::vector<std::uint16_t> codes = {})
{
    ContourRequest request;
    if (codes.empty())
        codes.assign(points.size(), 0);
    std::uint16_t most = 0;
    for (const std::uint16_t code : codes)
        most = std::max(most, code);
    request.points = std::move(points);
    request.colours.codes = std::move(codes);
    request.colours.colours.assign(std::size_t(most) + 1, qRgb(10, 132, 250));
    return request;
}

double shareInside(const QPainterPath &path, const std::vector<MapPoint> &points)
{
    std::size_t inside = 0;
    for (const MapPoint &point : points)
        inside += path.contains(QPointF(static_cast<double>(point.x), static_cast<double>(point.y))) ? 1 : 0;
    return static_cast<double>(inside) / static_cast<double>(points.size());
}

DensityGrid gridOf(std::size_t columns, std::size_t rows, std::vector<float> values)
{
    DensityGrid grid;
    grid.columns = columns;
    grid.rows = rows;
    grid.cell = 1.0;
    grid.bounds = {0, 0, static_cast<double>(columns - 1), static_cast<double>(rows - 1)};
    grid.points = std::move(values);
    return grid;
}

} // namespace

void TestDensityContours::filterIsAGaussian_data()
{
    QTest::addColumn<double>("sigma");
    QTest::newRow("narrow") << 2.0;
    QTest::newRow("usual") << 5.0;
    QTest::newRow("wide") << 20.0;
}

// Of one point; Deriche's approximation is off by less than a thousandth of the peak.
void TestDensityContours::filterIsAGaussian()
{
    QFETCH(double, sigma);
    std::vector<float> line(301, 0.0F);
    line[150] = 1.0F;
    std::vector<double> scratch;
    RecursiveGaussian(sigma).apply(line, scratch);
    const double peak = 1.0 / (sigma * std::sqrt(2.0 * M_PI));
    for (int i = 0; i <= 300; ++i) {
        const double x = (i - 150) / sigma;
        QVERIFY(std::abs(static_cast<double>(line[static_cast<std::size_t>(i)]) -
                         peak * std::exp(-x * x / 2)) < 2e-3 * peak);
    }
    for (std::size_t i = 0; i < 150; ++i) // even, to rounding
        QVERIFY(std::abs(line[i] - line[300 - i]) < 1e-6F);
}

void TestDensityContours::smoothingLosesNoPoint()
{
    const std::vector<MapPoint> points = cloud(2000, 3, -4, 1.5, 901);
    DensityGrid grid = gridOver(MapBounds::of(points), 20000, 20);
    for (const MapPoint &point : points)
        addPoint(grid, point);
    QVERIFY(std::abs(grid.total() - 2000.0) < 0.01);
    smooth(grid, 5.0);
    QVERIFY(std::abs(grid.total() - 2000.0) < 2.0);
}

// The level line of a normal cloud around share p has the radius sd * sqrt(-2 ln(1 - p)); with smoothing the
// deviations add up as squares.
void TestDensityContours::contourOfAGaussianIsACircle()
{
    ContourRequest request = requestOf(cloud(200'000, 1, 2, 1, 902));
    request.sigma = 5.0;
    const auto contours = densityContours(request, false, Progress::none());
    QVERIFY(contours.ok());
    QCOMPARE(contours.value().size(), std::size_t(5));
    const DensityGrid grid = gridOver(MapBounds::ofMost(request.points), request.cells, 20);
    const double smoothing = request.sigma * grid.cell;
    for (const DensityContour &contour : contours.value()) {
        QVERIFY(!contour.code);
        if (contour.share > 0.9 || contour.share < 0.3)
            continue; // where few points are, or the ground is flat, chance bends the line
        const double radius =
            std::sqrt(1.0 + smoothing * smoothing) * std::sqrt(-2.0 * std::log(1.0 - contour.share));
        const QList<QPolygonF> loops = contour.path.toSubpathPolygons();
        QCOMPARE(loops.size(), 1);
        for (const QPointF &corner : loops[0])
            QVERIFY2(std::abs(std::hypot(corner.x() - 1, corner.y() - 2) - radius) < 0.06 * radius,
                     qPrintable(QString::number(contour.share)));
        QCOMPARE(loops[0].first(), loops[0].last());
    }
}

void TestDensityContours::contourEnclosesItsShare()
{
    std::vector<MapPoint> points = cloud(30'000, 0, 0, 1, 903);
    const std::vector<MapPoint> more = cloud(20'000, 6, 1, 0.7, 904);
    points.insert(points.end(), more.begin(), more.end());
    const auto contours = densityContours(requestOf(points), false, Progress::none());
    for (const DensityContour &contour : contours.value()) // smoothing moves some points across a line
        QVERIFY2(std::abs(shareInside(contour.path, points) - contour.share) < 0.03,
                 qPrintable(QString::number(contour.share)));
}

void TestDensityContours::separateCloudsHaveSeparateLines()
{
    std::vector<MapPoint> points = cloud(5'000, 0, 0, 0.5, 905);
    const std::vector<MapPoint> more = cloud(5'000, 10, 0, 0.5, 906);
    points.insert(points.end(), more.begin(), more.end());
    const auto contours = densityContours(requestOf(points), false, Progress::none());
    const auto usual = std::find_if(contours.value().begin(), contours.value().end(),
                                    [](const DensityContour &contour) { return contour.share == 0.6; });
    QVERIFY(usual != contours.value().end());
    QCOMPARE(usual->path.toSubpathPolygons().size(), 2);
}

// The view leaves such points out at first, too.
void TestDensityContours::aFarGroupBlursNothing()
{
    std::vector<MapPoint> points = cloud(10'000, 0, 0, 0.5, 911);
    const std::vector<MapPoint> more = cloud(10'000, 10, 0, 0.5, 912);
    points.insert(points.end(), more.begin(), more.end());
    const std::vector<MapPoint> far = cloud(10, 20'000, 20'000, 0.5, 913);
    points.insert(points.end(), far.begin(), far.end());
    std::vector<std::uint16_t> codes(10'000, 0);
    codes.resize(20'000, 1);
    codes.resize(20'010, 2);
    const ContourRequest request = requestOf(points, codes);
    for (const bool perClass : {false, true}) {
        const auto contours = densityContours(request, perClass, Progress::none());
        QVERIFY(!contours.value().empty());
        for (const DensityContour &contour : contours.value()) {
            const QRectF box = contour.path.boundingRect();
            QVERIFY(QRectF(-5, -5, 20, 10).contains(box));
            if (perClass)
                QCOMPARE(box.center().x() > 5, *contour.code == 1);
            else if (contour.share == 0.6)
                QCOMPARE(contour.path.toSubpathPolygons().size(), 2);
            for (const QPolygonF &loop : contour.path.toSubpathPolygons())
                QCOMPARE(loop.first(), loop.last());
        }
    }
}

void TestDensityContours::holesAreLinesToo()
{
    // A ring of 1 around a 0, and two corners that touch.
    const DensityGrid ring = gridOf(5, 5, {0, 0, 0, 0, 0, //
                                           0, 1, 1, 1, 0, //
                                           0, 1, 0, 1, 0, //
                                           0, 1, 1, 1, 0, //
                                           0, 0, 0, 0, 0});
    const QPainterPath lines = contourAt(ring, 0.5);
    QCOMPARE(lines.toSubpathPolygons().size(), 2);
    QCOMPARE(lines.boundingRect(), QRectF(0.5, 0.5, 3, 3));
    QVERIFY(lines.contains(QPointF(1, 2)));
    QVERIFY(!lines.contains(QPointF(2, 2)));
    const DensityGrid corners = gridOf(4, 4,
                                       {0, 0, 0, 0, //
                                        0, 1, 0, 0, //
                                        0, 0, 1, 0, //
                                        0, 0, 0, 0});
    const QPainterPath parted = contourAt(corners, 0.5);
    QCOMPARE(parted.toSubpathPolygons().size(), 2);
    QVERIFY(parted.contains(QPointF(1, 1)));
    QVERIFY(!parted.contains(QPointF(1.5, 1.5)));
    // Lines are where the level is: a quarter of the way from 0 to 1.
    QCOMPARE(contourAt(corners, 0.25).boundingRect(), QRectF(0.25, 0.25, 2.5, 2.5));
    QVERIFY(contourAt(corners, 2.0).isEmpty());
}

void TestDensityContours::eachClassHasItsOwn()
{
    std::vector<MapPoint> points = cloud(4'000, 0, 0, 0.5, 907);
    const std::vector<MapPoint> more = cloud(1'000, 10, 0, 0.5, 908);
    points.insert(points.end(), more.begin(), more.end());
    std::vector<std::uint16_t> codes(4'000, 0);
    codes.resize(5'000, 1);
    const auto contours = densityContours(requestOf(points, codes), true, Progress::none());
    QCOMPARE(contours.value().size(), std::size_t(4));
    for (const DensityContour &contour : contours.value()) {
        const QRectF box = contour.path.boundingRect();
        QCOMPARE(box.center().x() > 5, *contour.code == 1);
    }
    // Of more classes than can be told apart: all together.
    for (std::size_t i = 0; i < codes.size(); ++i)
        codes[i] = static_cast<std::uint16_t>(i % (mostContouredClasses + 1));
    const auto together = densityContours(requestOf(points, codes), true, Progress::none());
    QCOMPARE(together.value().size(), std::size_t(5));
    QVERIFY(!together.value()[0].code);
}

void TestDensityContours::hiddenClassesDoNotCount()
{
    std::vector<MapPoint> points = cloud(4'000, 0, 0, 0.5, 909);
    const std::vector<MapPoint> more = cloud(4'000, 10, 0, 0.5, 910);
    points.insert(points.end(), more.begin(), more.end());
    std::vector<std::uint16_t> codes(4'000, 0);
    codes.resize(8'000, 1);
    ContourRequest request = requestOf(points, codes);
    request.colours.shown = {0, 1};
    for (const bool perClass : {false, true}) {
        const auto contours = densityContours(request, perClass, Progress::none());
        QVERIFY(!contours.value().empty());
        for (const DensityContour &contour : contours.value())
            QVERIFY(contour.path.boundingRect().left() > 5);
    }
}

void TestDensityContours::paintsWhereTheLinesAre()
{
    ContourLayer layer;
    DensityContour contour{0.5, 0, {}};
    contour.path.addRect(QRectF(1, 1, 2, 1)); // y from 1 to 2, upwards
    layer.setContours({contour}, {qRgb(200, 0, 0)});
    QImage image(400, 400, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    const ScatterView view = ScatterView::fitting({0, 0, 4, 4}, QRectF(0, 0, 400, 400), 0);
    layer.paint(painter, view, Theme::light());
    painter.end();
    const auto isLine = [&image](int x, int y) { return image.pixelColor(x, y) != QColor(Qt::white); };
    QVERIFY(isLine(100, 250)); // left side
    QVERIFY(isLine(200, 300)); // y = 1
    QVERIFY(isLine(200, 200)); // y = 2
    QVERIFY(!isLine(200, 250));
    QVERIFY(!isLine(200, 100));
    const QColor drawn = image.pixelColor(200, 300);
    QVERIFY(drawn.red() > drawn.green() + 50);
}

void TestDensityContours::oddMaps()
{
    QVERIFY(densityContours({}, false, Progress::none()).value().empty());
    // One place; a line; nothing finite.
    const auto one =
        densityContours(requestOf(std::vector<MapPoint>(50, MapPoint{2, 3})), false, Progress::none());
    QVERIFY(one.ok());
    for (const DensityContour &contour : one.value())
        QVERIFY(contour.path.boundingRect().contains(QPointF(2, 3)));
    std::vector<MapPoint> line;
    for (int i = 0; i < 1000; ++i)
        line.push_back({static_cast<float>(i), 0.0F});
    QVERIFY(!densityContours(requestOf(line), false, Progress::none()).value().empty());
    const float nan = std::numeric_limits<float>::quiet_NaN();
    const auto none =
        densityContours(requestOf(std::vector<MapPoint>(50, MapPoint{nan, nan})), false, Progress::none());
    QVERIFY(none.value().empty());
    ContourRequest hidden = requestOf(line);
    hidden.colours.shown = {0};
    QVERIFY(densityContours(hidden, false, Progress::none()).value().empty());
}

QTEST_MAIN(TestDensityContours)
#include "tst_density_contours.moc"
