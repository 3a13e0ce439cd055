#include "core/cluster/cluster_profile.h"
#include "tests/support/toy_data.h"

#include <QTest>

#include <cmath>

using namespace genrelens;
using namespace genrelens::test;

class TestClusterProfile : public QObject
{
    Q_OBJECT

private slots:
    void traitsAndMembersInClosedForm();
    void classesByLift();
    void anomaliesAreStandardized();
    void oddInputIsSurvived();
};

void TestClusterProfile::traitsAndMembersInClosedForm()
{
    // Feature 0 parts the clusters (means 1 and 10), feature 1 hardly, feature 2 not at all.
    const Features features = toyFeatures(3, {0, 5, 7, 1, 6, 7, 2, 5, 7, 10, 7, 7, 10, 5, 7, 50, 50, 50});
    const LabelSet clusters = toyLabels(2, {0, 0, 0, 1, 1, unlabelled});
    ClusterProfileOptions options;
    options.members = 2;
    const std::vector<ClusterProfile> found =
        clusterProfiles(features, clusters, {}, options, Progress::none()).value();
    QCOMPARE(found.size(), std::size_t(2));
    QCOMPARE(found[0].rows, std::size_t(3));
    const ClusterTrait &first = found[0].traits[0];
    QCOMPARE(first.feature, std::size_t(0));
    QCOMPARE(first.mean, 1.0);
    QCOMPARE(first.rest, 10.0);
    // 0, 1, 2, 10, 10: mean 4.6, squares 205 / 5 - 4.6^2 = 19.84.
    QVERIFY(std::abs(first.difference - -9.0 / std::sqrt(19.84)) < 1e-12);
    QVERIFY(std::abs(found[1].traits[0].difference - 9.0 / std::sqrt(19.84)) < 1e-12);
    QCOMPARE(found[0].traits[1].feature, std::size_t(1));
    QCOMPARE(found[0].traits[2].difference, 0.0);
    // From (1, 16/3): 0 and 2 are alike, the first of them leads.
    QCOMPARE(found[0].typical[0].row, 1U);
    QCOMPARE(found[0].typical[1].row, 0U);
    QCOMPARE(found[0].distant[0].row, 0U);
    QCOMPARE(found[0].distant[1].row, 2U);
    QVERIFY(std::abs(found[0].typical[0].distance - 2.0 / 3.0) < 1e-12);
    QCOMPARE(found[1].meanDistance, 1.0);
    QCOMPARE(found[1].typical[0].score, 0.0);
    QVERIFY(found[0].classes.empty());
}

void TestClusterProfile::classesByLift()
{
    std::vector<float> values;
    std::vector<std::int32_t> clusters;
    std::vector<std::int32_t> genres;
    // 20 rows: cluster 0 is 6 of genre 0 and 4 of genre 1, cluster 1 is 2 of genre 0 and 8 of genre 2.
    for (int i = 0; i < 20; ++i) {
        values.push_back(static_cast<float>(i));
        clusters.push_back(i < 10 ? 0 : 1);
        genres.push_back(i < 6 ? 0 : i < 10 ? 1 : i < 12 ? 0 : 2);
    }
    const Features features = toyFeatures(1, std::move(values));
    ClusterProfileOptions options;
    options.leastRows = 3;
    const auto found =
        clusterProfiles(features, toyLabels(2, clusters), toyLabels(3, genres), options, Progress::none())
            .value();
    QCOMPARE(found[0].classes.size(), std::size_t(2));
    QCOMPARE(found[0].classes[0].cls, std::size_t(1));
    QCOMPARE(found[0].classes[0].rows, std::size_t(4));
    QCOMPARE(found[0].classes[0].share, 0.4);
    QCOMPARE(found[0].classes[0].lift, 2.0);
    QCOMPARE(found[0].classes[1].lift, 1.5);
    QCOMPARE(found[1].classes.size(), std::size_t(1)); // two rows of genre 0 are too few to tell
    QCOMPARE(found[1].classes[0].cls, std::size_t(2));
    options.classes = 1;
    QCOMPARE(
        clusterProfiles(features, toyLabels(2, clusters), toyLabels(3, genres), options, Progress::none())
            .value()[0]
            .classes.size(),
        std::size_t(1));
}

void TestClusterProfile::anomaliesAreStandardized()
{
    // Around 0 by 1, 1, 1, 5; around 1000 by 10, 10, 10, 10, 30, 30: both have their outliers, and those of
    // the tight cluster stand out more although they are nearer.
    const Features features = toyFeatures(1, {-1, 1, 1, 1, -7, 5, 990, 1010, 990, 1010, 970, 1030});
    const LabelSet clusters = toyLabels(2, {0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1});
    const auto found = clusterAnomalies(features, clusters, 3, Progress::none()).value();
    QCOMPARE(found.size(), std::size_t(3));
    QCOMPARE(found[0].row, 4U);
    QCOMPARE(found[0].cluster, 0);
    QCOMPARE(found[0].distance, 7.0);
    // 1, 1, 1, 1, 7, 5: mean 8/3, squares 78/6 - 64/9 = 53/9.
    QVERIFY(std::abs(found[0].score - (7.0 - 8.0 / 3.0) / std::sqrt(53.0 / 9.0)) < 1e-12);
    // 10, 10, 10, 10, 30, 30: both 30 at sqrt 2; of equals the first row.
    QCOMPARE(found[1].row, 10U);
    QVERIFY(std::abs(found[1].score - std::sqrt(2.0)) < 1e-12);
    QCOMPARE(found[2].row, 11U);
}

void TestClusterProfile::oddInputIsSurvived()
{
    const Features features = toyFeatures(1, {1, 1, 1});
    QVERIFY(!clusterProfiles(features, toyLabels(1, {0}), {}, {}, Progress::none()));
    QVERIFY(!clusterAnomalies(features, toyLabels(1, {0}), 3, Progress::none()));
    // All alike in one cluster, and one cluster without rows.
    const auto found = clusterProfiles(features, toyLabels(2, {0, 0, 0}), {}, {}, Progress::none()).value();
    QVERIFY(found[0].traits.empty() && found[1].traits.empty());
    QCOMPARE(found[0].typical.size(), std::size_t(3));
    QCOMPARE(found[0].distant[0].score, 0.0);
    QCOMPARE(found[1].rows, std::size_t(0));
    QVERIFY(found[1].typical.empty());
    QCOMPARE(clusterAnomalies(features, toyLabels(2, {0, 0, 0}), 9, Progress::none()).value().size(),
             std::size_t(3));
    const LabelSet none("toy", {}, std::vector<std::int32_t>(3, unlabelled));
    QVERIFY(clusterProfiles(features, none, {}, {}, Progress::none()).value().empty());
    QVERIFY(clusterAnomalies(features, none, 3, Progress::none()).value().empty());
    const TrainingData data = toyClouds(40000, 2, 3, 1);
    WatchedProgress cancelled(0);
    QVERIFY(clusterProfiles(data.features, data.labels, {}, {}, cancelled).error().kind ==
            ErrorKind::Cancelled);
}

QTEST_APPLESS_MAIN(TestClusterProfile)
#include "tst_cluster_profile.moc"
