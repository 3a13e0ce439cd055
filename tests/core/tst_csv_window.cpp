#include "core/base/parallel.h"
#include "core/base/random.h"
#include "core/table/csv_reader.h"
#include "tests/support/same_table.h"
#include "tests/support/tables.h"

#include <algorithm>
#include <array>

using namespace genrelens;
using namespace genrelens::test;

namespace
{

// Rows of cells of all kinds, some of a wrong length, with all line ends; some texts hold bytes that are no
// UTF-8, which wellFormed forbids.
std::string randomText(Random &random, bool wellFormed)
{
    const std::vector<std::string> cells{"1",
                                         "0.25",
                                         "-3e2",
                                         "",
                                         "NA",
                                         "?",
                                         "1e999",
                                         "0",
                                         "word",
                                         "True",
                                         "\"a\"\"b\"",
                                         "\"x,y\"",
                                         "\"line\r\nbreak\"",
                                         "\"\n\r\"",
                                         "\"\"",
                                         "6\" disc",
                                         "1;5",
                                         "\xC3\xA9t\xC3\xA9",
                                         "\xE5\xB0\x8F\xF0\x9F\x8E\xB5",
                                         wellFormed ? "\xC3\xBF" : "\xFF\xE9",
                                         wellFormed ? "z" : "\xF0\x9F\x8E",
                                         "123456789012345678"};
    const std::array<const char *, 3> lineEnds{"\n", "\r\n", "\r"};
    const char *const usual = lineEnds[random.below(3)];
    const std::size_t columns = 1 + random.below(4);
    // A column holds cells of few kinds, or nothing would ever be a number.
    std::vector<std::vector<std::string>> kinds(columns);
    for (std::vector<std::string> &kind : kinds)
        for (std::uint64_t left = 1 + random.below(4); left > 0; --left)
            kind.push_back(cells[random.below(static_cast<std::uint32_t>(cells.size()))]);
    std::string text;
    for (std::size_t c = 0; c < columns; ++c)
        text += (c == 0 ? "c" : ",c") + std::to_string(c);
    for (std::uint64_t rows = random.below(60); rows > 0; --rows) {
        text += random.below(8) == 0 ? lineEnds[random.below(3)] : usual;
        const std::size_t fields = random.below(25) == 0 ? 1 + random.below(5) : columns;
        for (std::size_t f = 0; f < fields; ++f) {
            const std::vector<std::string> &kind = kinds[std::min(f, columns - 1)];
            text += (f == 0 ? "" : ",") + kind[random.below(static_cast<std::uint32_t>(kind.size()))];
        }
    }
    if (random.below(20) == 0)
        text += "\n\"never closed";
    return text;
}

std::string utf16Of(const std::string &utf8, bool bigEndian, Random &random, bool loneSurrogates)
{
    QString text = QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
    if (loneSurrogates)
        text.insert(random.below(static_cast<std::uint32_t>(text.size() + 1)), QChar(0xD83D));
    std::string bytes = bigEndian ? "\xFE\xFF" : "\xFF\xFE";
    for (const QChar c : text)
        for (const unsigned shift : bigEndian ? std::array{8U, 0U} : std::array{0U, 8U})
            bytes += static_cast<char>(static_cast<unsigned char>(c.unicode() >> shift));
    return bytes;
}

CsvOptions oneWindow()
{
    CsvOptions options;
    options.maxSkippedShare = 1.0;
    return options;
}

CsvOptions smallWindow(Random &random)
{
    CsvOptions options = oneWindow();
    options.windowBytes = 64 + random.below(200);
    options.chunkBytes = 1 + random.below(120);
    return options;
}

// Reads the text through several small windows with 1, 2 and 3 threads: what differs, and where.
std::string differenceInSmallWindows(const std::string &text, const Result<CsvFile> &whole, Random &random)
{
    for (const int threads : {1, 2, 3}) {
        setThreadCount(threads);
        const CsvOptions options = smallWindow(random);
        const std::string difference =
            differenceOf(parseCsv(text, "t.csv", options, Progress::none()), whole);
        if (!difference.empty())
            return difference + " with windows of " + std::to_string(options.windowBytes) + ", chunks of " +
                   std::to_string(options.chunkBytes) + ", threads " + std::to_string(threads) + ": " + text;
    }
    return {};
}

} // namespace

class TestCsvWindow : public QObject
{
    Q_OBJECT

private slots:
    void cleanup() { setThreadCount(0); }

    void anyWindowReadsTheSame();
    void anyWindowReadsUtf16TheSame();
    void anyWindowFindsTheSameZero();
    void lateKinds_data();
    void lateKinds();
    void longRowAtTheFirstLooksEnd();
};

void TestCsvWindow::anyWindowReadsTheSame()
{
    Random random(21, RandomPurpose::Test);
    int read = 0;
    int repaired = 0;
    int skipped = 0;
    const int rounds = 1500;
    for (int round = 0; round < rounds; ++round) {
        const std::string text = randomText(random, false);
        setThreadCount(1);
        const Result<CsvFile> whole = parseCsv(text, "t.csv", oneWindow(), Progress::none());
        const std::string difference = differenceInSmallWindows(text, whole, random);
        QVERIFY2(difference.empty(), difference.c_str());
        if (!whole)
            continue;
        ++read;
        for (const std::string &remark : whole.value().summary.remarks)
            repaired += remark.find("Windows-1252") != std::string::npos ? 1 : 0;
        skipped += whole.value().summary.rowsSkipped > 0 ? 1 : 0;
    }
    QVERIFY(read > rounds / 2 && read < rounds);
    QVERIFY(repaired > rounds / 10);
    QVERIFY(skipped > rounds / 10);
}

void TestCsvWindow::anyWindowReadsUtf16TheSame()
{
    Random random(22, RandomPurpose::Test);
    for (int round = 0; round < 600; ++round) {
        const std::string text = randomText(random, true);
        const bool lone = round % 3 == 0;
        const std::string bytes = utf16Of(text, round % 2 == 0, random, lone);
        setThreadCount(1);
        const Result<CsvFile> whole = parseCsv(bytes, "t.csv", oneWindow(), Progress::none());
        const std::string difference = differenceInSmallWindows(bytes, whole, random);
        QVERIFY2(difference.empty(), difference.c_str());
        if (lone) // becomes U+FFFD somewhere
            continue;
        const std::string other = differenceOf(whole, parseCsv(text, "t.csv", oneWindow(), Progress::none()));
        QVERIFY2(other.empty(), (other + ": " + text).c_str());
    }
}

void TestCsvWindow::anyWindowFindsTheSameZero()
{
    Random random(23, RandomPurpose::Test);
    for (const std::size_t at : {100U, 65535U, 65536U, 70000U, 200000U}) {
        std::string text = "a,b\n";
        while (text.size() < 250000)
            text += "1,x\r\n";
        text[at] = '\0';
        for (const std::string &bytes : {text, utf16Of(text, true, random, false)}) {
            const Result<CsvFile> whole = parseCsv(bytes, "t.csv", oneWindow(), Progress::none());
            QVERIFY(!whole.ok());
            const std::string difference = differenceInSmallWindows(bytes, whole, random);
            QVERIFY2(difference.empty(), difference.substr(0, 200).c_str());
        }
    }
}

void TestCsvWindow::lateKinds_data()
{
    QTest::addColumn<QByteArray>("usual"); // in all rows but one
    QTest::addColumn<QByteArray>("late");
    QTest::addColumn<bool>("isNumeric");
    const auto row = [](const char *name, const char *usual, const char *late, bool isNumeric) {
        QTest::newRow(name) << QByteArray(usual) << QByteArray(late) << isNumeric;
    };
    row("numbers, then a word", "1.5", "x", false);
    row("numbers, then a quoted word", "1.5", "\"x,y\"", false);
    row("numbers, then truth", "2", "TRUE", false);
    row("ones, then truth", "1", "true", true);
    row("truth, then a two", "False", "2", false);
    row("truth, then a one", "False", "1", true);
    row("numbers, then a missing word", "7", "?", true);
    row("missing words, then a number", "None", "3", true);
    row("missing words, then a word", "None", "x", false);
    row("missing words alone", "?", "NaN", false);
    row("infinities, then a number", "inf", "3", true);
    row("infinities alone", "inf", "-inf", false);
    row("nothing, then a word", "", "x", false);
    row("nothing, then a number", "", "5", true);
    row("nothing at all", "", "NA", false);
    row("words, then a number", "x", "5", false);
}

// The reference knows each column's cells before it decides.
void TestCsvWindow::lateKinds()
{
    QFETCH(QByteArray, usual);
    QFETCH(QByteArray, late);
    QFETCH(bool, isNumeric);
    const auto textOf = [](const QByteArray &cell) {
        return cell == "NA"           ? std::string()
               : cell.startsWith('"') ? cell.mid(1, cell.size() - 2).toStdString()
                                      : cell.toStdString();
    };
    const auto numberOf = [](const QByteArray &cell) {
        const QByteArray word = cell.toLower();
        return word == "true" ? "1" : word == "false" ? "0" : word[0] >= '1' && word[0] <= '9' ? cell : "";
    };
    for (const std::size_t at : {std::size_t(5001), std::size_t(11999)}) {
        std::string text = "n,m\n";
        for (std::size_t i = 0; i < 12000; ++i)
            text += std::to_string(i) + ',' + (i == at ? late : usual).toStdString() + '\n';
        for (const std::size_t windowBytes : {std::size_t(4096), CsvOptions().windowBytes}) {
            CsvOptions options;
            options.windowBytes = windowBytes;
            const Result<CsvFile> file = parseCsv(text, "t.csv", options, Progress::none());
            QVERIFY(file.ok());
            const Column &column = file.value().table.column(1);
            QCOMPARE(column.isNumeric(), isNumeric);
            for (std::size_t i = 0; i < 12000; ++i) {
                const QByteArray &cell = i == at ? late : usual;
                QCOMPARE(column.cell(i), isNumeric ? std::string(numberOf(cell)) : textOf(cell));
            }
            QVERIFY(file.value().table.column(0).numeric()->values[at] == static_cast<double>(at));
        }
    }
}

// By commas the long row has as many fields as the header, by semicolons another number: whoever looks at it
// chooses commas, whoever does not is undecided. All must look at the same beginning.
void TestCsvWindow::longRowAtTheFirstLooksEnd()
{
    const std::string text = "a,b;c\n1,\"" + std::string(70000, 'x') + "\"\n2;3\n";
    const Result<CsvFile> whole = parseCsv(text, "t.csv", oneWindow(), Progress::none());
    Random random(24, RandomPurpose::Test);
    const std::string difference = differenceInSmallWindows(text, whole, random);
    QVERIFY2(difference.empty(), difference.substr(0, 200).c_str());
}

QTEST_APPLESS_MAIN(TestCsvWindow)
#include "tst_csv_window.moc"
