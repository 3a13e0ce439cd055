#include "tests/widgets/heatmap_fixture.h"
#include "widgets/plots/palette.h"

#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

#include <cmath>
#include <limits>

using namespace genrelens;
using test::confusion;
using test::open;

namespace
{

CountMatrix popAndRock()
{
    return {{QStringLiteral("pop"), QStringLiteral("rock")},
            {QStringLiteral("pop"), QStringLiteral("rock")},
            {1415, 317, 0, 0}};
}

} // namespace

class TestHeatmap : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void normalizations();
    void layoutBothWays_data();
    void layoutBothWays();
    void namesNeverOverlap();
    void cellsStretchForNumbers();
    void headersHoldWhatIsWritten();
    void smallCellsTakeTheRoom();
    void longNumbersAreHiddenAlone();
    void textsAndTooltips();
    void hoverAndClick();
    void blocksHaveHeaders();
    void differences();
    void marksAreOutlined();
    void coloursFollowTheValues();
    void largeMatrixScrollsAndZooms();
    void scrollBarsGoAgain();
    void emptyAndDegenerate();
};

void TestHeatmap::normalizations()
{
    CountMatrix matrix = popAndRock();
    matrix.values = {3, 1, 0, 0};
    QCOMPARE(normalized(matrix, Normalization::Counts), matrix.values);
    const std::vector<double> rows = normalized(matrix, Normalization::Rows);
    QCOMPARE(rows[0], 0.75);
    QVERIFY(std::isnan(rows[2]) && std::isnan(rows[3]));
    const std::vector<double> columns = normalized(matrix, Normalization::Columns);
    QCOMPARE(columns[1], 1.0);
    QCOMPARE(columns[2], 0.0);
    matrix.values[1] = std::numeric_limits<double>::quiet_NaN();
    QCOMPARE(normalized(matrix, Normalization::Rows)[0], 1.0); // what is not known counts for nothing
}

void TestHeatmap::layoutBothWays_data()
{
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("columns");
    QTest::addColumn<QSizeF>("size");
    QTest::addColumn<double>("zoom");
    QTest::newRow("one") << 1 << 1 << QSizeF(300, 300) << 1.0;
    QTest::newRow("eight") << 8 << 8 << QSizeF(430, 430) << 1.0;
    QTest::newRow("eight narrow") << 8 << 8 << QSizeF(240, 240) << 1.0;
    QTest::newRow("clusters and genres") << 5 << 113 << QSizeF(900, 300) << 1.0;
    QTest::newRow("113") << 113 << 113 << QSizeF(600, 600) << 1.0;
    QTest::newRow("113 zoomed") << 113 << 113 << QSizeF(600, 600) << 5.0;
}

void TestHeatmap::layoutBothWays()
{
    QFETCH(int, rows);
    QFETCH(int, columns);
    QFETCH(QSizeF, size);
    QFETCH(double, zoom);
    const QRectF area(QPointF(7, 9), size);
    const QPointF scroll = zoom > 1 ? QPointF(100, 50) : QPointF();
    const HeatmapLayout layout =
        HeatmapLayout::make(area, {rows, columns, 90, 90, 14, 36, 60, 30, 1}, zoom, scroll);
    QVERIFY(area.contains(layout.matrix));
    QVERIFY(layout.rightEdge() <= area.right() + 0.5);
    for (int row = layout.firstRow(); row < layout.endRow(); ++row) {
        for (int column = layout.firstColumn(); column < layout.endColumn(); ++column) {
            const QPointF centre = layout.cell({row, column}).center();
            if (layout.matrix.contains(centre))
                QVERIFY(layout.cellAt(centre) == (MatrixCell{row, column}));
        }
    }
    QVERIFY(!layout.cellAt(area.topLeft()));
    QVERIFY(!layout.cellAt({layout.matrix.left() - 1, layout.matrix.center().y()}));
    QVERIFY(!layout.cellAt({layout.matrix.center().x(), layout.matrix.bottom() + 1}));
    QVERIFY(layout.cellWidth <= 2.21 * layout.cellHeight && layout.cellHeight <= 1.21 * layout.cellWidth);
}

void TestHeatmap::namesNeverOverlap()
{
    for (const int classes : {1, 8, 20, 113}) {
        for (const double side : {160.0, 240.0, 430.0, 1000.0, 1900.0}) {
            const HeatmapLayout layout =
                HeatmapLayout::make({0, 0, side, side}, {classes, classes, 120, 120, 14, 36, 60, 30, 1});
            const double radians = layout.nameAngle * 3.14159265 / 180;
            QVERIFY(layout.columnStep * layout.cellWidth * std::sin(radians) >= 0.8 * 14);
            QVERIFY(layout.rowStep * layout.cellHeight >= 0.8 * 14);
        }
    }
}

void TestHeatmap::cellsStretchForNumbers()
{
    HeatmapLayout::Needs needs{8, 8, 90, 90, 14, 36, 60, 30, 3};
    const QRectF low(0, 0, 600, 280);
    const HeatmapLayout usual = HeatmapLayout::make(low, needs);
    QCOMPARE(usual.cellWidth, 1.6 * usual.cellHeight);
    needs.numberWidth = 1.9 * usual.cellHeight;
    const HeatmapLayout wide = HeatmapLayout::make(low, needs);
    QCOMPARE(wide.cellWidth, needs.numberWidth);
    QCOMPARE(wide.cellHeight, usual.cellHeight);
    needs.numberWidth = 500; // has no room in any case
    QCOMPARE(HeatmapLayout::make(low, needs).cellWidth, 2.2 * usual.cellHeight);
    const HeatmapLayout narrow = HeatmapLayout::make({0, 0, 240, 280}, needs);
    QVERIFY(narrow.matrix.right() <= 240);
    QCOMPARE(narrow.contentSize().width(), narrow.matrix.width());
}

// Where single names have no room, none is kept for them.
void TestHeatmap::headersHoldWhatIsWritten()
{
    HeatmapLayout::Needs needs{113, 113, 160, 160, 14, 36, 60, 30, 3};
    needs.strip = 17;
    const QRectF area(0, 0, 500, 420);
    const HeatmapLayout single = HeatmapLayout::make(area, needs);
    QVERIFY(!single.namesRowBlocks && !single.namesColumnBlocks);
    needs.blockNameWidth = 50;
    const HeatmapLayout blocks = HeatmapLayout::make(area, needs);
    QVERIFY(blocks.namesRowBlocks && blocks.namesColumnBlocks);
    QVERIFY(blocks.headerHeight <= 50 + 6 + 17 && single.headerHeight >= 160);
    QVERIFY(blocks.rowNameWidth <= 60 && single.rowNameWidth >= 160);
    QVERIFY(blocks.matrix.height() >= single.matrix.height() + 100);
    needs.rows = needs.columns = 8; // names have room
    const HeatmapLayout few = HeatmapLayout::make(area, needs);
    QVERIFY(!few.namesRowBlocks && !few.namesColumnBlocks);
    QCOMPARE(few.rowNameWidth, 160.0);
}

// Names of columns and the colour bar give way before the cells shrink or scroll.
void TestHeatmap::smallCellsTakeTheRoom()
{
    HeatmapLayout::Needs needs{8, 8, 90, 90, 14, 36, 60, 30, 3};
    const QRectF least(0, 0, 277, 136);
    const HeatmapLayout before = HeatmapLayout::make(least, needs);
    needs.wantedCell = needs.lineHeight;
    const HeatmapLayout after = HeatmapLayout::make(least, needs);
    QVERIFY(before.matrix.height() < 0.45 * least.height());
    QVERIFY(after.matrix.height() >= 0.6 * least.height());
    QVERIFY(after.rowStep == 1 && after.columnStep == 1);
    const HeatmapLayout roomy = HeatmapLayout::make({0, 0, 430, 430}, needs);
    QVERIFY(roomy.matrix.bottom() <= 430 - 30); // the colour bar stays

    needs.rows = needs.columns = 33;
    needs.blockNameWidth = 78;
    needs.strip = 17;
    const QRectF low(0, 0, 480, 272);
    const HeatmapLayout opened = HeatmapLayout::make(low, needs);
    QCOMPARE(opened.contentSize(), opened.matrix.size()); // no row is scrolled away
    QVERIFY(opened.matrix.width() >= 0.7 * low.width());
    QVERIFY(opened.matrix.height() >= 0.6 * low.height());
}

void TestHeatmap::longNumbersAreHiddenAlone()
{
    Heatmap map;
    CountMatrix matrix = confusion(12);
    matrix.values[0] = 1'234'567;
    map.setMatrix(matrix);
    map.setNormalization(Normalization::Counts);
    open(map, {420, 420});
    const QImage image = map.viewport()->grab().toImage();
    const auto inked = [&](MatrixCell cell) {
        const QRect inside = map.windowLayout().cell(cell).adjusted(3, 3, -4, -3).toRect();
        QSet<QRgb> colours;
        for (int y = inside.top(); y <= inside.bottom(); ++y)
            for (int x = inside.left(); x <= inside.right(); ++x)
                colours.insert(image.pixel(x, y));
        return colours.size() > 1;
    };
    QCOMPARE(map.cellText({1, 1}), QStringLiteral("70"));
    QVERIFY(!inked({0, 0}));
    QVERIFY(inked({1, 1}) && inked({1, 0}));
}

void TestHeatmap::textsAndTooltips()
{
    Heatmap map;
    map.setMatrix(popAndRock());
    QCOMPARE(map.cellTooltip({0, 1}),
             QStringLiteral("True pop, predicted rock: 317 tracks (18.3\u00a0% of pop)"));
    QCOMPARE(map.cellTooltip({1, 0}), QStringLiteral("True rock, predicted pop: no tracks in this row"));
    QCOMPARE(map.cellText({0, 1}), QStringLiteral("18"));
    QCOMPARE(map.cellText({1, 0}), QString());
    map.setNormalization(Normalization::Counts);
    QCOMPARE(map.cellText({0, 0}), QStringLiteral("1,415"));
    QCOMPARE(map.cellText({1, 0}), QStringLiteral("·"));
    map.setNormalization(Normalization::Columns);
    QCOMPARE(map.cellTooltip({0, 1}),
             QStringLiteral("True pop, predicted rock: 317 tracks (100.0\u00a0% of predicted rock)"));
    map.setAxisTitles(QStringLiteral("Cluster"), QStringLiteral("Genre"));
    QVERIFY(map.cellTooltip({0, 1}).startsWith(QStringLiteral("Cluster pop, genre rock: 317")));
}

void TestHeatmap::hoverAndClick()
{
    Heatmap map;
    map.setMatrix(confusion(8));
    open(map, {430, 430});
    const QPointF there = map.windowLayout().cell({2, 5}).center();
    test::hover(map, there);
    QVERIFY(map.hoveredCell() == (MatrixCell{2, 5}));
    test::hover(map, {2, 2});
    QVERIFY(!map.hoveredCell());

    QSignalSpy clicked(&map, &Heatmap::cellClicked);
    test::click(map, there, Qt::ShiftModifier);
    QCOMPARE(clicked.count(), 1);
    QCOMPARE(clicked[0][0].toInt(), 2);
    QCOMPARE(clicked[0][1].toInt(), 5);
    QCOMPARE(clicked[0][2].value<Qt::KeyboardModifiers>(), Qt::KeyboardModifiers(Qt::ShiftModifier));
    test::click(map, {2, 2});
    QCOMPARE(clicked.count(), 1);
}

void TestHeatmap::blocksHaveHeaders()
{
    Heatmap map;
    map.setMatrix(confusion(8));
    map.setBlocks(
        {{QStringLiteral("first"), Qt::red, 0, 5, false}, {QStringLiteral("rest"), Qt::blue, 5, 3, true}});
    open(map, {430, 430});
    QSignalSpy toggled(&map, &Heatmap::blockToggled);
    const HeatmapLayout layout = map.windowLayout();
    test::click(map, layout.rowHeader(0, 5).center());
    test::click(map, layout.columnHeader(5, 3).center());
    QCOMPARE(toggled.count(), 2);
    QCOMPARE(toggled[0][0].toInt(), 0);
    QCOMPARE(toggled[1][0].toInt(), 1);
    const QColor header = test::pixel(map, layout.rowHeader(5, 3).bottomLeft() + QPointF(2, -4));
    QVERIFY(header.blue() > header.red() + 40);
    map.setMatrix(confusion(7)); // other rows: blocks are set anew
    QVERIFY(map.blocks().empty());
}

void TestHeatmap::differences()
{
    Heatmap map;
    CountMatrix matrix = confusion(2);
    matrix.values = {8, 2, 1, 9};
    map.setMatrix(matrix);
    map.setReference({5, 5, 1, 9});
    QVERIFY(map.isDifference());
    QCOMPARE(map.cellText({0, 0}), QStringLiteral("+30"));
    QCOMPARE(map.cellText({0, 1}), QStringLiteral("−30"));
    QCOMPARE(map.cellText({1, 1}), QStringLiteral("·"));
    open(map, {300, 300});
    const auto colour = [&map](MatrixCell cell) {
        return test::pixel(map, map.windowLayout().cell(cell).topLeft() + QPointF(3, 3));
    };
    QCOMPARE(colour({0, 0}), signedColour(1, Theme::light()));
    QCOMPARE(colour({0, 1}), signedColour(-1, Theme::light()));
    map.setReference({1, 2}); // of other rows: none
    QVERIFY(!map.isDifference());
    map.setReference({5, 5, 1, 9});
    map.setMatrix(matrix);
    QVERIFY(!map.isDifference());
}

void TestHeatmap::marksAreOutlined()
{
    Heatmap map;
    map.setMatrix(confusion(8));
    open(map, {430, 430});
    const HeatmapLayout layout = map.windowLayout();
    const QPointF edge = QPointF(layout.cell({2, 5}).center().x(), layout.cell({2, 5}).top());
    const QImage before = map.viewport()->grab().toImage();
    std::vector<CellMark> marks(64, CellMark::None);
    marks[2 * 8 + 5] = CellMark::All;
    map.setCellMarks(marks);
    const QImage after = map.viewport()->grab().toImage();
    const auto darkest = [&](const QImage &image) {
        int least = 255;
        for (int dy = -2; dy <= 1; ++dy)
            least = std::min(least, image.pixelColor((edge + QPointF(0, dy)).toPoint()).lightness());
        return least;
    };
    QVERIFY(darkest(before) > 200 && darkest(after) < 80);
    map.setCellMarks({CellMark::All}); // of another matrix
    QVERIFY(map.cellMarks().empty());
}

void TestHeatmap::coloursFollowTheValues()
{
    Heatmap map;
    map.setMatrix(confusion(8));
    open(map, {430, 430});
    const HeatmapLayout layout = map.windowLayout();
    const auto corner = [&](MatrixCell cell) { return layout.cell(cell).topLeft() + QPointF(3, 3); };
    const Theme theme = Theme::light();
    const QColor most = test::pixel(map, corner({0, 0}));
    QCOMPARE(most, magnitudeColour(1, theme));
    QVERIFY(test::pixel(map, corner({0, 7})).lightness() > 240);
    map.setPalette(Theme::dark().palette());
    QVERIFY(test::pixel(map, corner({0, 7})).lightness() < 50);
    QCOMPARE(test::pixel(map, corner({0, 0})), magnitudeColour(1, Theme::dark()));
}

void TestHeatmap::largeMatrixScrollsAndZooms()
{
    Heatmap map;
    map.setMatrix(confusion(113));
    open(map, {400, 400});
    QVERIFY(map.verticalScrollBar()->maximum() > 0); // cells do not shrink below what can be seen
    const QPointF there = map.windowLayout().matrix.center();
    const std::optional<MatrixCell> under = map.windowLayout().cellAt(there);
    QVERIFY(under);
    test::wheel(map, there, 5, Qt::ControlModifier);
    QVERIFY(map.zoom() > 2);
    const std::optional<MatrixCell> after = map.windowLayout().cellAt(there);
    QVERIFY(after);
    QVERIFY(std::abs(after->row - under->row) <= 1 && std::abs(after->column - under->column) <= 1);
    const int before = map.verticalScrollBar()->value();
    test::wheel(map, there, -2, Qt::NoModifier);
    QVERIFY(map.verticalScrollBar()->value() > before);

    map.horizontalScrollBar()->setValue(map.horizontalScrollBar()->maximum());
    map.verticalScrollBar()->setValue(map.verticalScrollBar()->maximum());
    const HeatmapLayout layout = map.windowLayout();
    QVERIFY(layout.cellAt(layout.matrix.bottomRight() - QPointF(2, 2)) == (MatrixCell{112, 112}));
    test::wheel(map, there, -100, Qt::ControlModifier);
    QCOMPARE(map.zoom(), 1.0);
}

void TestHeatmap::scrollBarsGoAgain()
{
    Heatmap map;
    map.setMatrix(confusion(113));
    open(map, {400, 300});
    QVERIFY(map.verticalScrollBar()->maximum() > 0);
    for (int side = 500; side <= 800; side += 7) {
        map.resize(side, side);
        QApplication::processEvents();
        const bool fits =
            map.windowLayout().contentSize().height() <= map.windowLayout().matrix.height() + 0.01;
        QCOMPARE(map.verticalScrollBar()->isVisible(), !fits);
    }
    QCOMPARE(map.verticalScrollBar()->maximum(), 0);
    QCOMPARE(map.horizontalScrollBar()->maximum(), 0);
}

void TestHeatmap::emptyAndDegenerate()
{
    Heatmap map;
    map.setEmptyText(QStringLiteral("No model yet."));
    open(map, {300, 200});
    QVERIFY(map.isEmpty());
    test::hover(map, {100, 100});
    test::click(map, {100, 100});
    QVERIFY(!map.hoveredCell());

    map.setMatrix({{QStringLiteral("a")}, {QStringLiteral("a")}, {1, 2}}); // does not fit its names
    QVERIFY(map.isEmpty());

    const double nan = std::numeric_limits<double>::quiet_NaN();
    map.setMatrix({{QString(400, u'W'), QStringLiteral("שיר")}, {QStringLiteral("one")}, {nan, 0}});
    QVERIFY(!map.isEmpty());
    QVERIFY(!map.viewport()->grab().isNull());
    QVERIFY(map.cellTooltip({0, 0}).endsWith(QStringLiteral("not known")));
    map.setMarkedCell(MatrixCell{9, 9});
    QVERIFY(!map.viewport()->grab().isNull());
    map.resize(20, 20);
    QVERIFY(!map.viewport()->grab().isNull());
}

QTEST_MAIN(TestHeatmap)
#include "tst_heatmap.moc"
