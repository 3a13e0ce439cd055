#include "core/base/parallel.h"
#include "core/base/random.h"
#include "core/prepare/first_rows.h"
#include "core/prepare/repeats.h"
#include "tests/support/tables.h"

#include <limits>
#include <map>
#include <numeric>

using namespace genrelens;
using namespace genrelens::test;

using Rows = std::vector<std::uint32_t>;

class TestRepeats : public QObject
{
    Q_OBJECT

private slots:
    void cleanup() { setThreadCount(0); }

    void keepsFirst_data();
    void keepsFirst();
    void findsFirstRows_data();
    void findsFirstRows();
    void comparesNumbersExactly();
    void keptRowsKnowTheirRepeats();
    void countsWhatEachChoiceDrops();
    void nothingToTellBy();
    void manyRowsAgainstAMap_data();
    void manyRowsAgainstAMap();
    void cancelled();
    void choicesHaveNames();
};

namespace
{

Rows firstsOf(const Table &table)
{
    std::vector<std::size_t> columns(table.columnCount());
    std::iota(columns.begin(), columns.end(), std::size_t(0));
    return firstRows(table, columns, Progress::none()).value();
}

} // namespace

void TestRepeats::keepsFirst_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("kept");
    QTest::addColumn<QByteArray>("by");
    const auto row = [](const char *name, const char *text, const char *kept, const char *by) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(kept) << QByteArray(by);
    };
    row("by id", "track_id,energy\na,1\nb,2\na,3\nc,4\nb,5\n", "0 1 3", "track_id");
    row("ids are told apart by case", "track_id,energy\na,1\nA,2\n", "0 1", "track_id");
    row("ids of digits", "track_id,energy\n7,1\n007,2\n7.0,3\n7,4\n", "0 1 2", "track_id");
    row("long ids of digits", "track_id,energy\n9007199254740992,1\n9007199254740993,2\n", "0 1", "track_id");
    row("a missing id is like no other", "track_id,energy\n,1\na,2\n,3\nNA,4\na,5\n", "0 1 2 3", "track_id");
    row("id before title", "track_id,artists,track_name,energy\na,x,y,1\nb,x,y,2\n", "0 1", "track_id");
    row("by artists and title", "artist,song,energy\nx,y,1\nx,z,2\nx,y,3\nw,y,4\n", "0 1 3", "artist song");
    row("the border between artists and title", "artist,song,energy\nab,c,1\na,bc,2\n", "0 1", "artist song");
    row("no artists and no title", "artist,song,energy\n,,1\n,,2\nx,,3\nx,,4\n", "0 1 2", "artist song");
    row("title alone tells nothing", "song,energy\ny,1\ny,2\n", "0 1", "");
    row("nothing to tell by", "energy\n1\n1\n", "0 1", "");
}

void TestRepeats::keepsFirst()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, kept);
    QFETCH(QByteArray, by);
    const Table table = tableOf(text.toStdString());
    const Repeats repeats =
        keepFirst(table, repeatKeyColumns(recogniseSchema(table).value()), Progress::none()).value();
    QByteArrayList rows;
    for (const std::uint32_t row : repeats.kept)
        rows.append(QByteArray::number(row));
    QCOMPARE(rows.join(' '), kept);
    QByteArrayList names;
    for (const std::string &name : repeats.keyColumns)
        names.append(QByteArray::fromStdString(name));
    QCOMPARE(names.join(' '), by);
    QCOMPARE(repeats.kept.size() + repeats.dropped, table.rows());
}

void TestRepeats::findsFirstRows_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("firsts");
    const auto row = [](const char *name, const char *text, const char *firsts) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(firsts);
    };
    row("texts", "genre\na\nb\nc\nb\na\na\n", "0 1 2 1 0 0");
    row("categories", "x\na\nb\nb\nb\na\na\n", "0 1 1 1 0 0");
    row("numbers", "x\n1\n2\n1.0\n0\n-0\n1e0\n", "0 1 0 3 3 0");
    row("the border between cells", "artist,song\nab,c\na,bc\nab,c\n", "0 1 0");
    row("which cell is missing matters", "artist,song\na,\n,a\na,\n,a\n", "0 1 0 1");
    row("some cells missing are the same", "a,b\n1,\n,1\n1,\n", "0 1 0");
    row("all cells missing are like no other", "a,song\n,\n1,x\n,\n1,x\n,\n", "0 1 2 1 4");
    row("kinds of columns together", "a,song,kind\n1,x,u\n1,x,u\n1,y,u\n2,x,u\n1,x,v\n1,x,u\n",
        "0 0 2 3 4 0");
    row("one row", "a\n1\n", "0");
}

void TestRepeats::findsFirstRows()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, firsts);
    QByteArrayList found;
    for (const std::uint32_t row : firstsOf(tableOf(text.toStdString())))
        found.append(QByteArray::number(row));
    QCOMPARE(found.join(' '), firsts);
}

void TestRepeats::comparesNumbersExactly()
{
    const double next = std::nextafter(1.0, 2.0);
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const Table table("t.csv", 8,
                      {{"a", NumericColumn{{1.0, next, 1.0, 0.0, -0.0, nan, nan, -nan}}},
                       {"b", NumericColumn{{nan, nan, -nan, 1.0, 1.0, 5.0, 5.0, 5.0}}}},
                      Key());
    QVERIFY((firstsOf(table) == Rows{0, 1, 0, 3, 3, 5, 5, 5}));
}

void TestRepeats::keptRowsKnowTheirRepeats()
{
    const Table table = tableOf("track_id,energy\na,1\nb,2\na,3\nc,4\nb,5\na,6\n,7\n,8\n");
    const Repeats repeats = keepFirst(table, {0}, Progress::none()).value();
    QVERIFY((repeats.kept == Rows{0, 1, 3, 6, 7}));
    QVERIFY((repeats.repeated == Rows{0, 1}));
    QCOMPARE(repeats.dropped, std::size_t(3));
}

void TestRepeats::countsWhatEachChoiceDrops()
{
    const Table table = tableOf("track_id,artist,song,energy,tempo\n"
                                "a,x,y,1,1\nb,x,y,1,1\na,x,z,2,2\nc,w,y,1,1\nd,x,y,3,3\n");
    const Schema schema = recogniseSchema(table).value();
    const auto dropped = [&](RepeatsBy by) {
        return countRepeats(table, schema, by, Progress::none()).value();
    };
    QCOMPARE(dropped(RepeatsBy::Automatic), std::size_t(1));
    QCOMPARE(dropped(RepeatsBy::TrackId), std::size_t(1));
    QCOMPARE(dropped(RepeatsBy::ArtistsAndTitle), std::size_t(2));
    QCOMPARE(dropped(RepeatsBy::Features), std::size_t(2));
    QCOMPARE(dropped(RepeatsBy::Nothing), std::size_t(0));
    for (const RepeatsBy by : {RepeatsBy::Automatic, RepeatsBy::TrackId, RepeatsBy::ArtistsAndTitle,
                               RepeatsBy::Features, RepeatsBy::Nothing})
        QCOMPARE(keepFirst(table, repeatKeyColumns(schema, by), Progress::none()).value().dropped,
                 dropped(by));
}

void TestRepeats::nothingToTellBy()
{
    const Table table = tableOf("energy\n1\n1\n");
    const Schema schema = recogniseSchema(table).value();
    for (const RepeatsBy by : {RepeatsBy::Automatic, RepeatsBy::TrackId, RepeatsBy::ArtistsAndTitle})
        QCOMPARE(countRepeats(table, schema, by, Progress::none()).value(), std::size_t(0));
    QCOMPARE(countRepeats(table, schema, RepeatsBy::Features, Progress::none()).value(), std::size_t(1));
}

void TestRepeats::manyRowsAgainstAMap_data()
{
    QTest::addColumn<int>("different");
    QTest::newRow("all the same") << 1;
    QTest::newRow("few") << 100;
    QTest::newRow("many") << 150000;
    QTest::newRow("nearly all differ") << 100000000;
}

// Enough rows for several parts and several blocks.
void TestRepeats::manyRowsAgainstAMap()
{
    QFETCH(int, different);
    constexpr std::size_t rows = 200000;
    Random random(3, RandomPurpose::Test);
    TextColumn ids;
    std::map<std::string, std::uint32_t> firstOf;
    Rows expected;
    for (std::uint32_t row = 0; row < rows; ++row) {
        const std::string id = 'i' + std::to_string(random.below(static_cast<std::uint32_t>(different)));
        ids.buffer += id;
        ids.ends.push_back(ids.buffer.size());
        expected.push_back(firstOf.try_emplace(id, row).first->second);
    }
    const Table table("t.csv", rows, {{"track_id", std::move(ids)}}, Key());
    for (const int threads : {1, 2, 3}) {
        setThreadCount(threads);
        QVERIFY(firstsOf(table) == expected);
    }
}

void TestRepeats::cancelled()
{
    const Table table = tableOf("track_id,energy\na,1\nb,2\na,3\n");
    const Schema schema = recogniseSchema(table).value();
    setThreadCount(1);
    int patience = 0;
    for (;; ++patience) {
        QVERIFY(patience < 1000);
        Impatient progress(patience);
        const Result<Repeats> result = keepFirst(table, {0}, progress);
        if (result.ok())
            break;
        QVERIFY(result.error().kind == ErrorKind::Cancelled);
    }
    QVERIFY(patience >= 3);
    Impatient now(0);
    QVERIFY(countRepeats(table, schema, RepeatsBy::TrackId, now).error().kind == ErrorKind::Cancelled);
}

void TestRepeats::choicesHaveNames()
{
    for (const RepeatsBy by : {RepeatsBy::Automatic, RepeatsBy::TrackId, RepeatsBy::ArtistsAndTitle,
                               RepeatsBy::Features, RepeatsBy::Nothing})
        QVERIFY(repeatsByNamed(repeatsByName(by)) == by);
    QVERIFY(!repeatsByNamed("id"));
}

QTEST_APPLESS_MAIN(TestRepeats)
#include "tst_repeats.moc"
