#include "core/labels/column_labels.h"
#include "core/prepare/data_report.h"
#include "tests/support/shared_data.h"
#include "tests/support/tables.h"

#include <cmath>
#include <map>

using namespace genrelens;
using namespace genrelens::test;

/// What each file of shared/data opens as, headless and without a question. Counts are of Python's csv module
/// over the same files; the table of shared/data/README.md holds.
class TestRealFiles : public QObject
{
    Q_OBJECT

private slots:
    void opensWithoutDoubt_data();
    void opensWithoutDoubt();
    void repeatsByEachChoice();
    void findings_data();
    void findings();
    void listedGenres();
    void logarithmOfDuration();
};

namespace
{

struct Opened {
    CsvFile file;
    Schema schema;
    Preparation preparation;
};

const Opened &opened(const std::string &path)
{
    static std::map<std::string, Opened> cache;
    if (const auto found = cache.find(path); found != cache.end())
        return found->second;
    Opened result;
    result.file = readCsv(path, CsvOptions{}, Progress::none()).value();
    result.schema = recogniseSchema(result.file.table).value();
    result.preparation = prepare(result.file.table, result.schema, {}, Progress::none()).value();
    return cache.emplace(path, std::move(result)).first->second;
}

} // namespace

#define GENRELENS_NEED_FETCHED(variable)                                                                     \
    QFETCH(QByteArray, file);                                                                                \
    const std::string variable = sharedFile(file.toStdString());                                             \
    if (variable.empty())                                                                                    \
    QSKIP("needs the data files: set GENRELENS_SHARED to the folder that holds them")

void TestRealFiles::opensWithoutDoubt_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("label");
    QTest::addColumn<QByteArray>("repeatsBy");
    QTest::addColumn<int>("kept");
    QTest::addColumn<int>("features");
    QTest::addColumn<QByteArray>("others"); // columns that a person could still choose, up to the first ones
    const auto row = [](const char *name, const char *label, const char *by, int kept, int features,
                        const char *others) {
        QTest::newRow(name) << QByteArray("data/") + name << QByteArray(label) << QByteArray(by) << kept
                            << features << QByteArray(others);
    };
    row("spotify_tracks.csv", "track_genre", "track_id", 89741, 15, "");
    row("spotify_tracks_r.csv", "track_genre", "track_id", 89741, 15, "");
    row("spotify_songs.csv", "playlist_genre", "track_id", 28356, 13,
        "track_album_id track_album_release_date playlist_name playlist_id playlist_subgenre");
    row("songs_normalize.csv", "genre", "artist song", 1926, 14, "year");
    row("genre_acoustic.csv", "track_genre", "track_id", 1000, 15, "");
    row("genre_techno.csv", "track_genre", "track_id", 1000, 15, "");
    row("genre_k-pop.csv", "track_genre", "track_id", 999, 15, "");
}

void TestRealFiles::opensWithoutDoubt()
{
    GENRELENS_NEED_FETCHED(path);
    QFETCH(QByteArray, label);
    QFETCH(QByteArray, repeatsBy);
    QFETCH(int, kept);
    QFETCH(int, features);
    QFETCH(QByteArray, others);
    const Opened &data = opened(path);
    const Table &table = data.file.table;
    QVERIFY2(data.schema.doubts.empty(), data.schema.doubts.empty() ? "" : data.schema.doubts[0].c_str());
    QCOMPARE(table.column(*data.schema.find(ColumnRole::Genre)).name, label.toStdString());
    QByteArrayList by;
    for (const std::string &name : data.preparation.repeats.keyColumns)
        by.append(QByteArray::fromStdString(name));
    QCOMPARE(by.join(' '), repeatsBy);
    QCOMPARE(data.preparation.features.rows(), std::size_t(kept));
    QCOMPARE(data.preparation.features.columns(), std::size_t(features));
    QByteArrayList left;
    for (std::size_t c = 0; c < table.columnCount(); ++c)
        if (data.schema.roles[c] == ColumnRole::Other)
            left.append(QByteArray::fromStdString(table.column(c).name));
    QCOMPARE(left.join(' '), others);
}

void TestRealFiles::repeatsByEachChoice()
{
    GENRELENS_NEED_SHARED(path, "data/spotify_tracks.csv");
    const Opened &data = opened(path);
    const auto left = [&](const Schema &schema, RepeatsBy by) {
        return data.file.table.rows() - countRepeats(data.file.table, schema, by, Progress::none()).value();
    };
    QCOMPARE(left(data.schema, RepeatsBy::TrackId), std::size_t(89741));
    // The row without artists and title is like no other; it stands once anyway.
    QCOMPARE(left(data.schema, RepeatsBy::ArtistsAndTitle), std::size_t(81344));
    QCOMPARE(left(data.schema, RepeatsBy::Features), std::size_t(86706));
    const Schema audio = withRoles(data.file.table, data.schema,
                                   {{"popularity", ColumnRole::Other}, {"explicit", ColumnRole::Other}});
    QCOMPARE(left(audio, RepeatsBy::Features), std::size_t(83479));
    QCOMPARE(left(data.schema, RepeatsBy::Nothing), std::size_t(114000));
}

void TestRealFiles::findings_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("findings"); // text: count, tracks, the first of them
    const QByteArray tracks = "rows that repeat an earlier track: 24259 16641 0\n"
                              "artists is missing: 1 1 55805\n"
                              "album_name is missing: 1 1 55805\n"
                              "track_name is missing: 1 1 55805\n"
                              "duration_ms is 0: 1 1 55805\n"
                              "loudness is above 0 dB: 68 68 4708\n"
                              "tempo is 0 BPM: 157 157 3536\n"
                              "time_signature is unknown: 162 162 2924\n";
    QTest::newRow("tracks") << QByteArray("data/spotify_tracks.csv") << tracks;
    QTest::newRow("tracks of R") << QByteArray("data/spotify_tracks_r.csv") << tracks;
    QTest::newRow("songs") << QByteArray("data/spotify_songs.csv")
                           << QByteArray("rows that repeat an earlier track: 4477 3166 0\n"
                                         "track_name is missing: 5 4 7668\n"
                                         "track_artist is missing: 5 4 7668\n"
                                         "track_album_name is missing: 5 4 7668\n"
                                         "loudness is above 0 dB: 6 6 9248\n"
                                         "tempo is 0 BPM: 1 1 10641\n");
    QTest::newRow("top hits") << QByteArray("data/songs_normalize.csv")
                              << QByteArray("rows that repeat an earlier track: 74 74 20\n"
                                            "song is missing: 1 1 21\n");
}

void TestRealFiles::findings()
{
    GENRELENS_NEED_FETCHED(path);
    QFETCH(QByteArray, findings);
    const Opened &data = opened(path);
    const DataReport report =
        dataReport(data.file.table, data.schema, data.file.summary,
                   columnFacts(data.file.table, Progress::none()).value(), data.preparation, Progress::none())
            .value();
    QByteArray found;
    for (const DataFinding &finding : report.findings)
        found += QByteArray::fromStdString(finding.text) + ": " +
                 QByteArray::number(qulonglong(finding.count)) + ' ' +
                 QByteArray::number(qulonglong(finding.tracks.size())) + ' ' +
                 QByteArray::number(finding.tracks.front()) + '\n';
    QCOMPARE(found, findings);
    QCOMPARE(report.repeated + report.kept, data.file.table.rows());
}

void TestRealFiles::listedGenres()
{
    GENRELENS_NEED_SHARED(path, "data/songs_normalize.csv");
    const Opened &data = opened(path);
    const auto labels = [&](ListedGenres listed) {
        return columnLabels("genre", data.file.table, *data.schema.find(ColumnRole::Genre),
                            data.preparation.features, listed, Progress::none())
            .value();
    };
    const ColumnLabels first = labels(ListedGenres::First);
    QVERIFY(
        (first.labels.classes() == std::vector<std::string>{"Dance/Electronic", "Folk/Acoustic", "R&B",
                                                            "World/Traditional", "country", "easy listening",
                                                            "hip hop", "latin", "metal", "pop", "rock"}));
    QVERIFY((first.labels.counts() == std::vector<std::size_t>{41, 4, 13, 10, 10, 1, 744, 15, 9, 902, 155}));
    QCOMPARE(first.labels.unlabelledCount(), std::size_t(22)); // set()
    QCOMPARE(first.several, std::size_t(1228));
    QVERIFY(labels(ListedGenres::Whole).labels.classes().size() > 11);
}

void TestRealFiles::logarithmOfDuration()
{
    GENRELENS_NEED_SHARED(path, "data/spotify_tracks.csv");
    const Opened &data = opened(path);
    PreparationOptions options;
    options.logFeatures = {"duration_ms"};
    const Features features =
        prepare(data.file.table, data.schema, options, Progress::none()).value().features;
    const FeatureScaling &scaling = features.scalings()[1];
    QVERIFY(scaling.logarithm);
    // math.fsum over math.log1p; a plain sum of 89,741 doubles is within n * 2^-53 of it.
    QVERIFY(std::abs(scaling.mean - 12.26283066674713) < 1e-10);
    QVERIFY(std::abs(scaling.sd - 0.398948874466936) < 1e-10);
}

QTEST_APPLESS_MAIN(TestRealFiles)
#include "tst_real_files.moc"
