#include "core/study/explainer.h"
#include "tests/support/evaluated_study.h"

#include <QTest>

#include <algorithm>

using namespace genrelens;

class TestExplainer : public QObject
{
    Q_OBJECT

private slots:
    void nothingIsDoneUnwatched();
    void moreTracksGoOnFromThoseThatAreKnown();
    void whatWasAskedForGoesOnUnwatched();
    void stoppingIsNoFailure();
    void oneTrackBesideTheOthers();
    void aStoppedTrackIsAskedForAgain();
    void theRunIsThatOfNow();
    void anotherFileForgetsAll();

private:
    static constexpr int patience = 60000;
};

namespace
{

struct Fixture : test::EvaluatedStudy {
    Explainer explainer{study, board};

    explicit Fixture(int rows = 300)
    {
        if (rows != 300) {
            open(test::evaluatedRows(rows));
            study.setCurrentLabels("genre");
        }
        train("random_forest");
    }
    [[nodiscard]] std::size_t explained() const
    {
        const auto found = explainer.explanation();
        return found ? found->values.rows() : 0;
    }
    [[nodiscard]] bool isDone() const { return explained() > 0 && !explainer.isRunning(); }
    /// A track that is not held out, so that the others do not hold it.
    [[nodiscard]] std::uint32_t trainingTrack() const
    {
        const std::vector<std::uint32_t> &held = run("random_forest")->evaluation.judgedRows;
        std::uint32_t track = 0;
        while (std::find(held.begin(), held.end(), track) != held.end())
            ++track;
        return track;
    }
};

} // namespace

void TestExplainer::nothingIsDoneUnwatched()
{
    Fixture fixture;
    QVERIFY(!fixture.explainer.isRunning());
    fixture.explainer.setWatched(true);
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isDone(), patience);
    QCOMPARE(fixture.explained(), fixture.run("random_forest")->evaluation.judgedRows.size());
    QVERIFY(fixture.explainer.explanation()->values.additivityError() < 1e-6);
    fixture.explainer.setWatched(false);
    fixture.explainer.setTracks(10);
    QVERIFY(!fixture.explainer.isRunning());
    QCOMPARE(fixture.explained(), std::size_t(10));
}

void TestExplainer::moreTracksGoOnFromThoseThatAreKnown()
{
    Fixture fixture(6000);
    fixture.explainer.setTracks(300);
    fixture.explainer.setWatched(true);
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isDone(), patience);
    const std::shared_ptr<const Explanation> few = fixture.explainer.explanation();
    std::size_t least = few->values.rows();
    connect(&fixture.explainer, &Explainer::changed, this,
            [&] { least = std::min(least, fixture.explained()); });
    fixture.explainer.setTracks(1000);
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isDone() && fixture.explained() == 1000, patience);
    disconnect(&fixture.explainer, nullptr, this, nullptr);
    QCOMPARE(least, std::size_t(300)); // never fewer than were known
    const std::shared_ptr<const Explanation> more = fixture.explainer.explanation();
    QVERIFY(std::equal(few->tracks.begin(), few->tracks.end(), more->tracks.begin()));
    for (std::size_t i = 0; i < 300; ++i)
        QCOMPARE(more->values.value(i, 1, 0), few->values.value(i, 1, 0));
}

void TestExplainer::whatWasAskedForGoesOnUnwatched()
{
    Fixture fixture(6000);
    fixture.explainer.setWatched(true);
    QVERIFY(fixture.explainer.isRunning());
    fixture.explainer.setWatched(false);
    QVERIFY(!fixture.explainer.isRunning());
    fixture.explainer.setWatched(true);
    fixture.explainer.stop();
    QTRY_VERIFY(!fixture.explainer.isRunning());
    fixture.explainer.explain();
    QVERIFY(fixture.explainer.isRunning());
    fixture.explainer.setWatched(false);
    QTRY_VERIFY_WITH_TIMEOUT(fixture.explained() == 1000, patience);
}

void TestExplainer::stoppingIsNoFailure()
{
    Fixture fixture(6000);
    fixture.explainer.setWatched(true);
    fixture.explainer.stop();
    QTRY_VERIFY(!fixture.explainer.isRunning());
    QVERIFY(fixture.explainer.waitsToBeAsked());
    QVERIFY(fixture.explainer.wasStopped());
    QVERIFY(fixture.explainer.error().isEmpty());
    fixture.explainer.explain();
    QVERIFY(!fixture.explainer.wasStopped());
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isDone(), patience);
    QVERIFY(!fixture.explainer.waitsToBeAsked());
}

void TestExplainer::oneTrackBesideTheOthers()
{
    Fixture fixture;
    fixture.explainer.setWatched(true);
    const std::uint32_t track = fixture.trainingTrack();
    fixture.explainer.setTrack(track);
    QVERIFY(fixture.explainer.isTrackRunning());
    QTRY_VERIFY_WITH_TIMEOUT(fixture.explainer.trackExplanation().first != nullptr, patience);
    const auto [one, place] = fixture.explainer.trackExplanation();
    QCOMPARE(one->tracks[place], track);
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isDone(), patience);
    const std::uint32_t held = fixture.explainer.explanation()->tracks[5];
    fixture.explainer.setTrack(held);
    QVERIFY(!fixture.explainer.isTrackRunning()); // it is among the others
    QCOMPARE(fixture.explainer.trackExplanation().second, std::size_t(5));
}

void TestExplainer::aStoppedTrackIsAskedForAgain()
{
    Fixture fixture;
    fixture.explainer.setWatched(true);
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isDone(), patience);
    fixture.explainer.setTrack(fixture.trainingTrack());
    const QList<Job *> running = fixture.board.running();
    for (Job *job : running)
        job->cancel(); // as the status bar does
    QTRY_VERIFY(!fixture.explainer.isTrackRunning());
    QVERIFY(fixture.explainer.trackExplanation().first == nullptr);
    fixture.explainer.explainTrack();
    QTRY_VERIFY_WITH_TIMEOUT(fixture.explainer.trackExplanation().first != nullptr, patience);
    QVERIFY(fixture.explainer.trackError().isEmpty());
}

void TestExplainer::theRunIsThatOfNow()
{
    Fixture fixture;
    fixture.explainer.setWatched(true);
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isDone(), patience);
    fixture.explainer.setTrack(fixture.explainer.explanation()->tracks[0]);
    // As after a class was renamed: another value under the same key.
    const auto before = fixture.run("random_forest");
    fixture.study.setModelRun(ModelRun(*before));
    QVERIFY(fixture.run("random_forest") != before);
    QVERIFY(fixture.explainer.explanation()->run == fixture.run("random_forest"));
    QVERIFY(fixture.explainer.trackExplanation().first->run == fixture.run("random_forest"));
}

void TestExplainer::anotherFileForgetsAll()
{
    Fixture fixture;
    fixture.explainer.setWatched(true);
    QTRY_VERIFY_WITH_TIMEOUT(fixture.isDone(), patience);
    fixture.explainer.setTrack(3);
    fixture.open(test::evaluatedRows(60));
    QVERIFY(!fixture.explainer.explanation());
    QVERIFY(!fixture.explainer.track());
    QVERIFY(!fixture.explainer.isRunning());
}

QTEST_GUILESS_MAIN(TestExplainer)
#include "tst_explainer.moc"
