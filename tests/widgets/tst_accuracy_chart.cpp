#include "widgets/plots/accuracy_chart.h"
#include "widgets/plots/plot_export.h"

#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace genrelens;

class TestAccuracyChart : public QObject
{
    Q_OBJECT

private slots:
    void rowsStandUnderTheirGroups();
    void sharesHaveTheirPlaces();
    void clickAndKeysChoose();
    void tellsOfAPoint();
    void manyScrollAndFitAPicture();
    void emptySaysSo();
    void drawsBaselineAndDot();
};

namespace
{

std::vector<AccuracyGroup> twoGroups()
{
    return {{QStringLiteral("Genre"),
             {{QStringLiteral("Random forest"), 0.46, 0.45, 0.47, 0.01, false, {}},
              {QStringLiteral("Nearest centroid"), 0.2, 0.19, 0.21, 0.01, true, {}}}},
            {QStringLiteral("Cluster"),
             {{QStringLiteral("Random forest"), 0.9, 0.89, 0.91, 0.4, false, QStringLiteral("Trees: 5")}}}};
}

std::unique_ptr<AccuracyChart> shownChart(std::vector<AccuracyGroup> groups)
{
    auto chart = std::make_unique<AccuracyChart>();
    chart->resize(420, 220);
    chart->setGroups(std::move(groups));
    chart->show();
    if (!QTest::qWaitForWindowExposed(chart.get()))
        qFatal("the chart does not show");
    return chart;
}

} // namespace

void TestAccuracyChart::rowsStandUnderTheirGroups()
{
    AccuracyLayout::Needs needs;
    needs.points = {2, 1};
    needs.nameWidth = 100;
    needs.valueWidth = 40;
    needs.rowHeight = 20;
    needs.axisHeight = 30;
    const AccuracyLayout layout = AccuracyLayout::make({0, 0, 400, 300}, needs);
    QCOMPARE(layout.groupRow(0).top(), 0.0);
    QCOMPARE(layout.row(0).top(), 20.0);
    QCOMPARE(layout.row(1).top(), 40.0);
    QCOMPARE(layout.groupRow(1).top(), 68.0); // two fifths of a row between groups
    QCOMPARE(layout.row(2).top(), 88.0);
    QCOMPARE(layout.contentHeight, 108.0);
    for (int point = 0; point < 3; ++point)
        QCOMPARE(layout.pointAt(layout.row(point).center()), point);
    QCOMPARE(layout.pointAt(layout.groupRow(1).center()), -1);
    QCOMPARE(layout.pointAt({200, 290}), -1); // the axis
    const AccuracyLayout low = AccuracyLayout::fitted({0, 0, 400, 60}, needs);
    QVERIFY(low.row(2).bottom() <= 30.0 + 1e-9);
}

void TestAccuracyChart::sharesHaveTheirPlaces()
{
    AccuracyLayout::Needs needs;
    needs.points = {1};
    needs.nameWidth = 100;
    needs.valueWidth = 40;
    needs.highest = 0.9;
    AccuracyLayout layout = AccuracyLayout::make({10, 0, 400, 300}, needs);
    QCOMPARE(layout.x(0), 10.0 + 108.0); // a gap of 8 behind the names
    QCOMPARE(layout.ticks.last(), 1.0);
    QCOMPARE(layout.x(1), 10.0 + 400.0 - 48.0);
    QCOMPARE(layout.x(0.5), (layout.x(0) + layout.x(1)) / 2);
    needs.mirrored = true;
    layout = AccuracyLayout::make({10, 0, 400, 300}, needs);
    QCOMPARE(layout.x(0), 410.0 - 108.0);
    QVERIFY(layout.x(1) < layout.x(0));
    QVERIFY(layout.name(0).left() > layout.value(0).right());
}

void TestAccuracyChart::clickAndKeysChoose()
{
    const auto chart = shownChart(twoGroups());
    QList<int> chosen;
    connect(chart.get(), &AccuracyChart::pointChosen, this, [&](int point) {
        chosen.append(point);
        chart->setCurrent(point);
    });
    const auto at = [&](const QRectF &row) { return row.center().toPoint(); };
    QTest::mouseClick(chart->viewport(), Qt::LeftButton, {}, at(chart->windowLayout().row(1)));
    QTest::mouseClick(chart->viewport(), Qt::LeftButton, {}, at(chart->windowLayout().groupRow(1)));
    QTest::mouseClick(chart->viewport(), Qt::RightButton, {}, at(chart->windowLayout().row(0)));
    QCOMPARE(chosen, QList<int>({1}));
    QTest::keyClick(chart.get(), Qt::Key_Down);
    QTest::keyClick(chart.get(), Qt::Key_Down); // there is none below
    QTest::keyClick(chart.get(), Qt::Key_Home);
    QTest::keyClick(chart.get(), Qt::Key_Up);
    QTest::keyClick(chart.get(), Qt::Key_End);
    QCOMPARE(chosen, QList<int>({1, 2, 0, 2}));
}

void TestAccuracyChart::tellsOfAPoint()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    const auto chart = shownChart(twoGroups());
    QTest::mouseMove(chart->viewport(), chart->windowLayout().row(2).center().toPoint());
    QTRY_COMPARE(chart->hovered(), 2);
    QVERIFY(chart->pointTooltip(2).contains(
        QStringLiteral("90.00\u00a0% right (89.00\u00a0% to 91.00\u00a0%), baseline 40.00\u00a0%")));
    QVERIFY(chart->pointTooltip(2).contains(QStringLiteral("Trees: 5")));
}

void TestAccuracyChart::manyScrollAndFitAPicture()
{
    std::vector<AccuracyGroup> groups(20);
    for (int g = 0; g < 20; ++g) {
        groups[static_cast<std::size_t>(g)].name = QStringLiteral("Labels %1").arg(g);
        for (int i = 0; i < 10; ++i)
            groups[static_cast<std::size_t>(g)].points.push_back(
                {QStringLiteral("Model %1").arg(i), 0.5, 0.49, 0.51, 0.1, false, {}});
    }
    const auto chart = shownChart(groups);
    QVERIFY(chart->verticalScrollBar()->maximum() > 0);
    chart->setCurrent(199);
    const AccuracyLayout layout = chart->windowLayout();
    QVERIFY(layout.rows().contains(layout.row(199).center()));
    const QSize size(600, 400);
    const QImage image = renderPlot(*chart, size, 1, Theme::light());
    QCOMPARE(image.size(), size);
    const AccuracyLayout whole = AccuracyLayout::fitted(QRectF({0, 0}, size), layout.needs);
    QVERIFY(whole.row(199).bottom() <= 400);
}

void TestAccuracyChart::emptySaysSo()
{
    const auto chart = shownChart({});
    QVERIFY(chart->isEmpty());
    QTest::keyClick(chart.get(), Qt::Key_Down);
    QTest::mouseClick(chart->viewport(), Qt::LeftButton);
    QCOMPARE(chart->current(), -1);
    chart->setGroups(twoGroups());
    chart->setCurrent(2);
    chart->setGroups({});
    QCOMPARE(chart->current(), -1);
}

void TestAccuracyChart::drawsBaselineAndDot()
{
    const auto chart = shownChart(twoGroups());
    const QImage image = chart->viewport()->grab().toImage();
    const AccuracyLayout layout = chart->windowLayout();
    const auto pixel = [&](double share, int point) {
        return image.pixelColor(
            QPoint(static_cast<int>(layout.x(share)), static_cast<int>(layout.row(point).center().y())));
    };
    const Theme theme = Theme::of(chart->palette());
    QCOMPARE(pixel(0.9, 2), theme.accent);
    QVERIFY(pixel(0.2, 2) != theme.base);   // within the baseline's grey part
    QCOMPARE(pixel(0.97, 2), theme.base);   // beyond the interval
    QVERIFY(pixel(0.2, 1) != theme.accent); // outdated: hollow
    QVERIFY(pixel(0.2, 1).lightness() > theme.quiet.lightness());
}

QTEST_MAIN(TestAccuracyChart)
#include "tst_accuracy_chart.moc"
