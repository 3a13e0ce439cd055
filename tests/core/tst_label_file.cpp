#include "core/labels/kept_labels.h"
#include "core/labels/label_file.h"
#include "core/prepare/prepare.h"
#include "core/report/labelled_tracks.h"
#include "tests/support/tables.h"

#include <QTemporaryDir>

#include <fstream>

using namespace genrelens;
using namespace genrelens::test;

using Codes = std::vector<std::int32_t>;
using Texts = std::vector<std::string>;

class TestLabelFile : public QObject
{
    Q_OBJECT

private slots:
    void matches_data();
    void matches();
    void eachRowOfATrackGetsItsLabel();
    void linesOfTheFileBeforeRepeatsWereDropped();
    void likelyColumn_data();
    void likelyColumn();
    void tooManyClassesAreNotCounted();
    void classesWithoutAKeptRow();
    void unreadableFilesAreRefused();
    void cancelledGivesNothing();
    void tracksAsText();
    void namesOfColumnsAreToldApart();
    void longTextsComeInPieces();
};

namespace
{

// Five rows, of which the fourth repeats the first: four kept tracks a, b, c, d.
constexpr const char *fiveRows = "track_id,energy\na,1\nb,2\nc,3\na,4\nd,5\n";

Features featuresOf(const Table &table)
{
    return prepare(table, recogniseSchema(table).value(), {}, Progress::none()).value().features;
}

Result<LabelFile> readText(const QByteArray &text, const Table &table, const Features &features,
                           std::optional<std::size_t> ids = 0)
{
    const QTemporaryDir dir;
    const std::string path = dir.filePath(QStringLiteral("labels.csv")).toStdString();
    std::ofstream(path, std::ios::binary) << text.toStdString();
    return readLabelFile(path, table, ids, features, Progress::none());
}

QByteArray kindName(const LabelKey &key)
{
    return key.kind == LabelKey::Kind::TrackId   ? "id"
           : key.kind == LabelKey::Kind::Row     ? "row"
           : key.kind == LabelKey::Kind::FileRow ? "file row"
                                                 : "line";
}

QByteArray joined(const Codes &codes)
{
    QByteArray text;
    for (const std::int32_t code : codes)
        text += (text.isEmpty() ? "" : " ") + QByteArray::number(code);
    return text;
}

} // namespace

void TestLabelFile::matches_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("kind");
    QTest::addColumn<QByteArray>("codes"); // of the five rows
    QTest::addColumn<QByteArray>("lines"); // matched, unmatched, repeated
    const auto row = [](const char *name, const char *text, const char *kind, const char *codes,
                        const char *lines) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(kind) << QByteArray(codes) << QByteArray(lines);
    };
    row("by id", "track_id,m\nb,x\na,y\n", "id", "1 0 -1 1 -1", "2 0 0");
    row("unknown ids", "track_id,m\nzz,q\nb,x\n,w\n", "id", "-1 0 -1 -1 -1", "1 2 0");
    row("an id twice", "track_id,m\na,x\na,y\nb,y\n", "id", "0 1 -1 0 -1", "3 0 1");
    row("ids under another name", "m,which\nx,c\ny,d\n", "id", "-1 -1 0 -1 1", "2 0 0");
    row("a missing label", "track_id,m\na,\nb,x\n", "id", "-1 0 -1 -1 -1", "2 0 0");
    row("spaces around", "track_id,m\na, x \nb,x\n", "id", "0 0 -1 0 -1", "2 0 0");
    row("by row", "row,m\n3,x\n0,y\n9,z\n", "row", "1 -1 -1 -1 0", "2 1 0");
    row("rows of the file", "row,m\n4,x\n0,y\n3,z\n", "file row", "1 -1 -1 2 0", "3 0 0");
    row("row twice", "row,m\n1,x\n1,y\n", "row", "-1 0 -1 -1 -1", "2 0 1");
    row("id before row", "row,track_id,m\n3,a,x\n", "id", "0 -1 -1 0 -1", "1 0 0");
    row("line by line", "m\nx\ny\nx\nz\n", "line", "0 1 0 -1 2", "4 0 0");
    row("numbers in order", "m\n10\n9\n10\n2\n", "line", "2 1 2 -1 0", "4 0 0");
}

void TestLabelFile::matches()
{
    QFETCH(QByteArray, text);
    const Table table = tableOf(fiveRows);
    const Features features = featuresOf(table);
    const Result<LabelFile> file = readText(text, table, features);
    QVERIFY2(file.ok(), file.ok() ? "" : file.error().message().c_str());
    QVERIFY(!file.value().keys.empty());
    const LabelKey &key = file.value().keys.front();
    QTEST(kindName(key), "kind");
    const std::optional<std::size_t> column = file.value().table.find("m");
    const FileLabels labels = labelsOf(file.value().table, *column, key, features);
    QTEST(joined(labels.codes), "codes");
    QTEST(QByteArray::number(qulonglong(key.matched)) + ' ' + QByteArray::number(qulonglong(key.unmatched)) +
              ' ' + QByteArray::number(qulonglong(key.repeated)),
          "lines");
    std::size_t sum = 0;
    for (const std::size_t count : labels.counts)
        sum += count;
    QCOMPARE(sum, labels.labelled);
}

void TestLabelFile::eachRowOfATrackGetsItsLabel()
{
    const Table table = tableOf(fiveRows);
    const Features features = featuresOf(table);
    QCOMPARE(features.rows(), std::size_t(4));
    const LabelFile file = readText("track_id,m\na,x\nd,y\n", table, features).value();
    const FileLabels labels = labelsOf(file.table, 1, file.keys.front(), features);
    QCOMPARE(labels.classes, (Texts{"x", "y"}));
    QCOMPARE(labels.counts, (std::vector<std::size_t>{1, 1})); // of kept tracks
    QCOMPARE(labels.codes, (Codes{0, -1, -1, 0, 1}));          // of rows, the repeat among them
    PreparationOptions everything;
    everything.repeats = RepeatsBy::Nothing;
    const Features all =
        prepare(table, recogniseSchema(table).value(), everything, Progress::none()).value().features;
    const KeptLabels kept{"m", "m", LabelKind::Imported, labels.classes, {}, labels.codes};
    QCOMPARE(labelSetOf(kept, all).counts(), (std::vector<std::size_t>{2, 1}));
}

void TestLabelFile::linesOfTheFileBeforeRepeatsWereDropped()
{
    const Table table = tableOf(fiveRows);
    const Features features = featuresOf(table);
    const LabelFile file = readText("m\nv\nw\nx\ny\nz\n", table, features).value();
    const FileLabels labels = labelsOf(file.table, 0, file.keys.front(), features);
    QCOMPARE(labels.codes, (Codes{0, 1, 2, 3, 4}));
    QCOMPARE(labels.labelled, std::size_t(4));
    QVERIFY(readText("m\nv\nw\n", table, features).value().keys.empty()); // two lines are about no track
}

void TestLabelFile::likelyColumn_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("column");
    QTest::newRow("texts") << QByteArray("track_id,n,m\na,1,x\nb,2,x\nc,3,y\nd,1,x\n") << 2;
    QTest::newRow("numbers") << QByteArray("track_id,n\na,1\nb,2\n") << 1;
    QTest::newRow("none") << QByteArray("track_id\na\nb\n") << -1;
}

void TestLabelFile::likelyColumn()
{
    QFETCH(QByteArray, text);
    const Table table = tableOf(fiveRows);
    const LabelFile file = readText(text, table, featuresOf(table)).value();
    const std::optional<std::size_t> column = likelyLabelColumn(file.table, file.keys.front());
    QTEST(column ? static_cast<int>(*column) : -1, "column");
}

void TestLabelFile::tooManyClassesAreNotCounted()
{
    const Table table = tableOf(fiveRows);
    const Features features = featuresOf(table);
    // Five texts, of which the empty one is no class and two numbers are the same.
    const LabelFile file = readText("m,n\nv,1\nw,01\nx,\n,2\nz,3\n", table, features).value();
    const auto found = [&](std::size_t column, std::size_t most) {
        return labelsOf(file.table, column, file.keys.back(), features, most);
    };
    QCOMPARE(file.keys.back().kind, LabelKey::Kind::Line);
    for (const std::size_t column : {0U, 1U}) {
        const std::size_t classes = found(column, 100).classes.size();
        QVERIFY(!found(column, classes).tooMany);
        QCOMPARE(found(column, classes).classes, found(column, 100).classes);
        for (std::size_t most = 0; most < classes; ++most) {
            const FileLabels labels = found(column, most);
            QVERIFY(labels.tooMany);
            QVERIFY(labels.classes.empty() && labels.codes.empty() && labels.labelled == 0);
        }
    }
}

void TestLabelFile::classesWithoutAKeptRow()
{
    const Table table = tableOf(fiveRows); // the fourth is not kept
    const Features features = featuresOf(table);
    const LabelFile file = readText("m\nv\nw\nx\nnone\nv\n", table, features).value();
    const FileLabels labels = labelsOf(file.table, 0, file.keys.front(), features);
    const KeptLabels kept{"m", "M", LabelKind::Imported, labels.classes, {1, 2, 3, 4}, labels.codes};
    const LabelSet all = labelSetOf(kept, features); // as another preparation has them
    QCOMPARE(all.classes(), (Texts{"none", "v", "w", "x"}));
    QCOMPARE(all.counts(), (std::vector<std::size_t>{0, 2, 1, 1}));
    const LabelSet some = withoutEmptyClasses(all);
    QCOMPARE(some.classes(), (Texts{"v", "w", "x"}));
    QCOMPARE(some.colours(), (std::vector<std::uint32_t>{2, 3, 4}));
    QCOMPARE(some.counts(), (std::vector<std::size_t>{2, 1, 1}));
    QCOMPARE(some.codes(), (Codes{0, 1, 2, 0}));
    QCOMPARE(some.name() + some.title(), std::string("mM"));
    const LabelSet gaps("m", {"a", "b"}, {1, unlabelled});
    QCOMPARE(withoutEmptyClasses(gaps).codes(), (Codes{0, unlabelled}));
    QVERIFY(withoutEmptyClasses(gaps).colours().empty());
}

void TestLabelFile::unreadableFilesAreRefused()
{
    const Table table = tableOf(fiveRows);
    const Features features = featuresOf(table);
    QVERIFY(!readText("", table, features).ok());
    QVERIFY(!readText("track_id,m\na,x\nb\n", table, features).ok()); // a line of a wrong length
    QVERIFY(!readLabelFile("none.csv", table, 0, features, Progress::none()).ok());
}

void TestLabelFile::cancelledGivesNothing()
{
    const Table table = tableOf(fiveRows);
    const QTemporaryDir dir;
    const std::string path = dir.filePath(QStringLiteral("labels.csv")).toStdString();
    std::ofstream(path) << "track_id,m\na,x\n";
    Impatient impatient(0);
    const Result<LabelFile> file = readLabelFile(path, table, 0, featuresOf(table), impatient);
    QVERIFY(!file.ok() && file.error().kind == ErrorKind::Cancelled);
}

namespace
{

std::string textOf(const LabelledTracks &tracks)
{
    std::string text;
    const TextSink sink = [&text](std::string_view piece) -> Result<void> {
        text += piece;
        return {};
    };
    return writeLabelledTracks(tracks, sink, Progress::none()).ok() ? text : "failed";
}

LabelledTracks fourTracks()
{
    LabelledTracks tracks;
    tracks.table = tableOf(fiveRows);
    tracks.idColumn = 0;
    tracks.features = featuresOf(tracks.table);
    tracks.genres = LabelSet("genre", {"pop, hard", "rock"}, {0, 1, 1, 0});
    return tracks;
}

} // namespace

void TestLabelFile::tracksAsText()
{
    LabelledTracks tracks = fourTracks();
    const std::string header =
        "row,track_id,genre,super_genre,cluster,prediction,probability,map_x,map_y,selected";
    QCOMPARE(textOf(tracks), header + "\n0,a,\"pop, hard\",,,,,,,\n1,b,rock,,,,,,,\n2,c,rock,,,,,,,\n"
                                      "3,d,\"pop, hard\",,,,,,,\n");
    tracks.superGenres = LabelSet("super_genre", {"loud"}, {0, unlabelled, 0, 0});
    tracks.clusters = LabelSet("cluster", {"0", "1"}, {1, 1, 0, 0});
    tracks.predictedClasses = {"no", "yes"};
    tracks.prediction = {1, -1, 0, 1};
    tracks.probability = {0.5F, 0.0F, 0.25F, 1.0F};
    tracks.selection = RowSet(4);
    tracks.selection.insert(2);
    tracks.furtherLabels = {LabelSet("mood", {"sad"}, {unlabelled, 0, 0, unlabelled})};
    tracks.tableColumns = {1};
    QCOMPARE(textOf(tracks), header + ",mood,energy\n"
                                      "0,a,\"pop, hard\",loud,1,yes,0.5,,,0,,1\n"
                                      "1,b,rock,,1,,,,,0,sad,2\n"
                                      "2,c,rock,loud,0,no,0.25,,,1,sad,3\n"
                                      "3,d,\"pop, hard\",loud,0,yes,1,,,0,,5\n");
    tracks.rows = tracks.selection;
    QCOMPARE(textOf(tracks), header + ",mood,energy\n2,c,rock,loud,0,no,0.25,,,1,sad,3\n");
}

void TestLabelFile::namesOfColumnsAreToldApart()
{
    LabelledTracks tracks = fourTracks();
    tracks.furtherLabels = {LabelSet("selected", {"x"}, {0, 0, 0, 0}),
                            LabelSet("energy", {"y"}, {0, 0, 0, 0})};
    tracks.tableColumns = {1};
    const std::string text = textOf(tracks);
    QCOMPARE(text.substr(0, text.find('\n')),
             std::string("row,track_id,genre,super_genre,cluster,prediction,probability,map_x,map_y,"
                         "selected,selected_2,energy,energy_2"));
}

void TestLabelFile::longTextsComeInPieces()
{
    std::string text = "track_id,energy\n";
    for (int i = 0; i < 20000; ++i)
        text += std::string(20, 'x') + std::to_string(i) + ',' + std::to_string(i) + '\n';
    LabelledTracks tracks;
    tracks.table = tableOf(text);
    tracks.idColumn = 0;
    tracks.features = featuresOf(tracks.table);
    int pieces = 0;
    std::size_t bytes = 0;
    const TextSink sink = [&](std::string_view piece) -> Result<void> {
        ++pieces;
        bytes += piece.size();
        return {};
    };
    QVERIFY(writeLabelledTracks(tracks, sink, Progress::none()).ok());
    QVERIFY(pieces > 1);
    QCOMPARE(bytes, textOf(tracks).size());
    const TextSink full = [](std::string_view) -> Result<void> { return Error{"the disk is full", {}, {}}; };
    QCOMPARE(writeLabelledTracks(tracks, full, Progress::none()).error().what,
             std::string("the disk is full"));
    Impatient impatient(1);
    QVERIFY(writeLabelledTracks(tracks, sink, impatient).error().kind == ErrorKind::Cancelled);
}

QTEST_APPLESS_MAIN(TestLabelFile)
#include "tst_label_file.moc"
