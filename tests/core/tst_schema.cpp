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
    void idsAreTextThatDiffers();
    void doubts_data();
    void doubts();
    void fewMissingCellsAreNoDoubt();
    void rolesAreChosen_data();
    void rolesAreChosen();
    void choicesSettleDoubts();
    void rolesHaveNames();
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
    row("Exportify",
        "Track URI,Track Name,Artist Name(s),Album Name,Release Date,Duration "
        "(ms),Popularity,Explicit,Genres,"
        "Danceability,Key,Tempo,Time "
        "Signature\nspotify:track:1,T,A,L,2001-02-03,2000,50,false,pop,0.5,1,120,4\n",
        "#TAL.FFFGFFFF");
    row("Top songs of a year",
        "id,title,artist,top genre,year,bpm,nrgy,dnce,dB,live,val,dur,acous,spch,pop\n"
        "1,T,A,pop,2010,97,89,67,-4,8,80,217,19,4,83\n",
        "ITAG.FFFFFFFFFF");
    row("Top 2000",
        "Index,Title,Artist,Top Genre,Year,Beats Per Minute (BPM),Energy,Loudness (dB),Length (Duration)\n"
        "1,T,A,pop,2010,97,89,-4,217\n",
        "ITAG.FFFF");
    row("percent", "track_name,artist(s)_name,bpm,danceability_%,valence_%,streams\nT,A,120,80,70,1000\n",
        "TAFFF.");
    row("numbers of two names count once", "tempo,BPM,duration_s,duration_ms,energy\n1,2,3,4,5\n", "F.F.F");
    row("the one of them that is numbers", "duration,duration_ms,energy\n3:12,192000,1\n", ".FF");
    row("any unnamed index", "Unnamed: 5,unnamed_0,...1,energy\n4,5,6,0.5\n3,3,3,0.4\n", "IIIF");
    row("an index that begins anew with each file", "index,energy\n0,1\n1,2\n0,3\n1,4\n", "IF");
    row("a track number is no title", "track,title,energy\n1,a,2\n", ".TF");
    row("Track in words is the title", "Track,Artist,energy\na,b,2\n", "TAF");
    row("an empty id lets another be it", "track_id,uri,energy\n,a,1\n,b,2\n", ".#F");
    row("an empty genre column lets another be it", "genre,playlist_subgenre,energy\n,a,1\n,b,2\n", ".GF");
    row("a text beside audio features is no genre", "mood,energy\nsad,1\nglad,2\n", ".F");
    row("a tempo beside what the file is about",
        "filename,length,tempo,mfcc1,mfcc2,mfcc3,label\n"
        "a.wav,1,2,3,4,5,jazz\nb.wav,2,3,4,5,6,rock\n",
        ".FFFFFG");
    row("a year beside what the file is about", "tempo,bpm,year,x,y\n1,2,2000,3,4\n", "F..FF");
    row("known features beside few others", "energy,tempo,valence,x,y\n1,2,3,4,5\n", "FFF..");
    row("a repeated feature counts once", "energy,energy,tempo\n1,2,3\n", "F.F");
    // Of another field
    row("every number", "width,height,species\n1,2,a\n3,4,b\n", "FFG");
    row("no label", "width,height\n1,2\n", "FF");
    row("a row number is no feature", "row,width\n0,5\n1,4\n2,6\n", "IF");
    row("ids are no features", "id,owner_id,width\n9,5,1\n3,5,2\n", "..F");
    row("a count under any name", "rowid,bill\n1,5\n2,4\n3,6\n4,5\n5,4\n6,6\n7,5\n8,4\n9,6\n10,5\n", "IF");
    row("a count alone is measured by", "n,kind\n1,a\n2,b\n3,a\n4,b\n5,a\n6,b\n7,a\n8,b\n9,a\n10,b\n", "FG");
    row("a count with a gap is none", "rowid,bill\n1,5\n2,4\n3,6\n4,5\n5,4\n6,6\n7,5\n8,4\n9,6\n11,5\n",
        "FF");
    row("a day is a label, too", "bill,sex,day\n1,f,Sun\n2,m,Sat\n", "F.G");
    row("the last text column is the label", "a,b,n\nx,p,1\ny,q,2\n", ".GF");
    row("a genre by name wins", "genre,b,n\nx,p,1\ny,q,2\n", "G.F");
    row("a title is no label", "title,n\nx,1\ny,2\n", "TF");
    row("words of other fields too", "length,mode,species\n1,2,a\n3,4,b\n", "FFG");
    row("neither dates nor ids are labels", "kind,release_date,owner_id,n\na,2001-01,x,1\nb,2002-02,y,2\n",
        "G..F");
    row("all else missing", "width,a,b\n1,,\n2,,\n", "F..");
    row("one row", "width,kind\n1,a\n", "F.");
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
    const auto row = [](const char *name, const char *text) { QTest::newRow(name) << QByteArray(text); };
    row("text alone", "a,b\nx,y\n");
    row("ids alone", "track_id,user_id\n1,2\n");
    row("an index alone", ",a\n0,x\n1,y\n");
    row("decimal commas", "a,b\n\"1,5\",\"2,5\"\n");
    row("empty cells", "a,b\n,\n,\n");
}

void TestSchema::refuses()
{
    QFETCH(QByteArray, text);
    const Result<Schema> schema = recogniseSchema(tableOf(text.toStdString()));
    QVERIFY(!schema.ok());
    QCOMPARE(
        schema.error().message(),
        std::string("t.csv: no column holds numbers to compare tracks by. Choose a CSV with audio features "
                    "such as energy or tempo."));
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

void TestSchema::idsAreTextThatDiffers()
{
    const auto hasId = [](const char *text) {
        return recogniseSchema(tableOf(text)).value().find(ColumnRole::TrackId).has_value();
    };
    QVERIFY(hasId("id,energy\nx1,1\nx2,2\nx3,3\nx2,4\n"));
    QVERIFY(!hasId("id,energy\n1,1\n2,2\n3,3\n"));
    QVERIFY(!hasId("id,energy\na,1\na,2\na,3\na,4\na,5\n"));
    QVERIFY(!hasId("id,width\nx1,1\nx2,2\nx3,3\n")); // of another field
    QVERIFY(!hasId("id,energy\n,1\n,2\n"));
}

void TestSchema::doubts_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("doubts");
    const auto row = [](const char *name, const char *text, const char *doubts) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(doubts);
    };
    const QByteArray guessed(
        "No audio feature is known by name here, so each column of numbers counts as one.");
    row("all known", "track_id,track_genre,energy\na,b,1\n", "");
    row("no text to take for genres", "energy,tempo,year\n1,2,3\n", "");
    row("no genre but an artist", "artist,energy\na,1\nb,2\n", "");
    row("another field", "width,height\n1,2\n", guessed);
    row("another field with a label", "width,kind\n1,a\n2,b\n",
        guessed + "|\"kind\" is taken as the label, for no column is known to hold genres.");
    row("another field with labels", "width,x,y,kind\n1,a,b,c\n2,b,c,d\n",
        guessed + "|\"kind\" is taken as the label, but \"x\" or \"y\" could be it too.");
    row("another field with a genre", "width,genre\n1,a\n2,b\n", guessed);
    row("a genre that is not known to be one", "energy,mood,style\n1,a,b\n2,b,c\n",
        "No column is known to hold genres; \"mood\" or \"style\" could.");
    row("many such", "energy,a,b,c,d\n1,a,b,c,d\n2,b,c,d,e\n",
        "No column is known to hold genres; \"a\", \"b\", \"c\" or another could.");
    row("a few known features", "tempo,x,y\n1,2,3\n",
        "Few columns of numbers are audio features known by name, so each counts as a feature.");
    row("a feature in words", "energy,tempo\n1,fast\n2,slow\n",
        "\"tempo\" is an audio feature, but not all of its cells are numbers.");
    row("a feature of nothing", "energy,tempo\n1,\n2,NA\n",
        "\"tempo\" is an audio feature, but none of its cells has a value.");
    row("a feature in words and one in numbers", "energy,duration,duration_ms\n1,2:03,123000\n", "");
    row("no header", "0.5,120,pop\n0.6,130,pop\n",
        "The first line looks like data rather than a header: \"0.5\" and \"120\".|" + guessed);
    row("a number among names", "energy,2020,2021x\n0.6,a,a\n", "");
    row("missing cells", "energy,tempo\n1,1\n2,\n3,3\n", "\"tempo\" is missing in 33 % of the rows.");
}

void TestSchema::doubts()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, doubts);
    const Schema schema = recogniseSchema(tableOf(text.toStdString())).value();
    QByteArrayList found;
    for (const std::string &doubt : schema.doubts)
        found.append(QByteArray::fromStdString(doubt));
    QCOMPARE(found.join('|'), doubts);
    QCOMPARE(schema.doubtSubjects.size(), schema.doubts.size());
}

void TestSchema::fewMissingCellsAreNoDoubt()
{
    const auto doubtsWith = [](int missing) {
        std::string text = "energy,tempo\n";
        for (int i = 0; i < 100; ++i)
            text += "1," + std::string(i < missing ? "" : "2") + "\n";
        return recogniseSchema(tableOf(text)).value().doubts.size();
    };
    QCOMPARE(doubtsWith(5), std::size_t(0));
    QCOMPARE(doubtsWith(6), std::size_t(1));
}

void TestSchema::rolesAreChosen_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QByteArray>("choices"); // column=role ...
    QTest::addColumn<QByteArray>("roles");
    const auto row = [](const char *name, const char *header, const char *choices, const char *roles) {
        QTest::newRow(name) << QByteArray(header) << QByteArray(choices) << QByteArray(roles);
    };
    row("nothing", "track_id,genre,mood,year,energy", "", "#G..F");
    row("another number as feature", "track_id,genre,mood,year,energy", "year=feature", "#G.FF");
    row("a feature is none", "track_id,genre,mood,year,energy", "energy=other year=feature", "#G.F.");
    row("a genre takes the role", "track_id,genre,mood,year,energy", "mood=genre", "#.G.F");
    row("numbers as genre", "track_id,genre,mood,year,energy", "year=genre", "#..GF");
    row("no genre", "track_id,genre,mood,year,energy", "genre=other", "#...F");
    row("two genres: the first in the file", "track_id,genre,mood,year,energy", "mood=genre year=genre",
        "#.G.F");
    row("ids exchanged", "track_id,genre,mood,year,energy", "mood=track_id track_id=genre", "G.#.F");
    row("texts are no features", "track_id,genre,mood,year,energy", "mood=feature genre=feature", "#G..F");
    row("a column that is not there", "track_id,genre,mood,year,energy", "style=genre", "#G..F");
    row("several indices", "track_id,genre,mood,year,energy", "mood=index year=index", "#GIIF");
    row("the first of one name", "year,a,b,year,energy", "year=feature", "F...F");
}

void TestSchema::rolesAreChosen()
{
    QFETCH(QByteArray, header);
    QFETCH(QByteArray, choices);
    QFETCH(QByteArray, roles);
    std::string text = header.toStdString() + '\n';
    text += header.startsWith("year") ? "2000,a,b,2000,1\n" : "x,a,b,2000,1\ny,c,d,2001,2\n";
    RoleChoices chosen;
    for (const QByteArray &choice : choices.split(' '))
        if (const qsizetype at = choice.indexOf('='); at > 0)
            chosen[choice.left(at).toStdString()] = *roleNamed(choice.mid(at + 1).toStdString());
    const Table table = tableOf(text);
    const Schema recognised = recogniseSchema(table).value();
    QCOMPARE(letters(withRoles(table, recognised, chosen)), roles.toStdString());
}

void TestSchema::choicesSettleDoubts()
{
    const Table table = tableOf("width,kind,sort,tempo\n1,a,b,fast\n,b,c,slow\n");
    const Schema recognised = recogniseSchema(table).value();
    QCOMPARE(recognised.doubts.size(), std::size_t(4)); // features, label, words, missing
    const auto left = [&](const RoleChoices &choices) {
        return withRoles(table, recognised, choices).doubts.size();
    };
    QCOMPARE(left({}), std::size_t(4));
    QCOMPARE(left({{"nope", ColumnRole::Genre}}), std::size_t(4));
    QCOMPARE(left({{"kind", ColumnRole::Genre}}), std::size_t(3));
    QCOMPARE(left({{"sort", ColumnRole::Other}}), std::size_t(3));
    QCOMPARE(left({{"width", ColumnRole::Feature}}), std::size_t(2)); // and what is missing in it is known
    QCOMPARE(left({{"tempo", ColumnRole::Feature}}), std::size_t(4)); // ignored: these are words
    QCOMPARE(left({{"tempo", ColumnRole::Genre}}), std::size_t(2));
    QCOMPARE(
        left({{"width", ColumnRole::Feature}, {"kind", ColumnRole::Genre}, {"tempo", ColumnRole::Other}}),
        std::size_t(0));
}

void TestSchema::rolesHaveNames()
{
    for (const ColumnRole role :
         {ColumnRole::Index, ColumnRole::TrackId, ColumnRole::Title, ColumnRole::Artists, ColumnRole::Album,
          ColumnRole::Genre, ColumnRole::Feature, ColumnRole::Other})
        QVERIFY(roleNamed(roleName(role)) == role);
    QVERIFY(!roleNamed("label"));
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
