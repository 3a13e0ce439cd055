#include "core/study/change_settings.h"
#include "core/study/label_keeping.h"
#include "core/study/selection.h"
#include "core/study/study.h"
#include "tests/support/datasets.h"

#include <QUndoStack>

using namespace genrelens;

using Codes = std::vector<std::int32_t>;
using Tracks = std::vector<std::uint32_t>;

class TestLabelKeeping : public QObject
{
    Q_OBJECT

private slots:
    void clustersAreKeptBesideEachOther();
    void outdatedClustersAreNotKept();
    void selectionBecomesTwoClasses();
    void keptLabelsOutliveUndoAndPreparation();
    void renamedAndRemoved();
    void titlesMayLookLikePlaceholders();
    void namesAreSafeInFiles();
};

namespace
{

// The fourth row repeats the first.
constexpr const char *rows = "track_id,energy,tempo,track_genre\na,1,10,pop\nb,2,20,pop\nc,3,30,rock\n"
                             "a,1,10,pop\nd,9,90,rock\n";

struct Fixture {
    Study study;
    QUndoStack undo;

    Fixture()
    {
        const auto dataset = test::datasetOf(rows);
        study.setDataset(dataset, test::preparedOf(*dataset), {});
    }
    void cluster(int k)
    {
        StudySettings settings = study.settings();
        settings.clusters.k = k;
        settings.clusters.restarts = 1;
        study.setSettings(settings);
        study.setClustering(
            runClustering(study.prepared()->features(), study.settings(), Progress::none()).value());
    }
    void keep(KeptLabels labels)
    {
        undo.push(new ChangeKeptLabels(study, withLabels(study.keptLabels(), std::move(labels)),
                                       QStringLiteral("Keep")));
    }
};

} // namespace

void TestLabelKeeping::clustersAreKeptBesideEachOther()
{
    Fixture f;
    QVERIFY(!canKeepClusters(f.study));
    f.cluster(2);
    QVERIFY(canKeepClusters(f.study));
    const Codes two = f.study.labels("cluster").codes();
    f.keep(clustersToKeep(f.study));
    f.cluster(3);
    f.keep(clustersToKeep(f.study));
    f.keep(clustersToKeep(f.study));
    QCOMPARE(f.study.labelsTitle("cluster_k2"), QStringLiteral("Clusters (k = 2)"));
    QCOMPARE(f.study.labelsTitle("cluster_k3"), QStringLiteral("Clusters (k = 3)"));
    QCOMPARE(f.study.labelsTitle("cluster_k3_2"), QStringLiteral("Clusters (k = 3) 2"));
    QCOMPARE(f.study.labels("cluster_k2").codes(), two);
    QCOMPARE(f.study.labels("cluster_k3").classes().size(), std::size_t(3));
    QVERIFY(f.study.modelRequest("nearest_centroid", "cluster_k2").ok());
}

void TestLabelKeeping::outdatedClustersAreNotKept()
{
    Fixture f;
    f.cluster(2);
    StudySettings settings = f.study.settings();
    settings.clusters.k = 3;
    f.study.setSettings(settings);
    QVERIFY(!canKeepClusters(f.study));
}

void TestLabelKeeping::selectionBecomesTwoClasses()
{
    Fixture f;
    pickTracks(f.study, Tracks{1, 3}, SelectionMode::Replace, "fast");
    f.keep(selectionToKeep(f.study, QStringLiteral(" fast ")));
    f.keep(selectionToKeep(f.study, QStringLiteral("fast")));
    const LabelSet labels = f.study.labels("selection");
    QCOMPARE(labels.classes(), (std::vector<std::string>{"fast", "Others"}));
    QCOMPARE(labels.codes(), (Codes{1, 0, 1, 0}));
    QCOMPARE(f.study.labelsTitle("selection"), QStringLiteral("Selection: fast"));
    QCOMPARE(f.study.labelsTitle("selection_2"), QStringLiteral("Selection: fast 2"));
    QVERIFY(selectionNameTrouble(QStringLiteral("fast")).isEmpty());
    QVERIFY(!selectionNameTrouble(QStringLiteral(" ")).isEmpty());
    QVERIFY(!selectionNameTrouble(QStringLiteral("Others ")).isEmpty());
}

void TestLabelKeeping::keptLabelsOutliveUndoAndPreparation()
{
    Fixture f;
    f.cluster(2);
    const Codes clusters = f.study.labels("cluster").codes();
    f.keep(clustersToKeep(f.study));
    pickTracks(f.study, Tracks{0}, SelectionMode::Replace, "one");
    f.keep(selectionToKeep(f.study, QStringLiteral("one")));
    f.keep(
        importToKeep(f.study, {{"x", "y"}, {0, unlabelled, 1, 0, 1}, {1, 2}, 3}, QStringLiteral("Mood (2)")));
    QCOMPARE(f.study.labels("imported_mood_2").codes(), (Codes{0, unlabelled, 1, 1}));
    for (int i = 0; i < 3; ++i)
        f.undo.undo();
    QVERIFY(f.study.keptLabels().empty());
    QVERIFY(f.study.labels("selection").isEmpty());
    for (int i = 0; i < 3; ++i)
        f.undo.redo();
    QCOMPARE(f.study.keptLabels().size(), std::size_t(3));

    // Repeats stay: the labels of a file speak of them, those of kept tracks do not.
    PreparationOptions all;
    all.repeats = RepeatsBy::Nothing;
    f.study.setPrepared(test::preparedOf(*f.study.dataset(), all), all);
    QCOMPARE(f.study.labels("imported_mood_2").codes(), (Codes{0, unlabelled, 1, 0, 1}));
    QCOMPARE(f.study.labels("selection").codes(), (Codes{0, 1, 1, unlabelled, 1}));
    f.study.setPrepared(test::preparedOf(*f.study.dataset()), {});
    QCOMPARE(f.study.labels("cluster_k2").codes(), clusters);
    QCOMPARE(f.study.labels("imported_mood_2").codes(), (Codes{0, unlabelled, 1, 1}));
}

void TestLabelKeeping::renamedAndRemoved()
{
    Fixture f;
    f.cluster(2);
    f.keep(clustersToKeep(f.study));
    f.study.setCurrentLabels("cluster_k2");
    const Key key = f.study.labels("cluster_k2").key();
    f.undo.push(new ChangeKeptLabels(
        f.study, withTitle(f.study.keptLabels(), "cluster_k2", QStringLiteral("Halves")), {}));
    QCOMPARE(f.study.labelsTitle("cluster_k2"), QStringLiteral("Halves"));
    QVERIFY(f.study.labels("cluster_k2").key() == key); // no model is outdated by it
    f.undo.push(new ChangeKeptLabels(f.study, withoutLabels(f.study.keptLabels(), "cluster_k2"), {}));
    QVERIFY(f.study.labels("cluster_k2").isEmpty());
    QCOMPARE(f.study.currentLabels(), std::string("super_genre"));
    f.undo.undo();
    QCOMPARE(f.study.labelsTitle("cluster_k2"), QStringLiteral("Halves"));
    f.undo.undo();
    QCOMPARE(f.study.labelsTitle("cluster_k2"), QStringLiteral("Clusters (k = 2)"));
}

void TestLabelKeeping::titlesMayLookLikePlaceholders()
{
    Fixture f;
    const FileLabels labels{{"x"}, {0, 0, 0, 0, 0}, {4}, 4};
    f.keep(importToKeep(f.study, labels, QStringLiteral("Top %1")));
    QCOMPARE(freshLabelsTitle(f.study, QStringLiteral("Top %1")), QStringLiteral("Top %1 2"));
}

void TestLabelKeeping::namesAreSafeInFiles()
{
    QCOMPARE(fileSafeName(QStringLiteral("Mood (v2)/final")), std::string("mood_v2_final"));
    QCOMPARE(fileSafeName(QStringLiteral("Ünïcode é")), std::string("unicode_e"));
    QCOMPARE(fileSafeName(QStringLiteral("…")), std::string("labels"));
    QCOMPARE(fileSafeName(QString()), std::string("labels"));
    QCOMPARE(fileSafeName(QString(300, u'a')).size(), std::size_t(40));
}

QTEST_GUILESS_MAIN(TestLabelKeeping)
#include "tst_label_keeping.moc"
