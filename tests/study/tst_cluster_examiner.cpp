#include "core/study/cluster_examiner.h"
#include "core/study/cluster_names.h"
#include "core/study/study_jobs.h"
#include "tests/support/datasets.h"
#include "tests/support/toy_data.h"

#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace genrelens;
using namespace genrelens::test;

class TestClusterExaminer : public QObject
{
    Q_OBJECT

private slots:
    void worksWhileWatched();
    void tellsOfPresentClustersAlone();
    void othersAreChosen();
    void namesNeedNoWork();
    void cancelledIsNotTriedAgainUnasked();
    void manyTracksWaitToBeAsked();
    void withoutGenres();
    void stepsAgree();
    void allNamesAtOnce();
};

namespace
{

constexpr int patience = 60000;

// Tracks of two groups by energy and tempo, the genres across them; one stands alone.
std::string rows(bool withGenres = true)
{
    std::string text = withGenres ? "track_id,energy,tempo,track_genre\n" : "track_id,energy,tempo\n";
    for (int i = 0; i < 120; ++i) {
        const bool second = i % 2 == 1;
        const double energy = (second ? 5.0 : 0.0) + 0.01 * (i * 37 % 101) + (i == 7 ? 9.0 : 0.0);
        text += 't' + std::to_string(i) + ',' + std::to_string(energy) + ',' +
                std::to_string((second ? 180 : 60) + i * 53 % 31);
        text += withGenres ? ",genre-" + std::to_string(i % 3 + (second ? 1 : 0)) + '\n' : "\n";
    }
    return text;
}

struct Fixture {
    Study study;
    JobBoard board;
    ClusterExaminer examiner{study, board};

    explicit Fixture(const std::string &text = rows())
    {
        StudySettings settings;
        settings.clusters.k = 2;
        settings.clusters.restarts = 3;
        settings.genreMap() = {
            "two", {{"low", {}, {"genre-0", "genre-1"}}, {"high", {}, {"genre-2"}}}, false};
        study.setSettings(settings);
        const auto dataset = datasetOf(text);
        study.setDataset(dataset, preparedOf(*dataset), {});
        cluster();
    }
    void cluster()
    {
        Result<Clustering> found =
            runClustering(study.prepared()->features(), study.settings(), Progress::none());
        if (!found)
            qFatal("no clusters");
        study.setClustering(std::move(found).value());
    }
    [[nodiscard]] bool isDone() const
    {
        return examiner.portraits() != nullptr && examiner.classes() != nullptr &&
               examiner.anomalies() != nullptr;
    }
    void setClusters(int k)
    {
        StudySettings settings = study.settings();
        settings.clusters.k = k;
        study.setSettings(settings);
    }
};

} // namespace

void TestClusterExaminer::worksWhileWatched()
{
    Fixture f;
    QVERIFY(!f.examiner.isRunning());
    QVERIFY(f.examiner.portraits() == nullptr);
    QSignalSpy changed(&f.examiner, &ClusterExaminer::changed);
    f.examiner.setWatched(true);
    QVERIFY(f.examiner.isRunning());
    QTRY_VERIFY_WITH_TIMEOUT(f.isDone(), patience);
    QVERIFY(changed.count() >= 3);
    const ClusterPortraits &portraits = *f.examiner.portraits();
    QCOMPARE(portraits.profiles.size(), std::size_t(2));
    QCOMPARE(portraits.profiles[0].rows + portraits.profiles[1].rows, std::size_t(120));
    QCOMPARE(portraits.suggested.size(), std::size_t(2));
    QVERIFY(portraits.suggested[0] != portraits.suggested[1]);
    QCOMPARE(portraits.tree.leaves, std::size_t(2));
    const ClusterAnomalies &anomalies = *f.examiner.anomalies();
    QCOMPARE(anomalies.byDistance.front().row, 7U);
    QCOMPARE(anomalies.byIsolation.front().row, 7U);
    QCOMPARE(anomalies.byIsolation.size(), std::size_t(120));
    QCOMPARE(anomalies.isolation->scores.size(), std::size_t(120));
    // Nobody looks any more: what is to be found anew is not begun.
    f.examiner.setWatched(false);
    f.setClusters(3);
    f.cluster();
    QVERIFY(!f.examiner.isRunning());
    QVERIFY(f.examiner.portraits() == nullptr);
}

void TestClusterExaminer::tellsOfPresentClustersAlone()
{
    Fixture f;
    f.examiner.setWatched(true);
    QTRY_VERIFY_WITH_TIMEOUT(f.isDone(), patience);
    const auto isolation = f.examiner.anomalies()->isolation;
    f.setClusters(4);
    QVERIFY(f.isDone()); // the clusters that are seen are still those
    f.cluster();
    QVERIFY(f.examiner.portraits() == nullptr);
    QVERIFY(f.examiner.anomalies() == nullptr);
    QTRY_VERIFY_WITH_TIMEOUT(f.isDone(), patience);
    QCOMPARE(f.examiner.portraits()->profiles.size(), std::size_t(4));
    QCOMPARE(f.examiner.anomalies()->isolation, isolation); // it knows nothing of clusters
    const auto other = datasetOf(rows(false));
    f.study.setDataset(other, preparedOf(*other), {});
    QVERIFY(f.examiner.portraits() == nullptr);
    QVERIFY(!f.examiner.isRunning());
}

void TestClusterExaminer::othersAreChosen()
{
    Fixture f;
    f.examiner.setWatched(true);
    QTRY_VERIFY_WITH_TIMEOUT(f.isDone(), patience);
    QCOMPARE(f.examiner.others().name(), std::string("genre"));
    const ClusterPortraits *portraits = f.examiner.portraits();
    f.examiner.setOthers("super_genre");
    QVERIFY(f.examiner.classes() == nullptr);
    QTRY_VERIFY_WITH_TIMEOUT(f.isDone(), patience);
    QCOMPARE(f.examiner.others().name(), std::string("super_genre"));
    QCOMPARE(f.examiner.portraits(), portraits); // which do not depend on it
    // An edit of the mapping is another grouping.
    StudySettings settings = f.study.settings();
    settings.genreMap().superGenres[1].genres.clear();
    f.study.setSettings(settings);
    QVERIFY(f.examiner.classes() == nullptr);
    QTRY_VERIFY_WITH_TIMEOUT(f.isDone(), patience);
    f.examiner.setOthers("cluster"); // with themselves there is nothing to compare
    QCOMPARE(f.examiner.others().name(), std::string("genre"));
}

void TestClusterExaminer::namesNeedNoWork()
{
    Fixture f;
    f.examiner.setWatched(true);
    QTRY_VERIFY_WITH_TIMEOUT(f.isDone(), patience);
    f.study.setSettings(withClusterName(f.study.settings(), *f.study.clustering(), 0, "some name").value());
    QCOMPARE(f.study.labels("cluster").classes()[0], std::string("some name"));
    QVERIFY(f.isDone());
    QVERIFY(!f.examiner.isRunning());
}

void TestClusterExaminer::cancelledIsNotTriedAgainUnasked()
{
    Fixture f;
    f.examiner.setWatched(true);
    f.board.cancelAll();
    QVERIFY(!f.examiner.isRunning());
    QVERIFY(f.examiner.waitsToBeAsked());
    f.examiner.setWatched(false);
    f.examiner.setWatched(true);
    QVERIFY(!f.examiner.isRunning());
    f.examiner.examine();
    QVERIFY(!f.examiner.waitsToBeAsked());
    QTRY_VERIFY_WITH_TIMEOUT(f.isDone(), patience);
}

void TestClusterExaminer::manyTracksWaitToBeAsked()
{
    constexpr std::size_t many = StudyJobs::mostTracksUnasked + 1;
    Dataset dataset;
    dataset.table = Table("many.csv", many, {}, Key{1, 2});
    PreparedData prepared;
    prepared.preparation.features = toyFeatures(1, std::vector<float>(many, 1.0F));
    Study study;
    study.setDataset(std::make_shared<const Dataset>(std::move(dataset)),
                     std::make_shared<const PreparedData>(std::move(prepared)), {});
    std::vector<std::int32_t> codes(many, 0);
    codes.back() = 1;
    study.setClustering({LabelSet("cluster", {"1", "2"}, std::move(codes)), 0.0, false, Key{3, 4}});
    JobBoard board;
    ClusterExaminer examiner(study, board);
    examiner.setWatched(true);
    QVERIFY(!examiner.isRunning());
    QVERIFY(examiner.waitsToBeAsked());
    examiner.examine();
    QVERIFY(examiner.isRunning());
    QVERIFY(!examiner.waitsToBeAsked());
}

void TestClusterExaminer::withoutGenres()
{
    Fixture f(rows(false));
    f.examiner.setWatched(true);
    QTRY_VERIFY_WITH_TIMEOUT(f.examiner.portraits() != nullptr && f.examiner.anomalies() != nullptr,
                             patience);
    QVERIFY(f.examiner.others().isEmpty());
    QVERIFY(f.examiner.classes() == nullptr);
    QTRY_VERIFY_WITH_TIMEOUT(!f.examiner.isRunning(), patience);
    QVERIFY(!f.examiner.waitsToBeAsked());
}

void TestClusterExaminer::stepsAgree()
{
    const Fixture f;
    const Features &features = f.study.prepared()->features();
    const LabelSet clusters = f.study.labels("cluster");
    const auto whole =
        clusterProfiles(features, clusters, f.study.prepared()->genres, {}, Progress::none()).value();
    const auto classes = clusterClasses(clusters, f.study.prepared()->genres, {}, Progress::none()).value();
    for (std::size_t c = 0; c < whole.size(); ++c) {
        QCOMPARE(classes[c].size(), whole[c].classes.size());
        for (std::size_t i = 0; i < classes[c].size(); ++i)
            QCOMPARE(classes[c][i].lift, whole[c].classes[i].lift);
    }
    const std::vector<std::uint32_t> wanted{40, 7};
    const auto members = clusterMembers(features, clusters, wanted, Progress::none()).value();
    QCOMPARE(members.size(), std::size_t(2));
    QCOMPARE(members[0].row, 40U);
    const auto farthest = clusterAnomalies(features, clusters, 1, Progress::none()).value();
    QCOMPARE(members[1].row, farthest[0].row);
    QCOMPARE(members[1].score, farthest[0].score);
    QVERIFY(!clusterMembers(features, toyLabels(1, {0}), wanted, Progress::none()));
    // The tree of two means: sqrt(2 n1 n2 / (n1 + n2)) times their distance, the height of Ward's.
    const auto portraits = clusterPortraits(features, clusters, Progress::none()).value();
    const ClassMoments moments = classMoments(features, clusters);
    double square = 0.0;
    for (std::size_t m = 0; m < moments.columns; ++m)
        square += std::pow(moments.mean(0, m) - moments.mean(1, m), 2);
    const auto n = [&](std::size_t c) { return static_cast<double>(moments.counts[c]); };
    QVERIFY(std::abs(portraits.tree.merges[0].height -
                     std::sqrt(2.0 * n(0) * n(1) / (n(0) + n(1)) * square)) < 1e-9);
}

void TestClusterExaminer::allNamesAtOnce()
{
    Fixture f;
    StudySettings settings = f.study.settings();
    settings.colours["cluster"] = {{"1", 0x112233U}, {"2", 0x445566U}};
    f.study.setSettings(settings);
    // Each takes what the other was called, which one after the other could not.
    f.study.setSettings(withClusterNames(f.study.settings(), *f.study.clustering(), {"2", "1"}));
    QCOMPARE(f.study.labels("cluster").classes(), (std::vector<std::string>{"2", "1"}));
    QCOMPARE(f.study.settings().colours.at("cluster").at("2"), 0x112233U);
    QCOMPARE(f.study.settings().colours.at("cluster").at("1"), 0x445566U);
}

QTEST_GUILESS_MAIN(TestClusterExaminer)
#include "tst_cluster_examiner.moc"
