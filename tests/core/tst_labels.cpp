#include "core/labels/class_profile.h"
#include "core/labels/column_labels.h"
#include "core/labels/imported_labels.h"
#include "core/prepare/prepare.h"
#include "tests/support/tables.h"

#include <QTemporaryDir>

#include <cmath>
#include <fstream>

using namespace genrelens;
using namespace genrelens::test;

using Codes = std::vector<std::int32_t>;

class TestLabels : public QObject
{
    Q_OBJECT

private slots:
    void columnLabelsAreInOrder_data();
    void columnLabelsAreInOrder();
    void manyDifferentTextsAreToldApart();
    void cancelledGivesNoLabels();
    void labelKeyIgnoresColoursAndNames();

    void importsLabels_data();
    void importsLabels();
    void refusesLabels_data();
    void refusesLabels();
    void importGivesEachKeptRepeatItsLabel();
    void rowLists_data();
    void rowLists();

    void noLineIsSkippedSilently();
    void artists();
    void albums();
    void means();
};

namespace
{

Features featuresOf(const Table &table, bool dropRepeats = true)
{
    PreparationOptions options;
    options.repeats = dropRepeats ? RepeatsBy::Automatic : RepeatsBy::Nothing;
    return prepare(table, recogniseSchema(table).value(), options, Progress::none()).value().features;
}

// "a b : 0 1": classes, then codes.
QByteArray described(const LabelSet &set)
{
    QByteArray text;
    for (const std::string &name : set.classes())
        text += QByteArray::fromStdString(name) + ' ';
    text += ':';
    for (const std::int32_t code : set.codes())
        text += ' ' + QByteArray::number(code);
    return text;
}

std::string written(const QTemporaryDir &dir, const char *name, const QByteArray &text)
{
    const std::string path = dir.path().toStdString() + '/' + name;
    std::ofstream(path, std::ios::binary) << text.toStdString();
    return path;
}

// Four kept tracks: a, b, c, d (the second "a" is a repeat).
const char *const fourTracks = "track_id,energy\na,1\nb,2\na,3\nc,4\nd,5\n";

} // namespace

void TestLabels::columnLabelsAreInOrder_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("labels"); // classes, then codes
    QTest::newRow("by bytes") << QByteArray("x,n\npop,1\nRock,2\n\xC3\xA9lectro,3\npop,4\n")
                              << QByteArray("Rock pop \xC3\xA9lectro : 1 0 2 1");
    QTest::newRow("by number") << QByteArray("x,n\n10,1\n9,2\n-1,3\n9,4\n1.5,5\n")
                               << QByteArray("-1 1.5 9 10 : 3 2 0 2 1");
    QTest::newRow("numbers as text") << QByteArray("genre,n\n10,1\n9,2\n010,3\n")
                                     << QByteArray("9 010 10 : 2 0 1");
    QTest::newRow("not all numbers") << QByteArray("x,n\n10,1\n9,2\nb,3\n") << QByteArray("10 9 b : 0 1 2");
    QTest::newRow("missing") << QByteArray("x,n\n,1\nb,2\nNA,3\na,4\nb,5\n")
                             << QByteArray("a b : -1 1 -1 0 1");
    QTest::newRow("truth") << QByteArray("x,n\nTrue,1\nFalse,2\n") << QByteArray("0 1 : 1 0");
    QTest::newRow("only the kept rows' values")
        << QByteArray("x,n\na,1\nz,\nb,3\n") << QByteArray("a b : 0 1");
}

void TestLabels::columnLabelsAreInOrder()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, labels);
    const Table table = tableOf(text.toStdString());
    Schema schema;
    schema.roles = {ColumnRole::Other, ColumnRole::Feature};
    const Features features = prepare(table, schema, {}, Progress::none()).value().features;
    const LabelSet set =
        columnLabels("x", table, 0, features, ListedGenres::First, Progress::none()).value().labels;
    QCOMPARE(described(set), labels);
    QCOMPARE(set.name(), std::string("x"));
}

void TestLabels::manyDifferentTextsAreToldApart()
{
    // More than a table of codes holds before it grows; each text twice, the second time in another order.
    std::string text = "genre,n\n";
    for (int i = 0; i < 5000; ++i)
        text += "g" + std::to_string(i) + ",1\n";
    for (int i = 0; i < 5000; ++i)
        text += "g" + std::to_string(i * 7 % 5000) + ",1\n";
    const Table table = tableOf(text);
    QVERIFY(table.column(0).text() != nullptr);
    const LabelSet set =
        columnLabels("genre", table, 0, featuresOf(table, false), ListedGenres::First, Progress::none())
            .value()
            .labels;
    QCOMPARE(set.classes().size(), std::size_t(5000));
    for (std::size_t i = 0; i < 10000; ++i)
        QCOMPARE(set.classes()[static_cast<std::size_t>(set.codes()[i])], table.column(0).cell(i));
}

void TestLabels::cancelledGivesNoLabels()
{
    const Table table = tableOf("genre,artists,n\na,x,1\nb,y,2\n");
    const Features features = featuresOf(table);
    Impatient now(0);
    QVERIFY(columnLabels("genre", table, 0, features, ListedGenres::First, now).error().kind ==
            ErrorKind::Cancelled);
    QVERIFY(artistCodes(table, 1, features, now).error().kind == ErrorKind::Cancelled);
}

void TestLabels::labelKeyIgnoresColoursAndNames()
{
    const Key key = LabelSet("g", {"a", "b"}, {0, 1}).key();
    QVERIFY(LabelSet("g", {"a", "b"}, {0, 1}, {1, 2}).key() == key);
    QVERIFY(LabelSet("g", {"a", "b"}, {1, 0}).key() != key);
    QVERIFY(LabelSet("g", {"a", "c"}, {0, 1}).key() == key); // the same grouping by other names
    QVERIFY(LabelSet("g", {"a", "b", "c"}, {0, 1}).key() != key);
    QVERIFY(LabelSet("h", {"a", "b"}, {0, 1}).key() != key);
}

void TestLabels::importsLabels_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("classes");
    QTest::addColumn<QByteArray>("codes");
    QTest::newRow("in order") << QByteArray("cluster\n3\n0\n10\n3\n") << QByteArray("0 3 10")
                              << QByteArray("1 0 2 1");
    QTest::newRow("in order, one missing")
        << QByteArray("cluster\n3\n\"\"\n10\n3\n") << QByteArray("3 10") << QByteArray("0 -1 1 0");
    QTest::newRow("by row") << QByteArray("row,cluster\n3,x\n0,y\n") << QByteArray("x y")
                            << QByteArray("1 -1 -1 0");
    QTest::newRow("by id") << QByteArray("cluster,track_id\nx,d\ny,a\nx,b\n") << QByteArray("x y")
                           << QByteArray("1 0 -1 0");
    QTest::newRow("by id before row")
        << QByteArray("row,cluster,track_id\n0,x,b\n") << QByteArray("x") << QByteArray("-1 0 -1 -1");
    QTest::newRow("an id twice with one label")
        << QByteArray("track_id,cluster\na,x\na,x\nb,y\n") << QByteArray("x y") << QByteArray("0 1 -1 -1");
}

void TestLabels::importsLabels()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, classes);
    QFETCH(QByteArray, codes);
    QTemporaryDir dir;
    const Table table = tableOf(fourTracks);
    const Result<LabelSet> labels = importedLabels("mine", written(dir, "labels.csv", text), "cluster", table,
                                                   0, featuresOf(table), Progress::none());
    QVERIFY2(labels.ok(), labels.ok() ? "" : labels.error().message().c_str());
    QByteArrayList foundClasses;
    for (const std::string &name : labels.value().classes())
        foundClasses.append(QByteArray::fromStdString(name));
    QByteArrayList foundCodes;
    for (const std::int32_t code : labels.value().codes())
        foundCodes.append(QByteArray::number(code));
    QCOMPARE(foundClasses.join(' '), classes);
    QCOMPARE(foundCodes.join(' '), codes);
    QCOMPARE(labels.value().name(), std::string("mine"));
}

void TestLabels::refusesLabels_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("message");
    const auto row = [](const char *name, const char *text, const char *message) {
        QTest::newRow(name) << QByteArray(text) << "labels.csv: " + QByteArray(message);
    };
    row("no such column", "class\n1\n1\n1\n1\n", "there is no column \"cluster\".");
    row("too few", "cluster\n1\n2\n",
        "it has 2 labels for 4 kept tracks. Give one line a kept track, or a column track_id or row to match "
        "by.");
    row("too many", "cluster\n1\n2\n1\n2\n1\n",
        "it has 5 labels for 4 kept tracks. Give one line a kept track, or a column track_id or row to match "
        "by.");
    row("a blank line is no label", "cluster\n1\n\n1\n2\n",
        "it has 3 labels for 4 kept tracks. Give one line a kept track, or a column track_id or row to match "
        "by.");
    row("a row beyond the last", "row,cluster\n4,x\n",
        "the row \"4\" is not one of the 4 kept tracks, which count from 0.");
    row("a row below the first", "row,cluster\n0,x\n-1,x\n",
        "the row \"-1\" is not one of the 4 kept tracks, which count from 0.");
    row("half a row", "row,cluster\n1.5,x\n",
        "the row \"1.5\" is not one of the 4 kept tracks, which count from 0.");
    row("no row", "row,cluster\n1,x\n,x\n",
        "the row \"\" is not one of the 4 kept tracks, which count from 0.");
    row("a huge row", "row,cluster\n1e300,x\n",
        "the row \"1e+300\" is not one of the 4 kept tracks, which count from 0.");
    row("rows in words", "row,cluster\none,x\n", "the column \"row\" does not hold row numbers.");
    row("a row with two labels", "row,cluster\n1,x\n2,x\n1,y\n",
        "row 3 below the header gives its track a second label.");
    row("an unknown id", "track_id,cluster\na,x\nzz,x\n",
        "the track \"zz\" is not among the kept tracks of t.csv.");
    row("an empty id", "track_id,cluster\n,x\n", "the track \"\" is not among the kept tracks of t.csv.");
    row("an id with two labels", "track_id,cluster\na,x\nb,x\na,y\n",
        "row 3 below the header gives its track a second label.");
    row("no label at all", "row,cluster\n1,\n2,\n", "the column \"cluster\" holds no label.");
    row("a ragged line", "row,cluster\n1,x\n2\n",
        "1 of 2 rows does not have the header's 2 fields: line 3 (1 field). Check the separator and the "
        "quotes.");
    row("empty", "", "the file is empty.");
}

void TestLabels::refusesLabels()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, message);
    QTemporaryDir dir;
    const Table table = tableOf(fourTracks);
    const Result<LabelSet> labels = importedLabels("mine", written(dir, "labels.csv", text), "cluster", table,
                                                   0, featuresOf(table), Progress::none());
    QVERIFY(!labels.ok());
    QCOMPARE(labels.error().message(), message.toStdString());
}

void TestLabels::importGivesEachKeptRepeatItsLabel()
{
    QTemporaryDir dir;
    const Table table = tableOf(fourTracks);
    const Features all = featuresOf(table, false);
    const std::string path = written(dir, "labels.csv", "track_id,c\na,x\nb,y\nc,x\n");
    const Result<LabelSet> labels = importedLabels("c", path, "c", table, 0, all, Progress::none());
    QVERIFY((labels.value().codes() == Codes{0, 1, 0, 0, unlabelled}));
    // Without ids in the table the same file has nothing to match by, and too few lines.
    QVERIFY(!importedLabels("c", path, "c", table, {}, all, Progress::none()).ok());
}

void TestLabels::rowLists_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("rows"); // or the message
    QTest::newRow("one column") << QByteArray("row\n2\n0\n3\n") << QByteArray("2 0 3");
    QTest::newRow("any name") << QByteArray("test\n2\n") << QByteArray("2");
    QTest::newRow("among others") << QByteArray("fold,row\n1,3\n2,1\n") << QByteArray("3 1");
    QTest::newRow("no column") << QByteArray("a,b\n1,3\n")
                               << QByteArray("rows.csv: there is no column \"row\".");
    QTest::newRow("twice") << QByteArray("row\n2\n1\n2\n")
                           << QByteArray("rows.csv: the row \"2\" stands twice.");
    QTest::newRow("beyond")
        << QByteArray("row\n4\n")
        << QByteArray("rows.csv: the row \"4\" is not one of the 4 kept tracks, which count from 0.");
    QTest::newRow("no header") << QByteArray("2\n3\n")
                               << QByteArray(
                                      "rows.csv: it begins with a number instead of a header. Put a first "
                                      "line \"row\" above the numbers.");
    QTest::newRow("words") << QByteArray("row\nx\n")
                           << QByteArray("rows.csv: the column \"row\" does not hold row numbers.");
    QTest::newRow("one line of two") << QByteArray("row\n1\n2,3\n")
                                     << QByteArray(
                                            "rows.csv: 1 of 2 rows does not have the header's 1 field: line "
                                            "3 (2 fields). Check the separator and the quotes.");
}

void TestLabels::rowLists()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, rows);
    QTemporaryDir dir;
    const Result<std::vector<std::uint32_t>> list =
        readRowList(written(dir, "rows.csv", text), 4, Progress::none());
    QByteArrayList found;
    if (list.ok())
        for (const std::uint32_t row : list.value())
            found.append(QByteArray::number(row));
    QCOMPARE(list.ok() ? found.join(' ') : QByteArray::fromStdString(list.error().message()), rows);
}

void TestLabels::noLineIsSkippedSilently()
{
    // One ragged line in 300 is little enough for a table of tracks, but it would move the labels below it.
    QByteArray rows = "row,c\n";
    for (int i = 0; i < 300; ++i)
        rows += i == 7 ? QByteArray("7\n") : QByteArray::number(i) + ",x\n";
    QTemporaryDir dir;
    const std::string path = written(dir, "rows.csv", rows);
    const std::string message =
        "rows.csv: 1 of 300 rows does not have the header's 2 fields: line 9 (1 field). "
        "Check the separator and the quotes.";
    const Table table = tableOf(fourTracks);
    QCOMPARE(readRowList(path, 300, Progress::none()).error().message(), message);
    QCOMPARE(importedLabels("c", path, "c", table, {}, featuresOf(table), Progress::none()).error().message(),
             message);
}

void TestLabels::artists()
{
    const Table table = tableOf("artists,energy\nA;B,1\nB,2\n A ;C,3\n,4\nB;A,5\n,6\n;A,7\n\"A, B\",8\nA,\n");
    const Features features = featuresOf(table, false);
    QVERIFY((artistCodes(table, 0, features, Progress::none()).value() == Codes{0, 1, 0, 2, 1, 3, 4, 5}));
    const Table numbers = tableOf("who,energy\n3,1\n1,2\n3,3\n,4\n");
    QVERIFY(
        (artistCodes(numbers, 0, featuresOf(numbers, false), Progress::none()).value() == Codes{0, 1, 0, 2}));
    const Table few = tableOf("artists,energy\nx;y,1\nz,2\nx;y,3\nx;y,4\nx,5\nz,6\n");
    QVERIFY(few.column(0).categorical() != nullptr);
    QVERIFY(
        (artistCodes(few, 0, featuresOf(few, false), Progress::none()).value() == Codes{0, 1, 0, 0, 0, 1}));
}

void TestLabels::albums()
{
    // Names with a semicolon are one name; spaces around are no part of it; who has none is alone.
    const Table table = tableOf("album,energy\nLive;1,1\nLive;2,2\n Live;1 ,3\n,4\n,5\nLive;2,6\n");
    const Features features = featuresOf(table, false);
    QVERIFY((albumCodes(table, 0, features, Progress::none()).value() == Codes{0, 1, 0, 2, 3, 1}));
    Impatient cancelled(0);
    QVERIFY(albumCodes(table, 0, features, cancelled).error().kind == ErrorKind::Cancelled);
}

void TestLabels::means()
{
    const Table table = tableOf("energy,key\n1,10\n2,20\n3,30\n4,40\n");
    Schema schema = recogniseSchema(table).value();
    PreparationOptions raw;
    raw.rawFeatures = {"energy", "key"};
    const Features features = prepare(table, schema, raw, Progress::none()).value().features;
    const std::vector<double> found =
        classMeans(features, LabelSet("g", {"a", "none", "b"}, {2, 0, unlabelled, 2}));
    QCOMPARE(found.size(), std::size_t(6));
    QCOMPARE(found[0], 2.0);
    QCOMPARE(found[1], 20.0);
    QVERIFY(std::isnan(found[2]) && std::isnan(found[3]));
    QCOMPARE(found[4], 2.5);
    QCOMPARE(found[5], 25.0);
}

QTEST_APPLESS_MAIN(TestLabels)
#include "tst_labels.moc"
