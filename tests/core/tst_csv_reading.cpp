#include "core/base/parallel.h"
#include "core/table/csv_join.h"
#include "core/table/csv_reading.h"
#include "tests/support/tables.h"

#include <algorithm>
#include <memory>

using namespace genrelens;
using namespace genrelens::test;

namespace
{

// An input that gives the first text when it is opened first, then the second, ..., the last ever after.
CsvInput changing(const std::vector<std::string> &texts)
{
    const auto opened = std::make_shared<std::size_t>(0);
    CsvInput input = inputInMemory(texts.front(), "t.csv");
    input.open = [texts, opened]() -> Result<std::unique_ptr<ByteSource>> {
        static std::string text; // outlives the source
        text = texts[std::min((*opened)++, texts.size() - 1)];
        return bytesInMemory(text);
    };
    return input;
}

Result<CsvFile> readInput(CsvInput input, const CsvOptions &options, Progress &progress)
{
    Result<CsvJoin> join = joinInputs({std::move(input)}, options, progress);
    if (!join)
        return join.error();
    return CsvReading(std::move(join).value(), options, progress).run("t.csv");
}

} // namespace

class TestCsvReading : public QObject
{
    Q_OBJECT

private slots:
    void cleanup() { setThreadCount(0); }

    void changedFiles_data();
    void changedFiles();
    void sameRowsOfOtherWords();
    void longRows();
    void millionsOfColumns();
    void manyColumnsOfOneName();
    void cancelAtAnyMoment();
    void progressRises();
};

void TestCsvReading::changedFiles_data()
{
    QTest::addColumn<int>("opening"); // at which the file is another: looked at, read, read again
    QTest::addColumn<QByteArray>("text");
    for (const int opening : {1, 2}) {
        const auto row = [&](const char *name, const char *text) {
            QTest::addRow("%s, opening %d", name, opening + 1) << opening << QByteArray(text);
        };
        row("empty", "");
        row("half a header", "a,");
        row("another header", "a,c\n1,x\n2,3\n");
        row("one column more", "a,b,c\n1,x,1\n2,3,4\n");
        row("another delimiter", "a;b\n1;x\n2;3\n");
        if (opening == 1)
            continue;
        row("no rows", "a,b\n");
        row("fewer rows", "a,b\n1,x\n");
        row("more rows", "a,b\n1,x\n2,3\n4,5\n");
        row("a row is cut off", "a,b\n1,x\n2");
    }
}

void TestCsvReading::changedFiles()
{
    QFETCH(int, opening);
    QFETCH(QByteArray, text);
    // The first row makes b numbers, the last, beyond those that are sampled, words: so it is read again.
    std::string before = "a,b\n";
    for (int i = 0; i < 3000; ++i)
        before += "1,2\n";
    before += "2,x\n";
    std::vector<std::string> texts(static_cast<std::size_t>(opening), before);
    texts.push_back(text.toStdString());
    CsvOptions options;
    options.windowBytes = 64;
    const Result<CsvFile> file = readInput(changing(texts), options, Progress::none());
    QVERIFY(!file.ok());
    QCOMPARE(file.error().message(),
             std::string("t.csv: the file changed while it was read. Open it again."));
}

// Nothing tells such a change; what counts is that the table is whole. The late word is in none of the rows
// that types are guessed from (every third).
void TestCsvReading::sameRowsOfOtherWords()
{
    std::string before = "a,b\n";
    std::string after = "a,b\n";
    for (int i = 0; i < 3001; ++i) {
        before += "1,2\n";
        after += "9,a much longer word\n";
    }
    const Result<CsvFile> file = readInput(changing({before + "2,x\n", before + "2,x\n", after + "9,y\n"}),
                                           CsvOptions(), Progress::none());
    QVERIFY(!file.ok()); // else numbers of the one would stand beside words of the other
    QCOMPARE(file.error().what, std::string("the file changed while it was read"));
}

void TestCsvReading::longRows()
{
    CsvOptions options;
    options.windowBytes = std::size_t(1) << 14;
    options.maxRowBytes = std::size_t(1) << 20;
    const auto withRow = [&](std::size_t bytes) {
        return parseCsv("a,b\n1,x\n2,\"" + std::string(bytes, '\n') + "\"\n3,y\n", "t.csv", options,
                        Progress::none());
    };
    const Result<CsvFile> held = withRow((std::size_t(1) << 20) - 100);
    QVERIFY(held.ok());
    QCOMPARE(held.value().table.column(1).cell(1).size(), (std::size_t(1) << 20) - 100);
    const Result<CsvFile> refused = withRow(std::size_t(3) << 20);
    QVERIFY(!refused.ok());
    QCOMPARE(refused.error().message(),
             std::string("t.csv: the row on line 3 does not end within 1 megabyte. "
                         "Look for a quote there that never closes."));
}

void TestCsvReading::millionsOfColumns()
{
    const Result<CsvFile> file = parsed(std::string(5000000, ',') + "\n1,2\n");
    QVERIFY(!file.ok());
    QCOMPARE(file.error().message(),
             std::string("t.csv: its first row has 5,000,001 fields; 100,000 are read at most. Check that it "
                         "is a table with a row for each track."));
}

// Bounded by the test's time: with n * n names this would take minutes.
void TestCsvReading::manyColumnsOfOneName()
{
    std::string text = "x";
    std::string row = "1";
    for (int c = 1; c < 60000; ++c) {
        text += ",x";
        row += ",1";
    }
    text += '\n' + row;
    const Table table = tableOf(text);
    QCOMPARE(table.columnCount(), std::size_t(60000));
    QCOMPARE(table.column(59999).name, std::string("x (60000)"));
}

void TestCsvReading::cancelAtAnyMoment()
{
    std::string text = "a,b,c\n";
    for (int i = 0; i < 3000; ++i)
        text += "1,w" + std::to_string(i % 7) + (i < 2900 ? ",1\n" : ",late\n");
    CsvOptions options;
    options.windowBytes = 2048;
    options.chunkBytes = 300;
    for (const int threads : {1, 3}) {
        setThreadCount(threads);
        int cancelled = 0;
        for (int patience = 0;; ++patience) {
            QVERIFY(patience < 100000);
            Impatient progress(patience);
            const Result<CsvFile> file = parseCsv(text, "t.csv", options, progress);
            if (file.ok()) {
                QCOMPARE(file.value().table.rows(), std::size_t(3000));
                break;
            }
            QVERIFY(file.error().kind == ErrorKind::Cancelled);
            ++cancelled;
        }
        QVERIFY(cancelled > 100); // both readings and the columns' last touch
    }
}

void TestCsvReading::progressRises()
{
    class Watched final : public Progress
    {
    public:
        void report(double fraction, std::string_view) override { seen.push_back(fraction); }
        [[nodiscard]] bool cancelled() const override { return false; }
        std::vector<double> seen;
    };
    std::string text = "a,b,c\n";
    for (int i = 0; i < 20000; ++i)
        text += "1,w,2\n";
    text += "1,w,late\n";
    setThreadCount(1);
    CsvOptions options;
    options.windowBytes = 4096;
    Watched progress;
    QVERIFY(parseCsv(text, "t.csv", options, progress).ok());
    QVERIFY(progress.seen.size() > 20);
    for (std::size_t i = 1; i < progress.seen.size(); ++i)
        QVERIFY(progress.seen[i] >= progress.seen[i - 1]);
    QVERIFY(progress.seen.front() >= 0.0);
    QCOMPARE(progress.seen.back(), 1.0);
}

QTEST_APPLESS_MAIN(TestCsvReading)
#include "tst_csv_reading.moc"
