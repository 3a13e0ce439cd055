#include "core/base/parallel.h"
#include "core/base/random.h"
#include "core/embed/pca.h"
#include "core/study/track_map.h"
#include "tests/support/datasets.h"
#include "tests/support/evaluated_study.h"

#include <QTest>

#include <atomic>
#include <chrono>
#include <cmath>
#include <future>
#include <utility>

using namespace genrelens;

class TestTrackMap : public QObject
{
    Q_OBJECT

private slots:
    void keysAreOfWhatCounts();
    void sameForAnyNumberOfThreads();
    void stoppedAndGoneOnWithIsTheSame();
    void whoWaitsCanBeCancelled();
    void lyingAsTheReferenceDoes();
    void referencesKnowTracksByTheirRows();
    void knownListsServeAgain();
    void approximateListsServeTheirOwnNumber();
    void truthIsOfTheMap_data();
    void truthIsOfTheMap();
    void labelsPullTogether();
};

namespace
{

MapRequest request(int rows = 300)
{
    const auto dataset = test::datasetOf(test::evaluatedRows(rows));
    const auto prepared = test::preparedOf(*dataset);
    return {prepared->features(), {}, {}, 1};
}

LabelSet genres(int rows = 300)
{
    return test::preparedOf(*test::datasetOf(test::evaluatedRows(rows)))->genres;
}

/// Cancels itself after so many questions.
class Impatient : public Progress
{
public:
    explicit Impatient(int patience) : m_left(patience) {}
    void report(double, std::string_view) override {}
    [[nodiscard]] bool cancelled() const override { return --m_left < 0; }

private:
    mutable std::atomic<int> m_left;
};

double distance(const MapPoint &a, const MapPoint &b)
{
    return std::hypot(static_cast<double>(a.x - b.x), static_cast<double>(a.y - b.y));
}

// How far tracks lie from the middle of their class, in terms of how far all lie from the middle of all.
double looseness(const std::vector<MapPoint> &points, const LabelSet &labels)
{
    const auto spread = [&](auto &&isIn) {
        double x = 0.0;
        double y = 0.0;
        double squares = 0.0;
        int n = 0;
        for (std::size_t i = 0; i < points.size(); ++i)
            if (isIn(i)) {
                x += static_cast<double>(points[i].x);
                y += static_cast<double>(points[i].y);
                ++n;
            }
        const MapPoint middle{static_cast<float>(x / n), static_cast<float>(y / n)};
        for (std::size_t i = 0; i < points.size(); ++i)
            if (isIn(i))
                squares += distance(points[i], middle) * distance(points[i], middle);
        return squares;
    };
    double within = 0.0;
    for (std::size_t c = 0; c < labels.classes().size(); ++c)
        within += spread([&](std::size_t i) { return labels.codes()[i] == static_cast<std::int32_t>(c); });
    return within / spread([](std::size_t) { return true; });
}

} // namespace

void TestTrackMap::keysAreOfWhatCounts()
{
    const MapRequest plain = request();
    MapRequest other = plain;
    QVERIFY(plain.key() == other.key());
    other.settings.minDist = 0.5;
    QVERIFY(!(plain.key() == other.key()));
    QVERIFY(plain.neighboursKey() == other.neighboursKey());
    other = plain;
    other.settings.metric = Metric::Manhattan;
    QVERIFY(!(plain.neighboursKey() == other.neighboursKey()));
    other = plain;
    other.settings.labelWeight = 0.9; // of no labels
    QVERIFY(plain.key() == other.key());
    other.labels = genres();
    QVERIFY(!(plain.key() == other.key()));
    other = plain;
    other.seed = 2;
    QVERIFY(!(plain.key() == other.key()));
}

void TestTrackMap::sameForAnyNumberOfThreads()
{
    const int before = threadCount();
    std::vector<std::vector<MapPoint>> found;
    for (const int threads : {1, 2, 3}) {
        setThreadCount(threads);
        found.push_back(makeMap(request(), Progress::none()).value()->points);
    }
    setThreadCount(before);
    QCOMPARE(found[0].size(), std::size_t(300));
    QVERIFY(found[0] == found[1]);
    QVERIFY(found[0] == found[2]);
    for (const MapPoint &point : found[0])
        QVERIFY(std::isfinite(point.x) && std::isfinite(point.y));
}

void TestTrackMap::stoppedAndGoneOnWithIsTheSame()
{
    const auto whole = MapMaking(request(), {}).goOn(Progress::none()).value();
    MapMaking making(request(), {});
    int stops = 0;
    int epoch = -1;
    for (int tries = 0; tries < 10'000; ++tries) {
        Impatient progress(40 + 20 * tries); // what comes before the first epoch is done in one go
        const auto made = making.goOn(progress, [&](const std::shared_ptr<const TrackMap> &map) {
            QVERIFY(map->epoch >= epoch); // it never begins again
            epoch = map->epoch;
        });
        if (made) {
            QVERIFY(stops > 2);
            QVERIFY(made.value()->isComplete());
            QVERIFY(made.value()->points == whole->points);
            return;
        }
        QCOMPARE(made.error().kind, ErrorKind::Cancelled);
        ++stops;
    }
    QFAIL("it never came to its end");
}

// The first one does not let go before the second one, which waits for it, has been answered.
void TestTrackMap::whoWaitsCanBeCancelled()
{
    MapMaking making(request(), {});
    Impatient impatient(3);
    bool isShown = false;
    std::future<ErrorKind> waiting;
    const auto made = making.goOn(Progress::none(), [&](const std::shared_ptr<const TrackMap> &) {
        if (std::exchange(isShown, true))
            return;
        waiting = std::async(std::launch::async, [&] { return making.goOn(impatient).error().kind; });
        // It would not end where cancelling is not heard, nor would this test.
        QVERIFY(waiting.wait_for(std::chrono::seconds(60)) == std::future_status::ready);
    });
    QVERIFY(isShown);
    QCOMPARE(waiting.get(), ErrorKind::Cancelled);
    QVERIFY(made.value()->isComplete());
}

void TestTrackMap::lyingAsTheReferenceDoes()
{
    const MapRequest wanted = request();
    const auto first = makeMap(wanted, Progress::none()).value();
    std::vector<MapPoint> mirrored = first->points;
    for (MapPoint &point : mirrored)
        point = {-point.y, -point.x};
    MapMaking again(wanted, MapReference::of(wanted.features, mirrored));
    const auto second = again.goOn(Progress::none()).value();
    for (std::size_t i = 0; i < mirrored.size(); ++i)
        QVERIFY2(distance(second->points[i], mirrored[i]) < 1e-3, qPrintable(QString::number(i)));
}

void TestTrackMap::referencesKnowTracksByTheirRows()
{
    const Features all = request(300).features;
    const Features fewer = request(200).features;
    const MapReference reference = MapReference::of(all, std::vector<MapPoint>(all.rows()));
    const std::vector<SharedRow> shared = reference.sharedWith(fewer);
    QCOMPARE(shared.size(), std::size_t(200));
    for (const auto &[row, place] : shared)
        QCOMPARE(fewer.sourceRow(row), reference.sourceRows[place]);
    QVERIFY(MapReference().sharedWith(fewer).empty());
}

void TestTrackMap::knownListsServeAgain()
{
    MapRequest wanted = request();
    wanted.settings.neighbours = 30;
    const auto wide = makeMap(wanted, Progress::none()).value();
    QCOMPARE(wide->lists->neighbours, std::size_t(30));
    wanted.settings.neighbours = 10;
    const auto anew = makeMap(wanted, Progress::none()).value();
    const Result<PcaMap> pca = pcaMap(wanted.features, Progress::none());
    MapMaking known(wanted, MapReference::of(wanted.features, pca.value().points), wide->lists);
    const auto reused = known.goOn(Progress::none()).value();
    QCOMPARE(reused->lists->neighbours, std::size_t(10));
    QVERIFY(reused->points == anew->points);
}

// Which rows a search misses depends on how many it is asked for.
void TestTrackMap::approximateListsServeTheirOwnNumber()
{
    MapRequest wanted = request();
    wanted.settings.neighbours = 10;
    NeighbourOptions options = neighbourOptions(wanted.settings, wanted.seed);
    options.search = NeighbourSearch::Approximate;
    const auto listsOf = [&](std::size_t neighbours) {
        options.neighbours = neighbours;
        return std::make_shared<const NeighbourLists>(
            nearestNeighbours(wanted.features, options, Progress::none()).value());
    };
    const auto anew = MapMaking(wanted, {}).goOn(Progress::none()).value();
    QVERIFY(anew->lists->exact);
    for (const std::size_t neighbours : {30, 5}) {
        const auto other = MapMaking(wanted, {}, listsOf(neighbours)).goOn(Progress::none()).value();
        QVERIFY(other->lists->exact); // found again
        QCOMPARE(other->lists->neighbours, std::size_t(10));
        QVERIFY(other->points == anew->points);
    }
    const auto same = listsOf(10);
    QVERIFY(!same->exact);
    QVERIFY(MapMaking(wanted, {}, same).goOn(Progress::none()).value()->lists == same);
}

void TestTrackMap::truthIsOfTheMap_data()
{
    QTest::addColumn<int>("metric");
    QTest::newRow("euclidean") << static_cast<int>(Metric::Euclidean);
    QTest::newRow("cosine") << static_cast<int>(Metric::Cosine);
    QTest::newRow("manhattan") << static_cast<int>(Metric::Manhattan);
}

void TestTrackMap::truthIsOfTheMap()
{
    QFETCH(const int, metric);
    MapRequest wanted = request();
    wanted.settings.metric = static_cast<Metric>(metric);
    const auto map = makeMap(wanted, Progress::none()).value();
    const MapTruth truth = measureTruth(*map, 1, Progress::none()).value();
    QVERIFY(truth.key == map->key);
    QCOMPARE(truth.survival.size(), map->points.size());
    QCOMPARE(truth.quality.neighbours, std::size_t(15));
    QVERIFY(truth.quality.trustworthiness > 0.9 && truth.quality.trustworthiness <= 1.0);
    double sum = 0.0;
    for (const float share : truth.survival) {
        QVERIFY(share >= 0.0F && share <= 1.0F);
        sum += static_cast<double>(share);
    }
    // All rows were asked, so that both are the same mean.
    QCOMPARE(truth.quality.queries, map->points.size());
    QVERIFY(std::abs(sum / 300 - truth.quality.preservation) < 1e-6);
    TrackMap shuffled = *map;
    Random random(1, RandomPurpose::Test);
    for (std::size_t i = shuffled.points.size() - 1; i > 0; --i)
        std::swap(shuffled.points[i], shuffled.points[random.below(static_cast<std::uint32_t>(i + 1))]);
    QVERIFY(measureTruth(shuffled, 1, Progress::none()).value().quality.trustworthiness < 0.7);
}

void TestTrackMap::labelsPullTogether()
{
    MapRequest wanted = request();
    const double plain = looseness(makeMap(wanted, Progress::none()).value()->points, genres());
    wanted.labels = genres();
    wanted.settings.labelWeight = 0.9;
    const double pulled = looseness(makeMap(wanted, Progress::none()).value()->points, genres());
    QVERIFY2(pulled < 0.8 * plain, qPrintable(QStringLiteral("%1 %2").arg(pulled).arg(plain)));
}

QTEST_APPLESS_MAIN(TestTrackMap)
#include "tst_track_map.moc"
