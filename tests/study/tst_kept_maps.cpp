#include "core/study/kept_maps.h"
#include "tests/support/evaluated_study.h"

#include <QTest>

using namespace genrelens;

class TestKeptMaps : public QObject
{
    Q_OBJECT

private slots:
    void newestOfARequestIsKept();
    void fewAreKept();
    void listsServeFewerNeighboursOnlyWhereExact();
    void makingsAreTakenOnce();
    void truthIsThatOfTheSameEpoch();
    void componentsByFeatures();

private:
    const std::shared_ptr<const PreparedData> m_prepared =
        test::preparedOf(*test::datasetOf(test::evaluatedRows(40)));

    [[nodiscard]] MapRequest request(int neighbours, double minDist = 0.1) const
    {
        MapRequest request;
        request.features = m_prepared->features();
        request.settings.neighbours = neighbours;
        request.settings.minDist = minDist;
        return request;
    }
    // As if it were made; what it shows is of no matter.
    [[nodiscard]] static KeptMap made(const MapRequest &request, bool exact = true)
    {
        const std::size_t rows = request.features.rows();
        const auto k = static_cast<std::size_t>(request.settings.neighbours);
        NeighbourLists lists{k, std::vector<std::uint32_t>(rows * k), std::vector<float>(rows * k), exact,
                             exact ? 1.0 : 0.9};
        TrackMap map;
        map.features = request.features;
        map.settings = request.settings;
        map.points.resize(rows);
        map.lists = std::make_shared<const NeighbourLists>(std::move(lists));
        map.epoch = map.epochs = 10;
        map.key = request.key();
        return {std::make_shared<const TrackMap>(std::move(map)), request.seed, nullptr, nullptr};
    }
};

void TestKeptMaps::newestOfARequestIsKept()
{
    KeptMaps kept;
    QVERIFY(!kept.find(request(5).key()));
    kept.keep(made(request(5)));
    const KeptMap again = made(request(5));
    kept.keep(again);
    QVERIFY(kept.find(request(5).key())->map == again.map);
    QVERIFY(!kept.find(request(6).key()));
}

void TestKeptMaps::fewAreKept()
{
    KeptMaps kept;
    for (int k = 2; k < 20; ++k)
        kept.keep(made(request(k)));
    int found = 0;
    for (int k = 2; k < 20; ++k)
        found += kept.find(request(k).key()) ? 1 : 0;
    QCOMPARE(found, int(KeptMaps::mostMaps));
    QVERIFY(kept.find(request(19).key()) && kept.find(request(18).key()));
    QVERIFY(!kept.find(request(2).key()));
    // Of large ones fewer: the newest always, and others as long as there is room.
    KeptMap large = made(request(3));
    NeighbourLists lists = *large.map->lists;
    lists.rows.resize(KeptMaps::mostBytes / 16); // with its distances 5/8 of what there is room for
    lists.distances.resize(3 * KeptMaps::mostBytes / 32);
    TrackMap map = *large.map;
    map.lists = std::make_shared<const NeighbourLists>(std::move(lists));
    large.map = std::make_shared<const TrackMap>(map);
    kept.keep(large);
    QVERIFY(kept.find(request(19).key()));
    kept.keep(made(request(30)));
    QVERIFY(kept.find(request(3).key()) && kept.find(request(19).key()));
    map.key = request(31).key();
    large.map = std::make_shared<const TrackMap>(map);
    kept.keep(large);
    kept.keep(made(request(32)));
    QVERIFY(kept.find(request(32).key()) && kept.find(request(31).key()));
    QVERIFY(!kept.find(request(3).key()) && !kept.find(request(19).key()));
}

void TestKeptMaps::listsServeFewerNeighboursOnlyWhereExact()
{
    KeptMaps kept;
    const KeptMap thirty = made(request(30));
    kept.keep(thirty);
    QVERIFY(kept.listsFor(request(15, 0.5)) == thirty.map->lists);
    QVERIFY(!kept.listsFor(request(31)));
    MapRequest other = request(15);
    other.seed = 2;
    QVERIFY(!kept.listsFor(other));
    other = request(15);
    other.settings.metric = Metric::Cosine;
    QVERIFY(!kept.listsFor(other));
    const KeptMap twenty = made(request(20));
    kept.keep(twenty);
    QVERIFY(kept.listsFor(request(15)) == twenty.map->lists); // less to copy
    KeptMaps approximate;
    const KeptMap found = made(request(30), false);
    approximate.keep(found);
    QVERIFY(!approximate.listsFor(request(15))); // a search for 15 finds others
    QVERIFY(approximate.listsFor(request(30, 0.5)) == found.map->lists);
}

void TestKeptMaps::makingsAreTakenOnce()
{
    KeptMaps kept;
    KeptMap stopped = made(request(5));
    stopped.making = std::make_shared<MapMaking>(request(5), MapReference());
    kept.keep(stopped);
    kept.keep(made(request(6)));
    QVERIFY(!kept.takeMaking(request(6).key()));
    QVERIFY(kept.find(request(6).key()));
    QVERIFY(kept.takeMaking(request(5).key()) == stopped.making);
    QVERIFY(!kept.find(request(5).key()));
    QVERIFY(!kept.takeMaking(request(5).key()));
}

void TestKeptMaps::truthIsThatOfTheSameEpoch()
{
    KeptMaps kept;
    kept.keep(made(request(5)));
    MapTruth truth;
    truth.key = request(5).key();
    truth.epoch = 7;
    kept.keepTruth(std::make_shared<const MapTruth>(truth));
    QVERIFY(!kept.find(truth.key)->truth);
    truth.epoch = 10;
    kept.keepTruth(std::make_shared<const MapTruth>(truth));
    QVERIFY(kept.find(truth.key)->truth);
}

void TestKeptMaps::componentsByFeatures()
{
    KeptMaps kept;
    const auto components = std::make_shared<const PcaMap>();
    kept.keepComponents(request(5).key(), components);
    QVERIFY(kept.components(request(5).key()) == components);
    QVERIFY(!kept.components(request(6).key()));
    for (int i = 6; i < 16; ++i)
        kept.keepComponents(request(i).key(), std::make_shared<const PcaMap>());
    QVERIFY(!kept.components(request(5).key()));
}

QTEST_GUILESS_MAIN(TestKeptMaps)
#include "tst_kept_maps.moc"
