#include "core/table/schema.h"
#include "tests/support/shared_data.h"
#include "tests/support/tables.h"

#include <map>

using namespace genrelens;
using namespace genrelens::test;

class TestSchema : public QObject
{
    Q_OBJECT

private slots:
    void recognises_data();
    void recognises();
    void refuses_data();
    void refuses();
    void normalisesNames_data();
    void normalisesNames();
    void labelOfAnotherFieldHasTwoToTwoHundredLevels();
    void namesThingsIsAboutTheHeader();
};

namespace
{

// One letter a column: I index, # track id, T title, A artists, L album, G genre, F feature, . other.
std::string letters(const Schema &schema)
{
    static const std::map<ColumnRole, char> letterOf{{ColumnRole::Index, 'I'},   {ColumnRole::TrackId, '#'},
                                                     {ColumnRole::Title, 'T'},   {ColumnRole::Artists, 'A'},
                                                     {ColumnRole::Album, 'L'},   {ColumnRole::Genre, 'G'},
                                                     {ColumnRole::Feature, 'F'}, {ColumnRole::Other, '.'}};
    std::string text;
    for (const ColumnRole role : schema.roles)
        text += letterOf.at(role);
    return text;
}

} // namespace

void TestSchema::recognises_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("roles");
    const auto row = [](const char *name, const char *text, const char *roles) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(roles);
    };
    row("Spotify tracks",
        ",track_id,artists,album_name,track_name,popularity,duration_ms,explicit,danceability,energy,key,"
        "loudness,mode,speechiness,acousticness,instrumentalness,liveness,valence,tempo,time_signature,"
        "track_genre\n0,5Su,Gen,Comedy,Comedy,73,230666,False,0.6,0.4,1,-6.7,0,0.1,0.03,1e-6,0.3,0.7,87,4,"
        "acoustic\n",
        "I#ALTFFFFFFFFFFFFFFFG");
    row("30000 songs",
        "track_id,track_name,track_artist,track_popularity,track_album_id,track_album_name,"
        "track_album_release_date,playlist_name,playlist_id,playlist_genre,playlist_subgenre,energy\n"
        "6f8,Care,Ed,66,2oC,Care,2019-06-14,Pop,37i,pop,dance pop,0.9\n",
        "#TAF.L...G.F");
    row("Top hits: year is no audio feature",
        "artist,song,duration_ms,explicit,year,popularity,genre\nBritney,Oops,211160,False,2000,77,pop\n",
        "ATFF.FG");
    row("spelling of the header", "Track ID,Song,Artist Name(s),Duration (ms),ENERGY,Genre\na,b,c,1,2,d\n",
        "#TAFFG");
    row("the preferred alias first", "name,track_name,genre,track_genre,energy\na,b,c,d,1\n", ".T.GF");
    row("an audio feature in words is none", "key,mode,energy\nC#,Major,0.5\n", "..F");
    row("an unnamed index that does not count", ",energy\n7,0.5\n3,0.4\n", "IF");
    row("an index of pandas", "Unnamed: 0,energy\n4,0.5\n2,0.4\n", "IF");
    row("ids of digits", "id,track_id,energy\n1,007,0.5\n2,7,0.4\n", "I#F");
    row("a repeated feature counts once", "energy,energy,tempo\n1,2,3\n", "F.F");
    // Of another field
    row("every number", "width,height,species\n1,2,a\n3,4,b\n", "FFG");
    row("no label", "width,height\n1,2\n", "FF");
    row("a row number is no feature", "row,width\n0,5\n1,4\n2,6\n", "IF");
    row("ids are no features", "id,owner_id,width\n9,5,1\n3,5,2\n", "..F");
    row("the last text column is the label", "a,b,n\nx,p,1\ny,q,2\n", ".GF");
    row("a genre by name wins", "genre,b,n\nx,p,1\ny,q,2\n", "G.F");
    row("a title is no label", "title,n\nx,1\ny,2\n", "TF");
    row("one level is no label", "a,b,n\nx,p,1\ny,p,2\n", "G.F");
}

void TestSchema::recognises()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, roles);
    const Result<Schema> schema = recogniseSchema(tableOf(text.toStdString()));
    QVERIFY(schema.ok());
    QCOMPARE(letters(schema.value()), roles.toStdString());
    QCOMPARE(schema.value().features().size(), std::size_t(roles.count('F')));
    const int genre = static_cast<int>(roles.indexOf('G'));
    QCOMPARE(schema.value().find(ColumnRole::Genre).has_value(), genre >= 0);
    if (genre >= 0)
        QCOMPARE(*schema.value().find(ColumnRole::Genre), std::size_t(genre));
}

void TestSchema::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("hint");
    const auto row = [](const char *name, const char *text,
                        const char *hint = "Choose a CSV with audio features such as energy or tempo.") {
        QTest::newRow(name) << QByteArray(text) << QByteArray(hint);
    };
    const char *separator = "Its columns are not separated by commas: save it with commas.";
    row("text alone", "a,b\nx,y\n");
    row("ids alone", "track_id,user_id\n1,2\n");
    row("an index alone", ",a\n0,x\n1,y\n");
    row("semicolons", "a;b\n1;2\n", separator);
    row("tabs", "a\tb\n1\t2\n", separator);
    row("decimal commas", "a,b\n\"1,5\",\"2,5\"\n");
    row("empty cells", "a,b\n,\n,\n");
}

void TestSchema::refuses()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, hint);
    const Result<Schema> schema = recogniseSchema(tableOf(text.toStdString()));
    QVERIFY(!schema.ok());
    QCOMPARE(schema.error().message(),
             "t.csv: no column holds numbers to compare tracks by. " + hint.toStdString());
}

void TestSchema::normalisesNames_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QByteArray>("name");
    QTest::newRow("words") << QByteArray("Duration (ms)") << QByteArray("duration_ms");
    QTest::newRow("plain") << QByteArray("duration_ms") << QByteArray("duration_ms");
    QTest::newRow("ends") << QByteArray("  __Key__ ") << QByteArray("key");
    QTest::newRow("nothing") << QByteArray("") << QByteArray("");
    QTest::newRow("signs") << QByteArray("%-/") << QByteArray("");
    QTest::newRow("UTF-8") << QByteArray("\xC3\xA9nergie Totale") << QByteArray("\xC3\xA9nergie_totale");
}

void TestSchema::normalisesNames()
{
    QFETCH(QByteArray, header);
    QFETCH(QByteArray, name);
    QCOMPARE(normalisedName(header.toStdString()), name.toStdString());
}

void TestSchema::labelOfAnotherFieldHasTwoToTwoHundredLevels()
{
    const auto labelled = [](int levels, int repeats) {
        std::string text = "species,width\n";
        for (int i = 0; i < levels * repeats; ++i)
            text += "s" + std::to_string(i % levels) + "," + std::to_string(i) + "\n";
        return recogniseSchema(tableOf(text)).value().find(ColumnRole::Genre).has_value();
    };
    for (const int repeats : {1, 3}) { // once as text, once as categories
        QVERIFY(!labelled(1, repeats));
        QVERIFY(labelled(2, repeats));
        QVERIFY(labelled(200, repeats));
        QVERIFY(!labelled(201, repeats));
    }
}

void TestSchema::namesThingsIsAboutTheHeader()
{
    for (const char *header : {"track_id", "Track ID", "Title", "artists", "album", "track_genre", "uri"})
        QVERIFY2(namesThings(header), header);
    for (const char *header : {"", "id", "energy", "row", "cluster", "track", "genre_code"})
        QVERIFY2(!namesThings(header), header);
}

QTEST_APPLESS_MAIN(TestSchema)
#include "tst_schema.moc"
