#include "core/labels/class_moments.h"
#include "core/labels/genre_map.h"
#include "core/labels/kept_labels.h"
#include "tests/support/toy_data.h"

#include <QTest>

#include <cmath>

using namespace genrelens;
using namespace genrelens::test;

class TestClassMoments : public QObject
{
    Q_OBJECT

private slots:
    void meansAndDeviations();
    void someRows();
    void foldedMomentsAreThoseOfTheFoldedLabels();
    void constantsDoNotDeviate();
    void keptLabelsOutliveAnotherChoiceOfRows();
};

void TestClassMoments::meansAndDeviations()
{
    const Features features = toyFeatures(2, {1, 10, 3, 20, 5, 30, 100, 1000});
    const ClassMoments moments =
        classMoments(features, LabelSet("g", {"a", "none", "b"}, {0, 0, 2, unlabelled}));
    QCOMPARE(moments.classes(), std::size_t(3));
    QCOMPARE(moments.mean(0, 0), 2.0);
    QCOMPARE(moments.mean(0, 1), 15.0);
    QCOMPARE(moments.standardDeviation(0, 0), 1.0);
    QCOMPARE(moments.standardDeviation(0, 1), 5.0);
    QCOMPARE(moments.mean(2, 1), 30.0);
    QCOMPARE(moments.standardDeviation(2, 0), 0.0);
    QVERIFY(std::isnan(moments.mean(1, 0)) && std::isnan(moments.standardDeviation(1, 1)));
}

void TestClassMoments::someRows()
{
    const Features features = toyFeatures(1, {1, 2, 3, 4});
    const std::vector<std::uint32_t> rows{0, 3};
    const ClassMoments moments = classMoments(features, LabelSet("g", {"a"}, {0, 0, 0, 0}), rows);
    QCOMPARE(moments.counts[0], std::size_t(2));
    QCOMPARE(moments.mean(0, 0), 2.5);
}

void TestClassMoments::foldedMomentsAreThoseOfTheFoldedLabels()
{
    const TrainingData cloud = toyClouds(500, 3, 7, 1);
    GenreMap map;
    map.superGenres = {{"x", {}, {"c5", "c1", "c2"}}, {"y", {}, {"c0", "c6"}}};
    for (const bool unmapped : {false, true}) {
        map.unmappedIsClass = unmapped;
        const FoldedGenres folded = foldGenres(cloud.labels, map);
        const ClassMoments summed = foldMoments(classMoments(cloud.features, cloud.labels),
                                                folded.classOfGenre, folded.labels.classes().size());
        const ClassMoments direct = classMoments(cloud.features, folded.labels);
        QCOMPARE(summed.classes(), std::size_t(unmapped ? 3 : 2));
        QVERIFY(summed.counts == direct.counts);
        for (std::size_t i = 0; i < direct.sums.size(); ++i) { // only the order of the sums differs
            QVERIFY(std::abs(summed.sums[i] - direct.sums[i]) <= 1e-12 * (1.0 + std::abs(direct.sums[i])));
            QVERIFY(std::abs(summed.squares[i] - direct.squares[i]) <= 1e-12 * (1.0 + direct.squares[i]));
        }
    }
}

void TestClassMoments::constantsDoNotDeviate()
{
    // In doubles the mean square of this constant is not the square of its mean.
    const ClassMoments moments = classMoments(toyFeatures(1, std::vector<float>(10, 0.1F)),
                                              LabelSet("g", {"a"}, std::vector<std::int32_t>(10, 0)));
    QVERIFY(moments.standardDeviation(0, 0) < 1e-8);
}

void TestClassMoments::keptLabelsOutliveAnotherChoiceOfRows()
{
    const std::vector<FeatureScaling> scaling(1);
    const Features all({"f"}, scaling, {0, 1, 2, 3}, {0, 2, 5, 6}); // rows of a table of 8
    const Features fewer({"f"}, scaling, {0, 1, 2}, {2, 3, 6});
    const LabelSet labels("moods", {"a", "b"}, {0, 1, unlabelled, 1}, {1, 2}, "Moods");
    const KeptLabels kept = keptLabels(labels, LabelKind::Imported, all, 8);
    QVERIFY(labelSetOf(kept, all).key() == labels.key());
    const LabelSet found = labelSetOf(kept, fewer);
    QVERIFY((found.codes() == std::vector<std::int32_t>{1, unlabelled, 1}));
    QCOMPARE(found.title(), std::string("Moods"));
    QVERIFY(found.colours() == labels.colours());
}

QTEST_APPLESS_MAIN(TestClassMoments)
#include "tst_class_moments.moc"
