#include "core/base/random.h"
#include "core/labels/genre_map_edits.h"
#include "core/labels/genre_map_text.h"

#include <QTest>

#include <algorithm>
#include <set>

using namespace genrelens;

using Names = std::vector<std::string>;

class TestGenreMapEdits : public QObject
{
    Q_OBJECT

private slots:
    void assigns();
    void assignsToANewOne();
    void assigningTakesEachGenreOnce();
    void unassigns();
    void addsAndRenames();
    void refusesNames_data();
    void refusesNames();
    void merges();
    void recolours();
    void moves_data();
    void moves();
    void removes();
    void takesColoursOfAnother();
    void randomEditsLoseNoGenre();
    void readsText_data();
    void readsText();
    void refusesText_data();
    void refusesText();
    void textRoundTrip_data();
    void textRoundTrip();
};

namespace
{

GenreMap someMap()
{
    GenreMap map;
    map.name = "Mine";
    map.superGenres = {{"electronic", 0x0000FF, {"techno", "house"}},
                       {"rock", 0xFF0000, {"punk", "metal"}},
                       {"pop", {}, {"ballad"}}};
    return map;
}

// "electronic: techno house | rock: punk": the whole map but its colours.
std::string printed(const GenreMap &map)
{
    std::string text;
    for (const SuperGenre &group : map.superGenres) {
        text += (text.empty() ? "" : " | ") + group.name + ':';
        for (const std::string &genre : group.genres)
            text += ' ' + genre;
    }
    return text;
}

// Each super-genre has its own name, and those genres stand in them once.
bool holdsOnce(const GenreMap &map, const std::set<std::string> &genres)
{
    std::multiset<std::string> mapped;
    std::set<std::string> names;
    for (const SuperGenre &group : map.superGenres) {
        mapped.insert(group.genres.begin(), group.genres.end());
        names.insert(group.name);
    }
    return names.size() == map.superGenres.size() &&
           std::equal(mapped.begin(), mapped.end(), genres.begin(), genres.end());
}

std::string read(std::string_view text)
{
    const Result<GenreMap> map = parseGenreMapText(text, "map.csv");
    return map ? printed(map.value()) : map.error().message();
}

} // namespace

void TestGenreMapEdits::assigns()
{
    const Result<GenreMap> map = assigned(someMap(), Names{"techno", "metal", "polka"}, " rock ");
    QVERIFY(map.ok());
    // Those that are there keep their place; a genre of no super-genre comes as well.
    QCOMPARE(printed(map.value()),
             std::string("electronic: house | rock: punk metal techno polka | pop: ballad"));
    QVERIFY(map.value().superGenres[0].colour == 0x0000FFU);
    QCOMPARE(map.value().name, std::string("Mine"));
    QVERIFY(assigned(someMap(), Names{"punk"}, "rock").value() == someMap());
}

void TestGenreMapEdits::assignsToANewOne()
{
    const Result<GenreMap> map = assigned(someMap(), Names{"house"}, "club", 0x123456);
    QVERIFY(map.ok());
    QCOMPARE(printed(map.value()),
             std::string("electronic: techno | rock: punk metal | pop: ballad | club: house"));
    QVERIFY(map.value().superGenres[3].colour == 0x123456U);
    QVERIFY(!assigned(someMap(), Names{"house"}, "  ").ok());
    QVERIFY(!assigned(someMap(), Names{"house"}, "unmapped").ok());
}

void TestGenreMapEdits::assigningTakesEachGenreOnce()
{
    const Result<GenreMap> map = assigned(someMap(), Names{"polka", "polka", "punk", "polka"}, "rock");
    QVERIFY(map.ok());
    QCOMPARE(printed(map.value()),
             std::string("electronic: techno house | rock: punk metal polka | pop: ballad"));
}

void TestGenreMapEdits::unassigns()
{
    QCOMPARE(printed(unassigned(someMap(), Names{"techno", "ballad", "polka"})),
             std::string("electronic: house | rock: punk metal | pop:"));
}

void TestGenreMapEdits::addsAndRenames()
{
    const Result<GenreMap> grown = withSuperGenre(someMap(), "\tfolk ", 0x00FF00);
    QVERIFY(grown.ok());
    QCOMPARE(printed(grown.value()), printed(someMap()) + " | folk:");
    QVERIFY(grown.value().superGenres[3].colour == 0x00FF00U);
    const Result<GenreMap> other = renamed(someMap(), "rock", " guitars ");
    QVERIFY(other.ok());
    QCOMPARE(printed(other.value()),
             std::string("electronic: techno house | guitars: punk metal | pop: ballad"));
    QVERIFY(other.value().superGenres[1].colour == 0xFF0000U);
    QVERIFY(renamed(someMap(), "rock", "rock ").value() == someMap());
    QVERIFY(renamed(someMap(), "jazz", "swing").value() == someMap());
}

void TestGenreMapEdits::refusesNames_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("message");
    QTest::newRow("empty") << QString() << QStringLiteral("a super-genre needs a name.");
    QTest::newRow("spaces") << QStringLiteral(" \t ") << QStringLiteral("a super-genre needs a name.");
    QTest::newRow("taken") << QStringLiteral("pop ")
                           << QStringLiteral(
                                  "there is a super-genre \"pop\" already. Merge the two, or choose "
                                  "another name.");
    QTest::newRow("unmapped") << QStringLiteral("unmapped")
                              << QStringLiteral("a super-genre cannot be called \"unmapped\". That is what "
                                                "genres without a super-genre are called.");
}

void TestGenreMapEdits::refusesNames()
{
    QFETCH(QString, name);
    QFETCH(QString, message);
    const Result<GenreMap> other = renamed(someMap(), "rock", name.toStdString());
    const Result<GenreMap> grown = withSuperGenre(someMap(), name.toStdString());
    QVERIFY(!other.ok() && !grown.ok());
    QCOMPARE(QString::fromStdString(other.error().message()), message);
    QCOMPARE(QString::fromStdString(grown.error().message()), message);
}

void TestGenreMapEdits::merges()
{
    const GenreMap map = merged(someMap(), Names{"electronic", "rock", "pop", "jazz"}, "rock");
    QCOMPARE(printed(map), std::string("rock: punk metal techno house ballad"));
    QVERIFY(map.superGenres[0].colour == 0xFF0000U);
    QVERIFY(merged(someMap(), Names{"rock"}, "jazz") == someMap());
    QVERIFY(merged(someMap(), Names{"rock"}, "rock") == someMap());
}

void TestGenreMapEdits::recolours()
{
    const GenreMap map = recoloured(someMap(), "pop", 0xABCDEF);
    QVERIFY(map.superGenres[2].colour == 0xABCDEFU);
    QVERIFY(recoloured(someMap(), "jazz", 0) == someMap());
}

void TestGenreMapEdits::moves_data()
{
    QTest::addColumn<QString>("superGenre");
    QTest::addColumn<int>("place");
    QTest::addColumn<QString>("order");
    const auto row = [](const char *name, int place, const char *order) {
        QTest::addRow("%s to %d", name, place)
            << QString::fromLatin1(name) << place << QString::fromLatin1(order);
    };
    row("electronic", 0, "electronic rock pop");
    row("electronic", 1, "rock electronic pop");
    row("electronic", 2, "rock pop electronic");
    row("electronic", 9, "rock pop electronic");
    row("pop", 0, "pop electronic rock");
    row("jazz", 0, "electronic rock pop");
}

void TestGenreMapEdits::moves()
{
    QFETCH(QString, superGenre);
    QFETCH(int, place);
    QFETCH(QString, order);
    const GenreMap map = moved(someMap(), superGenre.toStdString(), static_cast<std::size_t>(place));
    QStringList names;
    for (const SuperGenre &group : map.superGenres)
        names.append(QString::fromStdString(group.name));
    QCOMPARE(names.join(QLatin1Char(' ')), order);
    QCOMPARE(map.genreCount(), someMap().genreCount());
}

void TestGenreMapEdits::removes()
{
    QCOMPARE(printed(removed(someMap(), "rock")), std::string("electronic: techno house | pop: ballad"));
    QVERIFY(removed(someMap(), "jazz") == someMap());
}

void TestGenreMapEdits::takesColoursOfAnother()
{
    GenreMap other;
    other.superGenres = {{"pop", 0x111111, {}}, {"rock", 0x222222, {}}, {"jazz", 0x333333, {}}};
    const GenreMap map = withColoursOf(someMap(), other);
    QVERIFY(map.superGenres[1].colour == 0xFF0000U);
    QVERIFY(map.superGenres[2].colour == 0x111111U);
}

void TestGenreMapEdits::randomEditsLoseNoGenre()
{
    GenreMap map = someMap();
    Random random(7, RandomPurpose::Test);
    std::set<std::string> genres{"techno", "house", "punk", "metal", "ballad"};
    const Names all(genres.begin(), genres.end());
    std::set<std::string> loose; // that fold into none
    for (int step = 0; step < 2000; ++step) {
        const auto below = [&random](std::size_t n) {
            return std::size_t(random.below(static_cast<std::uint32_t>(n)));
        };
        const auto anyGroup = [&] {
            return map.superGenres.empty() ? std::string("none")
                                           : map.superGenres[below(map.superGenres.size())].name;
        };
        const Names some{all[below(all.size())], all[below(all.size())]};
        const std::string group = anyGroup();
        const std::string other = anyGroup();
        const std::string fresh = "group " + std::to_string(below(6));
        Result<GenreMap> next = map;
        switch (below(7)) {
        case 0:
            next = assigned(map, some, below(2) == 0 ? group : fresh);
            if (next)
                for (const std::string &genre : some)
                    loose.erase(genre);
            break;
        case 1:
            next = unassigned(map, some);
            loose.insert(some.begin(), some.end());
            break;
        case 2:
            next = renamed(map, group, fresh);
            break;
        case 3:
            next = merged(map, Names{group, "none"}, other);
            break;
        case 4:
            next = moved(map, group, below(8));
            break;
        case 5:
            next = withSuperGenre(map, fresh);
            break;
        default:
            for (const SuperGenre &gone : map.superGenres)
                if (gone.name == group)
                    loose.insert(gone.genres.begin(), gone.genres.end());
            next = removed(map, group);
        }
        if (!next)
            continue; // refused: nothing changed
        map = next.value();
        std::set<std::string> expected;
        std::set_difference(genres.begin(), genres.end(), loose.begin(), loose.end(),
                            std::inserter(expected, expected.end()));
        QVERIFY2(holdsOnce(map, expected), printed(map).c_str());
    }
}

void TestGenreMapEdits::readsText_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("map");
    const auto row = [](const char *name, const QByteArray &text, const char *map) {
        QTest::newRow(name) << text << QString::fromUtf8(map);
    };
    row("commas with a header", "genre,super_genre\npunk,rock\nhouse,electronic\nmetal,rock\n",
        "rock: punk metal | electronic: house");
    row("no header", "punk,rock\nhouse,electronic", "rock: punk | electronic: house");
    row("tabs", "Genre\tSuper-genre\npunk\trock\n", "rock: punk");
    row("semicolons", "track_genre;group\npunk;rock\n", "rock: punk");
    row("CRLF", "genre,super_genre\r\npunk,rock\r\nmetal,rock\r\n", "rock: punk metal");
    row("CR", "punk,rock\rmetal,rock\r", "rock: punk metal");
    row("BOM", "\xEF\xBB\xBFgenre,super_genre\npunk,rock\n", "rock: punk");
    row("blank lines", "\n\npunk,rock\n\n\nmetal,rock\n\n", "rock: punk metal");
    row("quotes", "\"drum, bass\",\"a \"\"quoted\"\" one\"\npunk,rock\n",
        "a \"quoted\" one: drum, bass | rock: punk");
    row("spaces around", " punk , rock \n", "rock: punk");
    row("unmapped genres", "punk,rock\nwaltz,\n", "rock: punk");
    row("a line twice", "punk,rock\npunk,rock\n", "rock: punk");
    row("other letters", "forr\xC3\xB3,am\xC3\xA9rica\n", "am\xC3\xA9rica: forr\xC3\xB3");
}

void TestGenreMapEdits::readsText()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, map);
    QCOMPARE(QString::fromStdString(read(text.toStdString())), map);
}

void TestGenreMapEdits::refusesText_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("message");
    const auto row = [](const char *name, const QByteArray &text, const char *message) {
        QTest::newRow(name) << text << QString::fromLatin1(message);
    };
    row("one column", "punk\nmetal\n",
        "map.csv, line 1: 1 field instead of a genre and a super-genre. A mapping has two columns.");
    row("three columns", "punk,rock\nmetal,rock,loud\n",
        "map.csv, line 2: 3 fields instead of a genre and a super-genre. A mapping has two columns.");
    row("no genre", "punk,rock\n\n,rock\n",
        "map.csv, line 3: the super-genre \"rock\" stands beside no genre.");
    row("two super-genres", "genre,super_genre\n\"pu\nnk\",rock\nmetal,rock\nmetal,pop\n",
        "map.csv, line 5: the genre \"metal\" stands under \"rock\" already.");
    row("empty", "",
        "map.csv: there is no genre with a super-genre in it. A mapping has two columns: genre and "
        "super-genre.");
    row("only a header", "genre,super_genre\n",
        "map.csv: there is no genre with a super-genre in it. A mapping has two columns: genre and "
        "super-genre.");
    row("not UTF-8", "p\xFFnk,rock\n", "map.csv: this is not text in UTF-8. Save it as \"CSV UTF-8\".");
}

void TestGenreMapEdits::refusesText()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, message);
    QCOMPARE(QString::fromStdString(read(text.toStdString())), message);
}

void TestGenreMapEdits::textRoundTrip_data()
{
    QTest::addColumn<char>("separator");
    QTest::newRow("for a file") << ',';
    QTest::newRow("for the clipboard") << '\t';
}

void TestGenreMapEdits::textRoundTrip()
{
    QFETCH(char, separator);
    GenreMap map;
    map.superGenres = {{"rock, pop", {}, {"punk", "a \"b\"", "two\nlines"}},
                       {"tab\there", {}, {"semi;colon", "tab\ttoo", "m\xC3\xA9tal", "\"\t\""}}};
    const Result<GenreMap> back = parseGenreMapText(toText(map, separator), "map");
    QVERIFY2(back.ok(), back.ok() ? "" : back.error().message().c_str());
    QVERIFY(back.value() == map);
    const std::vector<GenreAndSuperGenre> lines{{"waltz", ""}, {"punk", "rock"}};
    QCOMPARE(toText(lines, '\t'), std::string("genre\tsuper_genre\nwaltz\t\npunk\trock\n"));
}

QTEST_APPLESS_MAIN(TestGenreMapEdits)
#include "tst_genre_map_edits.moc"
