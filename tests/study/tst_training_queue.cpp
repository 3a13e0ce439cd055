#include "core/study/study.h"
#include "core/study/study_jobs.h"
#include "tests/support/datasets.h"
#include "tests/support/quick_clusters.h"

#include <QSignalSpy>
#include <QTest>

using namespace genrelens;

class TestTrainingQueue : public QObject
{
    Q_OBJECT

private slots:
    void trainsInTheOrderAskedFor();
    void theSameIsAskedForOnce();
    void cancelledOneLeavesTheOthers();
    void cancelledWhileItRunsTheNextBegins();
    void cancelAllLeavesNothing();
    void failureIsKeptAndTheQueueGoesOn();
    void failureIsForgottenWithItsInputs();
    void newestSettingsAreTrained();
    void removedRunStaysAway();
    void removedWhileItRuns();
    void labelsThatAreGoneAreNobodysWish();
    void onlyOutdatedAreRetrained();
    void secondsAreMeasured();
};

namespace
{

constexpr int patience = 60000;
const std::string forest = "random_forest";
const std::string bayes = "gaussian_naive_bayes";
const std::string centroid = "nearest_centroid";

// 240 tracks of three genres; energy tells them apart.
std::string threeGenres()
{
    std::string text = "track_id,track_genre,energy,tempo\n";
    for (int i = 0; i < 240; ++i)
        text += "t" + std::to_string(i) + ',' + std::string(1, static_cast<char>('a' + i % 3)) + ',' +
                std::to_string(0.1 * (i % 3) + 0.002 * ((i * 37) % 101)) + ',' +
                std::to_string(80 + (i * 53) % 89) + '\n';
    return text;
}

struct Fixture {
    Study study;
    JobBoard board;
    StudyJobs jobs{study, board};
    std::vector<ModelSlot> finished; // in order

    explicit Fixture(int trees = 5)
    {
        jobs.setAutomatic(false);
        StudySettings settings;
        settings.setTrees(trees);
        settings.clusters = test::quickClusters(3);
        study.setSettings(settings);
        const auto dataset = test::datasetOf(threeGenres());
        study.setDataset(dataset, test::preparedOf(*dataset), {});
        QObject::connect(&study, &Study::changed, &study, [this](StudyPart part) {
            if (part != StudyPart::Models)
                return;
            for (const auto &run : study.modelRuns()) {
                const ModelSlot slot{run->model, run->labels.name()};
                if (std::find(finished.begin(), finished.end(), slot) == finished.end())
                    finished.push_back(slot);
            }
        });
    }
    // A model that is still trained while the test acts.
    void trainSlowly()
    {
        setTrees(100'000);
        jobs.train(forest, "genre");
        if (jobs.training() != ModelSlot{forest, "genre"})
            qFatal("the forest is not trained");
    }
    void setTrees(int trees)
    {
        StudySettings settings = study.settings();
        settings.setTrees(trees);
        study.setSettings(settings);
    }
    [[nodiscard]] bool has(const std::string &model, const std::string &labels) const
    {
        return study.modelRun(model, labels) != nullptr;
    }
};

} // namespace

void TestTrainingQueue::trainsInTheOrderAskedFor()
{
    Fixture f;
    const std::vector<ModelSlot> wanted{
        {forest, "genre"}, {centroid, "genre"}, {bayes, "cluster"}, {bayes, "genre"}};
    f.jobs.train(wanted);
    QCOMPARE(f.jobs.queue().place(wanted[3]), std::size_t(3));
    QCOMPARE(f.jobs.queue().place(wanted[0]), std::size_t(0)); // it is trained
    QTRY_VERIFY_WITH_TIMEOUT(!f.jobs.isTraining(), patience);
    QVERIFY(f.finished == wanted);
}

void TestTrainingQueue::theSameIsAskedForOnce()
{
    Fixture f;
    f.trainSlowly();
    f.jobs.train({{bayes, "genre"}, {forest, "genre"}, {bayes, "genre"}});
    QCOMPARE(f.jobs.queue().waiting().size(), std::size_t(1));
    QCOMPARE(f.jobs.trainJob().title(), QStringLiteral("Training random forest (1 more)"));
}

void TestTrainingQueue::cancelledOneLeavesTheOthers()
{
    Fixture f;
    f.trainSlowly();
    f.jobs.train({{bayes, "genre"}, {centroid, "genre"}});
    f.jobs.cancelTraining({bayes, "genre"});
    QCOMPARE(f.jobs.queue().place({centroid, "genre"}), std::size_t(1));
    f.setTrees(3);
    QTRY_VERIFY_WITH_TIMEOUT(!f.jobs.isTraining(), patience);
    QVERIFY(f.has(forest, "genre"));
    QVERIFY(f.has(centroid, "genre"));
    QVERIFY(!f.has(bayes, "genre"));
}

void TestTrainingQueue::cancelledWhileItRunsTheNextBegins()
{
    Fixture f;
    f.trainSlowly();
    f.jobs.train({{bayes, "genre"}, {centroid, "genre"}});
    f.jobs.cancelTraining({forest, "genre"});
    QVERIFY(f.jobs.training() == ModelSlot({bayes, "genre"}));
    QTRY_VERIFY_WITH_TIMEOUT(!f.jobs.isTraining(), patience);
    QVERIFY(!f.has(forest, "genre"));
    QVERIFY(f.has(bayes, "genre"));
    QVERIFY(f.has(centroid, "genre"));
}

void TestTrainingQueue::cancelAllLeavesNothing()
{
    Fixture f;
    f.trainSlowly();
    f.jobs.train({{bayes, "genre"}, {centroid, "genre"}});
    f.jobs.cancelTraining();
    QVERIFY(!f.jobs.isTraining());
    QVERIFY(!f.jobs.training());
    f.board.pool()->waitForDone();
    QTest::qWait(20);
    QVERIFY(f.study.modelRuns().empty());
    f.jobs.train(bayes, "genre"); // asked for again it runs
    QTRY_VERIFY_WITH_TIMEOUT(f.has(bayes, "genre"), patience);
}

void TestTrainingQueue::failureIsKeptAndTheQueueGoesOn()
{
    Fixture f;
    QList<Error> errors;
    connect(&f.jobs, &StudyJobs::failed, this, [&](const Error &error) { errors.append(error); });
    StudySettings wrong = f.study.settings();
    wrong.parameters[bayes]["variance_smoothing"] = 7.0; // beyond its range
    f.study.setSettings(wrong);
    f.jobs.train({{forest, "genre"}, {bayes, "genre"}, {centroid, "genre"}});
    QTRY_VERIFY_WITH_TIMEOUT(!f.jobs.isTraining(), patience);
    QVERIFY(f.has(forest, "genre"));
    QVERIFY(f.has(centroid, "genre"));
    QVERIFY(!f.has(bayes, "genre"));
    QCOMPARE(f.jobs.queue().failures().size(), std::size_t(1));
    const TrainingFailure &failure = f.jobs.queue().failures().at({bayes, "genre"});
    QVERIFY(failure.error.what.find("must be a number from 0 to 1") != std::string::npos);
    QCOMPARE(errors.size(), 1);
    QVERIFY(errors[0].message().starts_with("Gaussian naive Bayes on Genre: "));
}

void TestTrainingQueue::failureIsForgottenWithItsInputs()
{
    Fixture f;
    StudySettings wrong = f.study.settings();
    wrong.parameters[bayes]["variance_smoothing"] = 7.0;
    f.study.setSettings(wrong);
    f.jobs.train({{bayes, "genre"}, {centroid, "super_genre"}}); // there is no mapping: no labels to learn
    QTRY_VERIFY_WITH_TIMEOUT(!f.jobs.isTraining(), patience);
    QCOMPARE(f.jobs.queue().failures().size(), std::size_t(2));
    f.setTrees(6); // another model's affair
    QCOMPARE(f.jobs.queue().failures().size(), std::size_t(2));
    StudySettings right = f.study.settings();
    right.parameters.erase(bayes);
    right.genreMap().superGenres = {{"calm", std::nullopt, {"a"}}, {"loud", std::nullopt, {"b", "c"}}};
    f.study.setSettings(right);
    QVERIFY(f.jobs.queue().failures().empty());
    f.jobs.train({{bayes, "genre"}, {centroid, "super_genre"}});
    QTRY_VERIFY_WITH_TIMEOUT(!f.jobs.isTraining(), patience);
    QVERIFY(f.has(bayes, "genre"));
    QVERIFY(f.has(centroid, "super_genre"));
}

void TestTrainingQueue::newestSettingsAreTrained()
{
    Fixture f;
    f.trainSlowly();
    f.jobs.train(bayes, "genre");
    StudySettings settings = f.study.settings();
    settings.setTrees(4);
    settings.setParameter(bayes, "variance_smoothing", 0.25);
    f.study.setSettings(settings);
    QTRY_VERIFY_WITH_TIMEOUT(!f.jobs.isTraining(), patience);
    const auto trained = f.study.modelRun(bayes, "genre");
    QVERIFY(std::get<double>(trained->options.values.at("variance_smoothing")) == 0.25);
    QVERIFY(f.study.isCurrent(*trained));
    QVERIFY(f.study.isCurrent(*f.study.modelRun(forest, "genre")));
}

void TestTrainingQueue::removedRunStaysAway()
{
    Fixture f;
    f.jobs.setAutomatic(true);
    QTRY_VERIFY_WITH_TIMEOUT(!f.jobs.isTraining() && f.board.running().isEmpty(), patience);
    f.study.setCurrentView(centroid, "genre"); // trains by itself what is looked at
    QTRY_VERIFY_WITH_TIMEOUT(f.has(centroid, "genre") && !f.jobs.isTraining(), patience);
    f.jobs.removeRuns({{centroid, "genre"}});
    QVERIFY(!f.has(centroid, "genre"));
    f.study.setCurrentView(bayes, "genre");
    QTRY_VERIFY_WITH_TIMEOUT(f.has(bayes, "genre") && !f.jobs.isTraining(), patience);
    f.study.setCurrentView(centroid, "genre");
    QVERIFY(!f.jobs.isTraining());
    QTest::qWait(20);
    QVERIFY(!f.has(centroid, "genre"));
    f.jobs.train(centroid, "genre");
    QTRY_VERIFY_WITH_TIMEOUT(f.has(centroid, "genre"), patience);
}

void TestTrainingQueue::removedWhileItRuns()
{
    Fixture f;
    f.trainSlowly();
    f.jobs.train({{bayes, "genre"}, {centroid, "genre"}});
    f.jobs.removeRuns({{forest, "genre"}, {bayes, "genre"}});
    QTRY_VERIFY_WITH_TIMEOUT(!f.jobs.isTraining(), patience);
    QVERIFY(f.finished == (std::vector<ModelSlot>{{centroid, "genre"}}));
    QVERIFY(!f.has(forest, "genre"));
}

void TestTrainingQueue::labelsThatAreGoneAreNobodysWish()
{
    Fixture f;
    QSignalSpy failed(&f.jobs, &StudyJobs::failed);
    StudySettings two = f.study.settings();
    two.mappings.push_back({"super_genre_2", {}});
    two.mappings.back().map.superGenres = {{"x", std::nullopt, {"a"}}, {"y", std::nullopt, {"b"}}};
    f.study.setSettings(two);
    f.trainSlowly();
    f.jobs.train({{bayes, "super_genre_2"}, {bayes, "genre"}});
    StudySettings one = f.study.settings();
    one.mappings.pop_back();
    one.setTrees(3);
    f.study.setSettings(one);
    QTRY_VERIFY_WITH_TIMEOUT(!f.jobs.isTraining(), patience);
    QVERIFY(f.has(bayes, "genre"));
    QCOMPARE(failed.count(), 0);
}

void TestTrainingQueue::onlyOutdatedAreRetrained()
{
    Fixture f;
    f.jobs.train({{forest, "genre"}, {bayes, "genre"}});
    QTRY_VERIFY_WITH_TIMEOUT(!f.jobs.isTraining(), patience);
    const auto before = f.study.modelRun(bayes, "genre");
    f.setTrees(7);
    QVERIFY(!f.study.isCurrent(*f.study.modelRun(forest, "genre")));
    f.jobs.trainOutdated();
    QTRY_VERIFY_WITH_TIMEOUT(!f.jobs.isTraining(), patience);
    QVERIFY(f.study.isCurrent(*f.study.modelRun(forest, "genre")));
    QVERIFY(f.study.modelRun(bayes, "genre") == before);
}

void TestTrainingQueue::secondsAreMeasured()
{
    Fixture f(300);
    f.jobs.train({{forest, "genre"}});
    QTRY_VERIFY_WITH_TIMEOUT(!f.jobs.isTraining(), patience);
    const auto first = f.study.modelRun(forest, "genre");
    QVERIFY(first->seconds > 0.0);
    f.jobs.train({{forest, "genre"}});
    QTRY_VERIFY_WITH_TIMEOUT(f.study.modelRun(forest, "genre") != first, patience);
    QVERIFY(f.study.modelRun(forest, "genre")->key == first->key); // whatever it took
}

QTEST_GUILESS_MAIN(TestTrainingQueue)
#include "tst_training_queue.moc"
