#include "core/table/csv_reader.h"
#include "tests/support/shared_data.h"
#include "tests/support/tables.h"

#include <filesystem>
#include <set>

using namespace genrelens;
using namespace genrelens::test;

namespace
{

constexpr const char *rowNames =
    "the header has one name less than the rows have fields, so the first of them are row names";

struct Dialect {
    const char *file;
    char delimiter;
    const char *table;
    const char *remarks = "";
};

// What people and their programs write, by the rules of README.md beside the files. The contents are made up.
const std::vector<Dialect> dialects{
    // Cases as in csv-spectrum, which follow RFC 4180
    {"comma_in_quotes.csv", ',', "track T Ebb|Flow; artist T Lund, Ada|Orr; city T Ystad, Skåne|Cork"},
    {"empty.csv", ',', "a N 1|2; b N |3; c N |4"},
    {"empty_crlf.csv", ',', "a N 1|2; b N |3; c N |4"},
    {"escaped_quotes.csv", ',', R"(a N 1|3; b T ha "ha" ha|"4")"},
    {"json.csv", ',', R"(key N 1|2; val T {"type": "Point", "at": [102.0, 0.5]}|{})"},
    {"newlines.csv", ',', "a T 1|Once upon\na time|7; b N 2|5|8; c N 3|6|9"},
    {"newlines_crlf.csv", ',', "a T 1|Once upon\r\na time|7; b N 2|5|8; c N 3|6|9"},
    {"quotes_and_newlines.csv", ',', "a N 1|3; b T ha\n\"ha\"\nha|4"},
    {"simple.csv", ',', "a N 1; b N 2; c N 3"},
    {"simple_crlf.csv", ',', "a N 1; b N 2; c N 3"},
    {"utf8.csv", ',', "a N 1|4; b N 2|5; c T 3|ʤ 小 🎵"},
    // Delimiters
    {"tab.tsv", '\t', "track T A|B; energy N 0.5|0.25; note T a \"word\", and more|x\ty"},
    {"bar.csv", '|', "track T A|B; energy N 0.5|0.25; mood T x,y;z|p|q"},
    {"sep_line.csv", ';', "track T Ebb, flow; energy N 0.5"},
    {"sep_comma.csv", ',', "track N 1; note T a;b;c"},
    {"commas_in_semicolon_header.csv", ';', "Track, full T Ebb, flow|Tide, low; Energy N 0.5|1.25"},
    {"youtube_semicolons.csv", ';',
     "track T Ebb|Flow; artist T Ada|Orr; Sons; views N 1200000|; energy N 0.5|0.25; licensed N 1|0"},
    {"one_column.csv", ',', "energy N 0.5||0.25"},
    {"one_row.csv", ',', "track T Ebb; energy N 0.5"},
    // Encodings and line ends
    {"bom.csv", ',', "track, full T A; energy N 1.5"},
    {"utf16_le.txt", '\t', "track T Åsa 🎵|Bö; energy N 0.5|0.25; mood T gut|a \"b\""},
    {"utf16_be.txt", '\t', "track T Åsa 🎵|Bö; energy N 0.5|0.25; mood T gut|a \"b\""},
    {"windows_1252.csv", ',', "track N 1|2; note T “It’s” – 5 €|Œuvre…",
     "7 bytes are no UTF-8 and read as Windows-1252 (the first on line 2)"},
    {"latin1.csv", ',', "track N 1|2; note T Málaga|naïve ÿ",
     "3 bytes are no UTF-8 and read as Windows-1252 (the first on line 2)"},
    {"mixed_encodings.csv", ',', "track N 1|2|3; note T Málaga|plain|Málaga",
     "1 byte is no UTF-8 and read as Windows-1252 (on line 4)"},
    {"cr_only.csv", ',', "a N 1|2; b T x|y\rz"},
    {"no_last_newline.csv", ',', "a N 1|2; b C x|"},
    {"blank_lines.csv", ',', "a N 1|2; b T x|y"},
    {"control_characters.csv", ',', "a N 1|2; b T x\vy|\x1B[0m"},
    // Programs
    {"excel_german.csv", ';',
     "Titel T Regen|Schnee; Künstler T Häßler|Öst; Energie N 0.75|0.5; Tempo N 120.5|98",
     "4 bytes are no UTF-8 and read as Windows-1252 (the first on line 1)"},
    {"excel_french.csv", ';', "Titre T L’été|Noël; Énergie N 0.25|-0.0015; Durée N 1e+05|2"},
    {"r_write_csv.csv", ',', " N 1|2|3; track T Ebb, flow||NA; energy N 0.5||1e-05; good N 1|0|"},
    {"r_write_csv_no_rows.csv", ',', "track T Ebb|say 'hi'; energy N 0.5|; good N 1|0",
     "1 infinite value of \"energy\" counts as missing"},
    {"r_write_csv2.csv", ';', " N 1|2; track T Ebb|Flow; energy N 0.5|1.25"},
    {"r_write_table.tsv", '\t', " N 1|2; track T Ebb|Flow; energy N 0.5|0.25", rowNames},
    {"r_write_table_no_rows.tsv", '\t', "track T Ebb|Flow; energy N 0.5|"},
    {"r_write_table_spaces.txt", ' ', " N 1|2; track T Ebb|Flow; energy N 0.5|0.25", rowNames},
    {"pandas_index.csv", ',', " N 0|1|2; track T Ebb|Flow|Tide; energy N 0.5||1.5; good N 1|0|1"},
    {"pandas_index_twice.csv", ',', "Unnamed: 0.1 N 0|1; Unnamed: 0 N 0|1; energy N 0.5|0.25"},
    {"python_lists.csv", ',',
     "id T 0a|0b; artists T ['Ada Lund', 'Orr']|[\"D'Arc\"]; genres T ['indie pop', 'folk']|[]; "
     "energy N 0.5|0.75"},
    {"tidytuesday.csv", ',',
     "song T Ebb|NA|Flow (Live); rating N |7.5|8; year N 1999||2001; spotify_track_id C |0aB|"},
    // Files of tracks
    {"exportify.csv", ',',
     "Track URI T spotify:track:0A|spotify:track:0B; Track Name T Ebb|1999; Album Name C Tides|Tides; "
     "Artist Name(s) T Ada Lund,Orr|Ada Lund; Release Date T 2019-03-01|2019; "
     "Duration (ms) N 201500|180000; Popularity N 41|0; Explicit N 0|1; Added By C ada|ada; "
     "Added At T 2024-01-02T03:04:05Z|2024-01-02T03:05:05Z; Genres C indie pop,dream pop|; "
     "Record Label C Salt|Salt; Danceability N 0.51|0.7; Energy N 0.6|0.125; Key N 0|11; "
     "Loudness N -7.25|-5; Mode N 1|0"},
    {"music_genre.csv", ',',
     "instance_id N 32894|46652|30097||62177; artist_name T Ada Lund|empty_field|Orr||Orr; "
     "track_name T Ebb|07|Flow||Tide; popularity N 27|31|28||34; duration_ms N -1|218293|215613||166875; "
     "energy N 0.94|0.89|0.75||0.7; key T A#|D|G#||C; mode C Minor|Minor|Major||Major; "
     "tempo N 100.5||||128; obtained_date C 4-Apr|4-Apr|3-Apr||3-Apr; "
     "music_genre C Electronic|Electronic|Jazz||Jazz"},
    {"spotify_2023.csv", ',',
     "track_name T Ebb|Canción|Tide; artist(s)_name T Ada Lund, Orr|Peña|Orr; artist_count N 2|1|1; "
     "released_year N 2023|2022|2021; streams T 141381703|BPM110Key|52866; bpm N 125|92|140; key T B||F#; "
     "mode T Major|Minor|Major; danceability_% N 80|71|51; energy_% N 83|61|32",
     "2 bytes are no UTF-8 and read as Windows-1252 (the first on line 3)"},
    // Headers
    {"repeated_names.csv", ',', "a N 1; b N 2; a (2) N 3; a (3) N 4; a (2) (2) N 5",
     "another column \"a\" is called \"a (2)\"/another column \"a\" is called \"a (3)\"/"
     "another column \"a (2)\" is called \"a (2) (2)\""},
    {"empty_names.csv", ',', " N 1|5; x N 2|6; Unnamed: 2 N 3|7; Unnamed: 2 (2) N 4|8",
     "another column \"Unnamed: 2\" is called \"Unnamed: 2 (2)\""},
    {"spaces_in_header.csv", ',', "track T Ebb; energy (0-1) N 0.5; mood T  calm"},
    {"header_lines.csv", ',', "track\nname T Ebb; energy N 0.5"},
    {"trailing_delimiter.csv", ',', "track T Ebb|Flow; energy N 0.5|0.25;  T |"},
    {"trailing_delimiter_everywhere.csv", ',', "track T Ebb|Flow; energy N 0.5|0.25;  T |"},
    // Cells
    {"quotes_everywhere.csv", ',', "track T Ebb|Flow|; energy N 0.5||70; good N 1|0|"},
    {"stray_quotes.csv", ',', "track T 6\" disc|12 single|say \"hi\"; size N 1|2|3"},
    {"truth.csv", ',', "a N 1|0|; b N 1|0|; c N 1|0|0; d N 1|0|1; e N 1|0|1"},
    {"truth_mixed.csv", ',', "a T true|2; b T yes|no"},
    {"missing_words.csv", ',', "a N 1|2|; b N |3|; c T N/A|null|#N/A; d T -|4|5"},
    {"numbers.csv", ',', "a N 1|-0.5|5|7; b N 1000|0.5|0.001|",
     "1 infinite value of \"b\" counts as missing"},
    {"grouped_thousands.csv", ',', "track T Ebb|Flow; streams T 1,234,567|12"},
    {"ids.csv", ',', "track_id T 007|7|1e1; energy N 1|2|3"},
    // Compressed
    {"gzip.csv.gz", ',', "track T Ebb|Flow; energy N 0.5|0.25"},
    {"zstandard.csv.zst", ',', "track T Ebb|Flow; energy N 0.5|0.25"},
    {"xz.csv.xz", ',', "track T Ebb|Flow; energy N 0.5|0.25"},
    {"bzip2.csv.bz2", ',', "track T Ebb|Flow; energy N 0.5|0.25"},
    {"one.zip", ',', "track T Ebb|Flow; energy N 0.5|0.25"},
    {"one_from_macos.zip", ',', "track T Ebb|Flow; energy N 0.5|0.25"},
    {"several.zip", ',', "track T Ebb|Flow|Tide; energy N 0.5|0.25|0.75; file C tracks|tracks|more",
     "several.zip/other.csv has other columns and is not read"},
};

struct Refused {
    const char *file;
    const char *message; ///< behind the file's name
};

const std::vector<Refused> refusals{
    {"refused_ragged.csv", "2 of 4 rows do not have the header's 3 fields: line 3 (2 fields), line 4 (4 "
                           "fields). Check the separator and the quotes."},
    {"refused_header_alone.csv", "there is a header but no row below it."},
    {"refused_white_space.csv", "the file is empty."},
    {"refused_empty.csv", "the file is empty."},
    {"refused_sep_alone.csv", "the file is empty."},
    {"refused_open_quote.csv",
     "the quote that opens on line 4 never closes. Close it, or double it if it belongs to the text."},
    {"refused_open_header.csv",
     "the quote that opens on line 2 never closes. Close it, or double it if it belongs to the text."},
    {"refused_zero_byte.csv", "this is not a text file. Choose a CSV file, or an archive that holds one."},
    {"refused_utf16_without_mark.csv",
     "this is not a text file. Choose a CSV file, or an archive that holds one."},
    {"refused_empty.csv.gz", "the file is empty."},
    {"refused_cut_off.csv.gz", "it cannot be unpacked (truncated gzip input). Fetch it again, or unpack it "
                               "with another program first."},
    {"refused_without_table.zip", "this archive holds no CSV file. Choose one that does, or a CSV file."},
    {"refused_picture.zip", "this is not a text file. Choose a CSV file, or an archive that holds one."},
    {"refused_workbook.zip", "this is an Excel workbook, which is not read. Save its sheet as CSV in UTF-8."},
    {"refused_password.zip", "it cannot be unpacked (Passphrase required for this entry). Fetch it again, "
                             "or unpack it with another program first."},
};

Result<CsvFile> readData(const std::string &file)
{
    return readCsv(dataFile("csv/" + file), CsvOptions{}, Progress::none());
}

std::string joined(const std::vector<std::string> &texts)
{
    std::string all;
    for (const std::string &text : texts)
        all += (all.empty() ? "" : "/") + text;
    return all;
}

} // namespace

class TestCsvDialects : public QObject
{
    Q_OBJECT

private slots:
    void reads_data();
    void reads();
    void refuses_data();
    void refuses();
    void oneRaggedRowInAHundredIsNamed();
    void everyFileIsExpected();
};

void TestCsvDialects::reads_data()
{
    QTest::addColumn<int>("index");
    for (std::size_t i = 0; i < dialects.size(); ++i)
        QTest::newRow(dialects[i].file) << static_cast<int>(i);
}

void TestCsvDialects::reads()
{
    QFETCH(int, index);
    const Dialect &expected = dialects[static_cast<std::size_t>(index)];
    const Result<CsvFile> file = readData(expected.file);
    QVERIFY2(file.ok(), file.ok() ? "" : file.error().message().c_str());
    QCOMPARE(printed(file.value().table), std::string(expected.table));
    const CsvSummary &summary = file.value().summary;
    QCOMPARE(joined(summary.remarks), std::string(expected.remarks));
    QCOMPARE(summary.delimiter, expected.delimiter);
    QCOMPARE(describeSkipped(summary), std::string());
    QCOMPARE(summary.rowsRead, std::uint64_t(file.value().table.rows()));
    QCOMPARE(file.value().table.name(), std::string(expected.file));
}

void TestCsvDialects::refuses_data()
{
    QTest::addColumn<int>("index");
    for (std::size_t i = 0; i < refusals.size(); ++i)
        QTest::newRow(refusals[i].file) << static_cast<int>(i);
}

void TestCsvDialects::refuses()
{
    QFETCH(int, index);
    const Refused &expected = refusals[static_cast<std::size_t>(index)];
    const Result<CsvFile> file = readData(expected.file);
    QVERIFY(!file.ok());
    std::string message = file.error().message();
    if (const std::size_t name = message.find(expected.file); name != std::string::npos)
        message.erase(0, name); // where the file cannot be opened at all, its folders are named as well
    QCOMPARE(message, std::string(expected.file) + ": " + expected.message);
    QVERIFY(file.error().kind == ErrorKind::Input);
}

void TestCsvDialects::oneRaggedRowInAHundredIsNamed()
{
    const Result<CsvFile> file = readData("one_ragged_row.csv");
    QVERIFY(file.ok());
    QCOMPARE(file.value().summary.rowsRead, std::uint64_t(100));
    QCOMPARE(file.value().table.rows(), std::size_t(99));
    QCOMPARE(describeSkipped(file.value().summary), std::string("line 4 (1 field)"));
    QCOMPARE(file.value().table.column(1).cell(0), std::string("a\nb"));
}

void TestCsvDialects::everyFileIsExpected()
{
    std::set<std::string> expected{"README.md", "one_ragged_row.csv"};
    for (const Dialect &dialect : dialects)
        expected.insert(dialect.file);
    for (const Refused &refused : refusals)
        expected.insert(refused.file);
    std::set<std::string> there;
    for (const auto &entry : std::filesystem::directory_iterator(dataFile("csv")))
        there.insert(entry.path().filename().string());
    QVERIFY(there == expected);
}

QTEST_APPLESS_MAIN(TestCsvDialects)
#include "tst_csv_dialects.moc"
