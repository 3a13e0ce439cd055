#include "core/base/random.h"
#include "widgets/map/loading_arrows.h"
#include "widgets/map/map_names.h"
#include "widgets/map/readable_colour.h"
#include "widgets/plots/colour_math.h"
#include "widgets/plots/palette.h"

#include <QApplication>
#include <QPainter>
#include <QTest>

#include <cmath>
#include <limits>

using namespace genrelens;

class TestMapNames : public QObject
{
    Q_OBJECT

private slots:
    void placesAreTheDensest();
    void copiesOfASongAreNoPlace();
    void aFarGroupMovesNoOther();
    void aCrowdedNameTakesAnotherPlace();
    void neverOverlapAndNeverGoAgain();
    void theLargestIsAlwaysThere();
    void namesAreReadable_data();
    void namesAreReadable();
    void windowAndPictureAgree();
    void nothingToName();
    void arrowsPointAsTheFeaturesDo();
    void arrowNamesDoNotOverlap();
};

namespace
{

constexpr int classes = 60;

struct Clouds {
    std::vector<MapPoint> points;
    std::vector<std::uint16_t> codes;
    std::vector<LegendEntry> entries;
};

// Class c has 40 + c points about a place of its own; many of them are near to each other.
Clouds clouds()
{
    Clouds made;
    Random random(3, RandomPurpose::Test, 801);
    for (int c = 0; c < classes; ++c) {
        const double x = random.normal() * 3;
        const double y = random.normal() * 2;
        for (int i = 0; i < 40 + c; ++i) {
            made.points.push_back({static_cast<float>(x + 0.3 * random.normal()),
                                   static_cast<float>(y + 0.3 * random.normal())});
            made.codes.push_back(static_cast<std::uint16_t>(c));
        }
        made.entries.push_back({QStringLiteral("genre number %1").arg(c), classColour(c), std::size_t(40 + c),
                                static_cast<std::uint16_t>(c), true});
    }
    return made;
}

std::vector<MapName> namesOf(const Clouds &made)
{
    const auto places = densestPlaces(made.points, made.codes, classes, Progress::none());
    return arrangedNames(places.value(), made.entries, QApplication::font());
}

ScatterView viewOf(const std::vector<MapPoint> &points)
{
    return ScatterView::fitting(MapBounds::of(points), QRectF(0, 0, 800, 600), 20);
}

} // namespace

void TestMapNames::placesAreTheDensest()
{
    std::vector<MapPoint> points;
    std::vector<std::uint16_t> codes;
    // 30 points of class 0 spread over the map, 50 of them at one place; class 2 is three points.
    for (int i = 0; i < 30; ++i) {
        points.push_back({static_cast<float>(i % 6), static_cast<float>(i / 6)});
        codes.push_back(0);
    }
    for (int i = 0; i < 50; ++i) {
        points.push_back({4.25F, 3.5F});
        codes.push_back(0);
    }
    for (const float x : {0.9F, 1.0F, 1.1F}) {
        points.push_back({x, 1.0F});
        codes.push_back(2);
    }
    points.push_back({std::numeric_limits<float>::quiet_NaN(), 0.0F});
    codes.push_back(2);
    const auto places = densestPlaces(points, codes, 3, Progress::none());
    QVERIFY(places.ok());
    QCOMPARE(places.value().size(), std::size_t(2)); // class 1 has no points
    QCOMPARE(int(places.value()[0].code), 0);
    QCOMPARE(places.value()[0].count, std::size_t(80));
    QCOMPARE(places.value()[0].place, (MapPoint{4.25F, 3.5F}));
    QCOMPARE(int(places.value()[1].code), 2);
    QVERIFY(std::abs(places.value()[1].place.x - 1.0F) < 1e-5F);
}

void TestMapNames::copiesOfASongAreNoPlace()
{
    std::vector<MapPoint> points(60, MapPoint{9.0F, 9.0F});
    Random random(5, RandomPurpose::Test, 802);
    for (int i = 0; i < 400; ++i)
        points.push_back(
            {static_cast<float>(0.3 * random.normal()), static_cast<float>(0.3 * random.normal())});
    const auto places =
        densestPlaces(points, std::vector<std::uint16_t>(points.size(), 0), 1, Progress::none());
    QVERIFY(std::hypot(places.value()[0].place.x, places.value()[0].place.y) < 0.5F);
}

// It has a place itself; the others are as they would be without it.
void TestMapNames::aFarGroupMovesNoOther()
{
    std::vector<MapPoint> points;
    std::vector<std::uint16_t> codes;
    Random random(5, RandomPurpose::Test, 804);
    const auto add = [&](std::size_t count, double x, double y, double sd, std::uint16_t code) {
        for (std::size_t i = 0; i < count; ++i) {
            points.push_back(
                {static_cast<float>(x + sd * random.normal()), static_cast<float>(y + sd * random.normal())});
            codes.push_back(code);
        }
    };
    add(3000, 0, 0, 2, 0); // wide, and at one side the densest
    add(3000, 3, 1, 0.2, 0);
    add(3000, -3, -2, 1, 1);
    add(6, 30'000, -20'000, 0.5, 2);
    add(1, 0, 0, 1, 2); // a stray one of theirs
    const auto places = densestPlaces(points, codes, 3, Progress::none());
    QCOMPARE(places.value().size(), std::size_t(3));
    const auto distance = [&](std::size_t place, double x, double y) {
        const MapPoint &at = places.value()[place].place;
        return std::hypot(static_cast<double>(at.x) - x, static_cast<double>(at.y) - y);
    };
    QVERIFY2(distance(0, 3, 1) < 0.3, qPrintable(QString::number(distance(0, 3, 1))));
    QVERIFY2(distance(1, -3, -2) < 0.7, qPrintable(QString::number(distance(1, -3, -2))));
    QCOMPARE(int(places.value()[2].code), 2);
    QVERIFY2(distance(2, 30'000, -20'000) < 2, qPrintable(QString::number(distance(2, 30'000, -20'000))));
}

void TestMapNames::aCrowdedNameTakesAnotherPlace()
{
    std::vector<MapPoint> points;
    std::vector<std::uint16_t> codes;
    const auto add = [&](int count, float x, std::uint16_t code) {
        for (int i = 0; i < count; ++i) {
            points.push_back({x, 0.0F});
            codes.push_back(code);
        }
    };
    add(100, 0.0F, 0);
    add(40, 0.25F, 1); // its densest place is that of the larger class
    add(30, 10.0F, 1);
    add(3, 20.0F, 1); // by far not as dense
    add(20, 0.5F, 2); // all of it is there
    const auto places = densestPlaces(points, codes, 3, Progress::none());
    QCOMPARE(places.value()[1].place, (MapPoint{0.25F, 0.0F}));
    QCOMPARE(places.value()[1].others, (std::vector<MapPoint>{{10.0F, 0.0F}}));
    QVERIFY(places.value()[2].others.empty());
    std::vector<LegendEntry> entries;
    for (std::uint16_t c = 0; c < 3; ++c)
        entries.push_back({QStringLiteral("genre"), classColour(c), 1, c, true});
    const std::vector<MapName> names = arrangedNames(places.value(), entries, QApplication::font());
    QCOMPARE(names[1].place, (MapPoint{10.0F, 0.0F}));
    QVERIFY(names[1].leastScale < names[2].leastScale);
    // Alone it stands where it is the densest.
    QCOMPARE(arrangedNames(places.value(), {entries[1]}, QApplication::font())[0].place,
             places.value()[1].place);
}

void TestMapNames::neverOverlapAndNeverGoAgain()
{
    const Clouds made = clouds();
    const std::vector<MapName> names = namesOf(made);
    QCOMPARE(names.size(), std::size_t(classes));
    const ScatterView fitting = viewOf(made.points);
    std::vector<bool> before(names.size(), false);
    std::vector<std::size_t> counts;
    for (double zoom = ScatterView::leastZoom; zoom < 1000; zoom *= 1.11) {
        const ScatterView view = fitting.at(fitting.centre(), zoom);
        std::size_t count = 0;
        for (std::size_t i = 0; i < names.size(); ++i) {
            const bool shown = view.scale() >= names[i].leastScale;
            QVERIFY2(shown || !before[i], "a name has gone on zooming in");
            before[i] = shown;
            if (!shown)
                continue;
            ++count;
            for (std::size_t j = 0; j < i; ++j)
                if (view.scale() >= names[j].leastScale)
                    QVERIFY(
                        !names[i].at(view).adjusted(0.01, 0.01, -0.01, -0.01).intersects(names[j].at(view)));
        }
        counts.push_back(count);
    }
    QVERIFY(counts.front() < 20);
    QVERIFY(counts.front() >= 1);
    QCOMPARE(counts.back(), std::size_t(classes)); // in the end all are there
}

void TestMapNames::theLargestIsAlwaysThere()
{
    const Clouds made = clouds();
    std::vector<MapName> names = namesOf(made);
    QCOMPARE(int(names[0].code), classes - 1);
    QCOMPARE(names[0].leastScale, 0.0);
    // Where the large ones are hidden the others need not wait for them.
    const auto places = densestPlaces(made.points, made.codes, classes, Progress::none());
    const std::vector<LegendEntry> few(made.entries.begin(), made.entries.begin() + 1);
    names = arrangedNames(places.value(), few, QApplication::font());
    QCOMPARE(names.size(), std::size_t(1));
    QCOMPARE(names[0].text, QStringLiteral("genre number 0"));
    QCOMPARE(names[0].leastScale, 0.0);
}

void TestMapNames::namesAreReadable_data()
{
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
}

void TestMapNames::namesAreReadable()
{
    QFETCH(bool, dark);
    const Theme theme = dark ? Theme::dark() : Theme::light();
    for (int c = 0; c < distinctClassColours; ++c) {
        const QColor readable = readableColour(classColour(c), theme, 4.5);
        QVERIFY(contrastRatio(readable, theme.base) >= 4.5);
    }
    for (const QColor &colour : {QColor(Qt::white), QColor(Qt::black), QColor(Qt::yellow)})
        QVERIFY(contrastRatio(readableColour(colour, theme, 4.5), theme.base) >= 4.5);
}

void TestMapNames::windowAndPictureAgree()
{
    NameLayer layer;
    MapName name;
    name.text = QStringLiteral("electronic");
    name.colour = QColor(Qt::black);
    name.place = {1.0F, 1.0F};
    name.size = {120, 24};
    name.leastScale = 50;
    layer.setNames({name});
    const ScatterView view =
        ScatterView::fitting({0, 0, 2, 2}, QRectF(0, 0, 300, 200), 0); // 100 pixels a unit
    const auto inked = [&](const ScatterView &shown) {
        QImage image(300, 200, QImage::Format_RGB32);
        image.fill(Theme::light().base);
        QPainter painter(&image);
        painter.setFont(QApplication::font());
        layer.paint(painter, shown, Theme::light());
        painter.end();
        QRect box;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                if (image.pixelColor(x, y).lightness() < 128)
                    box |= QRect(x, y, 1, 1);
        return box;
    };
    const QRect box = inked(view);
    QVERIFY(!box.isEmpty());
    QVERIFY(name.at(view).toRect().adjusted(-1, -1, 1, 1).contains(box));
    QVERIFY(std::abs(box.center().x() - 150) <= 3);
    QVERIFY(std::abs(box.center().y() - 100) <= 4);
    QVERIFY(inked(view.at(view.centre(), 0.4)).isEmpty()); // 40 pixels a unit: not yet
}

void TestMapNames::nothingToName()
{
    QVERIFY(densestPlaces({}, {}, 0, Progress::none()).value().empty());
    const std::vector<MapPoint> points(3, MapPoint{1, 1}); // all at one place
    const std::vector<std::uint16_t> codes{0, 0, 1};
    const auto places = densestPlaces(points, codes, 2, Progress::none());
    QCOMPARE(places.value().size(), std::size_t(2));
    QCOMPARE(places.value()[0].place, (MapPoint{1, 1}));
    const LegendEntry none{QStringLiteral("No class"), Qt::gray, 3, 0, false};
    QVERIFY(arrangedNames(places.value(), {none}, QApplication::font()).empty());
}

void TestMapNames::arrowsPointAsTheFeaturesDo()
{
    PcaMap map;
    for (int i = 0; i < 100; ++i)
        map.points.push_back(
            {static_cast<float>(std::cos(i)) * 10.0F, static_cast<float>(std::sin(i)) * 10.0F});
    map.loadings = {std::vector<double>{0.1, 0.8, 0.0, 0.001}, std::vector<double>{0.0, 0.6, -0.5, 0.0}};
    const std::vector<LoadingArrow> arrows = loadingArrows(map, {"a", "b", "c", "d"});
    QCOMPARE(arrows.size(), std::size_t(3)); // d says nothing
    QCOMPARE(arrows[0].name, QStringLiteral("b"));
    QVERIFY(std::abs(arrows[0].tip.x - 8.0F) < 1e-4F); // as far as the points: 10
    QVERIFY(std::abs(arrows[0].tip.y - 6.0F) < 1e-4F);
    QCOMPARE(arrows[1].name, QStringLiteral("c"));
    QVERIFY(std::abs(arrows[1].tip.y + 5.0F) < 1e-4F);
    QVERIFY(loadingArrows({}, {}).empty());
}

void TestMapNames::arrowNamesDoNotOverlap()
{
    ArrowLayer layer;
    std::vector<LoadingArrow> arrows;
    for (int i = 0; i < 10; ++i)
        arrows.push_back({QStringLiteral("instrumentalness"),
                          {static_cast<float>(std::cos(i * 0.08)), static_cast<float>(std::sin(i * 0.08))}});
    arrows.push_back({QStringLiteral("short"), {0.001F, 0.0F}});
    layer.setArrows(arrows);
    const ScatterView view = ScatterView::fitting({-1, -1, 1, 1}, QRectF(0, 0, 400, 300), 20);
    const std::vector<QRectF> areas = layer.nameAreas(view, QApplication::font());
    QCOMPARE(areas.size(), arrows.size());
    QVERIFY(!areas[0].isNull());
    QVERIFY(areas.back().isNull());
    std::size_t named = 0;
    for (std::size_t i = 0; i < areas.size(); ++i) {
        named += areas[i].isNull() ? 0 : 1;
        for (std::size_t j = 0; j < i; ++j)
            QVERIFY(!areas[i].intersects(areas[j]));
    }
    QVERIFY(named >= 3);
    QVERIFY(named < arrows.size() - 1);
}

QTEST_MAIN(TestMapNames)
#include "tst_map_names.moc"
