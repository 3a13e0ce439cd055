#include "core/study/mapping_guidance.h"
#include "core/study/study.h"
#include "tests/support/datasets.h"

#include <QTest>

#include <cmath>
#include <string>

using namespace genrelens;

namespace
{

// Three genres apart from each other in energy and tempo; ten tracks each.
std::string someTracks()
{
    std::string text = "track_id,track_genre,energy,tempo\n";
    for (int i = 0; i < 30; ++i) {
        const int genre = i % 3;
        text += "t" + std::to_string(i) + ',' + std::string(1, static_cast<char>('a' + genre)) + ',' +
                std::to_string(0.1 * genre + 0.001 * i) + ',' + std::to_string(100 + 10 * genre + i % 4) +
                '\n';
    }
    return text;
}

StudySettings someSettings()
{
    StudySettings settings;
    settings.genreMap().superGenres = {{"X", {}, {"a", "b"}}, {"Y", {}, {"c"}}};
    settings.setTrees(5);
    return settings;
}

void open(Study &study)
{
    study.setSettings(someSettings());
    const auto dataset = test::datasetOf(someTracks());
    study.setDataset(dataset, test::preparedOf(*dataset), {});
}

void train(Study &study, const std::string &model, const std::string &labels)
{
    Result<ModelRequest> request = study.modelRequest(model, labels);
    QVERIFY(request.ok());
    Result<ModelRun> run = runModel(request.value(), Progress::none());
    QVERIFY(run.ok());
    study.setModelRun(std::move(run).value());
}

void moveB(Study &study, const std::string &name)
{
    StudySettings settings = study.settings();
    settings.genreMap().superGenres = {{"X", {}, {"a"}}, {name, {}, {"b", "c"}}};
    study.setSettings(settings);
}

} // namespace

class TestMappingGuidance : public QObject
{
    Q_OBJECT

private slots:
    void nothingIsOpen();
    void distancesWithoutAModel();
    void quotesTheMappingItself();
    void foldsTheGenresAfterAnEdit();
    void quotesOutdatedAnswersByTracks();
    void outdatedAnswersFollowRenames();
    void outdatedAnswersOfWhatIsGone();
    void quotesAnotherModel();
    void neverQuotesTheMajority();
    void forgetsAnswersOfOtherTracks();
};

void TestMappingGuidance::nothingIsOpen()
{
    const Study study;
    QVERIFY(mappingGuidance(study).genres.empty());
    QVERIFY(!genreRun(study));
    Study noGenres;
    const auto dataset = test::datasetOf("track_id,energy\na,1\nb,2\n");
    noGenres.setDataset(dataset, test::preparedOf(*dataset), {});
    QVERIFY(mappingGuidance(noGenres).genres.empty());
    QVERIFY(!genreRun(noGenres));
}

void TestMappingGuidance::distancesWithoutAModel()
{
    Study study;
    open(study);
    const MappingGuidance guidance = mappingGuidance(study);
    QCOMPARE(guidance.genres.size(), std::size_t(3));
    QVERIFY(guidance.model.empty() && !guidance.outdated && guidance.stale.empty());
    QCOMPARE(guidance.genres[0].nearest, 0);
    QCOMPARE(guidance.genres[1].judged, std::size_t(0));
    QVERIFY(guidance.genres[2].distances[0] > 1.0 && std::isnan(guidance.genres[2].distances[1]));
}

void TestMappingGuidance::quotesTheMappingItself()
{
    Study study;
    open(study);
    train(study, "random_forest", "super_genre");
    train(study, "random_forest", "genre");
    const MappingGuidance guidance = mappingGuidance(study);
    QCOMPARE(guidance.model, std::string("random_forest"));
    QCOMPARE(guidance.learned, std::string("super_genre"));
    QVERIFY(!guidance.outdated);
    std::size_t judged = 0;
    for (const GenreGuidance &genre : guidance.genres)
        judged += genre.judged;
    QCOMPARE(judged, study.modelRun("random_forest", "super_genre")->evaluation.testRows);
}

void TestMappingGuidance::foldsTheGenresAfterAnEdit()
{
    Study study;
    open(study);
    train(study, "random_forest", "super_genre");
    train(study, "random_forest", "genre");
    moveB(study, "Y");
    const MappingGuidance guidance = mappingGuidance(study);
    QCOMPARE(guidance.learned, std::string("genre"));
    QVERIFY(!guidance.outdated);
    // The genres are far apart: b's tracks are told from the others, so that they are of b's new group.
    QCOMPARE(guidance.genres[1].purity, 1.0);
    QCOMPARE(guidance.genres[1].predicted[0].superGenre, 1);
    QVERIFY(genreRun(study) == study.modelRun("random_forest", "genre"));
}

void TestMappingGuidance::quotesOutdatedAnswersByTracks()
{
    Study study;
    open(study);
    train(study, "random_forest", "super_genre");
    moveB(study, "Z");
    const MappingGuidance guidance = mappingGuidance(study);
    QVERIFY(guidance.outdated);
    QCOMPARE(guidance.learned, std::string("super_genre"));
    QCOMPARE(guidance.genres[1].predicted[0].superGenre, 0); // half of X is still called so
    QCOMPARE(guidance.genres[1].purity, 0.0);
    QCOMPARE(guidance.genres[2].predicted[0].superGenre, 1); // all of Y is in Z
    QCOMPARE(guidance.genres[2].purity, 1.0);
    QVERIFY(!genreRun(study));
}

// Neither does a new name lose the tracks, nor does an old one gather those of others.
void TestMappingGuidance::outdatedAnswersFollowRenames()
{
    Study study;
    open(study);
    StudySettings settings = someSettings();
    settings.genreMap().superGenres = {{"X", {}, {"a"}}, {"Y", {}, {"b"}}};
    study.setSettings(settings);
    train(study, "random_forest", "super_genre");
    settings.genreMap().superGenres = {{"V", {}, {"a"}}, {"X", {}, {"b"}}, {"Y", {}, {"c"}}};
    study.setSettings(settings);
    const MappingGuidance guidance = mappingGuidance(study);
    QVERIFY(guidance.outdated);
    QCOMPARE(guidance.genres[0].predicted[0].superGenre, 0);
    QCOMPARE(guidance.genres[0].purity, 1.0);
    QCOMPARE(guidance.genres[1].predicted[0].superGenre, 1);
    QCOMPARE(guidance.genres[1].purity, 1.0);
}

void TestMappingGuidance::outdatedAnswersOfWhatIsGone()
{
    Study study;
    open(study);
    train(study, "random_forest", "super_genre");
    StudySettings settings = someSettings();
    settings.genreMap().superGenres = {{"Y", {}, {"a", "b"}}}; // c is not mapped
    study.setSettings(settings);
    const MappingGuidance guidance = mappingGuidance(study);
    QVERIFY(guidance.outdated);
    QCOMPARE(guidance.genres[0].predicted[0].superGenre, 0);
    QCOMPARE(guidance.genres[0].purity, 1.0);
    QCOMPARE(guidance.genres[2].predicted[0].superGenre, unlabelled);
}

void TestMappingGuidance::quotesAnotherModel()
{
    Study study;
    open(study);
    train(study, "nearest_centroid", "super_genre");
    QCOMPARE(mappingGuidance(study).model, std::string("nearest_centroid"));
    train(study, "gaussian_naive_bayes", "genre");
    moveB(study, "Y");
    QCOMPARE(mappingGuidance(study).model, std::string("gaussian_naive_bayes")); // the other is outdated
    train(study, "random_forest", "genre");
    QCOMPARE(mappingGuidance(study).model, std::string("random_forest"));
}

void TestMappingGuidance::neverQuotesTheMajority()
{
    Study study;
    open(study);
    study.setCurrentModel("majority");
    train(study, "majority", "super_genre");
    QVERIFY(mappingGuidance(study).model.empty());
    train(study, "nearest_centroid", "super_genre");
    QCOMPARE(mappingGuidance(study).model, std::string("nearest_centroid"));
}

void TestMappingGuidance::forgetsAnswersOfOtherTracks()
{
    Study study;
    open(study);
    train(study, "random_forest", "super_genre");
    train(study, "random_forest", "genre");
    StudySettings settings = study.settings();
    settings.setTrees(7); // the answers are about the same tracks
    study.setSettings(settings);
    QVERIFY(!mappingGuidance(study).model.empty());

    settings.preparation.logFeatures = {"tempo"};
    study.setSettings(settings);
    study.setPrepared(test::preparedOf(*study.dataset(), settings.preparation), settings.preparation);
    const MappingGuidance guidance = mappingGuidance(study);
    QVERIFY(guidance.model.empty());
    QCOMPARE(guidance.stale, std::string("random_forest"));
    QCOMPARE(guidance.genres.size(), std::size_t(3));
    QCOMPARE(guidance.genres[0].judged, std::size_t(0));
    QVERIFY(!genreRun(study));
}

QTEST_MAIN(TestMappingGuidance)
#include "tst_mapping_guidance.moc"
