#include "core/study/import_memory.h"
#include "core/study/import_plan.h"
#include "core/study/opening.h"
#include "tests/support/datasets.h"
#include "tests/support/sample_file.h"

#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

using namespace genrelens;

namespace
{

constexpr int patience = 60000;

constexpr std::string_view someTracks = "track_id,track_name,artists,track_genre,mood,energy,tempo,loudness\n"
                                        "a,One,X,rock,calm,0.5,100,-5\n"
                                        "b,Two,Y,pop,wild,0.25,,-7\n"
                                        "c,Three,Y,rock,calm,0.75,90,-6\n";

enum Columns : std::size_t { Id, Title, Artists, Genre, Mood, Energy, Tempo, Loudness };

} // namespace

class TestImport : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void untouchedPlanGivesTheOptionsBack();
    void singleRolesMove();
    void featuresHoldNumbers();
    void secondOfAName();
    void choicesBecomeOptions();
    void excludedFeatureComesBack();
    void choicesAreRemembered();
    void otherHeaderIsAnotherShape();
    void oldestShapesAreForgotten();
    void brokenMemoryIsIgnored();
    void readingWaitsForADecision();
    void abandonedDecisionKeepsWhatIsOpen();
    void newerOpeningSupersedes();
    void failedPreparationKeepsTheDataset();
    void markStandsWhileOpening();
    void markOfAnotherWindowIsLeftAlone();

private:
    QTemporaryDir m_folder;
    QString m_file;
};

void TestImport::initTestCase()
{
    QCoreApplication::setOrganizationName(QStringLiteral("GenrelensTest"));
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_folder.path());
    m_file = m_folder.filePath(QStringLiteral("tracks.csv"));
    test::writeSampleFile(m_file, 570);
}

void TestImport::init()
{
    QSettings().clear();
}

void TestImport::untouchedPlanGivesTheOptionsBack()
{
    PreparationOptions options;
    options.roles = {{"mood", ColumnRole::Genre}, {"elsewhere", ColumnRole::Feature}};
    options.rawFeatures = {"tempo", "elsewhere", "energy"}; // in no order
    options.logFeatures = {"tempo"};
    options.medianFeatures = {"tempo"};
    options.excludedFeatures = {"loudness", "elsewhere"};
    options.repeats = RepeatsBy::ArtistsAndTitle;
    options.wholeGenres = true;
    const ImportPlan plan(test::datasetOf(someTracks), options);
    QVERIFY(plan.options() == options);
    QCOMPARE(plan.choice(Loudness).role, ColumnRole::Other);
    QCOMPARE(plan.choice(Mood).role, ColumnRole::Genre);
    QCOMPARE(plan.featureCount(), std::size_t(2));
}

void TestImport::singleRolesMove()
{
    ImportPlan plan(test::datasetOf(someTracks), {});
    QCOMPARE(plan.choice(Genre).role, ColumnRole::Genre);
    QCOMPARE(plan.setRole(Mood, ColumnRole::Genre), std::size_t(Genre));
    QCOMPARE(plan.choice(Genre).role, ColumnRole::Other);
    const PreparationOptions options = plan.options();
    QVERIFY(options.roles.at("mood") == ColumnRole::Genre);
    QVERIFY(options.roles.at("track_genre") == ColumnRole::Other);

    QCOMPARE(plan.setRole(Genre, ColumnRole::Genre), std::size_t(Mood)); // and back
    QVERIFY(plan.options() == PreparationOptions());
}

void TestImport::featuresHoldNumbers()
{
    const ImportPlan plan(test::datasetOf(someTracks), {});
    QVERIFY(plan.mayBe(Energy, ColumnRole::Feature));
    QVERIFY(!plan.mayBe(Mood, ColumnRole::Feature));
    QVERIFY(plan.mayBe(Mood, ColumnRole::Genre));
    QVERIFY(plan.mayBeLog(Energy));
    QVERIFY(!plan.mayBeLog(Loudness)); // down to -7
    QVERIFY(!plan.mayBeLog(Mood));
}

void TestImport::secondOfAName()
{
    Dataset dataset = *test::datasetOf("energy,tempo,loudness\n1,2,3\n4,5,6\n");
    std::vector<Column> columns;
    for (const char *name :
         {"energy", "tempo", "energy"}) // a reader may name them apart; the plan need not know
        columns.push_back({name, dataset.table.column(columns.size()).data});
    dataset.table = Table("t.csv", dataset.table.rows(), columns, dataset.table.key());
    const ImportPlan plan(std::make_shared<const Dataset>(dataset), {});
    QVERIFY(!plan.isSecondOfItsName(0));
    QVERIFY(plan.isSecondOfItsName(2));
    QVERIFY(!plan.mayBe(2, ColumnRole::Feature));
    QCOMPARE(plan.choice(2).role, ColumnRole::Other);
    QVERIFY(plan.options() == PreparationOptions());
}

void TestImport::choicesBecomeOptions()
{
    ImportPlan plan(test::datasetOf(someTracks), {});
    plan.setStandardize(Tempo, false);
    plan.setStandardize(Energy, false);
    plan.setLog(Energy, true);
    plan.setMedian(Tempo, true);
    plan.setRole(Loudness, ColumnRole::Other);
    plan.setRepeats(RepeatsBy::Nothing);
    plan.setWholeGenres(true);
    PreparationOptions expected;
    expected.rawFeatures = {"energy", "tempo"};
    expected.logFeatures = {"energy"};
    expected.medianFeatures = {"tempo"};
    expected.roles = {{"loudness", ColumnRole::Other}};
    expected.repeats = RepeatsBy::Nothing;
    expected.wholeGenres = true;
    QVERIFY(plan.options() == expected);
    QCOMPARE(plan.schema().features(), (std::vector<std::size_t>{Energy, Tempo}));
}

void TestImport::excludedFeatureComesBack()
{
    PreparationOptions options;
    options.excludedFeatures = {"tempo"};
    ImportPlan plan(test::datasetOf(someTracks), options);
    plan.setRole(Energy, ColumnRole::Other); // another change leaves the exclusion alone
    QCOMPARE(plan.options().excludedFeatures, (std::vector<std::string>{"tempo"}));
    QVERIFY(!plan.options().roles.contains("tempo"));
    plan.setRole(Tempo, ColumnRole::Feature);
    QVERIFY(plan.options().excludedFeatures.empty());
}

void TestImport::choicesAreRemembered()
{
    const Table table = test::datasetOf(someTracks)->table;
    QVERIFY(!rememberedPreparation(table));
    PreparationOptions options;
    options.roles = {{"mood", ColumnRole::Genre}};
    options.rawFeatures = {"tempo"};
    options.wholeGenres = true;
    rememberPreparation(table, {});
    rememberPreparation(table, options);
    QVERIFY(rememberedPreparation(table) == options);
}

void TestImport::otherHeaderIsAnotherShape()
{
    rememberPreparation(test::datasetOf("energy,tempo\n1,2\n")->table, {});
    QVERIFY(rememberedPreparation(test::datasetOf("energy,tempo\n8,9\n1,2\n")->table));
    QVERIFY(!rememberedPreparation(test::datasetOf("tempo,energy\n1,2\n")->table));
    QVERIFY(!rememberedPreparation(test::datasetOf("energy,tempo,key\n1,2,3\n")->table));
}

void TestImport::oldestShapesAreForgotten()
{
    const auto shape = [](int i) {
        return test::datasetOf("energy,c" + std::to_string(i) + "\n1,2\n")->table;
    };
    for (int i = 0; i < 101; ++i)
        rememberPreparation(shape(i), {});
    QVERIFY(!rememberedPreparation(shape(0)));
    QVERIFY(rememberedPreparation(shape(1)));
    QVERIFY(rememberedPreparation(shape(100)));
}

void TestImport::brokenMemoryIsIgnored()
{
    const Table table = test::datasetOf(someTracks)->table;
    rememberPreparation(table, {});
    QStringList entries = QSettings().value(QStringLiteral("imports")).toStringList();
    QCOMPARE(entries.size(), 1);
    entries[0].chop(3);
    QSettings().setValue(QStringLiteral("imports"), entries);
    QVERIFY(!rememberedPreparation(table));
}

void TestImport::readingWaitsForADecision()
{
    Study study;
    JobBoard board;
    Opening opening(study, board);
    QSignalSpy read(&opening, &Opening::read);
    QSignalSpy opened(&opening, &Opening::opened);
    opening.open({m_file});
    QVERIFY(read.wait(patience));
    QVERIFY(!opening.isRunning());
    QVERIFY(study.dataset() == nullptr);
    PreparationOptions options;
    options.rawFeatures = {"key"};
    opening.prepare(options);
    QVERIFY(opened.wait(patience));
    QVERIFY(study.dataset() != nullptr);
    QVERIFY(study.settings().preparation == options);
    QVERIFY(study.isPreparationCurrent());
    QVERIFY(opening.dataset() == nullptr);
}

void TestImport::abandonedDecisionKeepsWhatIsOpen()
{
    Study study;
    JobBoard board;
    Opening opening(study, board);
    QSignalSpy read(&opening, &Opening::read);
    opening.open({m_file});
    QVERIFY(read.wait(patience));
    opening.abandon();
    opening.prepare({}); // nothing is left to prepare
    QVERIFY(!opening.isRunning());
    QVERIFY(study.dataset() == nullptr);
}

void TestImport::newerOpeningSupersedes()
{
    const QString other = m_folder.filePath(QStringLiteral("other.csv"));
    test::writeSampleFile(other, 300);
    Study study;
    JobBoard board;
    Opening opening(study, board);
    QSignalSpy read(&opening, &Opening::read);
    opening.open({m_file});
    opening.open({other});
    QVERIFY(read.wait(patience));
    opening.prepare({});
    opening.open({m_file}); // while the other is being prepared
    QVERIFY(read.wait(patience));
    board.pool()->waitForDone();
    QTest::qWait(50);
    QCOMPARE(read.count(), 2);
    QVERIFY(study.dataset() == nullptr);
    QCOMPARE(opening.dataset()->table.rows(), std::size_t(570));
}

void TestImport::failedPreparationKeepsTheDataset()
{
    Study study;
    JobBoard board;
    Opening opening(study, board);
    QSignalSpy read(&opening, &Opening::read);
    QSignalSpy failed(&opening, &Opening::failed);
    opening.open({m_file});
    QVERIFY(read.wait(patience));
    PreparationOptions none;
    for (std::size_t c = 0; c < opening.dataset()->table.columnCount(); ++c)
        none.excludedFeatures.push_back(opening.dataset()->table.column(c).name);
    opening.prepare(none);
    QVERIFY(failed.wait(patience));
    QVERIFY(opening.dataset() != nullptr); // it may be tried in another way
    QVERIFY(study.dataset() == nullptr);
}

void TestImport::markStandsWhileOpening()
{
    Study study;
    JobBoard board;
    Opening opening(study, board);
    QSignalSpy read(&opening, &Opening::read);
    QSignalSpy opened(&opening, &Opening::opened);
    QSignalSpy failed(&opening, &Opening::failed);
    const QStringList marked{m_file};
    opening.open(marked);
    QCOMPARE(unfinishedOpening(), marked);
    QVERIFY(read.wait(patience));
    QVERIFY(unfinishedOpening().isEmpty()); // a person takes their time
    opening.prepare({});
    QCOMPARE(unfinishedOpening(), marked);
    QVERIFY(opened.wait(patience));
    QVERIFY(unfinishedOpening().isEmpty());

    opening.open({m_folder.filePath(QStringLiteral("missing.csv"))});
    QVERIFY(failed.wait(patience));
    QVERIFY(unfinishedOpening().isEmpty());

    opening.open(marked);
    opening.abandon();
    QVERIFY(unfinishedOpening().isEmpty());
}

void TestImport::markOfAnotherWindowIsLeftAlone()
{
    const QStringList marked{m_file};
    setUnfinishedOpening(marked);
    const QString process = QStringLiteral("unfinishedOpeningProcess");
    const pid_t other = fork(); // this very program, and running
    if (other == 0) {
        pause();
        _exit(0);
    }
    QVERIFY(other > 0);
    QSettings().setValue(process, static_cast<qint64>(other));
    const bool ignored = unfinishedOpening().isEmpty();
    setUnfinishedOpening({});
    kill(other, SIGKILL);
    waitpid(other, nullptr, 0);
    QVERIFY(ignored);
    QCOMPARE(unfinishedOpening(), marked); // still there, and now its process is gone
    QSettings().setValue(process, 1);      // runs, but is another program
    QCOMPARE(unfinishedOpening(), marked);
    setUnfinishedOpening({});
    QVERIFY(unfinishedOpening().isEmpty());
}

QTEST_GUILESS_MAIN(TestImport)
#include "tst_import.moc"
