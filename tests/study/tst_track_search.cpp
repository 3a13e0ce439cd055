#include "core/study/track_search.h"
#include "tests/support/datasets.h"
#include "tests/support/toy_data.h"

#include <QTest>

using namespace genrelens;

namespace
{

struct Opened {
    std::shared_ptr<const Dataset> dataset;
    std::shared_ptr<const PreparedData> prepared;

    explicit Opened(const std::string &rows,
                    const std::string &header = "track_id,track_name,artists,energy,tempo,track_genre\n")
        : dataset(test::datasetOf(header + rows))
        , prepared(test::preparedOf(*dataset))
    {
    }
    [[nodiscard]] std::vector<TrackHit> hits(const char *text, std::size_t most = 50) const
    {
        return searchTracks(*dataset, *prepared, QString::fromUtf8(text), most, Progress::none()).value();
    }
    [[nodiscard]] std::vector<std::uint32_t> find(const char *text, std::size_t most = 50) const
    {
        std::vector<std::uint32_t> tracks;
        for (const TrackHit &hit : hits(text, most))
            tracks.push_back(hit.track);
        return tracks;
    }
};

const std::string fewTracks = "a,Blue Moon,Ella,1,100,jazz\n"
                              "b,Moon,Béla Fleck,2,110,folk\n"
                              "c,Moonlight,Ella;Béla,3,120,jazz\n"
                              "d,Sun,Moon Dogs,4,130,rock\n"
                              "e,Sonne,ÉLAN,5,140,rock\n";

using Tracks = std::vector<std::uint32_t>;

} // namespace

class TestTrackSearch : public QObject
{
    Q_OBJECT

private slots:
    void bestFitsComeFirst();
    void caseAndAccentsDoNotMatter();
    void everyWordCounts();
    void albumsAreLookedAt();
    void rowsAreThoseThatWereKept();
    void nothingToFind();
    void manyAreFoundInOrder();
    void isCancelled();
};

void TestTrackSearch::bestFitsComeFirst()
{
    QCOMPARE(Opened(fewTracks).find("moon"), (Tracks{1, 2, 0, 3}));
    QCOMPARE(Opened(fewTracks).find("moon", 2), (Tracks{1, 2}));
}

void TestTrackSearch::caseAndAccentsDoNotMatter()
{
    const Opened opened(fewTracks);
    QCOMPARE(opened.find("BELA"), (Tracks{1, 2}));
    QCOMPARE(opened.find("béla"), (Tracks{1, 2}));
    QCOMPARE(opened.find("elan"), (Tracks{4}));
}

void TestTrackSearch::everyWordCounts()
{
    const Opened opened(fewTracks);
    QCOMPARE(opened.find("  ella   moon "), (Tracks{0, 2}));
    QCOMPARE(opened.find("ella sun"), Tracks());
}

// Last, for few look for them, and told apart from what title and artists say.
void TestTrackSearch::albumsAreLookedAt()
{
    const Opened opened("a,Time,Pink Floyd,The Dark Side of the Moon,1,100,rock\n"
                        "b,Moon,Ella,Ballads,2,110,jazz\n"
                        "c,Brain Damage,Pink Floyd,The Dark Side of the Moon,3,120,rock\n",
                        "track_id,track_name,artists,album_name,energy,tempo,track_genre\n");
    using Hits = std::vector<TrackHit>;
    QVERIFY(opened.hits("moon") == (Hits{{1, false}, {0, true}, {2, true}}));
    QVERIFY(opened.hits("MOON", 2) == (Hits{{1, false}, {0, true}}));
    QVERIFY(opened.hits("floyd time") == (Hits{{0, false}}));
    QVERIFY(opened.hits("brain dark side") == (Hits{{2, true}})); // each word where it may be
    QVERIFY(opened.hits("ella dark").empty());
    const Opened albumsAlone("a,Blue Moon,1,100,rock\nb,Sun,2,110,jazz\n",
                             "track_id,album_name,energy,tempo,track_genre\n");
    QVERIFY(albumsAlone.hits("moon") == (Hits{{0, true}}));
}

// The second row is a repeat of the first.
void TestTrackSearch::rowsAreThoseThatWereKept()
{
    const Opened opened("a,Blue,Ella,1,100,jazz\na,Blue,Ella,1,100,jazz\nb,Red,Ella,2,110,folk\n");
    QCOMPARE(opened.prepared->features().rows(), std::size_t(2));
    QCOMPARE(opened.find("red"), (Tracks{1}));
}

void TestTrackSearch::nothingToFind()
{
    QCOMPARE(Opened(fewTracks).find("   "), Tracks());
    QCOMPARE(Opened(fewTracks).find("polka"), Tracks());
    const auto dataset = test::datasetOf("energy,tempo,track_genre\n1,2,a\n2,3,b\n");
    const auto prepared = test::preparedOf(*dataset);
    QVERIFY(searchTracks(*dataset, *prepared, QStringLiteral("a"), 9, Progress::none()).value().empty());
}

// Over several blocks, whatever thread finds them.
void TestTrackSearch::manyAreFoundInOrder()
{
    std::string rows;
    for (int i = 0; i < 10'000; ++i)
        rows += 't' + std::to_string(i) + ",Song " + std::to_string(i) + ",Band," + std::to_string(i) +
                ",100,g" + std::to_string(i % 2) + '\n';
    const Opened opened(rows);
    const Tracks found = opened.find("song", 60);
    QCOMPARE(found.size(), std::size_t(60));
    for (std::uint32_t i = 0; i < 60; ++i)
        QCOMPARE(found[i], i);
    QCOMPARE(opened.find("song 9999"), (Tracks{9999}));
}

void TestTrackSearch::isCancelled()
{
    const Opened opened(fewTracks);
    test::WatchedProgress progress(0);
    const auto result = searchTracks(*opened.dataset, *opened.prepared, QStringLiteral("moon"), 9, progress);
    QVERIFY(!result.ok());
    QCOMPARE(result.error().kind, ErrorKind::Cancelled);
}

QTEST_GUILESS_MAIN(TestTrackSearch)
#include "tst_track_search.moc"
