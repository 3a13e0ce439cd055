#include "core/study/track_filter.h"
#include "tests/support/datasets.h"
#include "tests/support/tables.h"

#include <QTest>

#include <numeric>

using namespace genrelens;

namespace
{

constexpr std::string_view someTracks = "track_id,track_name,artists,track_genre,energy,tempo,note\n"
                                        "a,Re:Stacks,Bon Iver,folk,0.5,100,\n"
                                        "b,Hey Jude,The Beatles,rock,0.25,80.5,live\n"
                                        "c,Déjà Vu,\"Olivia; Beat\",pop,0.75,120,\n"
                                        "d,Help,The Beatles,rock,1,140,\"a \"\"note\"\"\"\n";

using Tracks = std::vector<std::uint32_t>;

TrackCells cells()
{
    const auto dataset = test::datasetOf(someTracks);
    const auto prepared = test::preparedOf(*dataset);
    return {dataset, prepared, {TrackCells::Labels{QStringLiteral("Genre"), prepared->genres}}};
}

Tracks found(const QString &text)
{
    const TrackCells all = cells();
    Tracks tracks(all.tracks());
    std::iota(tracks.begin(), tracks.end(), 0U);
    return TrackFilter(text, all.columns()).matching(all, tracks, Progress::none()).value();
}

} // namespace

class TestTrackFilter : public QObject
{
    Q_OBJECT

private slots:
    void wordsAnywhere();
    void columns();
    void numbers();
    void whatIsNoColumnIsText();
    void keepsTheOrder();
    void nothingTyped();
    void canBeGivenUp();
};

void TestTrackFilter::wordsAnywhere()
{
    QCOMPARE(found(QStringLiteral("BEAT")), (Tracks{1, 2, 3}));
    QCOMPARE(found(QStringLiteral("beatles jude")), (Tracks{1})); // in two columns
    QCOMPARE(found(QStringLiteral("deja")), (Tracks{2}));
    QCOMPARE(found(QStringLiteral("rock")), (Tracks{1, 3})); // a label
    QCOMPARE(found(QStringLiteral("\"e b\"")), (Tracks{1, 3}));
    QCOMPARE(found(QStringLiteral("live")), (Tracks{1})); // a column that is no feature
    QVERIFY(found(QStringLiteral("nobody")).empty());
}

void TestTrackFilter::columns()
{
    QCOMPARE(found(QStringLiteral("title:he")), (Tracks{1, 3}));
    QCOMPARE(found(QStringLiteral("artists:beat")), (Tracks{1, 2, 3}));
    QCOMPARE(found(QStringLiteral("GEN:rock energy:1")), (Tracks{3})); // the beginning of a name
    QCOMPARE(found(QStringLiteral("artists:\"the beatles\" title:help")), (Tracks{3}));
}

void TestTrackFilter::numbers()
{
    QCOMPARE(found(QStringLiteral("tempo:100")), (Tracks{0}));
    QCOMPARE(found(QStringLiteral("tempo:>100")), (Tracks{2, 3}));
    QCOMPARE(found(QStringLiteral("tempo:>=100")), (Tracks{0, 2, 3}));
    QCOMPARE(found(QStringLiteral("tempo:<100")), (Tracks{1}));
    QCOMPARE(found(QStringLiteral("tempo:<=80.5")), (Tracks{1}));
    QCOMPARE(found(QStringLiteral("energy:0.25..0.75")), (Tracks{0, 1, 2}));
    QCOMPARE(found(QStringLiteral("row:4")), (Tracks{3}));
}

void TestTrackFilter::whatIsNoColumnIsText()
{
    QCOMPARE(found(QStringLiteral("re:stacks")), (Tracks{0}));
    QVERIFY(found(QStringLiteral("tempo:fast")).empty());
    QVERIFY(found(QStringLiteral("title:")).empty());
}

void TestTrackFilter::keepsTheOrder()
{
    const TrackCells all = cells();
    const TrackFilter filter(QStringLiteral("beatles"), all.columns());
    QCOMPARE(filter.matching(all, {3, 2, 1}, Progress::none()).value(), (Tracks{3, 1}));
}

void TestTrackFilter::nothingTyped()
{
    QVERIFY(TrackFilter().isEmpty());
    QVERIFY(TrackFilter(QStringLiteral("  \"\" "), {}).isEmpty());
    QCOMPARE(found(QString()), (Tracks{0, 1, 2, 3}));
}

void TestTrackFilter::canBeGivenUp()
{
    const TrackCells all = cells();
    test::Impatient impatient(0);
    const auto result = TrackFilter(QStringLiteral("x"), all.columns()).matching(all, {0, 1}, impatient);
    QVERIFY(!result.ok());
    QVERIFY(result.error().kind == ErrorKind::Cancelled);
}

QTEST_GUILESS_MAIN(TestTrackFilter)
#include "tst_track_filter.moc"
