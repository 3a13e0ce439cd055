#include "core/sample/sample.h"
#include "tests/support/sample_rows.h"
#include "tests/support/shared_data.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <set>
#include <sstream>

using namespace genrelens;
using namespace genrelens::test;

namespace
{

class CancelAfter final : public Progress
{
public:
    explicit CancelAfter(int reports) : m_left(reports) {}
    void report(double fraction, std::string_view) override
    {
        m_rising = m_rising && fraction >= m_last && fraction <= 1.0;
        m_last = fraction;
        --m_left;
    }
    [[nodiscard]] bool cancelled() const override { return m_left <= 0; }
    [[nodiscard]] bool rising() const { return m_rising; }
    [[nodiscard]] double last() const { return m_last; }

private:
    int m_left;
    double m_last = 0.0;
    bool m_rising = true;
};

} // namespace

/// The file the generator writes: its shape, its repeats, its words, its errors.
class TestSample : public QObject
{
    Q_OBJECT

private slots:
    void headerAndShape();
    void sameSeedSameBytes();
    void longerSamplesBeginTheSame();
    void genresStandInEqualBlocks();
    void valuesStayInRange();
    void repeatsAreAsOftenAsInTheRealFile();
    void repeatsAreTheSameTrack();
    void artistsStayInTheirGenreAndReturn();
    void textsNeedQuoting();
    void cancelsAndReports();
    void refusesNoRowsAndBadPaths();
    void bundledFileIsCurrent();
};

void TestSample::headerAndShape()
{
    const std::string text = sampleText(300);
    QCOMPARE(
        text.substr(0, text.find('\n')),
        std::string(",track_id,artists,album_name,track_name,popularity,duration_ms,explicit,danceability,"
                    "energy,key,loudness,mode,speechiness,acousticness,instrumentalness,liveness,valence,"
                    "tempo,time_signature,track_genre"));
    QCOMPARE(text.back(), '\n');
    QVERIFY(text.find('\r') == std::string::npos);
    const std::vector<Row> rows = sampleRows(300);
    QCOMPARE(rows.size(), std::size_t(300));
    for (std::size_t i = 0; i < rows.size(); ++i) {
        QCOMPARE(rows[i].size(), std::size_t(21));
        QCOMPARE(rows[i][Index], std::to_string(i));
        QCOMPARE(rows[i][Id].size(), std::size_t(22));
    }
    QCOMPARE(sampleRows(1).size(), std::size_t(1));
}

void TestSample::sameSeedSameBytes()
{
    const std::string text = sampleText(1140, 7);
    QVERIFY(!text.empty());
    QVERIFY(sampleText(1140, 7) == text);
    QVERIFY(sampleText(1140, 8) != text);
}

void TestSample::longerSamplesBeginTheSame()
{
    // Each genre's block of the longer file begins with that of the shorter one, but for the index.
    const auto shorter = byGenre(sampleRows(1000));
    const auto longer = byGenre(sampleRows(2500));
    for (const auto &[genre, rows] : shorter) {
        for (std::size_t i = 0; i < rows.size(); ++i)
            QVERIFY(std::equal(rows[i].begin() + 1, rows[i].end(), longer.at(genre)[i].begin() + 1));
    }
}

void TestSample::genresStandInEqualBlocks()
{
    std::vector<std::pair<std::string, int>> blocks;
    for (const Row &row : sampleRows(114 * 9 + 5)) {
        if (blocks.empty() || blocks.back().first != row[Genre])
            blocks.emplace_back(row[Genre], 0);
        ++blocks.back().second;
    }
    QCOMPARE(blocks.size(), std::size_t(114));
    QVERIFY(std::ranges::is_sorted(blocks, {}, &std::pair<std::string, int>::first));
    for (std::size_t i = 0; i < blocks.size(); ++i)
        QCOMPARE(blocks[i].second, i < 5 ? 10 : 9);
}

void TestSample::valuesStayInRange()
{
    std::set<int> keys;
    std::set<int> beats;
    for (const Row &row : sampleRows(34'200)) {
        const auto within = [&](std::size_t column, double low, double high) {
            const double value = std::stod(row[column]);
            return value >= low && value <= high;
        };
        bool fits =
            within(5, 0, 100) && within(6, 10'000, 4'000'000) && within(11, -60, 5) && within(18, 30, 250);
        for (const std::size_t unit : {8, 9, 13, 14, 15, 16, 17})
            fits = fits && within(unit, 0, 1);
        fits = fits && (row[Mode] == "0" || row[Mode] == "1");
        fits = fits && (row[Explicit] == "True" || row[Explicit] == "False");
        fits = fits && row[5].find('.') == std::string::npos && row[6].find('.') == std::string::npos;
        QVERIFY2(fits, row[Index].c_str());
        keys.insert(std::stoi(row[Key]));
        beats.insert(std::stoi(row[Beats]));
    }
    QVERIFY(keys == std::set<int>({0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}));
    QVERIFY(beats == std::set<int>({1, 3, 4, 5}));
}

void TestSample::repeatsAreAsOftenAsInTheRealFile()
{
    std::map<std::string, int> rowsOfId;
    std::map<std::string, int> keptOfGenre;
    for (const Row &row : fullSample()) {
        if (++rowsOfId[row[Id]] == 1)
            ++keptOfGenre[row[Genre]];
    }
    const auto kept = static_cast<double>(rowsOfId.size()) / static_cast<double>(fullSample().size());
    QVERIFY2(std::abs(kept - 0.787) < 0.01, std::to_string(kept).c_str());
    QVERIFY(keptOfGenre.size() >= 113);
    std::map<int, double> shares;
    for (const auto &[id, rows] : rowsOfId)
        shares[rows] += 1.0 / static_cast<double>(rowsOfId.size());
    QVERIFY(std::abs(shares[1] - 0.815) < 0.02);
    QVERIFY(std::abs(shares[2] - 0.131) < 0.02);
    QVERIFY(std::abs(shares[3] - 0.033) < 0.01);
    QVERIFY(shares.rbegin()->first <= 9);
}

void TestSample::repeatsAreTheSameTrack()
{
    std::map<std::string, const Row *> firstOfId;
    std::set<std::pair<std::string, std::string>> places;
    for (const Row &row : fullSample()) {
        const Row &first = *firstOfId.try_emplace(row[Id], &row).first->second;
        QVERIFY(std::equal(row.begin() + 1, row.end() - 1, first.begin() + 1));
        QVERIFY2(places.emplace(row[Id], row[Genre]).second, "a track stands twice in one genre");
    }
}

void TestSample::artistsStayInTheirGenreAndReturn()
{
    std::set<std::string> ids;
    std::map<std::string, int> tracksOf;
    for (const Row &row : fullSample()) {
        if (ids.insert(row[Id]).second)
            ++tracksOf[row[Artists].substr(0, row[Artists].find(';'))];
    }
    const double mean = static_cast<double>(ids.size()) / static_cast<double>(tracksOf.size());
    QVERIFY2(mean > 2.5 && mean < 3.5, std::to_string(mean).c_str());
}

void TestSample::textsNeedQuoting()
{
    std::set<std::string> titles;
    std::set<std::string> ids;
    int commas = 0;
    int quotes = 0;
    int accents = 0;
    int guests = 0;
    for (const Row &row : fullSample()) {
        titles.insert(row[Title]);
        ids.insert(row[Id]);
        commas += row[Title].find(',') != std::string::npos ? 1 : 0;
        quotes += row[Title].find('"') != std::string::npos ? 1 : 0;
        guests += row[Artists].find(';') != std::string::npos ? 1 : 0;
        accents +=
            std::ranges::any_of(row[Artists], [](char c) { return static_cast<unsigned char>(c) > 127; });
        QVERIFY(!row[Artists].empty() && !row[Album].empty() && !row[Title].empty());
    }
    QVERIFY(commas > 1000 && quotes > 1000 && accents > 1000 && guests > 1000);
    QVERIFY(titles.size() < ids.size());
}

void TestSample::cancelsAndReports()
{
    std::ostringstream out;
    CancelAfter early(3);
    const auto cancelled = writeSample(out, {100'000'000, 1}, early);
    QVERIFY(!cancelled.ok());
    QVERIFY(cancelled.error().kind == ErrorKind::Cancelled);

    CancelAfter never(1 << 30);
    QVERIFY(writeSample(out, {20'000, 1}, never).ok());
    QVERIFY(never.rising());
    QCOMPARE(never.last(), 1.0);

    QTemporaryDir folder;
    const std::filesystem::path path = folder.filePath(QStringLiteral("cut.csv")).toStdString();
    CancelAfter again(3);
    QVERIFY(!writeSample(path, {100'000, 1}, again).ok());
    QVERIFY(std::filesystem::is_empty(folder.path().toStdString()));
}

void TestSample::refusesNoRowsAndBadPaths()
{
    std::ostringstream out;
    const auto none = writeSample(out, {0, 1}, Progress::none());
    QVERIFY(!none.ok());
    QVERIFY(none.error().kind == ErrorKind::Usage);
    QVERIFY(out.str().empty());

    const auto lost = writeSample(std::filesystem::path("/nowhere/at/all.csv"), {5, 1}, Progress::none());
    QVERIFY(!lost.ok());
    QVERIFY(lost.error().kind == ErrorKind::Failure);
    QCOMPARE(lost.error().where, std::string("/nowhere/at/all.csv"));

    std::ostringstream full;
    full.setstate(std::ios::badbit);
    QVERIFY(!writeSample(full, {5, 1}, Progress::none()).ok());
}

void TestSample::bundledFileIsCurrent()
{
    std::ifstream file(test::resourceFile("sample/tracks.csv"), std::ios::binary);
    const std::string bundled((std::istreambuf_iterator<char>(file)), {});
    QVERIFY2(bundled == sampleText(11'400),
             "resources/sample/tracks.csv is not what the generator makes of 11,400 rows and seed 1");
}

QTEST_APPLESS_MAIN(TestSample)
#include "tst_sample.moc"
