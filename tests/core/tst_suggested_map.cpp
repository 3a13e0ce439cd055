#include "core/base/random.h"
#include "core/labels/cut_quality.h"
#include "core/labels/genre_points.h"
#include "core/labels/suggested_map.h"
#include "tests/support/toy_data.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace genrelens;

namespace
{

using Groups = std::vector<std::int32_t>;
using Counts = std::vector<std::uint64_t>;
using Names = std::vector<std::string>;

// Genres of 1, 2, 3, ... tracks.
LabelSet genresOf(const Names &names)
{
    std::vector<std::int32_t> codes;
    for (std::size_t g = 0; g < names.size(); ++g)
        codes.insert(codes.end(), g + 1, static_cast<std::int32_t>(g));
    return LabelSet("genre", names, codes);
}

// On a line at 0, 1, 2, ...
WeightedPoints pointsOf(const LabelSet &genres)
{
    WeightedPoints points{1, {}, {}};
    for (std::size_t g = 0; g < genres.counts().size(); ++g) {
        points.values.push_back(static_cast<double>(g));
        points.weights.push_back(static_cast<double>(genres.counts()[g]));
    }
    return points;
}

} // namespace

class TestSuggestedMap : public QObject
{
    Q_OBJECT

private slots:
    void takesNamesOver();
    void namesNewGroupsAfterTypicalGenres();
    void namesAreNeverGivenTwice();
    void genresTheFileLacksStay();
    void centroidsAreMeans();
    void confusionIsShares();
    void mistakenGenresMergeFirst();
    void foldsAnswers();
    void unmappedGenresAreLeftOut();
    void everyCutIsAFold();
    void nothingJudged();
};

void TestSuggestedMap::takesNamesOver()
{
    const LabelSet genres = genresOf({"a", "b", "c", "d", "e"}); // 1 to 5 tracks
    const GenreMap present{
        "mine",
        {{"small", 0x111111, {"a", "b"}}, {"middle", {}, {"c", "d"}}, {"big", 0x333333, {"e"}}},
        true};
    // d and e: 5 of 9 tracks are big's. a, b and c: all of small, but that is no more than half of them.
    const GenreMap map = suggestedMap(genres, Groups{0, 0, 0, 1, 1}, pointsOf(genres), present);
    QCOMPARE(map.name, std::string("mine"));
    QVERIFY(map.unmappedIsClass);
    QCOMPARE(map.superGenres.size(), std::size_t(2));
    QCOMPARE(map.superGenres[0], (SuperGenre{"big", 0x333333, {"d", "e"}}));
    QCOMPARE(map.superGenres[1], (SuperGenre{"b & co.", {}, {"a", "b", "c"}}));
    // The present mapping suggests itself, in the order of size.
    const GenreMap same = suggestedMap(genres, Groups{0, 0, 1, 1, 2}, pointsOf(genres), present);
    QCOMPARE(same.superGenres, (std::vector<SuperGenre>{present.superGenres[1], present.superGenres[2],
                                                        present.superGenres[0]}));
}

void TestSuggestedMap::namesNewGroupsAfterTypicalGenres()
{
    const LabelSet genres = genresOf({"a", "b", "c", "d", "e"});
    const GenreMap none;
    const GenreMap map = suggestedMap(genres, Groups{0, 0, 0, 1, 2}, pointsOf(genres), none);
    QCOMPARE(map.superGenres.size(), std::size_t(3));
    // a, b and c lie at 0, 1, 2 with the mean (0 + 2 + 6) / 6 = 1.33.
    QCOMPARE(map.superGenres[0], (SuperGenre{"b & co.", {}, {"a", "b", "c"}}));
    QCOMPARE(map.superGenres[1], (SuperGenre{"e", {}, {"e"}})); // before d, which has fewer tracks
    QCOMPARE(map.superGenres[2], (SuperGenre{"d", {}, {"d"}}));
    // Half of neither: two of four tracks of this group, two of four of that super-genre.
    const LabelSet even("genre", {"p", "q", "r", "s"}, {0, 0, 1, 1, 2, 2, 3, 3});
    const GenreMap across{"", {{"x", {}, {"p", "r"}}, {"y", {}, {"q", "s"}}}, false};
    const GenreMap fresh = suggestedMap(even, Groups{0, 0, 1, 1}, pointsOf(even), across);
    QCOMPARE(fresh.superGenres[0].name, std::string("p & co."));
    QCOMPARE(fresh.superGenres[1].name, std::string("r & co."));
}

void TestSuggestedMap::namesAreNeverGivenTwice()
{
    const LabelSet genres = genresOf({"a", "a & co.", "b", "unmapped"});
    const GenreMap present{"", {{"b", {}, {"unmapped", "a"}}}, false};
    // "b" goes on as the group of "unmapped"; the genre b needs another name, and none is called unmapped.
    const GenreMap map = suggestedMap(genres, Groups{0, 0, 1, 2}, pointsOf(genres), present);
    QCOMPARE(map.superGenres[0].name, std::string("b"));
    QCOMPARE(map.superGenres[1].name, std::string("a & co. & co."));
    QCOMPARE(map.superGenres[2].name, std::string("b 2"));
    const GenreMap fresh = suggestedMap(genres, Groups{0, 1, 2, 3}, pointsOf(genres), GenreMap());
    QCOMPARE(fresh.superGenres[0].name, std::string("unmapped 2"));
}

void TestSuggestedMap::genresTheFileLacksStay()
{
    const LabelSet genres = genresOf({"a", "b"});
    const GenreMap present{"", {{"x", {}, {"gone", "a", "lost"}}, {"y", {}, {"b"}}}, false};
    const GenreMap map = suggestedMap(genres, Groups{0, 1}, pointsOf(genres), present);
    QCOMPARE(map.superGenres[0], (SuperGenre{"y", {}, {"b"}}));
    QCOMPARE(map.superGenres[1], (SuperGenre{"x", {}, {"a", "gone", "lost"}}));
}

void TestSuggestedMap::centroidsAreMeans()
{
    const Features features = test::toyFeatures(3, {1, 2, 3, 3, 4, 5, 10, 20, 30});
    const LabelSet genres("genre", {"a", "b"}, {0, 0, 1});
    const std::vector<std::size_t> columns{0, 2};
    const WeightedPoints points = centroidPoints(classMoments(features, genres), columns);
    QCOMPARE(points.columns, std::size_t(2));
    QCOMPARE(points.values, (std::vector<double>{2, 4, 10, 30}));
    QCOMPARE(points.weights, (std::vector<double>{2, 1}));
}

void TestSuggestedMap::confusionIsShares()
{
    const std::vector<std::size_t> tracks{8, 40, 5};
    const WeightedPoints points = confusionPoints(Counts{1, 3, 0, 2, 2, 0, 0, 0, 0}, tracks);
    const double root = std::sqrt(0.5);
    QCOMPARE(points.values, (std::vector<double>{0.5, std::sqrt(0.75), 0, root, root, 0, 0, 0,
                                                 1})); // the last: never judged
    QCOMPARE(points.weights, (std::vector<double>{8, 40, 5}));
}

void TestSuggestedMap::mistakenGenresMergeFirst()
{
    // a and c are taken for each other, b and d too.
    const Counts confusion{50, 0, 48, 2, 0, 60, 1, 39, 45, 5, 50, 0, 3, 40, 0, 57};
    const std::vector<std::size_t> tracks(4, 500);
    QCOMPARE(cut(wardTree(confusionPoints(confusion, tracks)), 2), (Groups{0, 1, 0, 1}));
}

void TestSuggestedMap::foldsAnswers()
{
    const Counts confusion{5, 2, 3, 1, 8, 1, 4, 0, 6};
    const std::vector<std::size_t> tracks{50, 60, 40}; // to learn from: 40, 50, 30
    const CutQuality quality = foldedQuality(confusion, tracks, Groups{0, 1, 0});
    QCOMPARE(quality.groups, std::size_t(2));
    QCOMPARE(quality.judged, std::size_t(30));
    QCOMPARE(quality.accuracy, (5 + 3 + 8 + 4 + 6) / 30.0);
    QCOMPARE(quality.baseline, 20 / 30.0);
    QCOMPARE(foldedQuality(confusion, tracks, Groups{0, 1, 2}).accuracy, 19 / 30.0);
    QCOMPARE(foldedQuality(confusion, tracks, Groups{0, 1, 2}).baseline, 10 / 30.0);
    // The majority is that of training: the second genre, although most held-out tracks are of the first.
    const CutQuality other =
        foldedQuality(Counts{9, 1, 0, 2}, std::vector<std::size_t>{15, 40}, Groups{0, 1});
    QCOMPARE(other.baseline, 2 / 12.0);
}

void TestSuggestedMap::unmappedGenresAreLeftOut()
{
    const Counts confusion{5, 2, 3, 1, 8, 1, 4, 0, 6};
    const std::vector<std::size_t> tracks{50, 60, 40};
    const CutQuality quality = foldedQuality(confusion, tracks, Groups{0, 1, unlabelled});
    QCOMPARE(quality.judged, std::size_t(16));
    QCOMPARE(quality.accuracy, 13 / 16.0);
    QCOMPARE(quality.baseline, 9 / 16.0);
}

void TestSuggestedMap::everyCutIsAFold()
{
    Random random(11, RandomPurpose::Test, 5);
    constexpr std::size_t genres = 23;
    Counts confusion;
    for (std::size_t i = 0; i < genres * genres; ++i)
        confusion.push_back(random.below(i % (genres + 1) == 0 ? 40 : 9));
    std::vector<std::size_t> tracks;
    for (std::size_t g = 0; g < genres; ++g)
        tracks.push_back(400 + random.below(400));
    const MergeTree tree = wardTree(confusionPoints(confusion, tracks));
    const std::vector<CutQuality> qualities = cutQualities(tree, confusion, tracks);
    QCOMPARE(qualities.size(), genres - 1);
    for (std::size_t k = 2; k <= genres; ++k) {
        const CutQuality folded = foldedQuality(confusion, tracks, cut(tree, k));
        const CutQuality &quality = qualities[k - 2];
        QCOMPARE(quality.groups, k);
        QCOMPARE(quality.accuracy, folded.accuracy);
        QCOMPARE(quality.baseline, folded.baseline);
        QCOMPARE(quality.judged, folded.judged);
        if (k > 2)
            QVERIFY(quality.accuracy <= qualities[k - 3].accuracy); // merging makes no answer wrong
    }
}

void TestSuggestedMap::nothingJudged()
{
    const std::vector<std::size_t> tracks{3, 4};
    QVERIFY(std::isnan(foldedQuality(Counts(4, 0), tracks, Groups{0, 1}).accuracy));
    QVERIFY(std::isnan(foldedQuality(Counts(4, 9), tracks, Groups{unlabelled, unlabelled}).baseline));
    QVERIFY(cutQualities(wardTree({1, {0.0}, {1.0}}), Counts{5}, std::vector<std::size_t>{9}).empty());
    QVERIFY(cutQualities({}, {}, {}).empty());
}

QTEST_APPLESS_MAIN(TestSuggestedMap)
#include "tst_suggested_map.moc"
