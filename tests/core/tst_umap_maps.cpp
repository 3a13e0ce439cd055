#include "core/embed/map_quality.h"
#include "core/embed/umap.h"
#include "core/embed/umap_spectral.h"
#include "tests/support/study_features.h"
#include "tests/support/toy_data.h"

#include <QTest>

#include <algorithm>
#include <cfenv>
#include <cmath>
#include <limits>

using namespace genrelens;
using namespace genrelens::test;

namespace
{

NeighbourLists listsOf(const Features &features, std::size_t k = 15)
{
    NeighbourOptions options;
    options.neighbours = k;
    return nearestNeighbours(features, options, Progress::none()).value();
}

UmapMap mapOf(const Features &features, const UmapOptions &options = {}, std::size_t k = 15)
{
    return umapMap(features, listsOf(features, k), nullptr, options, Progress::none()).value();
}

double apart(const MapPoint &a, const MapPoint &b)
{
    return std::hypot(static_cast<double>(a.x) - static_cast<double>(b.x),
                      static_cast<double>(a.y) - static_cast<double>(b.y));
}

// Clouds far from each other: row i is of cloud i % clouds.
Features blobs(std::size_t rows, std::size_t clouds, double distance)
{
    Random random(11, RandomPurpose::Test, 3);
    std::vector<float> values;
    for (std::size_t i = 0; i < rows; ++i)
        for (std::size_t m = 0; m < 5; ++m)
            values.push_back(static_cast<float>(random.normal() + (i % clouds == m ? distance : 0.0)));
    return toyFeatures(5, std::move(values));
}

bool areFinite(const std::vector<MapPoint> &points)
{
    return std::all_of(points.begin(), points.end(), [](const MapPoint &point) {
        return std::isfinite(point.x) && std::isfinite(point.y) && std::abs(point.x) < 1e5F &&
               std::abs(point.y) < 1e5F;
    });
}

std::vector<MapPoint> transformed(const Features &old, const std::vector<MapPoint> &points,
                                  const Features &added, Metric metric = Metric::Euclidean)
{
    return umapTransform({old, points, 15, metric}, added, UmapOptions{}, Progress::none()).value();
}

Features firstRows(const Features &features, std::size_t rows)
{
    const std::span<const float> values = features.values().first(rows * features.columns());
    return toyFeatures(features.columns(), {values.begin(), values.end()});
}

// Every feature standardized.
Features allStandardized(const Features &features)
{
    std::vector<float> values(features.values().begin(), features.values().end());
    const std::size_t columns = features.columns();
    for (std::size_t m = 0; m < columns; ++m) {
        double sum = 0.0;
        double squares = 0.0;
        for (std::size_t i = m; i < values.size(); i += columns) {
            sum += static_cast<double>(values[i]);
            squares += static_cast<double>(values[i]) * static_cast<double>(values[i]);
        }
        const auto rows = static_cast<double>(features.rows());
        const double sd = std::sqrt(squares / rows - sum / rows * (sum / rows));
        for (std::size_t i = m; i < values.size(); i += columns)
            values[i] = static_cast<float>((static_cast<double>(values[i]) - sum / rows) / sd);
    }
    return toyFeatures(columns, std::move(values));
}

void addStarts()
{
    QTest::addColumn<int>("start");
    QTest::newRow("pca") << static_cast<int>(UmapStart::Pca);
    QTest::newRow("spectral") << static_cast<int>(UmapStart::Spectral);
    QTest::newRow("random") << static_cast<int>(UmapStart::Random);
}

} // namespace

class TestUmapMaps : public QObject
{
    Q_OBJECT

private slots:
    void blobsStayApart_data() { addStarts(); }
    void blobsStayApart();
    void startsFillTheSquare_data() { addStarts(); }
    void startsFillTheSquare();
    void spectralStartSaysWhatItLeft();
    void spectralStartIsSmooth();
    void partsAreFound();
    void watcherSeesEveryEpoch();
    void epochsFollowRows();
    void transformPutsACopyBesideItsRow_data();
    void transformPutsACopyBesideItsRow();
    void transformFindsTheCloud();
    void transformTakesNoRows();
    void transformBesideOneRow();
    void anyRowsMakeAMap_data();
    void anyRowsMakeAMap();
    void mapOfTheStudyIsTrue();
};

// No row's nearest row on the map is of another cloud.
void TestUmapMaps::blobsStayApart()
{
    QFETCH(int, start);
    UmapOptions options;
    options.start = static_cast<UmapStart>(start);
    const std::size_t clouds = 4;
    const Features features = blobs(800, clouds, 30.0);
    const UmapMap map = mapOf(features, options);
    QCOMPARE(static_cast<int>(map.start), start);
    QCOMPARE(map.epochs, 500);
    for (std::size_t i = 0; i < 800; ++i) {
        double own = std::numeric_limits<double>::infinity();
        double other = own;
        for (std::size_t j = 0; j < 800; ++j)
            if (j != i) {
                double &least = j % clouds == i % clouds ? own : other;
                least = std::min(least, apart(map.points[i], map.points[j]));
            }
        QVERIFY(own < other);
    }
}

void TestUmapMaps::startsFillTheSquare()
{
    QFETCH(int, start);
    UmapOptions options;
    options.start = static_cast<UmapStart>(start);
    const Features features = blobs(600, 2, 2.0);
    const UmapGraph graph = umapGraph(listsOf(features), options, nullptr, Progress::none()).value();
    const UmapStartLayout layout = umapStart(features, graph, options, Progress::none()).value();
    QCOMPARE(static_cast<int>(layout.start), start);
    QVERIFY(layout.note.empty());
    const auto byX = [](const MapPoint &a, const MapPoint &b) { return a.x < b.x; };
    const auto byY = [](const MapPoint &a, const MapPoint &b) { return a.y < b.y; };
    const auto [left, right] = std::minmax_element(layout.points.begin(), layout.points.end(), byX);
    const auto [low, high] = std::minmax_element(layout.points.begin(), layout.points.end(), byY);
    const float room = options.start == UmapStart::Random ? 0.2F : 1e-3F; // noise
    QVERIFY(std::abs(left->x) < room && std::abs(right->x - 10.0F) < room);
    QVERIFY(std::abs(low->y) < room && std::abs(high->y - 10.0F) < room);
}

void TestUmapMaps::spectralStartSaysWhatItLeft()
{
    UmapOptions options;
    options.start = UmapStart::Spectral;
    const UmapMap few = mapOf(blobs(40, 1, 0.0), options);
    QCOMPARE(few.start, UmapStart::Pca);
    QVERIFY(few.startNote.find("more than 40 tracks") != std::string::npos);
    // Five clouds of 20 rows, none of which is large enough to be tried.
    const UmapMap small = mapOf(blobs(100, 5, 100.0), options);
    QCOMPARE(small.start, UmapStart::Pca);
    QVERIFY(small.startNote.find(" 5 parts, all too small") != std::string::npos);
    // One cloud of 180 rows and one of 20, which is too small.
    Random random(6, RandomPurpose::Test, 5);
    std::vector<float> values;
    for (std::size_t i = 0; i < 200; ++i)
        for (std::size_t m = 0; m < 3; ++m)
            values.push_back(static_cast<float>(random.normal() + (i % 10 == 0 ? 100.0 : 0.0)));
    const UmapMap two = mapOf(toyFeatures(3, std::move(values)), options);
    QCOMPARE(two.start, UmapStart::Spectral);
    QVERIFY(two.startNote.find(" 2 parts") != std::string::npos);
    QVERIFY(two.startNote.find(" 20 tracks") != std::string::npos);
}

// The first coordinate of a long band follows the band: the eigenvector is a half wave along it.
void TestUmapMaps::spectralStartIsSmooth()
{
    Random random(5, RandomPurpose::Test, 4);
    std::vector<float> values;
    for (std::size_t i = 0; i < 2000; ++i) {
        values.push_back(static_cast<float>(random.uniform() * 10.0));
        values.push_back(static_cast<float>(random.uniform()));
    }
    const Features features = toyFeatures(2, std::move(values));
    UmapOptions options;
    options.start = UmapStart::Spectral;
    const UmapGraph graph = umapGraph(listsOf(features), options, nullptr, Progress::none()).value();
    const UmapStartLayout layout = umapStart(features, graph, options, Progress::none()).value();
    QCOMPARE(layout.start, UmapStart::Spectral);
    double products = 0.0;
    double ofX = 0.0;
    double ofLine = 0.0;
    for (std::size_t i = 0; i < 2000; ++i) {
        const double x = static_cast<double>(layout.points[i].x) - 5.0;
        const double line = static_cast<double>(features.row(i)[0]) - 5.0;
        products += x * line;
        ofX += x * x;
        ofLine += line * line;
    }
    // A half cosine and a line correlate by 0.993; degrees of the graph roughen it.
    QVERIFY(std::abs(products) / std::sqrt(ofX * ofLine) > 0.9);
}

void TestUmapMaps::partsAreFound()
{
    UmapGraph graph; // 0 - 3 - 4, 1 - 5, and 2, whose edge to 5 weighs nothing
    graph.begins = {0, 1, 2, 3, 5, 6, 8};
    graph.ends = {3, 5, 5, 0, 4, 3, 1, 2};
    graph.weights = {1.0F, 0.5F, 0.0F, 1.0F, 0.2F, 0.2F, 0.5F, 0.0F};
    const std::vector<std::vector<std::uint32_t>> parts{{0, 3, 4}, {1, 5}, {2}};
    QVERIFY(componentsOf(graph, Progress::none()) == parts);
}

void TestUmapMaps::watcherSeesEveryEpoch()
{
    const Features features = blobs(100, 2, 3.0);
    UmapOptions options;
    options.epochs = 12;
    std::vector<int> epochs;
    std::vector<MapPoint> last;
    const UmapMap map = umapMap(features, listsOf(features), nullptr, options, Progress::none(),
                                [&](int epoch, const std::vector<MapPoint> &points) {
                                    epochs.push_back(epoch);
                                    last = points;
                                })
                            .value();
    QCOMPARE(epochs.size(), std::size_t(12));
    QCOMPARE(epochs.front(), 1);
    QCOMPARE(epochs.back(), 12);
    QVERIFY(last == map.points);
}

void TestUmapMaps::epochsFollowRows()
{
    UmapOptions options;
    QCOMPARE(epochsOf(options, 10'000), 500);
    QCOMPARE(epochsOf(options, 10'001), 200);
    options.epochs = 7;
    QCOMPARE(epochsOf(options, 10), 7);
}

void TestUmapMaps::transformPutsACopyBesideItsRow_data()
{
    QTest::addColumn<int>("metric");
    QTest::newRow("euclidean") << static_cast<int>(Metric::Euclidean);
    QTest::newRow("cosine") << static_cast<int>(Metric::Cosine);
    QTest::newRow("manhattan") << static_cast<int>(Metric::Manhattan);
}

void TestUmapMaps::transformPutsACopyBesideItsRow()
{
    QFETCH(int, metric);
    const Features features = blobs(600, 3, 8.0);
    const std::vector<MapPoint> points = mapOf(features).points;
    double size = 0.0;
    for (const MapPoint &point : points)
        size = std::max(size, apart(point, points.front()));
    const std::vector<MapPoint> copies =
        transformed(features, points, firstRows(features, 90), static_cast<Metric>(metric));
    QCOMPARE(copies.size(), std::size_t(90));
    double sum = 0.0;
    for (std::size_t i = 0; i < 90; ++i)
        sum += apart(copies[i], points[i]);
    QVERIFY(sum / 90.0 < 0.05 * size);
    QVERIFY(transformed(features, points, firstRows(features, 90), static_cast<Metric>(metric)) == copies);
}

void TestUmapMaps::transformFindsTheCloud()
{
    const Features all = blobs(900, 3, 30.0);
    const Features old = firstRows(all, 600);
    const std::vector<MapPoint> points = mapOf(old).points;
    const std::vector<MapPoint> added = transformed(old, points, all);
    for (std::size_t i = 600; i < 900; ++i) {
        std::size_t nearest = 0;
        for (std::size_t j = 1; j < 600; ++j)
            if (apart(added[i], points[j]) < apart(added[i], points[nearest]))
                nearest = j;
        QCOMPARE(nearest % 3, i % 3);
    }
}

void TestUmapMaps::transformTakesNoRows()
{
    const Features old = blobs(100, 2, 5.0);
    QVERIFY(transformed(old, mapOf(old).points, Features()).empty());
}

// The only neighbour of a row weighs 1 when they are twins, else next to nothing, and nothing when it is far:
// no rate of drawing it is a share of that.
void TestUmapMaps::transformBesideOneRow()
{
    const std::vector<MapPoint> points{{3.0F, 4.0F}};
    for (const float x : {1.0F, 2.0F, 1000.0F}) {
        std::feclearexcept(FE_ALL_EXCEPT);
        const auto added = umapTransform({toyFeatures(1, {1.0F}), points, 1}, toyFeatures(1, {x}),
                                         UmapOptions{}, Progress::none())
                               .value();
        QCOMPARE(std::fetestexcept(FE_INVALID), 0); // as 0 / 0 and what is made of it
        QCOMPARE(added.size(), std::size_t(1));
        QVERIFY(added.front() == points.front());
    }
}

void TestUmapMaps::anyRowsMakeAMap_data()
{
    addStarts();
}

void TestUmapMaps::anyRowsMakeAMap()
{
    QFETCH(int, start);
    UmapOptions options;
    options.start = static_cast<UmapStart>(start);
    options.epochs = 60;
    const auto isMap = [&](const Features &features, std::size_t k) {
        const UmapMap map = mapOf(features, options, k);
        return map.points.size() == features.rows() && areFinite(map.points);
    };
    QVERIFY(isMap(toyFeatures(2, {0.0F, 1.0F, 2.0F, 3.0F}), 15));      // two rows
    QVERIFY(isMap(toyFeatures(1, {5.0F, 5.0F, 5.0F}), 2));             // one place
    QVERIFY(isMap(toyFeatures(3, std::vector<float>(300, 1.0F)), 15)); // all twins
    QVERIFY(isMap(toyFeatures(3, std::vector<float>(3 * 1000, 0.0F)), 1));
    QVERIFY(isMap(blobs(17, 2, 1.0), 16)); // all are neighbours
    QVERIFY(isMap(blobs(33, 2, 1.0), 400));
    QVERIFY(isMap(toyFeatures(1, {0.0F, 1e-30F, 1.0F, 1e30F}), 3)); // any scale
    std::vector<float> line(500);
    for (std::size_t i = 0; i < line.size(); ++i)
        line[i] = static_cast<float>(i);
    QVERIFY(isMap(toyFeatures(1, line), 5)); // one feature
}

// The peers: uwot and umap-learn reach trustworthiness 0.946 to 0.949, preservation 0.131 to 0.139.
void TestUmapMaps::mapOfTheStudyIsTrue()
{
    GENRELENS_NEED_STUDY(study);
    const Features features = allStandardized(study.features);
    UmapOptions options;
    options.epochs = 200;
    const UmapMap map = mapOf(features, options);
    const MapQuality quality = measureMap(features, map.points, {}, Progress::none()).value();
    QVERIFY2(quality.trustworthiness >= 0.948, qPrintable(QString::number(quality.trustworthiness)));
    QVERIFY2(quality.preservation >= 0.139, qPrintable(QString::number(quality.preservation)));
}

QTEST_APPLESS_MAIN(TestUmapMaps)
#include "tst_umap_maps.moc"
