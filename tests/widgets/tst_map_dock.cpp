#include "tests/support/evaluated_study.h"
#include "tests/widgets/plot_events.h"
#include "widgets/docks/map_dock.h"
#include "widgets/docks/notice_bar.h"
#include "widgets/map/hover_card.h"
#include "widgets/map/map_canvas.h"
#include "widgets/map/map_colour_box.h"
#include "widgets/map/map_legend.h"
#include "widgets/map/map_parameters.h"
#include "widgets/map/map_surface.h"
#include "widgets/map/map_tools.h"

#include <QComboBox>
#include <QLabel>
#include <QPainter>
#include <QSettings>
#include <QSignalSpy>
#include <QSpinBox>
#include <QStandardPaths>
#include <QToolButton>

#include <memory>

using namespace genrelens;

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
    void selectionsOfOthersAreShown();
    void stopAndGoOn();
    void parametersAreSettings();
    void coloursFollowTheLabels();
    void otherColours();
    void answersOfTheModel();
    void hiddenClassesAreNotPicked();
    void classesGetOtherColours();
    void aCardAboutTheTrack();
    void hiddenDockRests();
    void pictureHasTheLegend();
    void fitsSmallAndLarge();

private:
    static constexpr int patience = 60000;
};

namespace
{

struct Fixture : test::EvaluatedStudy {
    std::unique_ptr<MapDock> dock = std::make_unique<MapDock>(study, board);

    explicit Fixture(QSize size = {900, 700})
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

// Whole pixels, as the mouse has them.
QPointF whole(const QPointF &position)
{
    return position.toPoint();
}

} // namespace

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

void TestMapDock::selectionsOfOthersAreShown()
{
    Fixture fixture;
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isDone(), patience);
    QTRY_VERIFY(fixture.canvas().positionOf(7).has_value());
    const QImage before = fixture.canvas().viewport()->grab().toImage();
    fixture.study.setSelection(RowSet(300, std::vector<std::uint32_t>{7}), "one");
    QTest::qWait(50);
    const QImage after = fixture.canvas().viewport()->grab().toImage();
    QVERIFY(before != after);
    QVERIFY(fixture.dock->findChild<QToolButton *>(QStringLiteral("mapZoomToSelection"))->isEnabled());
    QTest::mouseClick(fixture.child<QToolButton>("mapZoomToSelection"), Qt::LeftButton);
    QTRY_VERIFY(fixture.canvas().view().zoom() > 1.5);
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

void TestMapDock::coloursFollowTheLabels()
{
    Fixture fixture;
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isDone(), patience);
    QCOMPARE(fixture.legend().spec().entries.front().name, QStringLiteral("genre0"));
    fixture.jobs.cluster();
    QTRY_VERIFY_WITH_TIMEOUT(fixture.study.isClusteringCurrent(), patience);
    fixture.study.setCurrentLabels("cluster");
    QCOMPARE(fixture.legend().spec().entries.size(), std::size_t(8));
    // Until another colour is chosen.
    fixture.colourBy(QStringLiteral("Genre"));
    QCOMPARE(fixture.legend().spec().entries.front().name, QStringLiteral("genre0"));
}

void TestMapDock::otherColours()
{
    Fixture fixture;
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isDone(), patience);
    fixture.colourBy(QStringLiteral("energy"));
    QVERIFY(fixture.legend().spec().bar.has_value());
    QCOMPARE(fixture.canvas().colours().codes.size(), std::size_t(300));
    fixture.colourBy(QStringLiteral("Neighbours kept"));
    QVERIFY(fixture.legend().spec().bar.has_value());
    fixture.colourBy(QStringLiteral("No colours"));
    QVERIFY(fixture.legend().spec().isEmpty());
    QVERIFY(!fixture.legend().isVisible());
}

void TestMapDock::answersOfTheModel()
{
    Fixture fixture;
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isDone(), patience);
    fixture.train("random_forest");
    fixture.study.setCurrentView("random_forest", "genre");
    fixture.colourBy(QStringLiteral("Confidence of the model"));
    QTRY_VERIFY_WITH_TIMEOUT(fixture.legend().spec().bar.has_value(), patience);
    QVERIFY(fixture.dock->findChild<NoticeBar *>()->text().isEmpty());
}

void TestMapDock::hiddenClassesAreNotPicked()
{
    Fixture fixture;
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isDone(), patience);
    fixture.legend().toggle(0);
    fixture.canvas().setTool(ScatterTool::Rectangle);
    const QRectF area = QRectF(fixture.canvas().viewport()->rect()).adjusted(1, 1, -2, -2);
    fixture.drag({area.topLeft(), area.bottomRight()});
    const std::vector<std::int32_t> codes = fixture.study.labels("genre").codes();
    QCOMPARE(fixture.study.selection().count(), std::size_t(200));
    for (const std::uint32_t row : fixture.study.selection().members())
        QVERIFY(codes[row] != 0);
}

void TestMapDock::classesGetOtherColours()
{
    Fixture fixture;
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isDone(), patience);
    QSignalSpy chosen(fixture.dock.get(), &Dock::settingsChosen);
    emit fixture.legend().colourChosen(1, QColor(1, 2, 3));
    QCOMPARE(chosen.count(), 1);
    fixture.study.setSettings(chosen.first().first().value<StudySettings>());
    QCOMPARE(fixture.legend().spec().entries[1].colour, QColor(1, 2, 3));
    QCOMPARE(fixture.canvas().colours().colours[1], qRgb(1, 2, 3));
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

void TestMapDock::pictureHasTheLegend()
{
    Fixture fixture;
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isDone(), patience);
    const MapCanvas &canvas = fixture.canvas();
    QCOMPARE(canvas.legend().entries.size(), std::size_t(3));
    const QSize size = canvas.naturalSize();
    QImage image(size, QImage::Format_RGB32);
    const Theme light = Theme::light();
    image.fill(light.base);
    QPainter painter(&image);
    canvas.draw(painter, image.rect(), light);
    painter.end();
    int swatches = 0;
    const QRgb colour = canvas.legend().entries[2].colour.rgb();
    for (int x = size.width() - 150; x < size.width(); ++x)
        for (int y = 0; y < size.height() / 2; ++y)
            swatches += image.pixel(x, y) == colour ? 1 : 0;
    QVERIFY2(swatches > 40, qPrintable(QString::number(swatches)));
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
