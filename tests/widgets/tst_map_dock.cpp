#include "tests/widgets/map_dock_fixture.h"
#include "widgets/docks/notice_bar.h"
#include "widgets/map/hover_card.h"
#include "widgets/map/map_parameters.h"
#include "widgets/map/map_tools.h"

#include <QSettings>
#include <QSignalSpy>
#include <QSpinBox>
#include <QStandardPaths>
#include <QToolButton>

using namespace genrelens;
using test::whole;
using Fixture = test::MapDockFixture;

class TestMapDock : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void noFile();
    void componentsThenTheMap();
    void theOtherMethod();
    void rectangleSelectsItsTracks();
    void lassoSelectsItsTracks();
    void modifiersAddAndTakeAway();
    void stopAndGoOn();
    void parametersAreSettings();
    void aCardAboutTheTrack();
    void hiddenDockRests();
    void fitsSmallAndLarge();

private:
    static constexpr int patience = 60000;
};

void TestMapDock::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
}

void TestMapDock::noFile()
{
    Study study;
    JobBoard board;
    MapDock dock(study, board);
    dock.resize(600, 500);
    dock.show();
    QVERIFY(QTest::qWaitForWindowExposed(&dock));
    const auto *empty = dock.findChild<QLabel *>(QStringLiteral("mapEmpty"));
    QVERIFY(empty->isVisible());
    QVERIFY(empty->text().contains(QStringLiteral("Open a file")));
    QVERIFY(!dock.surface().isVisible());
    QVERIFY(dock.plot()->isEmpty());
}

void TestMapDock::componentsThenTheMap()
{
    Fixture fixture;
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isDone(), patience);
    QVERIFY(fixture.dock->surface().isVisible());
    QVERIFY(fixture.canvas().points() == fixture.dock->maker().map()->points);
    QCOMPARE(fixture.canvas().figureName(), QStringLiteral("map_umap"));
    QVERIFY2(fixture.text().contains(QStringLiteral("15 neighbours")), qPrintable(fixture.text()));
    QVERIFY(fixture.text().contains(QStringLiteral("trustworthiness")));
    QCOMPARE(fixture.legend().spec().entries.size(), std::size_t(3));
    QVERIFY(fixture.legend().isVisible());
    // Names come by and by.
    QTRY_COMPARE_WITH_TIMEOUT(fixture.dock->surface().layers().names().names().size(), std::size_t(3),
                              patience);
}

void TestMapDock::theOtherMethod()
{
    Fixture fixture;
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isDone(), patience);
    fixture.choose("mapMethod", 1);
    QVERIFY(fixture.canvas().points() == fixture.dock->maker().pca()->points);
    QVERIFY(fixture.text().contains(QStringLiteral("of the variance")));
    QVERIFY(!fixture.child<QToolButton>("mapParametersButton")->isVisible());
    fixture.choose("mapMethod", 0);
    QVERIFY(fixture.canvas().points() == fixture.dock->maker().map()->points);
}

void TestMapDock::rectangleSelectsItsTracks()
{
    Fixture fixture;
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isDone(), patience);
    QTest::mouseClick(fixture.child<QToolButton>("mapRectangle"), Qt::LeftButton);
    QCOMPARE(fixture.canvas().tool(), ScatterTool::Rectangle);
    const QRectF area = QRectF(fixture.canvas().viewport()->rect()).adjusted(1, 1, -2, -2);
    const QPointF from = whole(area.center() - QPointF(area.width() / 5, area.height() / 4));
    const QPointF to = whole(area.center() + QPointF(area.width() / 8, area.height() / 3));
    fixture.drag({from, (from + to) / 2, to});
    const std::vector<std::uint32_t> expected = fixture.inside(QPolygonF(QRectF(from, to)));
    QVERIFY(!expected.empty() && expected.size() < 300);
    QCOMPARE(fixture.study.selection().members(), expected);
    QVERIFY(!fixture.study.selectionName().empty());
}

void TestMapDock::lassoSelectsItsTracks()
{
    Fixture fixture;
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isDone(), patience);
    QTest::mouseClick(fixture.child<QToolButton>("mapLasso"), Qt::LeftButton);
    QCOMPARE(fixture.canvas().tool(), ScatterTool::Lasso);
    const QPointF middle = QRectF(fixture.canvas().viewport()->rect()).center();
    QPolygonF lasso;
    for (int i = 0; i < 12; ++i) // a star that crosses itself
        lasso << whole(middle +
                       170.0 * QPointF(std::cos(i * 5 * 2 * M_PI / 12), std::sin(i * 5 * 2 * M_PI / 12)));
    fixture.drag(lasso);
    QCOMPARE(fixture.study.selection().members(), fixture.inside(lasso));
    QVERIFY(!fixture.study.selection().isEmpty());
}

void TestMapDock::modifiersAddAndTakeAway()
{
    Fixture fixture;
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isDone(), patience);
    fixture.canvas().setTool(ScatterTool::Rectangle);
    const QRectF area = QRectF(fixture.canvas().viewport()->rect()).adjusted(1, 1, -2, -2);
    const QPointF top = area.topLeft();
    const QRectF left(top, whole({area.center().x(), area.bottom()}));
    const QRectF upper(top, whole({area.right(), area.center().y()}));
    fixture.drag({left.topLeft(), left.bottomRight()});
    const RowSet first = fixture.study.selection();
    QCOMPARE(first.members(), fixture.inside(QPolygonF(left)));
    fixture.drag({upper.topLeft(), upper.bottomRight()}, Qt::ControlModifier);
    RowSet expected = first;
    expected |= RowSet(300, fixture.inside(QPolygonF(upper)));
    QCOMPARE(fixture.study.selection(), expected);
    fixture.drag({upper.topLeft(), upper.bottomRight()}, Qt::ControlModifier | Qt::ShiftModifier);
    expected -= RowSet(300, fixture.inside(QPolygonF(upper)));
    QCOMPARE(fixture.study.selection(), expected);
    QVERIFY(expected.count() > 0);
    // The mode does so without keys.
    fixture.study.setSelection(first, "left");
    auto *mode = fixture.child<QComboBox>("mapMode");
    const int intersect = 3;
    mode->setCurrentIndex(intersect);
    emit mode->activated(intersect);
    fixture.drag({upper.topLeft(), upper.bottomRight()});
    expected = first;
    expected &= RowSet(300, fixture.inside(QPolygonF(upper)));
    QCOMPARE(fixture.study.selection(), expected);
}

void TestMapDock::stopAndGoOn()
{
    Fixture fixture;
    fixture.open(test::evaluatedRows(6000));
    auto *stop = fixture.child<QToolButton>("mapStop");
    auto *make = fixture.child<QToolButton>("mapMake");
    QTRY_VERIFY_WITH_TIMEOUT(fixture.dock->maker().map() && fixture.dock->maker().map()->epoch > 2, patience);
    QVERIFY(stop->isVisible());
    QTest::mouseClick(stop, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(!fixture.dock->maker().isRunning(), patience);
    QVERIFY(!stop->isVisible());
    QVERIFY(make->isVisible());
    QCOMPARE(make->text(), QStringLiteral("Go On"));
    QVERIFY(fixture.text().contains(QStringLiteral("stopped at epoch")));
    QVERIFY(fixture.canvas().points() == fixture.dock->maker().map()->points);
    QTest::mouseClick(make, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isDone(), patience);
    QVERIFY(!make->isVisible());
}

void TestMapDock::parametersAreSettings()
{
    Fixture fixture;
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isDone(), patience);
    QSignalSpy chosen(fixture.dock.get(), &Dock::settingsChosen);
    QTest::mouseClick(fixture.child<QToolButton>("mapParametersButton"), Qt::LeftButton);
    auto *form = fixture.child<MapParameters>("mapParameters");
    QVERIFY(form->isVisible());
    auto *neighbours = fixture.child<QSpinBox>("mapNeighbours");
    neighbours->stepBy(5);
    neighbours->stepBy(5);
    QTRY_COMPARE_WITH_TIMEOUT(chosen.count(), 1, patience); // one step of undo
    const auto settings = chosen.first().first().value<StudySettings>();
    QCOMPARE(settings.map.neighbours, 25);
    form->close();
    fixture.study.setSettings(settings);
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isDone(), patience);
    QVERIFY(fixture.text().contains(QStringLiteral("25 neighbours")));
}

void TestMapDock::aCardAboutTheTrack()
{
    Fixture fixture;
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isDone(), patience);
    const QPointF place = *fixture.canvas().positionOf(11);
    test::hover(fixture.canvas(), place);
    auto *card = fixture.dock->findChild<HoverCard *>();
    QTRY_VERIFY(card->isVisible());
    const std::uint32_t row = *fixture.canvas().hoveredRow();
    QCOMPARE(card->content().genre, QStringLiteral("genre%1").arg(row * 7 % 3));
    QCOMPARE(card->content().features.size(), std::size_t(2));
    test::leave(fixture.canvas());
    QTRY_VERIFY(!card->isVisible());
}

void TestMapDock::hiddenDockRests()
{
    Fixture fixture;
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isDone(), patience);
    fixture.dock->hide();
    fixture.open(test::evaluatedRows(120));
    QTest::qWait(50);
    QVERIFY(!fixture.dock->maker().isRunning());
    QVERIFY(!fixture.dock->maker().map());
    fixture.dock->show();
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isDone(), patience);
    QCOMPARE(fixture.canvas().points().size(), std::size_t(120));
    QCOMPARE(fixture.canvas().colours().codes.size(), std::size_t(120));
}

void TestMapDock::fitsSmallAndLarge()
{
    Fixture fixture({360, 320});
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isDone(), patience);
    for (const QSize size : {QSize(360, 320), QSize(700, 500), QSize(1800, 1200)}) {
        fixture.dock->resize(size);
        QTest::qWait(30);
        QVERIFY(fixture.dock->width() <= size.width());
        const QRect canvas = fixture.canvas().viewport()->rect();
        QVERIFY(canvas.width() > 100 && canvas.height() > 80);
        const QRect legend = fixture.legend().geometry();
        QVERIFY(fixture.canvas().rect().contains(legend));
    }
}

QTEST_MAIN(TestMapDock)
#include "tst_map_dock.moc"
