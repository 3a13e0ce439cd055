#include "core/base/parallel.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/table/byte_source.h"
#include "core/table/csv_reader.h"
#include "tests/support/tables.h"

#include <QTemporaryDir>

#include <algorithm>
#include <fstream>

using namespace genrelens;
using namespace genrelens::test;

namespace
{

// That many rows "i,ti", of which those in `ragged` (0-based) have one field too few.
std::string numbered(std::size_t rows, const std::vector<std::size_t> &ragged = {})
{
    std::string text = "n,t\n";
    for (std::size_t i = 0; i < rows; ++i) {
        const bool tooShort = std::find(ragged.begin(), ragged.end(), i) != ragged.end();
        text += std::to_string(i) + (tooShort ? "\n" : ",t" + std::to_string(i) + "\n");
    }
    return text;
}

} // namespace

class TestCsvRows : public QObject
{
    Q_OBJECT

private slots:
    void cleanup() { setThreadCount(0); }

    void repeatedTextIsCategorical();
    void manyLevelsAreText();
    void fewRaggedRowsAreSkippedAndNamed();
    void exactlyOnePercentIsStillRead();
    void tenSkippedRowsAreNamed();
    void skippedLinesCountEmbeddedLineBreaks();
    void blockBoundaries_data();
    void blockBoundaries();
    void oneTextInTheLastBlockMakesTheColumnText();
    void fiveThousandColumns();
    void threadsDoNotChangeTheTable();
    void cancelAtAnyMoment();
};

void TestCsvRows::repeatedTextIsCategorical()
{
    QCOMPARE(printed(tableOf("g,n\nb,1\na,2\nb,3\n,4\na,5\n")), std::string("g C b|a|b||a; n N 1|2|3|4|5"));
    const Table table = tableOf("g\nb\na\nb\na\n");
    QVERIFY((table.column(0).categorical()->levels == std::vector<std::string>{"b", "a"}));
    QVERIFY((table.column(0).categorical()->codes == std::vector<std::int32_t>{0, 1, 0, 1}));
}

void TestCsvRows::manyLevelsAreText()
{
    const auto withLevels = [](int levels) {
        std::string text = "g\n";
        for (int i = 0; i < 3 * levels; ++i)
            text += "x" + std::to_string(i % levels) + "\n";
        return tableOf(text);
    };
    QVERIFY(withLevels(1000).column(0).categorical() != nullptr);
    QVERIFY(withLevels(1001).column(0).text() != nullptr);
}

void TestCsvRows::fewRaggedRowsAreSkippedAndNamed()
{
    const Result<CsvFile> file = parsed(numbered(500, {0, 7, 499}));
    QVERIFY(file.ok());
    const CsvSummary &summary = file.value().summary;
    QCOMPARE(summary.rowsRead, std::uint64_t(500));
    QCOMPARE(summary.rowsSkipped, std::uint64_t(3));
    QCOMPARE(summary.headerFields, std::size_t(2));
    QCOMPARE(file.value().table.rows(), std::size_t(497));
    QCOMPARE(file.value().table.column(0).cell(0), std::string("1"));
    QCOMPARE(describeSkipped(summary), std::string("line 2 (1 field), line 9 (1 field), line 501 (1 field)"));
}

void TestCsvRows::exactlyOnePercentIsStillRead()
{
    for (const std::size_t hundreds : {1, 3, 7, 13, 29}) {
        std::vector<std::size_t> ragged(hundreds);
        for (std::size_t i = 0; i < hundreds; ++i)
            ragged[i] = i * 50;
        QVERIFY(parsed(numbered(hundreds * 100, ragged)).ok());
        ragged.push_back(hundreds * 100 - 1);
        QVERIFY(!parsed(numbered(hundreds * 100, ragged)).ok());
    }
    QVERIFY(!parsed(numbered(99, {5})).ok());
}

void TestCsvRows::tenSkippedRowsAreNamed()
{
    std::vector<std::size_t> ragged(12);
    for (std::size_t i = 0; i < ragged.size(); ++i)
        ragged[i] = 100 * i;
    const Result<CsvFile> file = parsed(numbered(1200, ragged));
    QVERIFY(file.ok());
    QCOMPARE(file.value().summary.firstSkipped.size(), std::size_t(10));
    QCOMPARE(file.value().summary.firstSkipped.back().line, std::uint64_t(902));
    const std::string text = describeSkipped(file.value().summary);
    QCOMPARE(text.substr(text.size() - 29), std::string("line 902 (1 field) and 2 more"));

    const Result<CsvFile> refused = parsed(numbered(1199, ragged));
    QVERIFY(!refused.ok());
    const std::string start =
        "t.csv: 12 of 1,199 rows do not have the header's 2 fields: line 2 (1 field), line 102";
    QCOMPARE(refused.error().message().substr(0, start.size()), start);
}

void TestCsvRows::skippedLinesCountEmbeddedLineBreaks()
{
    std::string text = "n,\"t\r\nu\"\r\n1,\"a\nb\n\nc\"\r\n\r\n2\r\n3,\"\r\r\"\r\n4,5,6\r\n";
    for (int i = 0; i < 300; ++i)
        text += "7,x\r\n";
    const Result<CsvFile> file = parsed(text);
    QVERIFY(file.ok());
    QCOMPARE(describeSkipped(file.value().summary), std::string("line 8 (1 field), line 12 (3 fields)"));
}

void TestCsvRows::blockBoundaries_data()
{
    QTest::addColumn<int>("rows");
    for (const int rows : {1, 4095, 4096, 4097, 8192, 8193})
        QTest::newRow(std::to_string(rows).c_str()) << rows;
}

void TestCsvRows::blockBoundaries()
{
    QFETCH(int, rows);
    std::string text = "n,t,g,b\n";
    for (int i = 0; i < rows; ++i) {
        const std::string number = std::to_string(i);
        text += number + ",\"t\n" + number + "\"," +
                (i % 7 == 0   ? ""
                 : i % 2 == 0 ? "even"
                              : "odd") +
                (i % 2 == 0 ? ",TRUE\n" : ",\n");
    }
    const Table table = tableOf(text);
    QCOMPARE(table.rows(), std::size_t(rows));
    for (int i = 0; i < rows; ++i) {
        const auto row = static_cast<std::size_t>(i);
        QCOMPARE(table.column(0).numeric()->values[row], double(i));
        QCOMPARE(table.column(1).cell(row), "t\n" + std::to_string(i));
        QCOMPARE(table.column(2).cell(row), std::string(i % 7 == 0 ? "" : i % 2 == 0 ? "even" : "odd"));
        QCOMPARE(table.column(3).cell(row), std::string(i % 2 == 0 ? "1" : ""));
    }
    QVERIFY(rows < 3 || table.column(2).categorical() != nullptr);
}

void TestCsvRows::oneTextInTheLastBlockMakesTheColumnText()
{
    for (const std::size_t at :
         {std::size_t(4095), std::size_t(4096), std::size_t(8191), std::size_t(8192)}) {
        std::string text = "n,m\n";
        for (std::size_t i = 0; i <= 8192; ++i)
            text += std::to_string(i) + (i == at ? ",x\n" : ",1\n");
        const Table table = tableOf(text);
        QVERIFY(table.column(0).isNumeric());
        QVERIFY(!table.column(1).isNumeric());
        QCOMPARE(table.column(1).cell(at), std::string("x"));
        QCOMPARE(table.column(1).cell(0), std::string("1"));
    }
}

void TestCsvRows::fiveThousandColumns()
{
    std::string text;
    for (int c = 0; c < 5000; ++c)
        text += (c == 0 ? "c" : ",c") + std::to_string(c);
    for (int r = 0; r < 3; ++r)
        for (int c = 0; c < 5000; ++c)
            text +=
                (c == 0 ? '\n' : ',') + (c % 2 == 0 ? std::to_string(r * 5000 + c) : "x" + std::to_string(c));
    const Table table = tableOf(text);
    QCOMPARE(table.columnCount(), std::size_t(5000));
    QCOMPARE(table.column(4998).cell(2), std::string("14998"));
    QCOMPARE(table.column(4999).cell(2), std::string("x4999"));
    QVERIFY(table.column(4998).isNumeric());
}

void TestCsvRows::threadsDoNotChangeTheTable()
{
    Random random(13, RandomPurpose::Test);
    std::string text = "id,n,g,t\n";
    for (int i = 0; i < 20000; ++i) {
        text += std::to_string(i) + ',' + shortest(random.normal()) + ",g" + std::to_string(random.below(5));
        text += i % 400 == 0 ? "\n" : ",\"t\"\"" + std::to_string(random.below(9999)) + "\"\n";
    }
    setThreadCount(1);
    const Result<CsvFile> one = parsed(text);
    QVERIFY(one.ok());
    QCOMPARE(one.value().summary.rowsSkipped, std::uint64_t(50));
    const std::string expected = printed(one.value().table);
    for (const int threads : {2, 3}) {
        setThreadCount(threads);
        const Result<CsvFile> file = parsed(text);
        QVERIFY(file.ok());
        QVERIFY(printed(file.value().table) == expected);
        QVERIFY(file.value().table.key() == one.value().table.key());
        QVERIFY(file.value().table.column(2).categorical()->levels ==
                one.value().table.column(2).categorical()->levels);
        QCOMPARE(describeSkipped(file.value().summary), describeSkipped(one.value().summary));
    }
}

void TestCsvRows::cancelAtAnyMoment()
{
    const std::string text = numbered(9000);
    for (const int threads : {1, 3}) {
        setThreadCount(threads);
        int cancelled = 0;
        for (int patience = 0;; patience += 1 + patience / 4) {
            QVERIFY(patience < 1000000);
            Impatient progress(patience);
            const Result<CsvFile> file = parseCsv(text, "t.csv", CsvOptions{}, progress);
            if (file.ok()) {
                QCOMPARE(file.value().table.rows(), std::size_t(9000)); // never half a table
                break;
            }
            QVERIFY(file.error().kind == ErrorKind::Cancelled);
            ++cancelled;
        }
        QVERIFY(cancelled > 5);
    }
    QTemporaryDir dir;
    const std::string path = dir.path().toStdString() + "/x.csv";
    std::ofstream(path) << text;
    Impatient never(0);
    const Result<std::string> bytes = readFile(path, never);
    QVERIFY(!bytes.ok() && bytes.error().kind == ErrorKind::Cancelled);
}

QTEST_APPLESS_MAIN(TestCsvRows)
#include "tst_csv_rows.moc"
