#include "core/labels/genre_guidance.h"
#include "tests/support/toy_data.h"

#include <QTest>

#include <array>
#include <cmath>

using namespace genrelens;

namespace
{

// Four genres of two tracks each: means (1, 0), (3, 0), (0, 4) and (10, 10). The last is not mapped.
struct Toy {
    Features features = test::toyFeatures(2, {0, 0, 2, 0, 3, 0, 3, 0, 0, 4, 0, 4, 9, 10, 11, 10});
    LabelSet genres = LabelSet("genre", {"a", "b", "c", "d"}, {0, 0, 1, 1, 2, 2, 3, 3});
    ClassMoments moments = classMoments(features, genres);
    GenreMap map{"toy", {{"X", {}, {"a", "b"}}, {"Y", {}, {"c"}}}, false};
    FoldedGenres folded = foldGenres(genres, map);
    std::vector<std::size_t> columns{0, 1};

    [[nodiscard]] std::vector<GenreGuidance> guidance(const JudgedTracks *judged = nullptr) const
    {
        return genreGuidance(genres, folded, moments, columns, judged);
    }
};

bool isClose(double a, double b)
{
    return std::abs(a - b) < 1e-12; // a handful of additions of numbers near 10
}

} // namespace

class TestGenreGuidance : public QObject
{
    Q_OBJECT

private slots:
    void distancesLeaveTheGenreItselfOut();
    void onlyTheGivenColumnsCount();
    void unmappedAsAClass();
    void tellsWhereTracksGo();
    void shareOfWhatIsNoMore();
    void threeSharesAtMost();
    void nothingJudged();
    void nothingMapped();
};

void TestGenreGuidance::distancesLeaveTheGenreItselfOut()
{
    const std::vector<GenreGuidance> guidance = Toy().guidance();
    QCOMPARE(guidance.size(), std::size_t(4));
    QVERIFY(isClose(guidance[0].distances[0], 2.0)); // from b alone
    QVERIFY(isClose(guidance[0].distances[1], std::sqrt(17.0)));
    QCOMPARE(guidance[0].nearest, 0);
    QVERIFY(isClose(guidance[2].distances[0], std::sqrt(20.0))); // from the mean of a and b, (2, 0)
    QVERIFY(std::isnan(guidance[2].distances[1]));               // nobody else is in Y
    QCOMPARE(guidance[2].nearest, 0);
    QVERIFY(isClose(guidance[3].distances[0], std::sqrt(164.0)));
    QVERIFY(isClose(guidance[3].distances[1], std::sqrt(136.0)));
    QCOMPARE(guidance[3].nearest, 1);
}

void TestGenreGuidance::onlyTheGivenColumnsCount()
{
    Toy toy;
    toy.columns = {1};
    const std::vector<GenreGuidance> guidance = toy.guidance();
    QVERIFY(isClose(guidance[0].distances[0], 0.0));
    QVERIFY(isClose(guidance[0].distances[1], 4.0));
    QVERIFY(isClose(guidance[3].distances[1], 6.0));
}

void TestGenreGuidance::unmappedAsAClass()
{
    Toy toy;
    toy.map.unmappedIsClass = true;
    toy.folded = foldGenres(toy.genres, toy.map);
    const std::vector<GenreGuidance> guidance = toy.guidance();
    QCOMPARE(guidance[0].distances.size(), std::size_t(3));
    QVERIFY(isClose(guidance[0].distances[2], std::sqrt(181.0)));
    QVERIFY(std::isnan(guidance[3].distances[2]));
    // Nobody else is in X, and a genre is not to be moved to the unmapped, however near they are.
    toy.map.superGenres = {{"X", {}, {"a"}}};
    toy.folded = foldGenres(toy.genres, toy.map);
    const GenreGuidance alone = toy.guidance()[0];
    QVERIFY(std::isnan(alone.distances[0]) && alone.distances[1] > 0.0);
    QCOMPARE(alone.nearest, unlabelled);
}

void TestGenreGuidance::tellsWhereTracksGo()
{
    const Toy toy;
    const std::array<std::uint32_t, 5> rows{0, 1, 2, 4, 6};
    const std::array<std::int32_t, 5> predicted{0, 2, 1, 2, 2}; // genres, folded here
    const JudgedTracks judged{rows, predicted, toy.folded.classOfGenre};
    const std::vector<GenreGuidance> guidance = toy.guidance(&judged);
    QCOMPARE(guidance[0].judged, std::size_t(2));
    QCOMPARE(guidance[0].purity, 0.5);
    QCOMPARE(guidance[0].predicted.size(), std::size_t(2));
    QCOMPARE(guidance[0].predicted[0].superGenre, 0); // the first of equals
    QCOMPARE(guidance[0].predicted[1].superGenre, 1);
    QCOMPARE(guidance[0].predicted[1].share, 0.5);
    QCOMPARE(guidance[1].purity, 1.0);
    QCOMPARE(guidance[2].purity, 1.0);
    QVERIFY(std::isnan(guidance[3].purity)); // it has no super-genre of its own, but goes somewhere
    QCOMPARE(guidance[3].predicted.size(), std::size_t(1));
    QCOMPARE(guidance[3].predicted[0].superGenre, 1);
}

void TestGenreGuidance::shareOfWhatIsNoMore()
{
    const Toy toy;
    const std::array<std::uint32_t, 2> rows{0, 1};
    const std::array<std::int32_t, 2> predicted{1, 1};
    const std::array<std::int32_t, 2> superGenreOf{0, unlabelled};
    const JudgedTracks judged{rows, predicted, superGenreOf};
    const GenreGuidance guidance = toy.guidance(&judged)[0];
    QCOMPARE(guidance.purity, 0.0);
    QCOMPARE(guidance.predicted.size(), std::size_t(1));
    QCOMPARE(guidance.predicted[0].superGenre, unlabelled);
    QCOMPARE(guidance.predicted[0].share, 1.0);
}

void TestGenreGuidance::threeSharesAtMost()
{
    Toy toy;
    toy.map.superGenres = {{"A", {}, {"a"}}, {"B", {}, {"b"}}, {"C", {}, {"c"}}, {"D", {}, {"d"}}};
    toy.folded = foldGenres(toy.genres, toy.map);
    const std::vector<std::uint32_t> rows(10, 0);
    const std::vector<std::int32_t> predicted{0, 1, 1, 2, 2, 2, 3, 3, 3, 3};
    const JudgedTracks judged{rows, predicted, toy.folded.classOfGenre};
    const GenreGuidance guidance = toy.guidance(&judged)[0];
    QCOMPARE(guidance.purity, 0.1); // although it is not among the three
    QCOMPARE(guidance.predicted.size(), std::size_t(3));
    for (int i = 0; i < 3; ++i) {
        QCOMPARE(guidance.predicted[static_cast<std::size_t>(i)].superGenre, 3 - i);
        QCOMPARE(guidance.predicted[static_cast<std::size_t>(i)].share, (4 - i) / 10.0);
    }
}

void TestGenreGuidance::nothingJudged()
{
    const JudgedTracks judged;
    for (const GenreGuidance &guidance : Toy().guidance(&judged)) {
        QCOMPARE(guidance.judged, std::size_t(0));
        QVERIFY(std::isnan(guidance.purity) && guidance.predicted.empty());
    }
}

void TestGenreGuidance::nothingMapped()
{
    Toy toy;
    toy.folded = foldGenres(toy.genres, GenreMap());
    for (const GenreGuidance &guidance : toy.guidance()) {
        QVERIFY(guidance.distances.empty());
        QCOMPARE(guidance.nearest, unlabelled);
    }
    const LabelSet none;
    QVERIFY(genreGuidance(none, foldGenres(none, toy.map), {}, {}, nullptr).empty());
}

QTEST_APPLESS_MAIN(TestGenreGuidance)
#include "tst_genre_guidance.moc"
