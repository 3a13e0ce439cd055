#include "core/labels/class_profile.h"
#include "core/labels/column_labels.h"
#include "core/labels/genre_map.h"
#include "core/labels/imported_labels.h"
#include "core/prepare/prepare.h"
#include "core/table/byte_source.h"
#include "tests/support/shared_data.h"
#include "tests/support/tables.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <map>

using namespace genrelens;
using namespace genrelens::test;

/// The files of the study against the numbers published for them. Relative tolerance 1e-6 throughout; the
/// reference means of z-scores have eight decimals, so theirs is 1e-6 absolute as well.
class TestRealData : public QObject
{
    Q_OBJECT

private slots:
    void studyFile_data();
    void studyFile();
    void scalerIsTheReference_data() { studyFile_data(); }
    void scalerIsTheReference();
    void genreCountsAreTheReference_data() { studyFile_data(); }
    void genreCountsAreTheReference();
    void superGenresAreTheReference_data() { studyFile_data(); }
    void superGenresAreTheReference();
    void repeatsAreTheReference();
    void shippedMapIsTheReference();
    void factsOfTheFile();

    void otherFiles_data();
    void otherFiles();

    void importsClusterLabels();
    void importsTestRows();
};

namespace
{

struct Opened {
    CsvFile file;
    Schema schema;
    Preparation preparation;
};

const std::vector<std::string> rawInTheStudy{"explicit", "key", "mode", "time_signature"};

// Opens a file of shared/data with the scaling of the study; each only once in a run.
const Opened &opened(const std::string &path)
{
    static std::map<std::string, Opened> cache;
    if (const auto found = cache.find(path); found != cache.end())
        return found->second;
    Opened result;
    result.file = readCsv(path, CsvOptions{}, Progress::none()).value();
    result.schema = recogniseSchema(result.file.table).value();
    PreparationOptions original;
    original.rawFeatures = rawInTheStudy;
    result.preparation = prepare(result.file.table, result.schema, original, Progress::none()).value();
    return cache.emplace(path, std::move(result)).first->second;
}

LabelSet genresOf(const Opened &data)
{
    return columnLabels("genre", data.file.table, *data.schema.find(ColumnRole::Genre),
                        data.preparation.features, ListedGenres::First, Progress::none())
        .value()
        .labels;
}

LabelSet superGenresOf(const Opened &data)
{
    const std::string json =
        readFile(resourceFile("genre_maps/original_study.json"), Progress::none()).value();
    return superGenreLabels(genresOf(data), parseGenreMap(json, "original_study.json").value());
}

// A reference file as text cells by row name and column name.
std::map<std::string, std::map<std::string, std::string>> cellsOf(const std::string &path)
{
    const Table table = readCsv(path, CsvOptions{}, Progress::none()).value().table;
    std::map<std::string, std::map<std::string, std::string>> cells;
    for (std::size_t row = 0; row < table.rows(); ++row)
        for (std::size_t c = 1; c < table.columnCount(); ++c)
            cells[table.column(0).cell(row)][table.column(c).name] = table.column(c).cell(row);
    return cells;
}

bool near(double value, double reference)
{
    return std::abs(value - reference) <= 1e-6 * std::abs(reference);
}

} // namespace

void TestRealData::studyFile_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::newRow("Python") << QByteArray("data/spotify_tracks.csv");
    QTest::newRow("R") << QByteArray("data/spotify_tracks_r.csv");
}

// Each row opens its own file, so the data column stands in place of a literal.
#define GENRELENS_NEED_FETCHED(variable)                                                                     \
    QFETCH(QByteArray, file);                                                                                \
    const std::string variable = sharedFile(file.toStdString());                                             \
    if (variable.empty())                                                                                    \
    QSKIP("needs the data files: set GENRELENS_SHARED to the folder that holds them")

void TestRealData::studyFile()
{
    GENRELENS_NEED_FETCHED(path);
    const Opened &data = opened(path);
    QCOMPARE(data.file.summary.rowsRead, std::uint64_t(114000));
    QCOMPARE(data.file.summary.rowsSkipped, std::uint64_t(0));
    QCOMPARE(data.preparation.features.rows(), std::size_t(89741));
    QCOMPARE(data.preparation.repeats.dropped, std::size_t(114000 - 89741));
    QCOMPARE(data.preparation.droppedForMissing, std::size_t(0));
    QVERIFY((data.preparation.repeats.keyColumns == std::vector<std::string>{"track_id"}));
    QVERIFY((data.preparation.features.names() ==
             std::vector<std::string>{"popularity", "duration_ms", "explicit", "danceability", "energy",
                                      "key", "loudness", "mode", "speechiness", "acousticness",
                                      "instrumentalness", "liveness", "valence", "tempo", "time_signature"}));
}

void TestRealData::scalerIsTheReference()
{
    GENRELENS_NEED_SHARED(reference, "reference/scaler.csv");
    GENRELENS_NEED_FETCHED(path);
    const Features &features = opened(path).preparation.features;
    auto expected = cellsOf(reference);
    QCOMPARE(expected.size(), std::size_t(11));
    for (std::size_t f = 0; f < features.columns(); ++f) {
        const std::string &name = features.names()[f];
        const FeatureScaling &scaling = features.scalings()[f];
        QCOMPARE(scaling.standardized, expected.contains(name));
        if (!scaling.standardized)
            continue;
        QVERIFY2(near(scaling.mean, std::stod(expected[name]["mean"])), name.c_str());
        QVERIFY2(near(scaling.sd, std::stod(expected[name]["sd_population"])), name.c_str());
    }
}

void TestRealData::genreCountsAreTheReference()
{
    GENRELENS_NEED_SHARED(reference, "reference/genre_counts_after_dedup.csv");
    GENRELENS_NEED_FETCHED(path);
    const LabelSet genres = genresOf(opened(path));
    const auto expected = cellsOf(reference);
    QCOMPARE(genres.classes().size(), std::size_t(113));
    QCOMPARE(expected.size(), genres.classes().size());
    QCOMPARE(genres.unlabelledCount(), std::size_t(0));
    for (std::size_t g = 0; g < genres.classes().size(); ++g)
        QCOMPARE(std::to_string(genres.counts()[g]), expected.at(genres.classes()[g]).at("rows_after_dedup"));
}

void TestRealData::superGenresAreTheReference()
{
    GENRELENS_NEED_SHARED(counts, "reference/super_genre_counts.csv");
    GENRELENS_NEED_SHARED(means, "reference/super_genre_means_z_all.csv");
    GENRELENS_NEED_FETCHED(path);
    const Opened &data = opened(path);
    const Features &features = data.preparation.features;
    const LabelSet groups = superGenresOf(data);
    const auto expectedCounts = cellsOf(counts);
    const auto expectedMeans = cellsOf(means);
    QCOMPARE(groups.classes().size(), std::size_t(8));
    QCOMPARE(groups.unlabelledCount(), std::size_t(0));
    QCOMPARE(groups.colours().size(), std::size_t(8));
    const std::vector<double> found = classMeans(features, groups);
    for (std::size_t g = 0; g < groups.classes().size(); ++g) {
        const std::string &name = groups.classes()[g];
        QCOMPARE(std::to_string(groups.counts()[g]), expectedCounts.at(name).at("all"));
        std::size_t compared = 0;
        for (std::size_t f = 0; f < features.columns(); ++f) {
            const auto &row = expectedMeans.at(name);
            const auto reference = row.find(features.names()[f]);
            if (reference == row.end())
                continue;
            ++compared;
            const double mean = found[g * features.columns() + f];
            QVERIFY2(std::abs(mean - std::stod(reference->second)) < 1e-6,
                     (name + ' ' + features.names()[f]).c_str());
        }
        QCOMPARE(compared, std::size_t(11));
    }
}

void TestRealData::repeatsAreTheReference()
{
    GENRELENS_NEED_SHARED(reference, "reference/repeats.json");
    GENRELENS_NEED_SHARED(path, "data/spotify_tracks.csv");
    const Table &table = opened(path).file.table;
    std::map<std::string, int> rowsOfId;
    for (std::size_t row = 0; row < table.rows(); ++row)
        ++rowsOfId[table.column(1).cell(row)];
    std::map<std::string, int> idsOfRows;
    for (const auto &[id, rows] : rowsOfId)
        ++idsOfRows[std::to_string(rows)];
    const auto json = nlohmann::json::parse(readFile(reference, Progress::none()).value());
    QVERIFY((idsOfRows == json.at("rows_per_track_id").get<std::map<std::string, int>>()));
}

void TestRealData::shippedMapIsTheReference()
{
    GENRELENS_NEED_SHARED(reference, "reference/genre_to_super_genre.csv");
    const std::string json =
        readFile(resourceFile("genre_maps/original_study.json"), Progress::none()).value();
    const GenreMap shipped = parseGenreMap(json, "original_study.json").value();
    auto expected = cellsOf(reference);
    QCOMPARE(expected.size(), std::size_t(113));
    expected["songwriter"]["super_genre"] =
        "folk"; // in the file, though no row of it survives de-duplication
    QCOMPARE(shipped.genreCount(), expected.size());
    for (const SuperGenre &group : shipped.superGenres)
        for (const std::string &genre : group.genres)
            QCOMPARE(group.name, expected.at(genre).at("super_genre"));
}

void TestRealData::factsOfTheFile()
{
    GENRELENS_NEED_SHARED(path, "data/spotify_tracks.csv");
    const Opened &data = opened(path);
    const Table &table = data.file.table;
    const auto countOf = [&](const char *column, auto &&matches) {
        const std::vector<double> &values = table.column(*table.find(column)).numeric()->values;
        return std::count_if(values.begin(), values.end(), matches);
    };
    const auto zero = [](double x) { return x == 0.0; };
    QCOMPARE(countOf("tempo", zero), 157);
    QCOMPARE(countOf("time_signature", zero), 163);
    QCOMPARE(countOf("popularity", zero), 16020);
    QCOMPARE(countOf("loudness", [](double x) { return x > 0.0; }), 90);
    QCOMPARE(countOf("key", [](double x) { return x == -1.0; }), 0);
    QVERIFY(data.schema.roles[0] == ColumnRole::Index);
    for (const char *column : {"artists", "album_name", "track_name"})
        QCOMPARE(table.column(*table.find(column)).cell(65900), std::string());
    const Column &albums = table.column(*table.find("album_name"));
    int questionMarks = 0;
    for (std::size_t row = 0; row < table.rows(); ++row)
        questionMarks += albums.cell(row) == "?" ? 1 : 0;
    QCOMPARE(questionMarks, 20);
    QVERIFY(table.column(*table.find("track_genre")).categorical() != nullptr);
    const std::vector<std::int32_t> artists = artistCodes(table, *data.schema.find(ColumnRole::Artists),
                                                          data.preparation.features, Progress::none())
                                                  .value();
    QCOMPARE(artists.size(), std::size_t(89741));
    QCOMPARE(*std::max_element(artists.begin(), artists.end()), 17649 - 1); // so many first names
}

void TestRealData::otherFiles_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("kept");
    QTest::addColumn<int>("labels"); // 0: not here yet
    QTest::addColumn<QByteArray>("label");
    QTest::addColumn<QByteArray>("features");
    const QByteArray spotify =
        "popularity duration_ms explicit danceability energy key loudness mode speechiness "
        "acousticness instrumentalness liveness valence tempo time_signature";
    QTest::newRow("30000 songs")
        << QByteArray("data/spotify_songs.csv") << 32833 << 28356 << 6 << QByteArray("playlist_genre")
        << QByteArray("track_popularity danceability energy key loudness mode speechiness acousticness "
                      "instrumentalness liveness valence tempo duration_ms");
    QTest::newRow("top hits")
        << QByteArray("data/songs_normalize.csv") << 2000 << 1926 << 0 << QByteArray("genre")
        << QByteArray("duration_ms explicit popularity danceability energy key loudness mode speechiness "
                      "acousticness instrumentalness liveness valence tempo");
    QTest::newRow("acoustic") << QByteArray("data/genre_acoustic.csv") << 1000 << 1000 << 1
                              << QByteArray("track_genre") << spotify;
    QTest::newRow("techno") << QByteArray("data/genre_techno.csv") << 1000 << 1000 << 1
                            << QByteArray("track_genre") << spotify;
    QTest::newRow("k-pop") << QByteArray("data/genre_k-pop.csv") << 1000 << 999 << 1
                           << QByteArray("track_genre") << spotify;
}

void TestRealData::otherFiles()
{
    GENRELENS_NEED_FETCHED(path);
    QFETCH(int, rows);
    QFETCH(int, kept);
    QFETCH(int, labels);
    QFETCH(QByteArray, label);
    QFETCH(QByteArray, features);
    const Opened &data = opened(path);
    QCOMPARE(data.file.summary.rowsRead, std::uint64_t(rows));
    QCOMPARE(data.file.summary.rowsSkipped, std::uint64_t(0));
    QCOMPARE(data.preparation.features.rows(), std::size_t(kept));
    QCOMPARE(data.file.table.column(*data.schema.find(ColumnRole::Genre)).name, label.toStdString());
    QByteArrayList names;
    for (const std::string &name : data.preparation.features.names())
        names.append(QByteArray::fromStdString(name));
    QCOMPARE(names.join(' '), features);
    if (labels > 0)
        QCOMPARE(genresOf(data).classes().size(), std::size_t(labels));
}

void TestRealData::importsClusterLabels()
{
    GENRELENS_NEED_SHARED(path, "data/spotify_tracks.csv");
    GENRELENS_NEED_SHARED(labels, "reference/kmeans8_labels.csv");
    GENRELENS_NEED_SHARED(table, "reference/super_genre_x_cluster.csv");
    const Opened &data = opened(path);
    const Result<LabelSet> clusters = importedLabels("cluster", labels, "cluster", data.file.table, 1,
                                                     data.preparation.features, Progress::none());
    QVERIFY(clusters.ok());
    QVERIFY((clusters.value().classes() == std::vector<std::string>{"0", "1", "2", "3", "4", "5", "6", "7"}));
    QCOMPARE(clusters.value().unlabelledCount(), std::size_t(0));
    QCOMPARE(clusters.value().counts()[0], std::size_t(5690));
    // The contingency table with the super-genres holds only if both label the same rows.
    const LabelSet groups = superGenresOf(data);
    std::map<std::string, std::map<std::string, int>> counts;
    for (std::size_t i = 0; i < data.preparation.features.rows(); ++i)
        ++counts[groups.classes()[static_cast<std::size_t>(groups.codes()[i])]]
                [clusters.value().classes()[static_cast<std::size_t>(clusters.value().codes()[i])]];
    for (const auto &[group, row] : cellsOf(table))
        for (const auto &[cluster, count] : row)
            QCOMPARE(std::to_string(counts[group][cluster]), count);
}

void TestRealData::importsTestRows()
{
    GENRELENS_NEED_SHARED(path, "data/spotify_tracks.csv");
    GENRELENS_NEED_SHARED(list, "reference/split_seed307_test_rows.csv");
    GENRELENS_NEED_SHARED(counts, "reference/super_genre_counts.csv");
    const LabelSet groups = superGenresOf(opened(path));
    const Result<std::vector<std::uint32_t>> rows = readRowList(list, 89741, Progress::none());
    QVERIFY(rows.ok());
    QCOMPARE(rows.value().size(), std::size_t(17949));
    QCOMPARE(rows.value().front(), 2U);
    std::vector<std::size_t> training = groups.counts();
    for (const std::uint32_t row : rows.value())
        --training[static_cast<std::size_t>(groups.codes()[row])];
    const auto expected = cellsOf(counts);
    for (std::size_t g = 0; g < training.size(); ++g)
        QCOMPARE(std::to_string(training[g]), expected.at(groups.classes()[g]).at("train80"));
    QVERIFY(!readRowList(list, 1000, Progress::none()).ok());
}

QTEST_APPLESS_MAIN(TestRealData)
#include "tst_real_data.moc"
