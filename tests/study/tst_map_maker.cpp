#include "core/study/map_maker.h"
#include "tests/support/evaluated_study.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace genrelens;

class TestMapMaker : public QObject
{
    Q_OBJECT

private slots:
    void nothingIsDoneUnwatched();
    void componentsFirstThenTheMap();
    void stopKeepsWhatThereIsAndGoesOn();
    void otherSettingsMakeAnotherMap();
    void undoneSettingsHaveTheirMapAgain();
    void tooManyTracksWaitToBeAsked();
    void nothingByItself();
    void clustersThatPullAreAwaited();
    void otherTracksLeaveNoMap();
    void anotherFileForgetsAll();
    void theStudyHasTheMap();
    void aStoppedMapOutlivesAnother();
    void nothingUnwantedGoesOnUnseen();
    void tracksThatComeBackHaveTheirMap();
    void oneIsJudgedOnce();
    void judgingOfAnotherMapTakesNoTruth();
    void outdatedMapsAreNotCurrent();

private:
    static constexpr int patience = 60000;
};

namespace
{

struct Fixture : test::EvaluatedStudy {
    MapMaker maker{study, board};

    explicit Fixture(int rows = 300)
    {
        if (rows != 300)
            open(test::evaluatedRows(rows));
    }
    [[nodiscard]] bool isDone() const
    {
        return maker.map() && maker.map()->isComplete() && maker.isCurrent() && maker.truth();
    }
    void change(const std::function<void(MapSettings &)> &change)
    {
        StudySettings settings = study.settings();
        change(settings.map);
        study.setSettings(settings);
    }
};

} // namespace

void TestMapMaker::nothingIsDoneUnwatched()
{
    Fixture fixture;
    QVERIFY(!fixture.maker.isRunning());
    QTest::qWait(20);
    QVERIFY(!fixture.maker.pca());
    QVERIFY(!fixture.maker.map());
}

void TestMapMaker::componentsFirstThenTheMap()
{
    Fixture fixture(6000);
    std::vector<QString> order;
    connect(&fixture.maker, &MapMaker::changed, this, [&] {
        if (fixture.maker.pca() && order.empty())
            order.push_back(QStringLiteral("pca"));
        if (fixture.maker.map() && order.size() == 1)
            order.push_back(QStringLiteral("map"));
    });
    QSignalSpy moved(&fixture.maker, &MapMaker::moved);
    fixture.maker.setWatched(true);
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isDone(), patience);
    QCOMPARE(order, (std::vector{QStringLiteral("pca"), QStringLiteral("map")}));
    QVERIFY(moved.count() > 0); // it was seen while it took shape
    const auto expected = makeMap(*fixture.maker.request(), Progress::none()).value();
    QVERIFY(fixture.maker.map()->points == expected->points);
    QVERIFY(!fixture.maker.waitsToBeAsked());
}

void TestMapMaker::stopKeepsWhatThereIsAndGoesOn()
{
    Fixture fixture(6000);
    fixture.maker.setWatched(true);
    QTRY_VERIFY_WITH_TIMEOUT(fixture.maker.map() && fixture.maker.map()->epoch > 3, patience);
    fixture.maker.stop();
    QTRY_VERIFY_WITH_TIMEOUT(!fixture.maker.isRunning(), patience);
    const auto stopped = fixture.maker.map();
    QVERIFY(stopped && !stopped->isComplete());
    QVERIFY(fixture.maker.wasStopped());
    QVERIFY(fixture.maker.error().isEmpty());
    QTRY_VERIFY_WITH_TIMEOUT(fixture.maker.truth() != nullptr, patience); // that of what there is
    QCOMPARE(fixture.maker.truth()->epoch, stopped->epoch);
    QTest::qWait(50);
    QVERIFY(!fixture.maker.isRunning()); // nor does it begin by itself
    int least = stopped->epochs;
    connect(&fixture.maker, &MapMaker::moved, this,
            [&] { least = std::min(least, fixture.maker.map()->epoch); });
    fixture.maker.make();
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isDone(), patience);
    disconnect(&fixture.maker, nullptr, this, nullptr);
    QVERIFY(least >= stopped->epoch);
    QVERIFY(fixture.maker.map()->points ==
            makeMap(*fixture.maker.request(), Progress::none()).value()->points);
}

void TestMapMaker::otherSettingsMakeAnotherMap()
{
    Fixture fixture;
    fixture.maker.setWatched(true);
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isDone(), patience);
    const auto before = fixture.maker.map();
    fixture.change([](MapSettings &map) { map.neighbours = 5; });
    QVERIFY(!fixture.maker.isCurrent());
    QVERIFY(fixture.maker.map() == before); // until there is more
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isDone(), patience);
    QCOMPARE(fixture.maker.map()->lists->neighbours, std::size_t(5));
}

void TestMapMaker::undoneSettingsHaveTheirMapAgain()
{
    Fixture fixture;
    fixture.maker.setWatched(true);
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isDone(), patience);
    const auto before = fixture.maker.map();
    fixture.change([](MapSettings &map) { map.minDist = 0.6; });
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isDone(), patience);
    QVERIFY(fixture.maker.map() != before);
    QVERIFY(fixture.maker.map()->lists == before->lists); // they were not looked for again
    fixture.change([](MapSettings &map) { map = MapSettings(); });
    QVERIFY(fixture.maker.map() == before);
    QVERIFY(!fixture.maker.isRunning());
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isDone(), patience);
}

void TestMapMaker::tooManyTracksWaitToBeAsked()
{
    std::string text = "track_id,energy,track_genre\n";
    for (std::size_t i = 0; i <= MapMaker::mostTracksUnasked; ++i)
        text += std::to_string(i) + ',' + std::to_string(i * 7 % 1013) + ",g\n";
    Fixture fixture;
    fixture.open(text);
    fixture.maker.setWatched(true);
    QTRY_VERIFY_WITH_TIMEOUT(fixture.maker.pca() != nullptr, patience);
    QVERIFY(!fixture.maker.isRunning());
    QVERIFY(fixture.maker.waitsToBeAsked());
    QVERIFY(!fixture.maker.wasStopped());
    fixture.maker.make();
    QVERIFY(fixture.maker.isRunning());
    fixture.maker.stop();
    QTRY_VERIFY_WITH_TIMEOUT(!fixture.maker.isRunning(), patience);
}

void TestMapMaker::nothingByItself()
{
    Fixture fixture;
    fixture.maker.setAutomatic(false);
    fixture.maker.setWatched(true);
    QTRY_VERIFY_WITH_TIMEOUT(fixture.maker.pca() != nullptr, patience);
    QTest::qWait(30);
    QVERIFY(!fixture.maker.isRunning() && !fixture.maker.map());
    QVERIFY(fixture.maker.waitsToBeAsked());
    fixture.maker.make();
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isDone(), patience);
    fixture.change([](MapSettings &map) { map.minDist = 0.4; });
    QVERIFY(!fixture.maker.isRunning());
    fixture.maker.setAutomatic(true);
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isDone(), patience);
}

void TestMapMaker::clustersThatPullAreAwaited()
{
    Fixture fixture;
    fixture.change([](MapSettings &map) { map.labels = "cluster"; });
    fixture.maker.setWatched(true);
    QTest::qWait(30);
    QVERIFY(!fixture.maker.request());
    QVERIFY(!fixture.maker.map());
    fixture.jobs.cluster();
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isDone(), patience);
    QVERIFY(fixture.maker.request()->labels.key() == fixture.study.labels("cluster").key());
}

void TestMapMaker::otherTracksLeaveNoMap()
{
    Fixture fixture;
    fixture.maker.setWatched(true);
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isDone(), patience);
    StudySettings settings = fixture.study.settings();
    settings.preparation.excludedFeatures = {"tempo"};
    fixture.study.setSettings(settings);
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isDone(), patience);
    QCOMPARE(fixture.maker.map()->features.columns(), std::size_t(1));
}

void TestMapMaker::anotherFileForgetsAll()
{
    Fixture fixture;
    fixture.maker.setWatched(true);
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isDone(), patience);
    fixture.open(test::evaluatedRows(90));
    QVERIFY(!fixture.maker.map());
    QVERIFY(!fixture.maker.pca());
    QVERIFY(!fixture.maker.truth());
    QVERIFY(!fixture.study.map());
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isDone(), patience);
    QCOMPARE(fixture.maker.map()->points.size(), std::size_t(90));
}

void TestMapMaker::theStudyHasTheMap()
{
    Fixture fixture;
    QSignalSpy changed(&fixture.study, &Study::changed);
    fixture.maker.setWatched(true);
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isDone(), patience);
    QVERIFY(fixture.study.map() == fixture.maker.map());
    int told = 0;
    for (const QList<QVariant> &signal : changed)
        told += signal.first().value<StudyPart>() == StudyPart::Map ? 1 : 0;
    QCOMPARE(told, 1); // not of every frame
}

void TestMapMaker::aStoppedMapOutlivesAnother()
{
    Fixture fixture(6000);
    fixture.maker.setWatched(true);
    QTRY_VERIFY_WITH_TIMEOUT(fixture.maker.map() && fixture.maker.map()->epoch > 3, patience);
    fixture.maker.stop();
    QTRY_VERIFY_WITH_TIMEOUT(!fixture.maker.isRunning(), patience);
    const auto stopped = fixture.maker.map();
    QVERIFY(stopped && !stopped->isComplete());
    fixture.change([](MapSettings &map) { map.minDist = 0.5; });
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isDone(), patience);
    QVERIFY(!fixture.maker.wasStopped());
    fixture.change([](MapSettings &map) { map = MapSettings(); });
    QVERIFY(fixture.maker.map() == stopped);
    QVERIFY(fixture.maker.wasStopped() && fixture.maker.isCurrent());
    int least = stopped->epochs;
    connect(&fixture.maker, &MapMaker::moved, this,
            [&] { least = std::min(least, fixture.maker.map()->epoch); });
    fixture.maker.make();
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isDone(), patience);
    disconnect(&fixture.maker, nullptr, this, nullptr);
    QVERIFY(least >= stopped->epoch); // from there
    QVERIFY(!fixture.maker.wasStopped());
}

void TestMapMaker::nothingUnwantedGoesOnUnseen()
{
    Fixture fixture(6000);
    fixture.maker.setAutomatic(false);
    fixture.maker.setWatched(true);
    QTRY_VERIFY_WITH_TIMEOUT(fixture.maker.pca() != nullptr, patience);
    fixture.maker.make();
    fixture.maker.setWatched(false);
    QVERIFY(fixture.maker.isRunning()); // it was asked for
    fixture.change([](MapSettings &map) { map.minDist = 0.5; });
    QVERIFY(!fixture.maker.isRunning());
    QVERIFY(!fixture.study.map());
}

void TestMapMaker::tracksThatComeBackHaveTheirMap()
{
    Fixture fixture;
    fixture.maker.setWatched(true);
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isDone(), patience);
    const auto before = fixture.maker.map();
    const auto components = fixture.maker.pca();
    const auto truth = fixture.maker.truth();
    const auto all = fixture.study.prepared();
    RowSet some(300);
    for (std::uint32_t row = 0; row < 120; ++row)
        some.insert(row);
    StudySettings settings = fixture.study.settings();
    settings.preparation.working = WorkingSet(some);
    fixture.study.setSettings(settings);
    fixture.study.setPrepared(test::preparedOf(*fixture.study.dataset(), settings.preparation),
                              settings.preparation);
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isDone(), patience);
    QCOMPARE(fixture.maker.map()->points.size(), std::size_t(120));
    settings.preparation.working = {};
    fixture.study.setSettings(settings);
    fixture.study.setPrepared(all, settings.preparation);
    QVERIFY(fixture.maker.map() == before);
    QVERIFY(fixture.maker.pca() == components);
    QVERIFY(fixture.maker.truth() == truth);
    QVERIFY(!fixture.maker.isRunning());
}

void TestMapMaker::oneIsJudgedOnce()
{
    Fixture fixture(6000);
    fixture.maker.setWatched(true);
    QTRY_VERIFY_WITH_TIMEOUT(fixture.maker.map() && fixture.maker.map()->isComplete(), patience);
    const auto isJudging = [&fixture] {
        for (const Job *job : fixture.board.running())
            if (job->title() == QStringLiteral("Judging the map"))
                return true;
        return false;
    };
    int begun = isJudging() ? 1 : 0;
    bool was = begun > 0;
    connect(&fixture.board, &JobBoard::changed, this, [&] {
        begun += isJudging() && !was ? 1 : 0;
        was = isJudging();
    });
    for (int trees = 20; trees < 24 && !fixture.maker.truth(); ++trees) {
        StudySettings settings = fixture.study.settings();
        settings.setTrees(trees);
        fixture.study.setSettings(settings);
        QTest::qWait(1);
    }
    QTRY_VERIFY_WITH_TIMEOUT(fixture.maker.truth() != nullptr, patience);
    disconnect(&fixture.board, nullptr, this, nullptr);
    QCOMPARE(begun, 1);
}

void TestMapMaker::judgingOfAnotherMapTakesNoTruth()
{
    Fixture fixture(6000);
    fixture.maker.setWatched(true);
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isDone(), patience);
    const auto truth = fixture.maker.truth();
    fixture.change([](MapSettings &map) { map.minDist = 0.5; });
    QTRY_VERIFY_WITH_TIMEOUT(fixture.maker.isCurrent() && fixture.maker.map()->isComplete(), patience);
    fixture.change([](MapSettings &map) { map = MapSettings(); }); // while that is judged, mostly
    QVERIFY(fixture.maker.truth() == truth);
    QTRY_VERIFY_WITH_TIMEOUT(fixture.board.running().isEmpty(), patience);
    QVERIFY(fixture.maker.truth() == truth);
}

void TestMapMaker::outdatedMapsAreNotCurrent()
{
    Fixture fixture;
    QVERIFY(!fixture.study.isMapCurrent());
    fixture.maker.setWatched(true);
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isDone(), patience);
    QVERIFY(fixture.study.isMapCurrent());
    fixture.maker.setAutomatic(false);
    fixture.change([](MapSettings &map) { map.neighbours = 7; });
    QVERIFY(fixture.study.map() != nullptr);
    QVERIFY(!fixture.study.isMapCurrent()); // an exported table must not have its places
    fixture.change([](MapSettings &map) { map = MapSettings(); });
    QVERIFY(fixture.study.isMapCurrent());
}

QTEST_GUILESS_MAIN(TestMapMaker)
#include "tst_map_maker.moc"
