#include "core/labels/genre_map.h"
#include "core/table/byte_source.h"
#include "tests/support/shared_data.h"
#include "tests/support/tables.h"

#include <set>

using namespace genrelens;
using namespace genrelens::test;

using Codes = std::vector<std::int32_t>;
using Names = std::vector<std::string>;

class TestGenreMap : public QObject
{
    Q_OBJECT

private slots:
    void mapRoundTrip();
    void mapOfBytesThatAreNoTextDoesNotThrow();
    void mapOptionalParts();
    void refusesMap_data();
    void refusesMap();
    void damagedMapsNeverCrash();
    void deeplyNestedMapIsRefused();
    void shippedMapIsWhole();
    void foldsGenres();
    void foldsNothing();
    void coloursOnlyWhenAllHaveOne();
    void unmappedGenresAsAClass();
};

namespace
{

Result<GenreMap> map(std::string_view json)
{
    return parseGenreMap(json, "map.json");
}

} // namespace

void TestGenreMap::mapRoundTrip()
{
    GenreMap original;
    original.name = "Mine \"quoted\" \xC3\xA9";
    original.superGenres = {
        {"rock", 0x00FF0A, {"punk", "alt-rock"}}, {"none", {}, {}}, {"pop", 0, {"k-pop"}}};
    const Result<GenreMap> read = map(toJson(original));
    QVERIFY(read.ok());
    QVERIFY(read.value() == original);
    QCOMPARE(read.value().genreCount(), std::size_t(3));
    QCOMPARE(*read.value().find("k-pop"), std::size_t(2));
    QVERIFY(!read.value().find("pop"));
    original.superGenres = {{" rock ", {}, {"punk ", "\talt-rock"}}};
    const GenreMap trimmed = map(toJson(original)).value();
    QCOMPARE(trimmed.superGenres[0], (SuperGenre{"rock", {}, {"punk", "alt-rock"}}));
    const Result<GenreMap> empty = map(toJson(GenreMap{}));
    QVERIFY(empty.ok() && empty.value() == GenreMap{});
}

void TestGenreMap::mapOfBytesThatAreNoTextDoesNotThrow()
{
    GenreMap odd;
    odd.superGenres = {{"a\xFF", {}, {"\xC3"}}};
    QCOMPARE(map(toJson(odd)).value().superGenres[0].name, std::string("a\xEF\xBF\xBD"));
}

void TestGenreMap::mapOptionalParts()
{
    const Result<GenreMap> read =
        map(R"({"format":"genrelens-genre-map","super_genres":[{"name":"a","genres":["x"]}]})");
    QVERIFY(read.ok());
    QCOMPARE(read.value().name, std::string());
    QVERIFY(!read.value().superGenres[0].colour);
}

void TestGenreMap::refusesMap_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("message");
    const auto row = [](const char *name, const QByteArray &json, const char *message) {
        QTest::newRow(name) << json << "map.json: " + QByteArray(message);
    };
    const char *noJson = "this is not JSON.";
    const char *noMap =
        "this is not a genre mapping. A mapping begins with \"format\": \"genrelens-genre-map\".";
    row("nothing", "", noJson);
    row("text", "track_genre,super_genre\n", noJson);
    row("cut off", R"({"format":"genrelens-genre-map","super_genres":[)", noJson);
    row("not UTF-8", "{\"format\":\"genrelens-genre-map\",\"name\":\"\xFF\",\"super_genres\":[]}", noJson);
    row("a list", "[]", noMap);
    row("a number", "3", noMap);
    row("null", "null", noMap);
    row("no format", "{}", noMap);
    row("another format", R"({"format":"x","super_genres":[]})", noMap);
    for (const char *wrong : {"3", "null", "true", "[]", "{}", "1.5"})
        row(("format " + QByteArray(wrong)).constData(), R"({"format":)" + QByteArray(wrong) + "}", noMap);

    const auto of = [](const char *rest) {
        return R"({"format":"genrelens-genre-map",)" + QByteArray(rest) + "}";
    };
    const char *version = "this version of the mapping format is not known. This program reads version 1.";
    for (const char *wrong : {"2", "0", "-1", "1.5", "\"1\"", "null", "[1]", "99999999999999999999"})
        row(("version " + QByteArray(wrong)).constData(),
            of(("\"version\":" + QByteArray(wrong) + ",\"super_genres\":[]").constData()), version);
    row("a number too large", of(R"("version":1e400000,"super_genres":[])"), noJson);
    for (const char *wrong : {"3", "null", "[]", "{}"})
        row(("name " + QByteArray(wrong)).constData(),
            of(("\"name\":" + QByteArray(wrong) + ",\"super_genres\":[]").constData()),
            "the \"name\" of the mapping is not text.");
    row("no super-genres", of(R"("name":"x")"), "the list \"super_genres\" is missing.");
    for (const char *wrong : {"3", "null", "\"a\"", "{\"a\":[]}"})
        row(("super_genres " + QByteArray(wrong)).constData(),
            of(("\"super_genres\":" + QByteArray(wrong)).constData()),
            "the list \"super_genres\" is missing.");

    const auto group = [&](const char *entry) {
        return of(("\"super_genres\":[" + QByteArray(entry) + "]").constData());
    };
    const char *needs = "a super-genre needs a \"name\" and a list \"genres\".";
    for (const char *wrong :
         {"3", "null", "\"rock\"", "[]", "{}", R"({"name":"a"})", R"({"genres":[]})",
          R"({"name":3,"genres":[]})", R"({"name":null,"genres":[]})", R"({"name":["a"],"genres":[]})",
          R"({"name":"a","genres":3})", R"({"name":"a","genres":"punk"})",
          R"({"name":"a","genres":{"punk":1}})", R"({"name":"a","genres":null})"})
        row(wrong, group(wrong), needs);
    row("empty name", group(R"({"name":"","genres":[]})"), "a super-genre has an empty name.");
    for (const char *wrong : {"3", "null", "[]", "{}", "[\"x\"]", "true"})
        row(("genre " + QByteArray(wrong)).constData(),
            group((R"({"name":"a","genres":["ok",)" + QByteArray(wrong) + "]}").constData()),
            "a genre of \"a\" is not text.");
    for (const char *wrong :
         {"3", "null", "[]", "\"\"", "\"red\"", "\"#12345\"", "\"#1234567\"", "\"#12345G\"", "\"# 12345\"",
          "\"#-12345\"", "\"#+12345\"", "\"#0x1234\"", "\"1234567\"", "\"#12345\\u0000\""})
        row(("colour " + QByteArray(wrong)).constData(),
            group((R"({"name":"a","genres":[],"colour":)" + QByteArray(wrong) + "}").constData()),
            "the colour of \"a\" is not of the form #RRGGBB.");
    row("a super-genre twice", group(R"({"name":"a","genres":[]},{"name":"a","genres":[]})"),
        "the super-genre \"a\" stands twice.");
    row("a genre twice in one", group(R"({"name":"a","genres":["x","x"]})"), "the genre \"x\" stands twice.");
    row("a genre in two", group(R"({"name":"a","genres":["x"]},{"name":"b","genres":["x"]})"),
        "the genre \"x\" stands twice.");
}

void TestGenreMap::refusesMap()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, message);
    const Result<GenreMap> read = map(json.toStdString());
    QVERIFY(!read.ok());
    QCOMPARE(read.error().message(), message.toStdString());
    QVERIFY(read.error().kind == ErrorKind::Input);
}

void TestGenreMap::damagedMapsNeverCrash()
{
    // Each token in turn becomes one of another type; what is still read must survive a round trip.
    const Result<std::string> good =
        readFile(resourceFile("genre_maps/original_study.json"), Progress::none());
    const std::string text = good.value().substr(0, 600);
    int refused = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        for (const char *token : {"3", "null", "\"", "[", "}", ","}) {
            std::string damaged = good.value();
            damaged.replace(at, 1, token);
            const Result<GenreMap> read = map(damaged);
            refused += read.ok() ? 0 : 1;
            if (read.ok())
                QVERIFY(map(toJson(read.value())).value() == read.value());
        }
    }
    QVERIFY(refused > 600);
}

void TestGenreMap::deeplyNestedMapIsRefused()
{
    QVERIFY(!map(std::string(200000, '[')).ok());
    QVERIFY(!map(std::string(200000, '[') + std::string(200000, ']')).ok());
}

void TestGenreMap::shippedMapIsWhole()
{
    const Result<std::string> text =
        readFile(resourceFile("genre_maps/original_study.json"), Progress::none());
    QVERIFY(text.ok());
    const Result<GenreMap> study = map(text.value());
    QVERIFY(study.ok());
    QCOMPARE(study.value().superGenres.size(), std::size_t(8));
    QCOMPARE(study.value().genreCount(), std::size_t(114));
    QCOMPARE(study.value().superGenres[*study.value().find("songwriter")].name, std::string("folk"));
    std::set<std::uint32_t> colours;
    for (const SuperGenre &group : study.value().superGenres)
        colours.insert(group.colour.value());
    QCOMPARE(colours.size(), std::size_t(8));
    QVERIFY(map(toJson(study.value())).value() == study.value());
}

void TestGenreMap::foldsGenres()
{
    const LabelSet genres("genre", {"disco", "emo", "folk", "odd", "techno"}, {4, 1, 0, unlabelled, 3, 2, 4});
    GenreMap two;
    two.superGenres = {{"rock", 0xFF0000, {"emo", "grunge"}},
                       {"unused", 0x123456, {"sertanejo"}},
                       {"electronic", 0x0000FF, {"techno", "disco"}},
                       {"folk", 0x00FF00, {"folk"}}};
    const LabelSet folded = superGenreLabels(genres, two);
    QCOMPARE(folded.name(), std::string("super_genre"));
    QVERIFY(
        (folded.classes() == Names{"rock", "electronic", "folk"})); // the map's order, unused ones left out
    QVERIFY((folded.colours() == std::vector<std::uint32_t>{0xFF0000, 0x0000FF, 0x00FF00}));
    QVERIFY((folded.codes() == Codes{1, 0, 1, unlabelled, unlabelled, 2, 1}));
    QVERIFY((folded.counts() == std::vector<std::size_t>{1, 3, 1}));
    QCOMPARE(folded.unlabelledCount(), std::size_t(2));
}

void TestGenreMap::foldsNothing()
{
    const LabelSet folded = superGenreLabels(LabelSet("genre", {"a"}, {0, 0}), GenreMap{});
    QVERIFY(folded.isEmpty());
    QCOMPARE(folded.unlabelledCount(), std::size_t(2));
    GenreMap onlyEmptyClass;
    onlyEmptyClass.superGenres = {{"g", {}, {"b"}}};
    QVERIFY(superGenreLabels(LabelSet("genre", {"a", "b"}, {0, 0}), onlyEmptyClass).isEmpty());
}

void TestGenreMap::coloursOnlyWhenAllHaveOne()
{
    GenreMap some;
    some.superGenres = {{"x", 1, {"a"}}, {"y", {}, {"b"}}};
    QVERIFY(superGenreLabels(LabelSet("genre", {"a", "b"}, {0, 1}), some).colours().empty());
}

void TestGenreMap::unmappedGenresAsAClass()
{
    GenreMap some;
    some.superGenres = {{"x", 1, {"a"}}};
    some.unmappedIsClass = true;
    const LabelSet genres("genre", {"a", "b", "c"}, {0, 1, unlabelled, 2});
    const FoldedGenres folded = foldGenres(genres, some, "mine", "Mine");
    QVERIFY((folded.labels.classes() == Names{"x", "unmapped"}));
    QVERIFY((folded.labels.codes() == Codes{0, 1, unlabelled, 1}));
    QVERIFY((folded.classOfGenre == Codes{0, 1, 1}));
    QCOMPARE(folded.labels.colours().size(), std::size_t(2));
    QCOMPARE(folded.labels.name(), std::string("mine"));
    QCOMPARE(folded.labels.title(), std::string("Mine"));
    QVERIFY(map(toJson(some)).value() == some);
    some.superGenres.front().genres = {"a", "b", "c"}; // nothing is left for the class
    QCOMPARE(foldGenres(genres, some).labels.classes().size(), std::size_t(1));
    some.superGenres.front().name = unmappedClassName;
    QVERIFY(!map(toJson(some)).ok());
    QVERIFY(!map(R"({"format": "genrelens-genre-map", "unmapped": true, "super_genres": []})").ok());
}

QTEST_APPLESS_MAIN(TestGenreMap)
#include "tst_genre_map.moc"
