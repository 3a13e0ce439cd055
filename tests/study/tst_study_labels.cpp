#include "core/study/cluster_names.h"
#include "core/study/study.h"
#include "tests/support/datasets.h"

#include <QSignalSpy>

using namespace genrelens;
using namespace genrelens::test;

using Names = std::vector<std::string>;

class TestStudyLabels : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void eachMappingIsASetOfItsOwn();
    void unmappedMayBeAClass();
    void momentsOfEverySet();
    void whatIsLookedAtIsEdited();
    void aSetThatGoesLeavesTheView();
    void namesAreNeverGivenTwice();
    void keptSetsFollowThePreparation();
    void anotherFileForgetsKeptSets();
    void coloursMakeNothingStale();
    void aRenamedClassMakesNoModelStale();
    void clustersTakeTheirNames();

private:
    std::unique_ptr<Study> m_study;

    [[nodiscard]] Names names() const
    {
        Names all;
        for (const LabelSetInfo &set : m_study->labelSets())
            all.push_back(set.name);
        return all;
    }
    void open(const char *text)
    {
        const auto dataset = datasetOf(text);
        m_study->setDataset(dataset, preparedOf(*dataset), {});
    }
    void addMapping(const std::string &name)
    {
        StudySettings settings = m_study->settings();
        GenreMap map;
        map.name = "Other";
        map.superGenres = {{"all", {}, {"a", "b", "c"}}};
        settings.mappings.push_back({name, map});
        m_study->setSettings(settings);
    }
};

namespace
{

const char *const tracks = "track_id,track_genre,energy,tempo\n"
                           "1,a,0.1,100\n2,b,0.2,110\n3,c,0.3,120\n4,a,0.4,\n5,d,0.5,140\n";

} // namespace

void TestStudyLabels::init()
{
    m_study = std::make_unique<Study>();
    StudySettings settings;
    settings.genreMap().name = "First";
    settings.genreMap().superGenres = {{"x", {}, {"a", "b"}}, {"y", {}, {"c"}}};
    m_study->setSettings(settings);
    open(tracks);
}

void TestStudyLabels::eachMappingIsASetOfItsOwn()
{
    QCOMPARE(m_study->labelsTitle("super_genre"), QStringLiteral("Super-genre"));
    addMapping("super_genre_2");
    QVERIFY((names() == Names{"genre", "super_genre", "super_genre_2", "cluster"}));
    QCOMPARE(m_study->labelsTitle("super_genre_2"), QStringLiteral("Super-genre: Other"));
    QVERIFY((m_study->labels("super_genre").classes() == Names{"x", "y"}));
    const LabelSet other = m_study->labels("super_genre_2");
    QVERIFY((other.classes() == Names{"all"}));
    QCOMPARE(other.name(), std::string("super_genre_2"));
    QCOMPARE(other.unlabelledCount(), std::size_t(1)); // d is in neither; 4 has no tempo
    QVERIFY(m_study->modelRequest("nearest_centroid", "super_genre_2").ok());
}

void TestStudyLabels::unmappedMayBeAClass()
{
    StudySettings settings = m_study->settings();
    settings.genreMap().unmappedIsClass = true;
    m_study->setSettings(settings);
    const LabelSet labels = m_study->labels("super_genre");
    QVERIFY((labels.classes() == Names{"x", "y", "unmapped"}));
    QCOMPARE(labels.unlabelledCount(), std::size_t(0));
    QCOMPARE(labels.counts()[2], std::size_t(1));
}

void TestStudyLabels::momentsOfEverySet()
{
    addMapping("super_genre_2");
    m_study->setKeptLabels({std::make_shared<const KeptLabels>(
        KeptLabels{"moods", "Moods", LabelKind::Imported, {"m"}, {}, {0, 0, unlabelled, 0, unlabelled}})});
    for (const char *name : {"genre", "super_genre", "super_genre_2", "moods"}) {
        const ClassMoments moments = m_study->moments(name);
        const ClassMoments direct = classMoments(m_study->prepared()->features(), m_study->labels(name));
        QVERIFY(moments.counts == direct.counts);
        for (std::size_t i = 0; i < direct.sums.size(); ++i)
            QVERIFY(std::abs(moments.sums[i] - direct.sums[i]) < 1e-12);
    }
    QCOMPARE(m_study->moments("cluster").classes(), std::size_t(0));
    QCOMPARE(m_study->moments("nonsense").classes(), std::size_t(0));
}

void TestStudyLabels::whatIsLookedAtIsEdited()
{
    addMapping("super_genre_2");
    QCOMPARE(m_study->settings().currentMapping, std::string("super_genre"));
    m_study->setCurrentLabels("super_genre_2");
    QCOMPARE(m_study->settings().genreMap().name, std::string("Other"));
    StudySettings first = m_study->settings();
    first.currentMapping = "super_genre"; // as undo may lead back
    m_study->setSettings(first);
    QCOMPARE(m_study->currentLabels(), std::string("super_genre"));
    m_study->setCurrentLabels("cluster");
    first.currentMapping = "super_genre_2";
    m_study->setSettings(first);
    QCOMPARE(m_study->currentLabels(), std::string("cluster"));
}

void TestStudyLabels::aSetThatGoesLeavesTheView()
{
    const StudySettings one = m_study->settings();
    addMapping("super_genre_2");
    m_study->setCurrentLabels("super_genre_2");
    QSignalSpy changed(m_study.get(), &Study::changed);
    m_study->setSettings(one);
    QCOMPARE(m_study->currentLabels(), std::string("super_genre"));
    QCOMPARE(changed.count(), 2); // settings, and what is looked at
}

void TestStudyLabels::namesAreNeverGivenTwice()
{
    const StudySettings one = m_study->settings();
    QCOMPARE(m_study->freshLabelSetName("super_genre"), std::string("super_genre_2"));
    addMapping("super_genre_2");
    m_study->setSettings(one);
    QCOMPARE(m_study->freshLabelSetName("super_genre"), std::string("super_genre_3"));
    QCOMPARE(m_study->freshLabelSetName("moods"), std::string("moods"));
    QCOMPARE(m_study->freshLabelSetName("moods"), std::string("moods_2"));
}

void TestStudyLabels::keptSetsFollowThePreparation()
{
    const KeptLabels moods{"moods", "Moods", LabelKind::Imported, {"m", "n"}, {}, {0, 1, 0, 1, 0}};
    m_study->setKeptLabels({std::make_shared<const KeptLabels>(moods)});
    QVERIFY((m_study->labels("moods").codes() == std::vector<std::int32_t>{0, 1, 0, 0}));
    PreparationOptions filled;
    filled.medianFeatures = {"tempo"};
    m_study->setPrepared(preparedOf(*m_study->dataset(), filled), filled);
    QVERIFY((m_study->labels("moods").codes() == std::vector<std::int32_t>{0, 1, 0, 1, 0}));
    QCOMPARE(m_study->labelsTitle("moods"), QStringLiteral("Moods"));
}

void TestStudyLabels::anotherFileForgetsKeptSets()
{
    m_study->setKeptLabels({std::make_shared<const KeptLabels>(
        KeptLabels{"moods", "Moods", LabelKind::Imported, {"m"}, {}, {0, 0, 0, 0, 0}})});
    m_study->setCurrentLabels("moods");
    open("track_id,track_genre,energy,tempo\n1,a,1,1\n2,b,2,2\n");
    QVERIFY(m_study->labels("moods").isEmpty());
    QCOMPARE(m_study->currentLabels(), std::string("super_genre"));
}

void TestStudyLabels::coloursMakeNothingStale()
{
    const Key key = m_study->labels("super_genre").key();
    StudySettings settings = m_study->settings();
    settings.genreMap().superGenres[0].colour = 0x123456;
    settings.colours["genre"]["a"] = 0x654321;
    m_study->setSettings(settings);
    QVERIFY(m_study->labels("super_genre").key() == key);
}

void TestStudyLabels::aRenamedClassMakesNoModelStale()
{
    const Result<ModelRequest> request = m_study->modelRequest("nearest_centroid", "super_genre");
    QVERIFY(request.ok());
    m_study->setModelRun(runModel(request.value(), Progress::none()).value());
    StudySettings settings = m_study->settings();
    settings.genreMap().superGenres[0].name = "another";
    m_study->setSettings(settings);
    const auto run = m_study->modelRun("nearest_centroid", "super_genre");
    QVERIFY(m_study->isCurrent(*run));
    QVERIFY((run->labels.classes() == Names{"another", "y"}));
    addMapping("super_genre_2"); // the first now needs a title
    QCOMPARE(m_study->modelRun("nearest_centroid", "super_genre")->labels.title(), std::string("First"));
    settings = m_study->settings();
    settings.genreMap().superGenres[0].genres = {"a"};
    m_study->setSettings(settings);
    QVERIFY(!m_study->isCurrent(*m_study->modelRun("nearest_centroid", "super_genre")));
}

void TestStudyLabels::clustersTakeTheirNames()
{
    StudySettings settings = m_study->settings();
    settings.clusters.k = 2;
    m_study->setSettings(settings);
    const Features features = m_study->prepared()->features();
    m_study->setClustering(runClustering(features, settings, Progress::none()).value());
    QVERIFY((m_study->labels("cluster").classes() == Names{"1", "2"}));
    const Key before = m_study->labels("cluster").key();

    settings.colours["cluster"]["2"] = 0x123456;
    Result<StudySettings> named = withClusterName(settings, *m_study->clustering(), 1, "  calm & long ");
    QVERIFY(named.ok());
    QCOMPARE(named.value().colours["cluster"],
             (std::map<std::string, std::uint32_t>{{"calm & long", 0x123456}}));
    m_study->setSettings(named.value());
    QVERIFY((m_study->labels("cluster").classes() == Names{"1", "calm & long"}));
    QCOMPARE(m_study->labels("cluster").key(), before); // models on it stay current
    QVERIFY(m_study->isClusteringCurrent());

    const Result<StudySettings> taken =
        withClusterName(named.value(), *m_study->clustering(), 0, "calm & long");
    QVERIFY(!taken.ok());
    QCOMPARE(taken.error().message(),
             std::string("\"calm & long\" is the name of another cluster. Choose another."));

    // The names are read back with the settings, and are of this clustering alone.
    const Result<StudySettings> read = parseSettings(toJson(named.value()), "mine.json", StudySettings());
    QVERIFY2(read.ok(), read.ok() ? "" : read.error().message().c_str());
    QVERIFY(read.value() == named.value());
    settings = named.value();
    settings.clusters.k = 3;
    m_study->setSettings(settings);
    m_study->setClustering(runClustering(features, settings, Progress::none()).value());
    QVERIFY((m_study->labels("cluster").classes() == Names{"1", "2", "3"}));

    // An empty name gives the number back, and the names of two clusters stand beside each other.
    settings.clusters.k = 2;
    m_study->setSettings(settings);
    m_study->setClustering(runClustering(features, settings, Progress::none()).value());
    settings = withClusterName(settings, *m_study->clustering(), 0, "loud").value();
    m_study->setSettings(settings);
    QVERIFY((m_study->labels("cluster").classes() == Names{"loud", "calm & long"}));
    m_study->setSettings(withClusterName(settings, *m_study->clustering(), 1, " ").value());
    QVERIFY((m_study->labels("cluster").classes() == Names{"loud", "2"}));
    QCOMPARE(m_study->settings().colours.at("cluster").at("2"), 0x123456U);
}

QTEST_GUILESS_MAIN(TestStudyLabels)
#include "tst_study_labels.moc"
