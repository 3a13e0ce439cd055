#include "core/base/random.h"
#include "core/base/text.h"
#include "core/table/byte_source.h"
#include "core/table/csv_reader.h"
#include "core/table/csv_scan.h"
#include "core/table/csv_window.h"
#include "core/table/type_inference.h"
#include "tests/support/tables.h"

#include <QTemporaryDir>

#include <filesystem>
#include <fstream>
#include <optional>

using namespace genrelens;
using namespace genrelens::test;

using Rows = std::vector<std::vector<std::string>>;

namespace
{

// The same grammar as a state machine, character by character; nothing when a quote stays open.
std::optional<Rows> plainRows(const std::string &text)
{
    Rows rows;
    std::vector<std::string> row;
    std::string field;
    bool quoted = false;
    bool fieldBegun = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (quoted) {
            if (c == '"' && i + 1 < text.size() && text[i + 1] == '"')
                field += text[++i];
            else if (c == '"')
                quoted = false;
            else
                field += c;
        } else if (c == '"' && !fieldBegun) {
            quoted = fieldBegun = true;
        } else if (c == ',') {
            row.push_back(std::exchange(field, {}));
            fieldBegun = false;
        } else if (c == '\n' || c == '\r') {
            if (fieldBegun || !row.empty()) {
                row.push_back(std::exchange(field, {}));
                rows.push_back(std::exchange(row, {}));
                fieldBegun = false;
            }
        } else {
            field += c;
            fieldBegun = true;
        }
    }
    if (quoted)
        return std::nullopt;
    if (fieldBegun || !row.empty()) {
        row.push_back(field);
        rows.push_back(row);
    }
    return rows;
}

Rows rowsOf(std::string_view text, const CsvLayout &layout)
{
    Rows rows;
    std::string scratch;
    for (std::size_t i = 0; i < layout.count(); ++i) {
        rows.emplace_back();
        for (std::size_t f = 0; f < layout.fieldsOf(i); ++f)
            rows.back().emplace_back(layout.field(text, i, f).text(scratch));
    }
    return rows;
}

} // namespace

class TestCsv : public QObject
{
    Q_OBJECT

private slots:
    void readsQuirk_data();
    void readsQuirk();
    void refuses_data();
    void refuses();
    void refusesWrongFile_data();
    void refusesWrongFile();
    void fileAndMemoryGiveTheSame();
    void randomTextsReadAsTheStateMachineReads();
    void damagedFilesNeverCrash();

    void numbers_data();
    void numbers();
    void byteOrderMarkAndLineEndsDoNotChangeTheTable();
};

void TestCsv::readsQuirk_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("table");
    const auto row = [](const char *name, const char *text, const char *table) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(table);
    };
    // Lines
    row("LF", "a,b\n1,x\n2,y\n", "a N 1|2; b T x|y");
    row("CRLF", "a,b\r\n1,x\r\n2,y\r\n", "a N 1|2; b T x|y");
    row("CR", "a,b\r1,x\r2,y\r", "a N 1|2; b T x|y");
    row("mixed line ends", "a,b\r\n1,x\r2,y\n3,z", "a N 1|2|3; b T x|y|z");
    row("no final line end", "a,b\n1,x", "a N 1; b T x");
    row("no final line end, last cell empty", "a,b\n1,", "a N 1; b T ");
    row("blank lines", "\n\r\na,b\n\n1,x\r\n\r\n2,y\n\n\n", "a N 1|2; b T x|y");
    row("one column", "a\n1\n2\n", "a N 1|2");
    row("one column, a cell of two quotes is a row, a blank line is none", "a\n1\n\"\"\n\n2", "a N 1||2");
    row("one row", "a\n1", "a N 1");
    // Header
    row("byte order mark",
        "\xEF\xBB\xBF"
        "a,b\n1,x\n",
        "a N 1; b T x");
    row("byte order mark before a quote", "\xEF\xBB\xBF\"a,b\"\n1\n", "a,b N 1");
    row("empty first header cell", ",b\n0,x\n1,y\n", " N 0|1; b T x|y");
    row("spaces around header cells", " a ,\tb\n1,x\n", "a N 1; b T x");
    row("header in quotes over two lines", "\"a\nb\",c\n1,x\n", "a\nb N 1; c T x");
    // Quotes
    row("comma in quotes", "a,b\n1,\"x,y\"\n", "a N 1; b T x,y");
    row("doubled quotes", "a,b\n1,\"say \"\"hi\"\"\"\n2,\"\"\"\"\n", "a N 1|2; b T say \"hi\"|\"");
    row("line breaks in quotes", "a,b\n1,\"x\ny\"\n2,\"p\r\nq\"\n3,\"\n\"\n",
        "a N 1|2|3; b T x\ny|p\r\nq|\n");
    row("line break in quotes at the end of the file", "a,b\n1,\"x\n\"", "a N 1; b T x\n");
    row("quote within a field", "a,b\n1,6\" disc\n2,x\"y\"z\n3,7\"", "a N 1|2|3; b T 6\" disc|x\"y\"z|7\"");
    row("quote after a space", "a,b\n1, \"x\"\n", "a N 1; b T  \"x\"");
    row("text after the closing quote", "a,b\n\"1\"0,\"x\"y\n2,\"p\"\"q\" r\"\"s\n",
        "a N 10|2; b T xy|p\"q r\"\"s");
    row("empty quotes", "a,b\n1,\"\"\n\"\",x\n", "a N 1|; b C |x");
    row("numbers in quotes", "a\n\"1\"\n\"2,5\"\n", "a T 1|2,5");
    // Unicode
    row("UTF-8", "a,b\n1,Beyonc\xC3\xA9\n2,\xE5\xB0\x8F\xF0\x9F\x8E\xB5\n",
        "a N 1|2; b T Beyonc\xC3\xA9|\xE5\xB0\x8F\xF0\x9F\x8E\xB5");
    row("zero-width characters and U+FEFF in a field", "a,b\n1,x\xE2\x80\x8By\n2,\xEF\xBB\xBFz\xE2\x80\x8D\n",
        "a N 1|2; b T x\xE2\x80\x8By|\xEF\xBB\xBFz\xE2\x80\x8D");
    // Types
    row("missing numbers", "a\n1\nNA\nN/A\nnan\nNaN\nnull\nNone\n?\n\"\"\n  \n2\n", "a N 1||||||||||2");
    row("truth", "a,b\nTrue,1\nFALSE,2\nTRUE,3\nfalse,4\n,5\nNA,6\n", "a N 1|0|1|0||; b N 1|2|3|4|5|6");
    row("truth in words and digits", "a,b\nTrue,true\n0,1\nfalse,\n", "a N 1|0|0; b N 1|1|");
    row("truth and other numbers do not mix", "a\nTrue\n2\n", "a T True|2");
    row("scientific and signed", "a\n1.01e-6\n1E3\n+5\n-0.5\n.5\n5.\n 7 \n",
        "a N 1.01e-06|1000|5|-0.5|0.5|5|7");
    row("too large a number is missing", "a,b\n1e999,1\n2,2\n", "a N |2; b N 1|2");
    row("infinity is missing", "a\ninf\n1\n-Infinity\n", "a N |1|");
    row("infinity alone is text", "a,b\ninf,1\n", "a T inf; b N 1");
    row("Excel's error value is missing", "a\n#N/A\n1\n", "a N |1");
    row("words for missing alone are text", "a,b\n?,1\nNone,2\nNA,3\n", "a T ?|None|; b N 1|2|3");
    row("an id that is partly a number", "a\n123\n4e5x\n", "a T 123|4e5x");
    row("ids of digits stay text", "track_id,b\n007,1\n7,2\n1e1,3\n9007199254740993,4\n",
        "track_id T 007|7|1e1|9007199254740993; b N 1|2|3|4");
    row("titles of digits stay text", "Track Name,b\n1999,1\n07,2\n", "Track Name T 1999|07; b N 1|2");
    row("NA without quotes is missing, with quotes text", "a,b\n1,NA\n2,\"NA\"\n3,na\n",
        "a N 1|2|3; b T |NA|na");
    row("question marks in text stay", "a,b\n1,?\n2,x\n", "a N 1|2; b T ?|x");
    row("nothing but missing", "a,b\n1,\n2,NA\n", "a N 1|2; b T |");
    row("hexadecimal is text", "a\n0x10\n1\n", "a T 0x10|1");
    row("repeated name", "a,a,a\n1,2,3\n", "a N 1; a (2) N 2; a (3) N 3");
    row("several unnamed columns", ",,a,\n1,2,3,4\n", " N 1; Unnamed: 1 N 2; a N 3; Unnamed: 3 N 4");
    // Delimiters
    row("semicolons", "a;b\n1;x,y\n2;z\n", "a N 1|2; b T x,y|z");
    row("tabs", "a\tb\n1\tx y\n2\t\"p\tq\"\n", "a N 1|2; b T x y|p\tq");
    row("bars", "a|b\n1|x\n2|y\n", "a N 1|2; b T x|y");
    row("commas beside semicolons in the cells", "a,b\n1,x;y\n2,z;\n", "a N 1|2; b T x;y|z;");
    row("Excel's first line", "sep=;\r\na;b\r\n1;x\r\n", "a N 1; b T x");
    row("Excel's first line in quotes", "\"sep=|\"\na,b|c\n1|x\n", "a,b N 1; c T x");
    row("decimal commas", "a;b\n1,5;-2,25e1\n,5;3\n7,;0\n", "a N 1.5|0.5|7; b N -22.5|3|0");
    row("decimal points in a semicolon file", "a;b\n1.5;x\n2.25;y\n", "a N 1.5|2.25; b T x|y");
    row("both decimal marks are text", "a;b\n1,5;1\n1.500;2\n", "a T 1,5|1.500; b N 1|2");
    row("commas that may group thousands are text", "a\tb\n1,234\tx\n999\ty\n12,500\tz\n",
        "a T 1,234|999|12,500; b T x|y|z");
    row("some commas cannot group thousands", "a;b\n1,234;x\n0,5;y\n0,123;z\n",
        "a N 1.234|0.5|0.123; b T x|y|z");
    row("a point in a one beside decimal commas", "a;b\n1.000;x\n2,5;y\n", "a T 1.000|2,5; b T x|y");
    row("-nan is missing", "a\n-nan\n1\n", "a N |1");
    row("two commas are text", "a;b\n1,500,000;1\n2;2\n", "a T 1,500,000|2; b N 1|2");
    row("files put one behind the other", "a,b\n1,x\na,b\n2,y\na,b\n", "a N 1|2; b T x|y");
    row("a first row of numbers is no header to leave out", "1,2\n3,4\n1,2\n", "1 N 3|1; 2 N 4|2");
    row("a cell called as its only column", "a\nx\na\n", "a T x|a");
    // Headers that are a name short
    row("row names of R", "a b\tc\n1\tx\t5\n2\ty\t6\n", " N 1|2; a b T x|y; c N 5|6");
    row("rows that end in a delimiter", "a,b\n1,x,\n2,y,\n", "a N 1|2; b T x|y;  T |");
}

void TestCsv::readsQuirk()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, table);
    QCOMPARE(printed(tableOf(text.toStdString())), table.toStdString());
}

void TestCsv::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("message");
    const auto row = [](const char *name, const QByteArray &text, const char *message) {
        QTest::newRow(name) << text << QByteArray(message);
    };
    const char *quote = " never closes. Close it, or double it if it belongs to the text.";
    row("empty", "", "t.csv: the file is empty.");
    row("byte order mark alone", "\xEF\xBB\xBF", "t.csv: the file is empty.");
    row("white space", " \n\t\r\n  ", "t.csv: the file is empty.");
    row("header alone", "a,b", "t.csv: there is a header but no row below it.");
    row("header and blank lines", "a,b\r\n\r\n", "t.csv: there is a header but no row below it.");
    row("open quote", "a,b\n1,x\n2,\"y\n3,z\n",
        (std::string("t.csv: the quote that opens on line 3") + quote).c_str());
    row("open quote after line breaks in quotes", "a,b\r\n1,\"x\r\n\r\ny\"\r2,\"y\n",
        (std::string("t.csv: the quote that opens on line 5") + quote).c_str());
    row("open quote in the header", "\"a,b\n1,2\n",
        (std::string("t.csv: the quote that opens on line 1") + quote).c_str());
    row("lone quote at the end", "a\n1\n\"",
        (std::string("t.csv: the quote that opens on line 3") + quote).c_str());
    row("zero byte", QByteArray("a,b\n1,\0\n", 8),
        "t.csv: this is not a text file. Choose a CSV file, or an archive that holds one.");
    row("zero byte far down", "a\n" + QByteArray(1 << 24, '1') + "\n" + QByteArray(1, '\0') + "\n",
        "t.csv: line 3 holds a zero byte. The file may be damaged; fetch it again.");
    row("ragged", "a,b\n1,2\n3\n4,5,6\n7,8\n",
        "t.csv: 2 of 4 rows do not have the header's 2 fields: line 3 (1 field), line 4 (3 fields). "
        "Check the separator and the quotes.");
    row("one ragged row", "a,b\n1\n",
        "t.csv: 1 of 1 row does not have the header's 2 fields: line 2 (1 field). Check the separator and "
        "the quotes.");
}

void TestCsv::refuses()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, message);
    const Result<CsvFile> file = parsed(text.toStdString());
    QVERIFY(!file.ok());
    QCOMPARE(file.error().message(), message.toStdString());
    QVERIFY(file.error().kind == ErrorKind::Input);
}

void TestCsv::refusesWrongFile_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("message"); // with the full path before it where it is not about the content
    QTest::newRow("missing") << QByteArray("none.csv") << QByteArray("%: there is no such file.");
    QTest::newRow("under a file") << QByteArray("empty.csv/x.csv") << QByteArray("%: there is no such file.");
    QTest::newRow("folder") << QByteArray("folder.csv")
                            << QByteArray("%: this is a folder, not a file. Choose a file in it.");
    QTest::newRow("binary") << QByteArray("binary.csv")
                            << QByteArray("binary.csv: this is not a text file. Choose a CSV file, or an "
                                          "archive that holds one.");
    QTest::newRow("empty") << QByteArray("empty.csv") << QByteArray("empty.csv: the file is empty.");
    QTest::newRow("header") << QByteArray("header.csv")
                            << QByteArray("header.csv: there is a header but no row below it.");
    QTest::newRow("device") << QByteArray("/dev/zero") << QByteArray("%: this is a device, not a file.");
}

void TestCsv::refusesWrongFile()
{
    QFETCH(QByteArray, file);
    QFETCH(QByteArray, message);
    QTemporaryDir dir;
    const std::filesystem::path folder = dir.path().toStdString();
    std::filesystem::create_directory(folder / "folder.csv");
    std::ofstream(folder / "empty.csv").flush();
    std::ofstream(folder / "header.csv") << "a,b\n";
    std::ofstream(folder / "binary.csv") << std::string("\x89PNG\r\n\x1A\n\0\0\0\rIHDR", 16);
    const std::string path = (folder / file.toStdString()).string();
    const Result<CsvFile> read = readCsv(path, CsvOptions{}, Progress::none());
    QVERIFY(!read.ok());
    QCOMPARE(read.error().message(), message.replace('%', path.c_str()).toStdString());
    QVERIFY(read.error().kind == ErrorKind::Input);
}

void TestCsv::fileAndMemoryGiveTheSame()
{
    QTemporaryDir dir;
    const std::string path = dir.path().toStdString() + "/x.csv";
    std::string text = "a,b\n1,x\n2,"; // the file ends exactly at a step of the reader
    text.resize((std::size_t(1) << 24) - 1, 'y');
    text += '\n';
    std::ofstream(path, std::ios::binary) << text;
    const Result<std::string> bytes = readFile(path, Progress::none());
    QVERIFY(bytes.ok());
    QVERIFY(bytes.value() == text);
    const Result<CsvFile> file = readCsv(path, CsvOptions{}, Progress::none());
    QVERIFY(file.ok());
    QCOMPARE(file.value().table.name(), std::string("x.csv"));
    QVERIFY(file.value().table.key() == parsed(text).value().table.key());
    QCOMPARE(file.value().summary.rowsRead, std::uint64_t(2));
}

void TestCsv::randomTextsReadAsTheStateMachineReads()
{
    Random random(11, RandomPurpose::Test);
    int open = 0;
    for (int round = 0; round < 40000; ++round) {
        std::string text;
        for (std::uint64_t left = random.below(18); left > 0; --left)
            text += "a,,\"\"\"\n\r b"[random.below(10)];
        const std::optional<Rows> expected = plainRows(text);
        const std::string padded = text + std::string(64, '\0');
        const std::string_view view = std::string_view(padded).substr(0, text.size());
        CsvLayout layout;
        const CsvScanEnd end = scanCsv(view, 0, view.size(), ',', true, layout);
        QVERIFY2((end.openQuote == CsvScanEnd::none) == expected.has_value(), text.c_str());
        if (!expected) {
            ++open;
            continue;
        }
        QVERIFY2(rowsOf(view, layout) == *expected, text.c_str());
        CsvWindow window; // the same by chunks
        layOutCsv(view, 0, ',', true, 1 + random.below(6), window, Progress::none());
        Rows rows;
        for (const CsvLayout &chunk : window.chunks)
            for (std::vector<std::string> &row : rowsOf(view, chunk))
                rows.push_back(std::move(row));
        QVERIFY2(rows == *expected, text.c_str());
    }
    QVERIFY(open > 1000 && open < 39000);
}

void TestCsv::damagedFilesNeverCrash()
{
    const std::string good =
        "track_id,name,energy,explicit\n"
        "a1,\"x, y\",0.5,True\nb2,\"say \"\"hi\"\"\",1e-6,False\r\nc3,Beyonc\xC3\xA9,,NA\n";
    Random random(12, RandomPurpose::Test);
    int read = 0;
    const int rounds = 6000;
    for (int round = 0; round < rounds; ++round) {
        std::string text = good;
        for (std::uint64_t left = 1 + random.below(4); left > 0; --left) {
            const std::size_t at = random.below(static_cast<std::uint32_t>(text.size()));
            if (random.below(3) == 0)
                text.erase(at, 1 + random.below(8));
            else if (random.below(2) == 0)
                text.insert(at, 1,
                            "\",\n\r\0\xFF"
                            "1e-+"[random.below(10)]);
            else
                text[at] = static_cast<char>(random.below(256));
        }
        CsvOptions options;
        options.maxSkippedShare = 1.0;
        const Result<CsvFile> file = parseCsv(text, "t.csv", options, Progress::none());
        if (!file) {
            QCOMPARE(file.error().message().substr(0, 7), std::string("t.csv: "));
            continue;
        }
        ++read;
        const CsvSummary &summary = file.value().summary;
        QCOMPARE(summary.rowsRead, summary.rowsSkipped + file.value().table.rows());
        QCOMPARE(summary.firstSkipped.size(), std::min<std::size_t>(10, summary.rowsSkipped));
        QCOMPARE(file.value().table.columnCount(), summary.headerFields);
        QVERIFY(findInvalidUtf8(printed(file.value().table)) == std::string::npos);
    }
    QVERIFY(read > rounds / 10 && read < rounds);
}

void TestCsv::numbers_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("value"); // "-" for none
    const auto row = [](const QByteArray &text, const char *value) {
        QTest::newRow((text.size() > 30 ? text.left(12) + "..." + text.right(8) : text).constData())
            << text << QByteArray(value);
    };
    for (const char *none : {"", " ", "+", "-", "+-5", "++5", "1,5", "1 2", "0x1A", "5e", "nan", "-inf",
                             "1e999", "-1e999", "1_000", "12:30", "1e99999", "e5"})
        row(none, "-");
    row("+5", "5");
    row("-5", "-5");
    row("-0", "-0");
    row("\t1.5 ", "1.5");
    row("1e-320", "1e-320");
    row("1e-999", "0");
    row("-1E-99999", "0");
    row("1.7976931348623157e308", "1.7976931348623157e+308");
    row("0." + QByteArray(330, '0') + "1", "0");
    row("1" + QByteArray(400, '0') + "e-10", "-");
    row("1" + QByteArray(300, '0') + "e-299", "10");
}

void TestCsv::numbers()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, value);
    const std::optional<double> number = parseNumber(text.toStdString());
    QCOMPARE(number ? shortest(*number) : std::string("-"), value.toStdString());
}

void TestCsv::byteOrderMarkAndLineEndsDoNotChangeTheTable()
{
    const std::string lines = "a,b\n1,x\n2,\"y,z\"\n";
    std::string crlf = "\xEF\xBB\xBF";
    for (const char c : lines)
        crlf += c == '\n' ? std::string("\r\n") : std::string(1, c);
    QCOMPARE(printed(tableOf(crlf)), printed(tableOf(lines)));
}

QTEST_APPLESS_MAIN(TestCsv)
#include "tst_csv.moc"
