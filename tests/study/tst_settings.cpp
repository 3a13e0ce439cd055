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
    void missingKeysKeepTheirDefault();
    void originalStudyPreset();
    void refusals_data();
    void refusals();
};

void TestSettings::roundTrip()
{
    StudySettings settings;
    settings.seed = 307;
    settings.preparation.repeats = RepeatsBy::Nothing;
    settings.preparation.rawFeatures = {"key", "mode"};
    settings.preparation.excludedFeatures = {"tempo"};
    settings.genreMap = {"Mine",
                         {{"loud", 0x123456, {"metal", "punk"}}, {"quiet", std::nullopt, {"ambient"}}}};
    settings.splitMethod = SplitOptions::Method::ByArtist;
    settings.testShare = 0.25;
    settings.clusters = {5, 7, 3, 9, 2};
    settings.models = {"nearest_centroid"};
    settings.labels = {"genre"};
    settings.trees = 17;
    const Result<StudySettings> read = parseSettings(toJson(settings), "mine.json", StudySettings());
    QVERIFY2(read.ok(), read.ok() ? "" : read.error().message().c_str());
    QVERIFY(read.value() == settings);
}

void TestSettings::missingKeysKeepTheirDefault()
{
    StudySettings defaults;
    defaults.trees = 42;
    const Result<StudySettings> read = parseSettings(R"({"clusters": {"k": 3}})", "mine.json", defaults);
    QVERIFY(read.ok());
    QCOMPARE(read.value().trees, 42);
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
    row("sweep backwards", R"({"clusters": {"sweep": {"from": 9, "to": 3}}})", "\"clusters.sweep.to\"");
    row("bad map", R"({"genre_map": {"format": "genrelens-genre-map"}})", "super_genres");
    row("map no object", R"({"genre_map": 4})", "mapping");
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
