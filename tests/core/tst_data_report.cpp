#include "core/base/parallel.h"
#include "core/prepare/data_report.h"
#include "tests/support/tables.h"

using namespace genrelens;
using namespace genrelens::test;

class TestDataReport : public QObject
{
    Q_OBJECT

private slots:
    void cleanup() { setThreadCount(0); }

    void facts_data();
    void facts();
    void factsOfManyRows();
    void findings_data();
    void findings();
    void countsRows();
    void excludedAndChosenFeatures();
    void filledValuesAreStillMissing();
    void cancelled();
};

namespace
{

DataReport reportOf(std::string_view text, const PreparationOptions &options = {})
{
    const CsvFile file = parsed(text).value();
    const Schema schema = withRoles(file.table, recogniseSchema(file.table).value(), options.roles);
    const Preparation preparation = prepare(file.table, schema, options, Progress::none()).value();
    return dataReport(file.table, schema, file.summary, columnFacts(file.table, Progress::none()).value(),
                      preparation, Progress::none())
        .value();
}

// "R M C O column: text (count) tracks", one a line.
QByteArray described(const DataReport &report)
{
    QByteArrayList lines;
    for (const DataFinding &finding : report.findings) {
        QByteArray line(1, "RMCO"[static_cast<int>(finding.kind)]);
        line += ' ' + QByteArray::fromStdString(finding.column) + ": " +
                QByteArray::fromStdString(finding.text) + " (" +
                QByteArray::number(qulonglong(finding.count)) + ')';
        for (const std::uint32_t track : finding.tracks)
            line += ' ' + QByteArray::number(track);
        lines.append(line);
    }
    return lines.join('\n');
}

} // namespace

void TestDataReport::facts_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("facts"); // missing, levels, constant, lowest, highest
    const auto row = [](const char *name, const char *text, const char *facts) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(facts);
    };
    row("numbers", "x\n3\nNA\n-1.5\n\"\"\n2\n", "2 0 no -1.5 3");
    row("the same number", "x\n3\nNA\n3.0\n", "1 0 yes 3 3");
    row("zeros of both signs", "x\n0\n-0\n", "0 0 yes 0 0");
    row("one row", "x\n-7\n", "0 0 yes -7 -7");
    row("categories", "x\na\nb\na\nb\n\"\"\n", "1 2 no 0 0");
    row("one category", "x\na\na\nNA\na\n", "1 1 yes 0 0");
    row("texts", "title\na\nb\n\"\"\nc\n", "1 0 no 0 0");
    row("one text", "title\na\n", "0 0 yes 0 0");
    row("nothing at all", "x,y\n,1\n,2\n", "2 0 no 0 0");
}

void TestDataReport::facts()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, facts);
    const ColumnFacts found = columnFacts(tableOf(text.toStdString()), Progress::none()).value()[0];
    const QByteArrayList parts{QByteArray::number(qulonglong(found.missing)),
                               QByteArray::number(qulonglong(found.levels)), found.constant ? "yes" : "no",
                               QByteArray::number(found.lowest), QByteArray::number(found.highest)};
    QCOMPARE(parts.join(' '), facts);
}

// 0..n-1 with every third missing, over more than one stretch of rows, for any number of threads.
void TestDataReport::factsOfManyRows()
{
    constexpr int rows = 200000;
    NumericColumn numbers;
    CategoricalColumn categories{{"a", "b"}, {}};
    for (int i = 0; i < rows; ++i) {
        numbers.values.push_back(i % 3 == 0 ? std::numeric_limits<double>::quiet_NaN() : i);
        categories.codes.push_back(i + 1 < rows ? 0 : 1);
    }
    const Table table("t.csv", rows, {{"n", std::move(numbers)}, {"c", std::move(categories)}}, Key());
    for (const int threads : {1, 2, 3}) {
        setThreadCount(threads);
        const std::vector<ColumnFacts> facts = columnFacts(table, Progress::none()).value();
        QCOMPARE(facts[0].missing, std::size_t((rows + 2) / 3));
        QCOMPARE(facts[0].lowest, 1.0);
        QCOMPARE(facts[0].highest, double(rows - 1));
        QVERIFY(!facts[1].constant);
    }
    Impatient now(0);
    QVERIFY(columnFacts(table, now).error().kind == ErrorKind::Cancelled);
}

void TestDataReport::findings_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("findings");
    const auto row = [](const char *name, const char *text, const char *findings) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(findings);
    };
    row("nothing odd",
        "track_id,energy,loudness,tempo,key,mode,popularity\na,0,-60,1,0,0,0\nb,1,0,250,11,1,100\n", "");
    row("repeats", "track_id,energy\na,0.1\nb,0.2\na,0.3\nc,0.4\nc,0.5\nc,0.6\n",
        "R : rows that repeat an earlier track (3) 0 2");
    row("repeats of a track that is left out", "track_id,energy\na,\na,0.1\nb,0.2\nc,0.3\nb,0.4\n",
        "R : rows that repeat an earlier track (2) 0\nM energy: energy is missing (1)");
    row("missing cells of any column", "title,genre,year,energy\n,a,2000,0.1\nx,,,0.2\nx,a,,\n,,1,0.4\n",
        "M title: title is missing (2) 0 2\nM genre: genre is missing (2) 1 2\nM year: year is missing (2) "
        "1\n"
        "M energy: energy is missing (1)");
    row("a constant", "energy,valence\n0.5,0.1\n0.5,0.2\n0.5,0.3\n",
        "C energy: energy is the same in every track (3) 0 1 2");
    row("constant over the kept tracks", "track_id,energy,valence\na,0.5,0.1\nb,0.5,0.2\na,0.7,0.3\n",
        "R : rows that repeat an earlier track (1) 0\nC energy: energy is the same in every track (2) "
        "0 1");
    row("of one track nothing is constant", "energy,valence\n0.5,0.1\n", "");
    row("tempo", "tempo\n0\n-1\n120\n-0\n",
        "O tempo: tempo is 0 BPM (2) 0 3\nO tempo: tempo is below 0 BPM (1) 1");
    row("tempo by another name", "bpm,energy\n0,0\n1,1\n", "O bpm: bpm is 0 BPM (1) 0");
    row("loudness", "loudness\n0\n0.001\n-3\n", "O loudness: loudness is above 0 dB (1) 1");
    row("duration", "duration_ms\n0\n-5\n1\n",
        "O duration_ms: duration_ms is 0 (1) 0\nO duration_ms: duration_ms is below 0 (1) 1");
    row("popularity", "popularity\n-1\n0\n100\n101\n",
        "O popularity: popularity is outside 0 to 100 (2) 0 3");
    row("key", "key,tempo\n-1,1\n0,2\n11,3\n12,4\n-2,5\n",
        "O key: key is unknown (1) 0\nO key: key is outside 0 to 11 (2) 3 4");
    row("mode", "mode,tempo\n0,1\n1,2\n2,3\n0.5,4\n-1,5\n", "O mode: mode is neither 0 nor 1 (3) 2 3 4");
    row("time signature", "time_signature\n0\n1\n7\n8\n-1\n",
        "O time_signature: time_signature is unknown (1) 0\n"
        "O time_signature: time_signature is outside 0 to 7 (2) 3 4");
    row("a fraction outside 0 to 1", "energy\n0.5\n1.5\n0.7\n-0.1\n0\n1\n",
        "O energy: energy is outside 0 to 1 (2) 1 3");
    row("one slip is not percent", "valence\n0.5\n1.5\n0.7\n0.2\n",
        "O valence: valence is outside 0 to 1 (1) 1");
    row("percent", "danceability_%,energy_%\n0,0\n55,1\n100,23.5\n", "");
    row("beyond percent", "energy\n55\n101\n0\n", "O energy: energy is outside 0 to 1 (2) 0 1");
    row("numbers of another field", "weight,height\n-5,1\n1000,2\n", "");
}

void TestDataReport::findings()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, findings);
    QCOMPARE(described(reportOf(text.toStdString())), findings);
}

void TestDataReport::countsRows()
{
    const DataReport report = reportOf("track_id,energy\na,1\nb,\na,1\nc,1\n");
    QCOMPARE(report.rowsRead, std::uint64_t(4));
    QCOMPARE(report.rowsSkipped, std::uint64_t(0));
    QCOMPARE(report.repeated, std::size_t(1));
    QCOMPARE(report.droppedForMissing, std::size_t(1));
    QCOMPARE(report.kept, std::size_t(2));
}

void TestDataReport::excludedAndChosenFeatures()
{
    const char *text = "energy,tempo,year\n0.5,0,2000\n0.6,0,2000\n";
    QCOMPARE(described(reportOf(text)),
             QByteArray("C tempo: tempo is the same in every track (2) 0 1\nO tempo: tempo is 0 BPM (2) 0 1\n"
                        "C year: year is the same in every row (2)"));
    PreparationOptions options;
    options.excludedFeatures = {"tempo"}; // not in the matrix, yet what it says about the data holds
    options.roles = {{"year", ColumnRole::Feature}};
    QCOMPARE(described(reportOf(text, options)),
             QByteArray("O tempo: tempo is 0 BPM (2) 0 1\nC year: year is the same in every track (2) 0 1"));
    options.roles = {{"tempo", ColumnRole::Other}};
    QCOMPARE(
        described(reportOf(text, options)),
        QByteArray("C tempo: tempo is the same in every row (2)\nC year: year is the same in every row (2)"));
}

void TestDataReport::filledValuesAreStillMissing()
{
    PreparationOptions options;
    options.medianFeatures = {"tempo"};
    QCOMPARE(described(reportOf("energy,tempo\n0.1,100\n0.2,\n0.3,120\n", options)),
             QByteArray("M tempo: tempo is missing (1) 1"));
}

void TestDataReport::cancelled()
{
    const CsvFile file = parsed("track_id,energy\na,5\nb,2\na,1\nc,\n").value();
    const Schema schema = recogniseSchema(file.table).value();
    const Preparation preparation = prepare(file.table, schema, {}, Progress::none()).value();
    const auto facts = columnFacts(file.table, Progress::none()).value();
    setThreadCount(1);
    int patience = 0;
    for (;; ++patience) {
        QVERIFY(patience < 1000);
        Impatient progress(patience);
        const Result<DataReport> report =
            dataReport(file.table, schema, file.summary, facts, preparation, progress);
        if (report.ok())
            break;
        QVERIFY(report.error().kind == ErrorKind::Cancelled);
    }
    QVERIFY(patience >= 3);
}

QTEST_APPLESS_MAIN(TestDataReport)
#include "tst_data_report.moc"
