#include "core/study/analysis.h"
#include "core/study/change_working_set.h"
#include "core/study/selection.h"
#include "core/study/study.h"
#include "tests/support/datasets.h"

#include <QTest>
#include <QUndoStack>

using namespace genrelens;

namespace
{

// Row 2 repeats row 0; row 5 misses its tempo.
constexpr std::string_view sixRows = "track_id,track_name,track_genre,energy,tempo\n"
                                     "a,A,rock,0.5,100\n"
                                     "b,B,pop,0.25,110\n"
                                     "a,A,rock,0.5,100\n"
                                     "c,C,rock,0.75,90\n"
                                     "d,D,pop,1,120\n"
                                     "e,E,pop,0.3,\n";

using Tracks = std::vector<std::uint32_t>;

struct Fixture {
    Study study;
    QUndoStack stack;

    explicit Fixture(const PreparationOptions &options = {})
    {
        const auto dataset = test::datasetOf(sixRows);
        study.setDataset(dataset, test::preparedOf(*dataset, options), options);
    }
    void select(const Tracks &tracks) { pickTracks(study, tracks, SelectionMode::Replace, "some"); }
    void workOn(const WorkingSet &working)
    {
        stack.push(new ChangeWorkingSet(study, working, QStringLiteral("Keep Only")));
    }
    // As the job does.
    void prepare()
    {
        const PreparationOptions options = study.settings().preparation;
        study.setPrepared(test::preparedOf(*study.dataset(), options), options);
    }
    [[nodiscard]] Tracks rows() const
    {
        Tracks rows;
        for (std::size_t i = 0; i < study.prepared()->features().rows(); ++i)
            rows.push_back(study.prepared()->features().sourceRow(i));
        return rows;
    }
};

std::vector<float> valuesOf(const PreparedData &data)
{
    const std::span<const float> values = data.features().values();
    return {values.begin(), values.end()};
}

} // namespace

class TestWorkingSet : public QObject
{
    Q_OBJECT

private slots:
    void allRowsAreAnyFile();
    void keepsOnlyTheSelected();
    void excludesOneAfterTheOther();
    void resultsAreThoseOfAFileWithoutTheOthers();
    void mediansAreThoseOfTheRowsLeft();
    void setAsideCountsWhatWouldBeKept();
    void nothingLeftIsAnError();
    void anotherFilesSetIsIgnored();
    void makesResultsStale();
    void undoBringsResultsBack();
    void isNotWrittenToFiles();
    void keptSelectionsOfOthersPickNothing();
};

void TestWorkingSet::allRowsAreAnyFile()
{
    const WorkingSet all;
    QVERIFY(all.isAll() && all.isOf(7) && all.keeps(1'000'000));
    QVERIFY(all.key().isNull());
    const WorkingSet some(RowSet(4, Tracks{1, 3}));
    QVERIFY(!some.isAll() && some.isOf(4) && !some.isOf(5));
    QVERIFY(some.keeps(3) && !some.keeps(2));
    QVERIFY(some == WorkingSet(RowSet(4, Tracks{3, 1})));
    QVERIFY(!(some == WorkingSet(RowSet(5, Tracks{1, 3}))));
    QVERIFY(!(some == all));
}

void TestWorkingSet::keepsOnlyTheSelected()
{
    Fixture f;
    QCOMPARE(f.rows(), (Tracks{0, 1, 3, 4}));
    f.select({1, 3});
    f.workOn(onlySelected(f.study));
    QVERIFY(f.study.selection().isEmpty()); // or all that is left would be selected
    QVERIFY(!f.study.isPreparationCurrent());
    f.prepare();
    QCOMPARE(f.rows(), (Tracks{1, 4}));
    QCOMPARE(f.study.prepared()->preparation.setAside, std::size_t(2));
    QCOMPARE(f.study.prepared()->report.setAside, std::size_t(2));
    f.stack.undo();
    QCOMPARE(f.study.selection().count(), std::size_t(2));
    QVERIFY(f.study.isPreparationCurrent()); // brought back, not made anew
    QCOMPARE(f.rows(), (Tracks{0, 1, 3, 4}));
}

void TestWorkingSet::excludesOneAfterTheOther()
{
    Fixture f;
    f.select({1});
    f.workOn(withoutSelected(f.study));
    f.prepare();
    QCOMPARE(f.rows(), (Tracks{0, 3, 4}));
    f.select({1});
    f.workOn(withoutSelected(f.study));
    f.prepare();
    QCOMPARE(f.rows(), (Tracks{0, 4}));
    f.workOn(WorkingSet());
    f.prepare();
    QCOMPARE(f.rows(), (Tracks{0, 1, 3, 4}));
    QCOMPARE(f.study.prepared()->preparation.setAside, std::size_t(0));
}

void TestWorkingSet::resultsAreThoseOfAFileWithoutTheOthers()
{
    Fixture f;
    f.select({0, 1, 3});
    f.workOn(onlySelected(f.study));
    f.prepare();
    const auto alone = test::datasetOf("track_id,track_name,track_genre,energy,tempo\n"
                                       "a,A,rock,0.5,100\nb,B,pop,0.25,110\nd,D,pop,1,120\n");
    QVERIFY(valuesOf(*f.study.prepared()) == valuesOf(*test::preparedOf(*alone)));
    QVERIFY(f.study.prepared()->genres.codes() == test::preparedOf(*alone)->genres.codes());
}

void TestWorkingSet::mediansAreThoseOfTheRowsLeft()
{
    PreparationOptions options;
    options.medianFeatures = {"tempo"};
    options.rawFeatures = {"tempo"};
    Fixture f(options);
    QCOMPARE(f.rows(), (Tracks{0, 1, 3, 4, 5}));
    f.select({2, 4});
    f.workOn(onlySelected(f.study));
    f.prepare();
    QCOMPARE(f.study.prepared()->features().row(1)[1], 90.0F); // the only other one has it
    QCOMPARE(f.study.prepared()->preparation.setAside, std::size_t(3));
}

void TestWorkingSet::setAsideCountsWhatWouldBeKept()
{
    Fixture f;
    f.select({0});
    f.workOn(onlySelected(f.study));
    f.prepare();
    QCOMPARE(f.study.prepared()->preparation.setAside, std::size_t(3)); // of 4, and not the row without tempo
    QCOMPARE(f.study.prepared()->preparation.repeats.dropped, std::size_t(1));
}

void TestWorkingSet::nothingLeftIsAnError()
{
    const Fixture f;
    PreparationOptions none;
    none.working = WorkingSet(RowSet(6));
    const auto prepared = prepareDataset(*f.study.dataset(), none, Progress::none());
    QVERIFY(!prepared.ok());
    QVERIFY(QString::fromStdString(prepared.error().message()).contains(QStringLiteral("All Tracks")));
}

void TestWorkingSet::anotherFilesSetIsIgnored()
{
    const Fixture f;
    PreparationOptions other;
    other.working = WorkingSet(RowSet(100, Tracks{99}));
    QCOMPARE(test::preparedOf(*f.study.dataset(), other)->features().rows(), std::size_t(4));
    QVERIFY(preparationKey(*f.study.dataset(), other) == preparationKey(*f.study.dataset(), {}));
}

void TestWorkingSet::makesResultsStale()
{
    Fixture f;
    StudySettings settings = f.study.settings();
    settings.clusters.k = 2;
    f.study.setSettings(settings);
    f.study.setClustering(runClustering(f.study.prepared()->features(), settings, Progress::none()).value());
    QVERIFY(f.study.isClusteringCurrent());
    f.select({0, 1, 2});
    f.workOn(onlySelected(f.study));
    QVERIFY(!f.study.isClusteringCurrent());
    f.prepare();
    QVERIFY(!f.study.isClusteringCurrent());
}

void TestWorkingSet::undoBringsResultsBack()
{
    Fixture f;
    StudySettings settings = f.study.settings();
    settings.clusters.k = 2;
    f.study.setSettings(settings);
    const auto cluster = [&] {
        f.study.setClustering(
            runClustering(f.study.prepared()->features(), f.study.settings(), Progress::none()).value());
    };
    cluster();
    const LabelSet before = f.study.labels("cluster");
    f.select({0, 1, 2});
    f.workOn(onlySelected(f.study));
    f.prepare();
    cluster();
    const LabelSet narrowed = f.study.labels("cluster");
    QCOMPARE(narrowed.codes().size(), std::size_t(3));
    f.stack.undo();
    QVERIFY(f.study.isClusteringCurrent());
    QVERIFY(f.study.labels("cluster").key() == before.key());
    f.stack.redo();
    QVERIFY(f.study.isPreparationCurrent() && f.study.isClusteringCurrent());
    QVERIFY(f.study.labels("cluster").key() == narrowed.key());
}

void TestWorkingSet::isNotWrittenToFiles()
{
    PreparationOptions options;
    options.working = WorkingSet(RowSet(6, Tracks{1}));
    const auto read = parsePreparation(preparationJson(options), "test");
    QVERIFY(read.ok());
    QVERIFY(read.value().working.isAll()); // rows of a file are no way to treat others
}

void TestWorkingSet::keptSelectionsOfOthersPickNothing()
{
    Fixture f;
    f.select({0, 1});
    f.study.picks().setKept(withSelection(f.study, QStringLiteral("mine")));
    const KeptSelection mine = *f.study.picks().kept().front();
    f.select({1, 3});
    f.workOn(onlySelected(f.study));
    f.prepare();
    recallSelection(f.study, mine, SelectionMode::Replace);
    QCOMPARE(f.study.selection().members(), Tracks{0}); // the one of both
    QCOMPARE(f.study.picks().rows().rows.count(), std::size_t(1));
    f.workOn(WorkingSet());
    f.prepare();
    QCOMPARE(f.study.selection().members(), Tracks{1}); // none comes to it that nobody saw
    recallSelection(f.study, mine, SelectionMode::Replace);
    QCOMPARE(f.study.selection().members(), (Tracks{0, 1}));
}

QTEST_GUILESS_MAIN(TestWorkingSet)
#include "tst_working_set.moc"
