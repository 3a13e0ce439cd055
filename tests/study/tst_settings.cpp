#include "core/study/settings.h"
#include "tests/support/shared_data.h"

#include <QFile>
#include <QTest>

using namespace genrelens;

class TestSettings : public QObject
{
    Q_OBJECT

private slots:
    void roundTrip();
    void preparationAlone();
    void repeatsWereOnceYesOrNo();
    void missingKeysKeepTheirDefault();
    void originalStudyPreset();
    void refusals_data();
    void refusals();
};

namespace
{

PreparationOptions everyPreparation()
{
    PreparationOptions options;
    options.roles = {{"year", ColumnRole::Feature}, {"mood \xC3\xA9", ColumnRole::Genre}};
    options.repeats = RepeatsBy::ArtistsAndTitle;
    options.rawFeatures = {"key", "mode"};
    options.logFeatures = {"duration_ms"};
    options.medianFeatures = {"tempo", "year"};
    options.excludedFeatures = {"liveness"};
    options.wholeGenres = true;
    return options;
}

} // namespace

void TestSettings::roundTrip()
{
    StudySettings settings;
    settings.seed = 307;
    settings.preparation = everyPreparation();
    settings.genreMap() = {
        "Mine", {{"loud", 0x123456, {"metal", "punk"}}, {"quiet", std::nullopt, {"ambient"}}}, true};
    settings.colours["cluster"]["3"] = 0xABCDEF;
    settings.splitMethod = SplitOptions::Method::ByArtist;
    settings.testShare = 0.25;
    settings.clusters.k = 5;
    settings.clusters.restarts = 7;
    settings.clusters.sweepFrom = 3;
    settings.clusters.sweepTo = 9;
    settings.clusters.sweepRestarts = 2;
    settings.clusters.sweepReferences = 4;
    settings.clusters.sweepResamples = 6;
    settings.map = {30, Metric::Cosine, 0.25, 1.5, 300, 8, UmapStart::Spectral, "genre", 0.75};
    settings.clusters.names.clustering = "0123";
    settings.clusters.names.names = {"", "loud", "", "", "calm & long"};
    settings.models = {"nearest_centroid"};
    settings.labels = {"genre"};
    settings.setTrees(17);
    const Result<StudySettings> read = parseSettings(toJson(settings), "mine.json", StudySettings());
    QVERIFY2(read.ok(), read.ok() ? "" : read.error().message().c_str());
    QVERIFY(read.value() == settings);
    QVERIFY(splitMethodNamed("by_album") == SplitOptions::Method::ByAlbum);
    QVERIFY(!splitMethodNamed("by_mood"));
    // Several mappings side by side.
    settings.mappings.push_back({"super_genre_2", {"Other", {{"all", {}, {"metal"}}}}});
    settings.currentMapping = "super_genre_2";
    settings.labels = {"super_genre_2", "super_genre"};
    const Result<StudySettings> both = parseSettings(toJson(settings), "mine.json", StudySettings());
    QVERIFY2(both.ok(), both.ok() ? "" : both.error().message().c_str());
    QVERIFY(both.value() == settings);
    // All mappings are learned where nothing else is said.
    const Result<StudySettings> bare = parseSettings(
        R"({"genre_maps": {"super_genre_2": {"format": "genrelens-genre-map", "super_genres": []}}})",
        "mine.json", StudySettings());
    QCOMPARE(bare.value().labels, (std::vector<std::string>{"super_genre_2", "cluster", "genre"}));
}

void TestSettings::preparationAlone()
{
    for (const PreparationOptions &options : {PreparationOptions(), everyPreparation()}) {
        const Result<PreparationOptions> read = parsePreparation(preparationJson(options), "tracks.csv");
        QVERIFY2(read.ok(), read.ok() ? "" : read.error().message().c_str());
        QVERIFY(read.value() == options);
    }
    QVERIFY(preparationJson(everyPreparation()).find('\n') == std::string::npos);
    QVERIFY(parsePreparation("{}", "tracks.csv").value() == PreparationOptions());
    for (const char *strange :
         {"", "[]", "{", "3", R"({"seed": 1})", R"({"repeats": "id"})", R"({"roles": []})"})
        QVERIFY2(!parsePreparation(strange, "tracks.csv").ok(), strange);
    QCOMPARE(
        parsePreparation(R"({"roles": {"year": "number"}})", "tracks.csv").error().message(),
        std::string("tracks.csv: \"roles.year\" must be \"index\", \"track_id\", \"title\", \"artists\", "
                    "\"album\", \"genre\", \"feature\" or \"other\"."));
    PreparationOptions broken; // a name that is no UTF-8 is written all the same
    broken.rawFeatures = {"caf\xE9"};
    QVERIFY(parsePreparation(preparationJson(broken), "tracks.csv").ok());
}

void TestSettings::repeatsWereOnceYesOrNo()
{
    const auto read = [](const char *json, RepeatsBy before) {
        StudySettings defaults;
        defaults.preparation.repeats = before;
        return parseSettings(json, "old.json", defaults).value().preparation.repeats;
    };
    const char *no = R"({"preparation": {"drop_repeats": false}})";
    const char *yes = R"({"preparation": {"drop_repeats": true}})";
    QVERIFY(read(no, RepeatsBy::Automatic) == RepeatsBy::Nothing);
    QVERIFY(read(yes, RepeatsBy::Nothing) == RepeatsBy::Automatic);
    QVERIFY(read(yes, RepeatsBy::Features) == RepeatsBy::Features);
    QVERIFY(read(R"({"preparation": {}})", RepeatsBy::Nothing) == RepeatsBy::Nothing);
    QVERIFY(read(R"({"preparation": {"drop_repeats": false, "repeats": "track_id"}})", RepeatsBy::Nothing) ==
            RepeatsBy::TrackId);
}

void TestSettings::missingKeysKeepTheirDefault()
{
    StudySettings defaults;
    defaults.setTrees(42);
    const Result<StudySettings> read = parseSettings(R"({"clusters": {"k": 3}})", "mine.json", defaults);
    QVERIFY(read.ok());
    QCOMPARE(read.value().trees(), 42);
    QCOMPARE(read.value().clusters.k, 3);
    QCOMPARE(read.value().clusters.restarts, defaults.clusters.restarts);
}

void TestSettings::originalStudyPreset()
{
    QFile file(QString::fromStdString(test::resourceFile("presets/original_study.json")));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const Result<StudySettings> read =
        parseSettings(file.readAll().toStdString(), "original_study.json", StudySettings());
    QVERIFY2(read.ok(), read.ok() ? "" : read.error().message().c_str());
    const std::vector<std::string> raw{"explicit", "key", "mode", "time_signature"};
    QCOMPARE(read.value().preparation.rawFeatures, raw);
    QCOMPARE(read.value().clusters.restarts, 50);
}

void TestSettings::refusals_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("named");
    const auto row = [](const char *name, const char *json, const char *named) {
        QTest::newRow(name) << QByteArray(json) << QByteArray(named);
    };
    row("no JSON", "{", "not JSON");
    row("a list", "[]", "object in braces");
    row("unknown key", R"({"tress": 5})", "\"tress\" is not a setting");
    row("unknown nested key", R"({"clusters": {"n": 5}})", "\"clusters.n\" is not a setting");
    row("another format", R"({"format": "genrelens-genre-map"})", "\"format\"");
    row("a later version", R"({"version": 2})", "\"version\"");
    row("text for a number", R"({"seed": "1"})", "\"seed\" must be a whole number");
    row("fraction for a count", R"({"clusters": {"k": 2.5}})", "\"clusters.k\" must be a whole number");
    row("negative seed", R"({"seed": -1})", "\"seed\"");
    row("huge number", R"({"random_forest": {"trees": 18446744073709551615}})", "\"random_forest.trees\"");
    row("no trees", R"({"random_forest": {"trees": 0}})",
        "\"random_forest.trees\" must be a whole number from 1");
    row("number for an object", R"({"split": 3})", "\"split\" must be an object");
    row("share of one", R"({"split": {"test_share": 1.0}})", "\"split.test_share\"");
    row("unknown split", R"({"split": {"method": "rows"}})", "\"split.method\"");
    row("method no text", R"({"split": {"method": 7}})", "\"split.method\"");
    row("features no list", R"({"preparation": {"raw_features": "key"}})", "\"preparation.raw_features\"");
    row("features no texts", R"({"preparation": {"raw_features": [1]}})", "\"preparation.raw_features\"");
    row("repeats no truth", R"({"preparation": {"drop_repeats": 1}})", "\"preparation.drop_repeats\"");
    row("unknown repeats", R"({"preparation": {"repeats": "sometimes"}})",
        "\"preparation.repeats\" must be \"automatic\"");
    row("repeats no text", R"({"preparation": {"repeats": false}})", "\"preparation.repeats\" must be");
    row("roles no object", R"({"preparation": {"roles": ["year"]}})",
        "\"preparation.roles\" must be an object");
    row("unknown role", R"({"preparation": {"roles": {"year": "when"}}})",
        "\"preparation.roles.year\" must be");
    row("role no text", R"({"preparation": {"roles": {"year": 1}}})", "\"preparation.roles.year\" must be");
    row("logarithms no list", R"({"preparation": {"log_features": true}})", "\"preparation.log_features\"");
    row("medians no texts", R"({"preparation": {"median_features": [0]}})",
        "\"preparation.median_features\"");
    row("unknown genres", R"({"preparation": {"genres": "all"}})",
        "\"preparation.genres\" must be \"first\" or \"whole\"");
    row("slip in the preparation", R"({"preparation": {"log_feature": []}})",
        "\"preparation.log_feature\" is not a setting");
    row("unknown model", R"({"models": {"names": ["oracle"]}})", "oracle");
    row("unknown labels", R"({"models": {"labels": ["mood"]}})", "mood");
    row("no models", R"({"models": {"names": []}})", "\"models.names\" names nothing");
    row("a label set twice", R"({"models": {"labels": ["genre", "genre"]}})",
        "\"models.labels\" names \"genre\" twice");
    row("slip in the map",
        R"({"genre_map": {"format": "genrelens-genre-map", "super_genre": [], "super_genres": []}})",
        "no key \"super_genre\"");
    row("slip in a super-genre",
        R"({"genre_map": {"format": "genrelens-genre-map", "super_genres": [{"name": "a", "color": "#000000", "genres": []}]}})",
        "no key \"color\"");
    row("one neighbour", R"({"map": {"neighbours": 1}})", "\"map.neighbours\"");
    row("unknown metric", R"({"map": {"metric": "hamming"}})", "\"map.metric\"");
    row("unknown start", R"({"map": {"start": 3}})", "\"map.start\"");
    row("beyond the spread", R"({"map": {"min_dist": 2}})", "\"map.min_dist\"");
    row("weight of more than all", R"({"map": {"label_weight": 1.5}})", "\"map.label_weight\"");
    row("what no map has", R"({"map": {"perplexity": 30}})", "\"map.perplexity\"");
    row("a single resample", R"({"clusters": {"sweep": {"resamples": 1}}})", "\"clusters.sweep.resamples\"");
    row("names that are no texts", R"({"clusters": {"names": {"names": [1]}}})",
        "\"clusters.names.names\" must be a list of texts");
    row("sweep backwards", R"({"clusters": {"sweep": {"from": 9, "to": 3}}})", "\"clusters.sweep.to\"");
    row("bad map", R"({"genre_map": {"format": "genrelens-genre-map"}})", "super_genres");
    row("map no object", R"({"genre_map": 4})", "mapping");
    row("maps no object", R"({"genre_maps": []})", "\"genre_maps\" must be an object");
    row("no maps", R"({"genre_maps": {}})", "\"genre_maps\" must be an object");
    row("a map of another name",
        R"({"genre_maps": {"mine": {"format": "genrelens-genre-map", "super_genres": []}}})",
        "\"genre_maps.mine\"");
    row("both forms",
        R"({"genre_map": {"format": "genrelens-genre-map", "super_genres": []},
            "genre_maps": {"super_genre": {"format": "genrelens-genre-map", "super_genres": []}}})",
        "beside");
    row("current of none",
        R"({"genre_maps": {"super_genre_2": {"format": "genrelens-genre-map", "super_genres": []}},
            "current_genre_map": "super_genre"})",
        "\"current_genre_map\"");
    row("colours no object", R"({"colours": 3})", "\"colours\"");
    row("colour no colour", R"({"colours": {"cluster": {"1": "red"}}})", "\"colours\"");
}

void TestSettings::refusals()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, named);
    const Result<StudySettings> read = parseSettings(json.toStdString(), "mine.json", StudySettings());
    QVERIFY(!read.ok());
    const std::string message = read.error().message();
    QVERIFY2(message.find(named.toStdString()) != std::string::npos, message.c_str());
    QVERIFY2(message.find("mine.json") != std::string::npos, message.c_str());
}

QTEST_APPLESS_MAIN(TestSettings)
#include "tst_settings.moc"
