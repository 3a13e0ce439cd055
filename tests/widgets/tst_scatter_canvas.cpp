#include "core/base/parallel.h"
#include "tests/widgets/scatter_fixture.h"
#include "widgets/plots/palette.h"
#include "widgets/plots/plot_export.h"

#include <QBuffer>
#include <QPainter>
#include <QSvgGenerator>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

using namespace genrelens;
using namespace genrelens::test;

namespace
{

constexpr QRgb red = qRgb(230, 20, 20);
constexpr QRgb blue = qRgb(20, 20, 230);

QImage seen(ScatterCanvas &canvas)
{
    return canvas.viewport()->grab().toImage().convertToFormat(QImage::Format_RGB32);
}

// 0 where two colours are the same, 255 where they are opposites.
int difference(const QColor &x, const QColor &y)
{
    return std::max(
        {std::abs(x.red() - y.red()), std::abs(x.green() - y.green()), std::abs(x.blue() - y.blue())});
}

QColor at(ScatterCanvas &canvas, std::uint32_t row)
{
    const QImage image = seen(canvas);
    const QPointF place = canvas.positionOf(row).value() * image.devicePixelRatio();
    return image.pixelColor(int(std::floor(place.x())), int(std::floor(place.y())));
}

/// How many pixels are not the ground.
int drawnPixels(const QImage &image, const QColor &ground)
{
    int drawn = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            drawn += image.pixelColor(x, y) != ground ? 1 : 0;
    return drawn;
}

/// Lines from point to point of the map.
class Cross : public ScatterLayer
{
public:
    void paint(QPainter &painter, const ScatterView &view, const Theme &theme) const override
    {
        painter.setPen(QPen(theme.accent, 3));
        painter.drawLine(view.toPixel(0.0, 0.0), view.toPixel(1.0, 1.0));
    }
};

void showThree(ScatterCanvas &canvas)
{
    canvas.setPoints({{0, 0}, {1, 0}, {0.5F, 1}});
    canvas.setColours({{0, 1, 0}, {red, blue}, {}});
    show(canvas, QSize(400, 300));
}

} // namespace

class TestScatterCanvas : public QObject
{
    Q_OBJECT

private slots:
    void orderOfRowsDoesNotMatter_data();
    void orderOfRowsDoesNotMatter();
    void threadsDoNotMatter();
    void noClassHidesAnother();
    void selectedInFullColour();
    void selectionLiesOnTop();
    void hiddenClassesAreNotDrawn();
    void looksByDensity();
    void chosenLook();
    void coloursOfOtherPoints();
    void fewPoints_data();
    void fewPoints();
    void nothingToShow();
    void pictures();
    void picturesOfAPart();
    void emphasisIsOfTheWindow();
    void layersInWindowAndPictures();
    void manyPointsAreDrawnQuicklyThenWell();
};

void TestScatterCanvas::orderOfRowsDoesNotMatter_data()
{
    QTest::addColumn<bool>("selects");
    QTest::addColumn<double>("zoom");
    QTest::newRow("all") << false << 1.0;
    QTest::newRow("near") << false << 12.0;
    QTest::newRow("selection") << true << 1.0;
}

void TestScatterCanvas::orderOfRowsDoesNotMatter()
{
    QFETCH(bool, selects);
    QFETCH(double, zoom);
    const Clumps clumps(20'000);
    std::vector<std::uint32_t> order(clumps.points.size());
    std::iota(order.begin(), order.end(), 0U);
    Random random(3, RandomPurpose::Test, 72);
    for (std::size_t i = order.size() - 1; i > 0; --i)
        std::swap(order[i], order[random.below(static_cast<std::uint32_t>(i + 1))]);
    Clumps shuffled(0);
    RowSet chosen(order.size());
    RowSet chosenShuffled(order.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) {
        shuffled.points.push_back(clumps.points[order[i]]);
        shuffled.colours.codes.push_back(clumps.colours.codes[order[i]]);
        if (selects && order[i] % 7 == 0) {
            chosen.insert(order[i]);
            chosenShuffled.insert(i);
        }
    }
    ScatterCanvas one;
    ScatterCanvas other;
    show(one, clumps);
    show(other, shuffled);
    one.setSelection(chosen);
    other.setSelection(chosenShuffled);
    for (ScatterCanvas *canvas : {&one, &other})
        canvas->setView(canvas->view().zoomedAt({300, 250}, zoom));
    QVERIFY(seen(one) == seen(other));
    QVERIFY(drawnPixels(seen(one), one.palette().base().color()) > 5000);
}

void TestScatterCanvas::threadsDoNotMatter()
{
    ScatterCanvas canvas;
    show(canvas, Clumps(20'000));
    setThreadCount(1);
    const QImage single = renderPlot(canvas, {900, 700}, 1, Theme::light());
    setThreadCount(5);
    const QImage several = renderPlot(canvas, {900, 700}, 1, Theme::light());
    setThreadCount(0);
    QVERIFY(single == several);
}

// Two classes at one place: their mean, whichever comes last.
void TestScatterCanvas::noClassHidesAnother()
{
    for (const auto &[first, second] : {std::pair(red, blue), std::pair(blue, red)}) {
        ScatterCanvas canvas;
        canvas.setPoints({{0, 0}, {0, 0}, {1, 1}, {-1, -1}});
        canvas.setColours({{0, 1, 0, 1}, {first, second}, {}});
        show(canvas, QSize(300, 300));
        const QColor mean = at(canvas, 0);
        QVERIFY(difference(mean, QColor(125, 20, 125)) <= 3); // 1 % of ground, and rounding
    }
}

void TestScatterCanvas::selectedInFullColour()
{
    ScatterCanvas canvas;
    showThree(canvas);
    const QColor ground = canvas.palette().base().color();
    const QColor before = at(canvas, 0);
    QVERIFY(difference(before, faded(QColor(red), ground, 0.9)) <= 2);
    const int pixels = drawnPixels(seen(canvas), ground);
    canvas.setSelection(RowSet(3, std::vector<std::uint32_t>{0}));
    QVERIFY(difference(at(canvas, 0), QColor(red)) <= 1);
    QVERIFY(difference(at(canvas, 1), faded(QColor(blue), ground, 0.25 * 0.9)) <= 2);
    QVERIFY(difference(at(canvas, 2), faded(QColor(red), ground, 0.25 * 0.9)) <= 2);
    const int larger = drawnPixels(seen(canvas), ground);
    QVERIFY(larger > pixels && larger < 2 * pixels);
    canvas.setSelection(RowSet(3)); // ends it
    QCOMPARE(at(canvas, 0), before);
    canvas.setSelection(RowSet(7, std::vector<std::uint32_t>{1})); // of other rows
    QCOMPARE(at(canvas, 0), before);
}

void TestScatterCanvas::selectionLiesOnTop()
{
    std::vector<MapPoint> points(1001, MapPoint{0, 0});
    points.push_back({1, 1});
    PointColours colours{std::vector<std::uint16_t>(1002, 0), {red, blue}, {}};
    colours.codes[500] = 1;
    ScatterCanvas canvas;
    canvas.setPoints(points);
    canvas.setColours(colours);
    show(canvas, QSize(300, 300));
    QVERIFY(difference(at(canvas, 500), QColor(red)) < 30); // one of a thousand
    canvas.setSelection(RowSet(1002, std::vector<std::uint32_t>{500}));
    QVERIFY(difference(at(canvas, 500), QColor(blue)) <= 1);
}

void TestScatterCanvas::hiddenClassesAreNotDrawn()
{
    ScatterCanvas canvas;
    showThree(canvas);
    const QColor ground = canvas.palette().base().color();
    canvas.setColours({{0, 1, 0}, {red, blue}, {1, 0}});
    QCOMPARE(at(canvas, 1), ground);
    QVERIFY(at(canvas, 0) != ground);
    canvas.setSelection(RowSet(3, std::vector<std::uint32_t>{0, 1}));
    QCOMPARE(at(canvas, 1), ground);
    canvas.setColours({{0, 1, 0}, {red, blue}, {0, 0}});
    QCOMPARE(drawnPixels(seen(canvas), ground), 0);
}

void TestScatterCanvas::looksByDensity()
{
    ScatterCanvas canvas;
    show(canvas, Clumps(50'000), {400, 300});
    const double size = canvas.shownPointSize();
    const double opacity = canvas.shownOpacity();
    QVERIFY(size >= 1 && size < 3);
    QVERIFY(opacity < 0.5);
    canvas.setView(canvas.view().zoomedAt(canvas.positionOf(1).value(), 60));
    QVERIFY(canvas.shownPointSize() > 2 * size);
    QVERIFY(canvas.shownOpacity() > 0.8);
    // Nowhere near a point there still is a look.
    canvas.setView(canvas.view().movedBy({1e6, 0}));
    QVERIFY(canvas.shownPointSize() > 0 && canvas.shownOpacity() > 0);
}

void TestScatterCanvas::chosenLook()
{
    ScatterCanvas canvas;
    showThree(canvas);
    const QColor ground = canvas.palette().base().color();
    canvas.setPointSize(20);
    canvas.setOpacity(0.5);
    QCOMPARE(canvas.pointSize(), std::optional<double>(20));
    QCOMPARE(canvas.shownPointSize(), 20.0);
    QCOMPARE(canvas.shownOpacity(), 0.5);
    QVERIFY(difference(at(canvas, 0), faded(QColor(red), ground, 0.5)) <= 1);
    const QImage image = seen(canvas);
    const double diameter = 20 * image.devicePixelRatio();
    const double disc = std::numbers::pi / 4 * diameter * diameter;
    const double area = drawnPixels(image, ground) / 3.0;
    // With the pixels that its edge crosses, of which there are about 4 to a diameter.
    QVERIFY(area > disc && area < disc + 4 * diameter);
    canvas.setPointSize({});
    canvas.setOpacity({});
    QVERIFY(canvas.shownPointSize() < 10);
}

void TestScatterCanvas::coloursOfOtherPoints()
{
    ScatterCanvas canvas;
    canvas.setColours({{0, 1}, {red, blue}, {}});
    canvas.setPoints({{0, 0}, {1, 0}, {0.5F, 1}});
    show(canvas, QSize(300, 300));
    const QColor ground = canvas.palette().base().color();
    QVERIFY(difference(at(canvas, 0), faded(unmappedColour(), ground, 0.9)) <= 2);
    canvas.setColours({{0, 1, 2}, {red, blue}, {}}); // there are no three
    QVERIFY(difference(at(canvas, 0), faded(unmappedColour(), ground, 0.9)) <= 2);
    canvas.setColours({{0, 1, 1}, {red, blue}, {}});
    QVERIFY(difference(at(canvas, 2), faded(QColor(blue), ground, 0.9)) <= 2);
}

void TestScatterCanvas::fewPoints_data()
{
    QTest::addColumn<int>("count");
    QTest::newRow("one") << 1;
    QTest::newRow("two") << 2;
    QTest::newRow("all at one place") << 3000;
}

void TestScatterCanvas::fewPoints()
{
    QFETCH(int, count);
    ScatterCanvas canvas;
    canvas.setPoints(std::vector<MapPoint>(static_cast<std::size_t>(count), MapPoint{4, -2}));
    show(canvas, QSize(300, 200));
    const QColor ground = canvas.palette().base().color();
    const QPointF place = canvas.positionOf(0).value();
    QVERIFY(QLineF(place, canvas.view().area().center()).length() < 1);
    QVERIFY(difference(at(canvas, 0), ground) > 60);
    QCOMPARE(canvas.rowAt(place), std::optional<std::uint32_t>(0)); // of many the first
    canvas.setTool(ScatterTool::Lasso);
    QSignalSpy picked(&canvas, &ScatterCanvas::picked);
    drag(canvas, {{100, 50}, {200, 50}, {200, 150}, {100, 150}});
    QCOMPARE(rowsOf(picked).count(), std::size_t(count));
}

void TestScatterCanvas::nothingToShow()
{
    ScatterCanvas canvas;
    canvas.setEmptyText(QStringLiteral("No file is open."));
    show(canvas, QSize(300, 200));
    QVERIFY(canvas.isEmpty());
    const QColor ground = canvas.palette().base().color();
    QVERIFY(drawnPixels(seen(canvas), ground) > 50); // the text
    QSignalSpy picked(&canvas, &ScatterCanvas::picked);
    QSignalSpy changed(&canvas, &ScatterCanvas::viewChanged);
    for (const ScatterTool tool : {ScatterTool::Pan, ScatterTool::Lasso}) {
        canvas.setTool(tool);
        drag(canvas, {{50, 50}, {50, 50}});
        drag(canvas, {{50, 50}, {100, 100}, {50, 100}});
        secondClick(canvas, {20, 20});
        wheel(canvas, {100, 100}, 2, Qt::NoModifier);
        QTest::keyClick(&canvas, Qt::Key_Plus);
        test::hover(canvas, {100, 100});
    }
    canvas.flyTo(0);
    canvas.zoomToFit();
    canvas.zoomToRows(RowSet());
    canvas.setSelection(RowSet());
    QCOMPARE(picked.count() + changed.count(), 0);
    QVERIFY(renderPlot(canvas, {300, 200}, 1, Theme::light()).pixelColor(0, 0) == Theme::light().base);
    canvas.setPoints({{1, 1}});
    QVERIFY(!canvas.isEmpty());
    canvas.setPoints({});
    QVERIFY(canvas.isEmpty());
}

void TestScatterCanvas::pictures()
{
    const Clumps clumps(3000);
    ScatterCanvas canvas;
    show(canvas, clumps);
    for (const Theme &theme : {Theme::light(), Theme::dark()}) {
        const QImage image = renderPlot(canvas, {800, 600}, 1, theme);
        QVERIFY(drawnPixels(image, theme.base) > 3000);
        const QImage twice = renderPlot(canvas, {800, 600}, 2, theme);
        QCOMPARE(twice.size(), QSize(1600, 1200));
        // The same picture with four times the pixels: finer, not smaller and not blurred.
        const double ratio = double(drawnPixels(twice, theme.base)) / drawnPixels(image, theme.base);
        QVERIFY2(ratio > 2.5 && ratio < 4.2, qPrintable(QString::number(ratio)));
    }
    const QImage before = renderPlot(canvas, {800, 600}, 1, Theme::light());
    test::hover(canvas, {300, 200});
    QVERIFY(renderPlot(canvas, {800, 600}, 1, Theme::light()) == before);
}

// As in the window: the middle stays the middle, and what is not in view is not in the picture.
void TestScatterCanvas::picturesOfAPart()
{
    ScatterCanvas canvas;
    showThree(canvas);
    canvas.setOpacity(1);
    canvas.setPointSize(9);
    const auto picture = [&canvas] { return renderPlot(canvas, {500, 500}, 1, Theme::light()); };
    const QImage whole = picture();
    RowSet one(3);
    one.insert(1);
    canvas.zoomToRows(one);
    const QRgb colour = canvas.colours().colours[canvas.colours().codes[1]];
    QCOMPARE(picture().pixel(250, 250), colour);
    const auto otherColours = [&canvas, colour](const QImage &image) {
        int count = 0;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                for (const QRgb other : canvas.colours().colours)
                    count += other != colour && image.pixel(x, y) == other ? 1 : 0;
        return count;
    };
    QVERIFY(otherColours(whole) > 0);
    QCOMPARE(otherColours(picture()), 0);
    canvas.zoomToFit();
    QVERIFY(picture() == whole);
}

void TestScatterCanvas::emphasisIsOfTheWindow()
{
    ScatterCanvas canvas;
    showThree(canvas);
    canvas.setOpacity(1);
    canvas.setPointSize(9);
    const auto count = [](const QImage &image, QRgb colour) {
        int found = 0;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                found += image.pixel(x, y) == colour ? 1 : 0;
        return found;
    };
    const auto window = [&canvas] { return canvas.viewport()->grab().toImage(); };
    const QImage before = window();
    const QImage picture = renderPlot(canvas, {400, 300}, 1, Theme::light());
    QVERIFY(count(before, red) > 0 && count(before, blue) > 0);
    canvas.setEmphasis(1);
    QCOMPARE(count(window(), red), 0);
    QVERIFY(count(window(), blue) >= count(before, blue));
    QVERIFY(canvas.colours().colours == (std::vector<QRgb>{red, blue})); // for whoever asks
    QVERIFY(renderPlot(canvas, {400, 300}, 1, Theme::light()) == picture);
    canvas.setEmphasis({});
    QVERIFY(window() == before);
}

void TestScatterCanvas::layersInWindowAndPictures()
{
    ScatterCanvas canvas;
    showThree(canvas);
    const auto layer = std::make_shared<Cross>();
    canvas.addLayer(layer);
    const QColor accent = Theme::of(canvas.palette()).accent;
    const auto middle = [&] { return canvas.view().toPixel(0.4, 0.4); };
    QVERIFY(difference(pixel(canvas, middle()), accent) <= 2);
    canvas.zoomBy(2);
    QVERIFY(difference(pixel(canvas, middle()), accent) <= 2);
    QByteArray svg;
    QBuffer buffer(&svg);
    QVERIFY(buffer.open(QIODevice::WriteOnly));
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize({400, 300});
    generator.setViewBox(QRect(0, 0, 400, 300));
    QPainter painter(&generator);
    canvas.draw(painter, QRectF(0, 0, 400, 300), Theme::light());
    painter.end();
    QVERIFY(svg.contains("<image"));                             // the points
    QVERIFY(svg.contains("<polyline") || svg.contains("<path")); // the layer
    QVERIFY(svg.size() < 200'000);
}

void TestScatterCanvas::manyPointsAreDrawnQuicklyThenWell()
{
    const Clumps clumps(310'000);
    ScatterCanvas canvas;
    show(canvas, clumps, {400, 300});
    QTest::qWait(300);
    canvas.setView(canvas.view().zoomedAt({200, 150}, 20));
    QTest::qWait(300);
    const QImage still = seen(canvas);
    canvas.setView(canvas.view().movedBy({50, 0}));
    canvas.setView(canvas.view().movedBy({-50, 0}));
    const QImage moving = seen(canvas);
    QVERIFY(moving != still);
    QTRY_VERIFY(seen(canvas) == still);
}

QTEST_MAIN(TestScatterCanvas)
#include "tst_scatter_canvas.moc"
