#include "core/cluster/cluster_words.h"

#include <QTest>

#include <set>

using namespace genrelens;

using Names = std::vector<std::string>;

class TestClusterWords : public QObject
{
    Q_OBJECT

private slots:
    void wordsForBothDirections();
    void headersOfOtherFiles();
    void weakTraitsGiveNoName();
    void aMuchStrongerTraitStandsAlone();
    void namesAreTakenOnce();
    void whatCannotBeToldApartIsNumbered();
    void emptyClusters();
};

namespace
{

const Names features{"energy", "acousticness", "tempo", "loudness", "speechiness", "zest"};

// A profile with these differences, the largest first as profiles have them.
ClusterProfile profile(const std::vector<std::pair<std::size_t, double>> &differences, std::size_t rows = 10)
{
    ClusterProfile made;
    made.rows = rows;
    for (const auto &[feature, difference] : differences)
        made.traits.push_back({feature, difference, 0.0, 0.0});
    return made;
}

} // namespace

void TestClusterWords::wordsForBothDirections()
{
    const std::vector<ClusterProfile> profiles{profile({{1, 1.5}, {3, -1.2}}), profile({{2, 2.0}, {3, 1.1}}),
                                               profile({{0, -1.4}, {1, -0.9}}), profile({{5, 1.0}}),
                                               profile({{5, -1.0}, {2, -0.7}})};
    QCOMPARE(clusterWords(features, profiles),
             (Names{"acoustic & quiet", "fast & loud", "calm & electric", "high zest", "low zest & slow"}));
}

void TestClusterWords::headersOfOtherFiles()
{
    const Names headers{"Beats Per Minute (BPM)", "Loudness (dB)"};
    QCOMPARE(clusterWords(headers, std::vector{profile({{0, 1.0}, {1, -1.0}})}), Names{"fast & quiet"});
}

void TestClusterWords::weakTraitsGiveNoName()
{
    QCOMPARE(clusterWords(features, std::vector{profile({{0, 0.49}, {1, -0.3}})}), Names{"average"});
    QCOMPARE(clusterWords(features, std::vector{profile({{0, 0.6}, {1, -0.49}})}), Names{"energetic"});
    ClusterWordsOptions options;
    options.least = 0.2;
    QCOMPARE(clusterWords(features, std::vector{profile({{0, 0.49}, {1, -0.3}, {2, 0.3}})}, options),
             Names{"energetic & electric"});
}

void TestClusterWords::aMuchStrongerTraitStandsAlone()
{
    QCOMPARE(clusterWords(features, std::vector{profile({{4, 6.0}, {3, -2.0}})}), Names{"spoken"});
    QCOMPARE(clusterWords(features, std::vector{profile({{4, 6.0}, {3, -2.5}})}), Names{"spoken & quiet"});
}

void TestClusterWords::namesAreTakenOnce()
{
    // The first two share two traits; the third would be "average" as the fourth is.
    const std::vector<ClusterProfile> profiles{profile({{1, 1.5}, {3, -1.2}, {2, 0.8}}),
                                               profile({{1, 1.4}, {3, -1.1}, {2, -0.3}}), profile({{0, 0.2}}),
                                               profile({{0, -0.1}})};
    QCOMPARE(clusterWords(features, profiles),
             (Names{"acoustic, quiet & fast", "acoustic, quiet & slightly slow", "slightly energetic",
                    "slightly calm"}));
}

void TestClusterWords::whatCannotBeToldApartIsNumbered()
{
    const std::vector<ClusterProfile> alike(3, profile({{0, 1.0}}));
    QCOMPARE(clusterWords(features, alike), (Names{"energetic", "energetic 2", "energetic 3"}));
    // A number that another cluster's name happens to end in is left to it.
    const Names odd{"energy", "x 2"};
    std::vector<ClusterProfile> taken(2, profile({{0, 1.0}}));
    taken.push_back(profile({{1, 1.0}}));
    const Names found = clusterWords(odd, taken);
    QCOMPARE(std::set<std::string>(found.begin(), found.end()).size(), found.size());
}

void TestClusterWords::emptyClusters()
{
    QVERIFY(clusterWords(features, {}).empty());
    QCOMPARE(clusterWords(features, std::vector{profile({}, 0), profile({{0, 1.0}}), profile({}, 0)}),
             (Names{"empty", "energetic", "empty 2"}));
    QCOMPARE(clusterWords(features, std::vector{profile({})}), Names{"average"}); // all tracks there are
    QCOMPARE(clusterWords(features, std::vector{profile({{0, 0.0}, {1, 0.0}})}), Names{"average"});
}

QTEST_APPLESS_MAIN(TestClusterWords)
#include "tst_cluster_words.moc"
