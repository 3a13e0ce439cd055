// What the points of the Map dock are coloured by, and how the selected ones stand out.
#include "tests/widgets/map_dock_fixture.h"
#include "widgets/docks/notice_bar.h"

#include <QPainter>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QToolButton>

#include <map>
#include <set>

using namespace genrelens;
using test::farness;
using Fixture = test::MapDockFixture;

class TestMapDockColours : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void selectionsOfOthersAreShown();
    void coloursFollowTheLabels();
    void otherColours();
    void answersOfTheModel();
    void hiddenClassesAreNotPicked();
    void classesGetOtherColours();
    void pictureHasTheLegend();

private:
    static constexpr int patience = 60000;
};

void TestMapDockColours::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
}

void TestMapDockColours::selectionsOfOthersAreShown()
{
    Fixture fixture;
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isDone(), patience);
    const auto &names = fixture.dock->surface().layers().names().names();
    QTRY_COMPARE_WITH_TIMEOUT(names.size(), std::size_t(3), patience);
    QTest::mouseClick(fixture.child<QToolButton>("mapNames"), Qt::LeftButton); // they lie over points
    QTRY_VERIFY(names.empty());
    MapCanvas &canvas = fixture.canvas();
    const std::uint32_t row = 7;
    std::uint32_t other = 0; // far off, so that no dot of the one is on the other
    for (std::uint32_t i = 0; i < canvas.points().size(); ++i)
        if (fixture.distance(i, row) > fixture.distance(other, row))
            other = i;
    const auto seen = [&](std::uint32_t track) { return test::pixel(canvas, *canvas.positionOf(track)); };
    const QColor ground = Theme::of(canvas.palette()).base;
    const QColor before = seen(other);
    fixture.study.setSelection(RowSet(300, std::vector<std::uint32_t>{row}), "one");
    QCOMPARE(seen(row), QColor::fromRgb(canvas.colours().colours[canvas.colours().codes[row]]));
    QVERIFY(farness(seen(other), ground) < 0.4 * farness(before, ground));
    QVERIFY(seen(other) != ground); // greyed, never gone
    fixture.study.setSelection(RowSet(300), {});
    QCOMPARE(seen(other), before);
    fixture.study.setSelection(RowSet(300, std::vector<std::uint32_t>{row}), "one");
    QVERIFY(fixture.dock->findChild<QToolButton *>(QStringLiteral("mapZoomToSelection"))->isEnabled());
    QTest::mouseClick(fixture.child<QToolButton>("mapZoomToSelection"), Qt::LeftButton);
    QTRY_VERIFY(fixture.canvas().view().zoom() > 1.5);
}

void TestMapDockColours::coloursFollowTheLabels()
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

void TestMapDockColours::otherColours()
{
    Fixture fixture;
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isDone(), patience);
    const auto compare = [&](const std::vector<float> &values) {
        const std::vector<std::uint16_t> codes = fixture.canvas().colours().codes;
        QCOMPARE(codes.size(), values.size());
        QVERIFY(fixture.legend().spec().bar.has_value());
        // Codes go from 0 up as the values do, and equal values have equal codes.
        std::map<float, std::set<std::uint16_t>> byValue;
        for (std::size_t row = 0; row < values.size(); ++row)
            byValue[values[row]].insert(codes[row]);
        QVERIFY(byValue.size() > 5);
        QCOMPARE(*byValue.begin()->second.begin(), std::uint16_t(0));
        int last = 0;
        for (const auto &[value, own] : byValue) {
            QCOMPARE(own.size(), std::size_t(1));
            QVERIFY(*own.begin() >= last);
            last = *own.begin();
        }
        QVERIFY(last > 200); // of 255 steps, the highest being the end of the scale
    };
    fixture.colourBy(QStringLiteral("energy"));
    std::vector<float> energy;
    for (int i = 0; i < 300; ++i) // as evaluatedRows() writes it
        energy.push_back(static_cast<float>(i * 7 % 3 * 10 + i * 13 % 17));
    compare(energy);
    fixture.colourBy(QStringLiteral("Neighbours kept"));
    compare(fixture.dock->maker().truth()->survival);
    fixture.colourBy(QStringLiteral("No colours"));
    QVERIFY(fixture.legend().spec().isEmpty());
    QVERIFY(!fixture.legend().isVisible());
    QCOMPARE(fixture.canvas().colours().codes, std::vector<std::uint16_t>(300, 0));
}

void TestMapDockColours::answersOfTheModel()
{
    Fixture fixture;
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isDone(), patience);
    fixture.train("random_forest");
    fixture.study.setCurrentView("random_forest", "genre");
    fixture.colourBy(QStringLiteral("Confidence of the model"));
    QTRY_VERIFY_WITH_TIMEOUT(fixture.legend().spec().bar.has_value(), patience);
    QVERIFY(fixture.dock->findChild<NoticeBar *>()->text().isEmpty());
}

void TestMapDockColours::hiddenClassesAreNotPicked()
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

void TestMapDockColours::classesGetOtherColours()
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

void TestMapDockColours::pictureHasTheLegend()
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

QTEST_MAIN(TestMapDockColours)
#include "tst_map_dock_colours.moc"
