#include "core/base/parallel.h"
#include "core/table/archive.h"
#include "core/table/csv_reader.h"
#include "tests/support/tables.h"

#include <QTemporaryDir>

#include <archive.h>
#include <archive_entry.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <tuple>

using namespace genrelens;
using namespace genrelens::test;

namespace
{

/// Writes archives piece by piece, so that a bomb takes no memory.
class Packer
{
public:
    /// format: ARCHIVE_FORMAT_RAW for a compressed file, else that of an archive.
    Packer(const std::string &path, int format, int filter)
        : m_archive(archive_write_new(), archive_write_free)
        , m_entry(archive_entry_new(), archive_entry_free)
    {
        archive_write_set_format(m_archive.get(), format);
        archive_write_add_filter(m_archive.get(), filter);
        archive_write_open_filename(m_archive.get(), path.c_str());
    }
    ~Packer() { archive_write_close(m_archive.get()); }
    Packer(const Packer &) = delete;
    Packer &operator=(const Packer &) = delete;

    void begin(const std::string &name, std::size_t bytes)
    {
        archive_entry_clear(m_entry.get());
        archive_entry_set_pathname(m_entry.get(), name.c_str());
        archive_entry_set_filetype(m_entry.get(), AE_IFREG);
        archive_entry_set_size(m_entry.get(), static_cast<la_int64_t>(bytes));
        archive_write_header(m_archive.get(), m_entry.get());
    }
    void add(const std::string &bytes) { archive_write_data(m_archive.get(), bytes.data(), bytes.size()); }
    void file(const std::string &name, const std::string &bytes)
    {
        begin(name, bytes.size());
        add(bytes);
    }

private:
    std::unique_ptr<archive, int (*)(archive *)> m_archive;
    std::unique_ptr<archive_entry, void (*)(archive_entry *)> m_entry;
};

std::string repeated(const std::string &text, std::size_t bytes)
{
    std::string all;
    while (all.size() < bytes)
        all += text;
    return all;
}

} // namespace

class TestCsvFiles : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }
    void cleanup() { setThreadCount(0); }

    void joins_data();
    void joins();
    void namesFilesThatAreSkippedOrRepaired();
    void sameNamesInOtherFolders();
    void refuses_data();
    void refuses();

    void archivesOfAnyKind_data();
    void archivesOfAnyKind();
    void entriesThatLieAboutTheirSize();
    void bombs_data();
    void bombs();
    void cancelInArchives();
    void cancelWhileListing();

private:
    std::string write(const std::string &name, const std::string &text) const
    {
        const std::string path = m_dir->path().toStdString() + '/' + name;
        std::filesystem::create_directories(std::filesystem::path(path).parent_path());
        std::ofstream(path, std::ios::binary) << text;
        return path;
    }
    std::unique_ptr<QTemporaryDir> m_dir;
};

void TestCsvFiles::joins_data()
{
    QTest::addColumn<QByteArray>("a");
    QTest::addColumn<QByteArray>("b");
    QTest::addColumn<QByteArray>("table");
    const auto row = [](const char *name, const char *a, const char *b, const char *table) {
        QTest::newRow(name) << QByteArray(a) << QByteArray(b) << QByteArray(table);
    };
    row("the same columns", "n,t\n1,x\n2,y\n", "n,t\n3,z\n", "n N 1|2|3; t T x|y|z; file C a|a|b.2");
    row("in another order", "n,t\n1,x\n", "t,n\nz,3\n", "n N 1|3; t T x|z; file C a|b.2");
    row("another delimiter and decimal mark", "n,t\n1.5,x\n", "t;n\nz;2\ny;3\n",
        "n N 1.5|2|3; t T x|z|y; file C a|b.2|b.2");
    row("decimal commas in one of them", "n,t\n1,x\n", "t;n\nz;2,5\n", "n N 1|2.5; t T x|z; file C a|b.2");
    row("words in one of them", "n,t\n1,x\n", "n,t\nw,y\n", "n T 1|w; t T x|y; file C a|b.2");
    row("numbers in one of them", "n,t\nw,x\n", "n,t\n1,y\n", "n T w|1; t T x|y; file C a|b.2");
    row("a header alone among them", "n,t\n", "n,t\n1,x\n2,y\n", "n N 1|2; t T x|y; file C b.2|b.2");
    row("a column called file", "file,n\nx,1\n", "file,n\ny,2\n", "file T x|y; n N 1|2; file (2) C a|b.2");
    row("unnamed columns", ",t,\n0,x,1\n", ",t,\n0,y,2\n", " N 0|0; t T x|y; Unnamed: 2 N 1|2; file C a|b.2");
}

void TestCsvFiles::joins()
{
    QFETCH(QByteArray, a);
    QFETCH(QByteArray, b);
    QFETCH(QByteArray, table);
    const std::vector<std::string> paths{write("a.csv", a.toStdString()), write("b.2.TSV", b.toStdString())};
    const Result<CsvFile> file = readCsvFiles(paths, CsvOptions{}, Progress::none());
    QVERIFY2(file.ok(), file.ok() ? "" : file.error().message().c_str());
    QCOMPARE(printed(file.value().table), table.toStdString());
    QCOMPARE(file.value().table.name(), std::string("a.csv and 1 more"));
    QVERIFY((file.value().summary.files == std::vector<std::string>{"a.csv", "b.2.TSV"}));
}

void TestCsvFiles::namesFilesThatAreSkippedOrRepaired()
{
    const std::vector<std::string> paths{write("a.csv", "n,t\n" + repeated("1,x\n", 4000)),
                                         write("b.csv", "n,t\n\n2\n" + repeated("1,\xE9\n", 16))};
    const Result<CsvFile> file = readCsvFiles(paths, CsvOptions{}, Progress::none());
    QVERIFY(file.ok());
    QCOMPARE(describeSkipped(file.value().summary), std::string("b.csv line 3 (1 field)"));
    QCOMPARE(file.value().summary.remarks.size(), std::size_t(1));
    QCOMPARE(file.value().summary.remarks[0],
             std::string("in b.csv 4 bytes are no UTF-8 and read as Windows-1252 (the first on line 4)"));
}

void TestCsvFiles::sameNamesInOtherFolders()
{
    const std::vector<std::string> paths{write("x/pop.csv", "n\n1\n"), write("y/pop.csv", "n\n2\n"),
                                         write("pop.txt", "n\n3\n")};
    const Result<CsvFile> file = readCsvFiles(paths, CsvOptions{}, Progress::none());
    QVERIFY(file.ok());
    QCOMPARE(printed(file.value().table), std::string("n N 1|2|3; file C pop|pop (2)|pop (3)"));
}

void TestCsvFiles::refuses_data()
{
    QTest::addColumn<QByteArray>("b");
    QTest::addColumn<QByteArray>("message");
    const auto row = [](const char *name, const char *b, const char *message) {
        QTest::newRow(name) << QByteArray(b) << QByteArray(message);
    };
    const char *const only = " Only files with the same columns can be opened together.";
    row("a column less", "n\n1\n",
        (std::string("b.csv: it has no column \"t\" as a.csv has.") + only).c_str());
    row("a column more", "t,m,n\n1,2,3\n",
        (std::string("b.csv: it has a column \"m\" that a.csv has not.") + only).c_str());
    row("empty", "", "b.csv: the file is empty.");
    row("no text", "\x89PNG\r\n\x1A\n",
        (std::string("b.csv: it has a column \"\xE2\x80\xB0PNG\" that a.csv has not.") + only).c_str());
    row("a quote that stays open", "n,t\n1,\"x\n",
        "b.csv: the quote that opens on line 2 never closes. Close it, or double it if it belongs to the "
        "text.");
    row("ragged", "n,t\n1\n",
        "a.csv and 1 more: 1 of 2 rows does not have the header's 2 fields: b.csv line "
        "2 (1 field). Check the separator and the quotes.");
}

void TestCsvFiles::refuses()
{
    QFETCH(QByteArray, b);
    QFETCH(QByteArray, message);
    const std::vector<std::string> paths{write("a.csv", "n,t\n1,x\n"), write("b.csv", b.toStdString())};
    const Result<CsvFile> file = readCsvFiles(paths, CsvOptions{}, Progress::none());
    QVERIFY(!file.ok());
    QCOMPARE(file.error().message(), message.toStdString());
}

void TestCsvFiles::archivesOfAnyKind_data()
{
    QTest::addColumn<int>("format");
    QTest::addColumn<int>("filter");
    QTest::newRow("zip") << ARCHIVE_FORMAT_ZIP << ARCHIVE_FILTER_NONE;
    QTest::newRow("7z") << ARCHIVE_FORMAT_7ZIP << ARCHIVE_FILTER_NONE;
    QTest::newRow("tar.gz") << ARCHIVE_FORMAT_TAR_PAX_RESTRICTED << ARCHIVE_FILTER_GZIP;
    QTest::newRow("tar.xz") << ARCHIVE_FORMAT_TAR_USTAR << ARCHIVE_FILTER_XZ;
    QTest::newRow("tar.zst") << ARCHIVE_FORMAT_TAR_GNUTAR << ARCHIVE_FILTER_ZSTD;
    QTest::newRow("tar.bz2") << ARCHIVE_FORMAT_TAR_USTAR << ARCHIVE_FILTER_BZIP2;
}

// The largest table says which columns count; a word in the second column's last row makes it read twice.
void TestCsvFiles::archivesOfAnyKind()
{
    QFETCH(int, format);
    QFETCH(int, filter);
    const std::string path = m_dir->path().toStdString() + "/tracks.packed";
    {
        Packer packer(path, format, filter);
        packer.file("data/notes.txt", "About these tables: \"nothing\n");
        packer.file("data/more/rows.csv", "m,other\n7,8\n");
        packer.file("data/more.csv", "m,n\n5,late\n");
        packer.file("data/picture.png", repeated("\x89PNG", 3000000));
        packer.file("data/rows.csv", "n,m\n" + repeated("1,2\n", 400000));
    }
    const Result<CsvFile> file = readCsv(path, CsvOptions{}, Progress::none());
    QVERIFY2(file.ok(), file.ok() ? "" : file.error().message().c_str());
    const Table &table = file.value().table;
    QCOMPARE(table.rows(), std::size_t(100001));
    QCOMPARE(table.columnCount(), std::size_t(3));
    QVERIFY(!table.column(0).isNumeric());
    QCOMPARE(table.column(0).cell(0), std::string("late"));
    QCOMPARE(table.column(1).cell(100000), std::string("2"));
    QCOMPARE(table.column(2).cell(0), std::string("more"));
    QCOMPARE(table.column(2).cell(1), std::string("rows"));
    QVERIFY(file.value().summary.tablesLeftOut);
    QCOMPARE(file.value().summary.remarks.size(), std::size_t(1)); // a note beside tables is not worth one
    QCOMPARE(file.value().summary.remarks[0],
             std::string("tracks.packed/data/more/rows.csv has other columns and is not read"));
}

// A directory may promise any size: no memory is taken for what is not there.
void TestCsvFiles::entriesThatLieAboutTheirSize()
{
    const std::string path = m_dir->path().toStdString() + "/rows.zip";
    Packer(path, ARCHIVE_FORMAT_ZIP, ARCHIVE_FILTER_NONE)
        .file("rows.csv", "n,m\n" + repeated("1,2\n", 100000));
    std::string zip;
    {
        std::ifstream file(path, std::ios::binary);
        zip.assign(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    }
    for (const auto &[header, size] : {std::pair{"PK\x01\x02", 24U}, std::pair{"PK\x03\x04", 22U}})
        zip.replace(zip.find(header) + size, 4, "\xF0\xFF\xFF\xFF"); // nearly 4 GiB
    std::ofstream(path, std::ios::binary) << zip;
    const Result<CsvFile> file = readCsv(path, CsvOptions{}, Progress::none());
    QVERIFY(!file.ok());
    QCOMPARE(file.error().message(),
             path + ": it cannot be unpacked (ZIP uncompressed data is wrong size (read 100004, expected "
                    "4294967280)). Fetch it again, or unpack it with another program first.");
}

void TestCsvFiles::bombs_data()
{
    QTest::addColumn<int>("format");
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("short rows in .gz") << ARCHIVE_FORMAT_RAW << (QByteArray(4095, '1') + '\n');
    QTest::newRow("zeros in .tar.gz") << ARCHIVE_FORMAT_TAR_USTAR << QByteArray(1, '\0');
}

void TestCsvFiles::bombs()
{
    QFETCH(int, format);
    QFETCH(QByteArray, content);
    const std::string path = m_dir->path().toStdString() + "/bomb.csv.gz";
    constexpr std::size_t pieces =
        320; // of a megabyte: 256 of them and 50 times what they take are the limit
    {
        const std::string piece = repeated(content.toStdString(), std::size_t(1) << 20);
        Packer packer(path, format, ARCHIVE_FILTER_GZIP);
        packer.begin("bomb.csv", 4 + pieces * piece.size());
        packer.add("a,b\n");
        for (std::size_t i = 0; i < pieces; ++i)
            packer.add(piece);
    }
    QVERIFY(std::filesystem::file_size(path) < (std::size_t(1) << 20));
    const Result<CsvFile> file = readCsv(path, CsvOptions{}, Progress::none());
    QVERIFY(!file.ok());
    QCOMPARE(file.error().message(), path + ": it unpacks to more than 50 times its size, as no table of "
                                            "tracks does. Unpack it with another program if you trust it.");
}

void TestCsvFiles::cancelInArchives()
{
    const std::string folder = m_dir->path().toStdString();
    const std::string rows = "n,m\n" + repeated("1,2\n", 20000) + "3,late\n";
    {
        Packer packer(folder + "/rows.csv.gz", ARCHIVE_FORMAT_RAW, ARCHIVE_FILTER_GZIP);
        packer.file("rows.csv", rows);
    }
    for (const auto &[name, format, filter] :
         {std::tuple{"/rows.zip", ARCHIVE_FORMAT_ZIP, ARCHIVE_FILTER_NONE},
          std::tuple{"/rows.tar.gz", ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_GZIP}}) {
        Packer packer(folder + name, format, filter);
        packer.file("picture.png", repeated("\x89PNG", 200000));
        packer.file("more.csv", rows);
        packer.file("rows.csv", rows);
    }
    CsvOptions options;
    options.windowBytes = 4096;
    for (const char *const name : {"/rows.csv.gz", "/rows.zip", "/rows.tar.gz"}) {
        int cancelled = 0;
        for (int patience = 0;; ++patience) {
            QVERIFY(patience < 10000);
            Impatient progress(patience);
            const Result<CsvFile> file = readCsv(folder + name, options, progress);
            if (file.ok())
                break;
            QVERIFY2(file.error().kind == ErrorKind::Cancelled, file.error().message().c_str());
            ++cancelled;
        }
        QVERIFY(cancelled > 20);
    }
}

// Within a large entry, too, which must be unpacked to get past it.
void TestCsvFiles::cancelWhileListing()
{
    const std::string path = m_dir->path().toStdString() + "/rows.tar.gz";
    Packer(path, ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_GZIP)
        .file("picture.png", repeated("\x89PNG", 5000000));
    Impatient progress(20);
    const Result<std::vector<ArchiveEntry>> tables = tablesInArchive(path, progress);
    QVERIFY(!tables.ok());
    QVERIFY(tables.error().kind == ErrorKind::Cancelled);
}

QTEST_APPLESS_MAIN(TestCsvFiles)
#include "tst_csv_files.moc"
