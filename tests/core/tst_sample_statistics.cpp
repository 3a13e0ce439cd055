#include "core/sample/genre_profiles.h"
#include "core/sample/marginal.h"
#include "tests/support/sample_rows.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace genrelens;
using namespace genrelens::test;

namespace
{

// Where each feature of a GenreProfile stands in the file.
constexpr std::array<std::size_t, sample::FeatureCount> columnOf = {5, 6, 8, 9, 11, 13, 14, 15, 16, 17, 18};

struct Moments {
    double mean = 0.0;
    double deviation = 0.0;
};

Moments momentsOf(const std::vector<double> &values)
{
    double sum = 0.0;
    double squares = 0.0;
    for (const double value : values) {
        sum += value;
        squares += value * value;
    }
    const double mean = sum / static_cast<double>(values.size());
    return {mean, std::sqrt(std::max(0.0, squares / static_cast<double>(values.size()) - mean * mean))};
}

struct GenreSample {
    std::vector<Row> rows;
    std::array<std::vector<double>, sample::FeatureCount> values;
    std::array<Moments, sample::FeatureCount> moments;
};

// The full sample by genre, in the order of the profiles, its numbers read once.
const std::vector<GenreSample> &genres()
{
    static const std::vector<GenreSample> all = [] {
        auto groups = byGenre(fullSample());
        std::vector<GenreSample> made;
        for (const auto &profile : sample::genreProfiles()) {
            GenreSample &genre = made.emplace_back();
            genre.rows = groups[std::string(profile.name)];
            for (std::size_t feature = 0; feature < sample::FeatureCount; ++feature) {
                for (const Row &row : genre.rows)
                    genre.values[feature].push_back(std::stod(row[columnOf[feature]]));
                genre.moments[feature] = momentsOf(genre.values[feature]);
            }
        }
        return made;
    }();
    return all;
}

double shareOf(const GenreSample &genre, std::size_t column, const std::string &value)
{
    const auto count =
        std::ranges::count_if(genre.rows, [&](const Row &row) { return row[column] == value; });
    return static_cast<double>(count) / static_cast<double>(genre.rows.size());
}

} // namespace

/// The numbers the generator draws, against the profiles they are drawn from.
class TestSampleStatistics : public QObject
{
    Q_OBJECT

private slots:
    void portableFunctionsAgreeWithTheLibrary();
    void logitNormalMeetsItsMoments();
    void meansAgreeWithTheProfiles();
    void sharesAgreeWithTheProfiles();
    void deviationsAreRoughlyThose();
    void featuresMoveTogether();
};

void TestSampleStatistics::portableFunctionsAgreeWithTheLibrary()
{
    for (double x = -600.0; x < 600.0; x += 0.37)
        QVERIFY(std::abs(sample::portableExp(x) / std::exp(x) - 1.0) < 1e-13);
    for (double x = 1e-12; x < 1e12; x *= 1.013)
        QVERIFY(std::abs(sample::portableLog(x) - std::log(x)) < 1e-13);
}

void TestSampleStatistics::logitNormalMeetsItsMoments()
{
    // From lean to two heaps; the integral is taken on a finer grid than the fit uses.
    for (const auto &[mean, deviation] : {Moments{0.5, 0.1}, Moments{0.92, 0.04}, Moments{0.3, 0.4}}) {
        const auto shape = sample::LogitNormal::fit(mean, deviation);
        double weights = 0.0;
        double sum = 0.0;
        double squares = 0.0;
        for (double z = -8.0; z < 8.0; z += 0.01) {
            const double weight = std::exp(-0.5 * z * z);
            weights += weight;
            sum += weight * shape.at(z);
            squares += weight * shape.at(z) * shape.at(z);
        }
        QVERIFY(std::abs(sum / weights - mean) < 1e-5);
        QVERIFY(std::abs(std::sqrt(squares / weights - mean * mean) - deviation) < 1e-4);
    }
}

void TestSampleStatistics::meansAgreeWithTheProfiles()
{
    // Five standard errors, over 1,254 means: a right generator fails once in a thousand seeds. Their squares
    // must also average 1: means that are all a little off would show there.
    double squares = 0.0;
    for (std::size_t g = 0; g < genres().size(); ++g) {
        const auto &profile = sample::genreProfiles()[g];
        for (std::size_t feature = 0; feature < sample::FeatureCount; ++feature) {
            const auto rows = static_cast<double>(genres()[g].rows.size());
            const double error = profile.deviation[feature] / std::sqrt(rows);
            const double deviate = (genres()[g].moments[feature].mean - profile.mean[feature]) / error;
            QVERIFY2(std::abs(deviate) < 5.0, std::string(profile.name).c_str());
            squares += deviate * deviate;
        }
    }
    const double meanSquare = squares / static_cast<double>(genres().size() * sample::FeatureCount);
    QVERIFY2(meanSquare > 0.8 && meanSquare < 1.2, std::to_string(meanSquare).c_str());
}

void TestSampleStatistics::sharesAgreeWithTheProfiles()
{
    // The standard error of a share of 1,000 rows is at most 0.016; a genre at the end of a scale that
    // borrows from its family can miss its share by a little more.
    for (std::size_t g = 0; g < genres().size(); ++g) {
        const auto &profile = sample::genreProfiles()[g];
        const auto fits = [&](int perMille, std::size_t column, const std::string &value) {
            return std::abs(shareOf(genres()[g], column, value) - perMille / 1000.0) < 0.08;
        };
        QVERIFY2(fits(profile.explicitPerMille, Explicit, "True"), std::string(profile.name).c_str());
        QVERIFY2(fits(profile.majorPerMille, Mode, "1"), std::string(profile.name).c_str());
        for (std::size_t i = 0; i < 3; ++i)
            QVERIFY2(fits(profile.beatsPerMille[i], Beats, std::to_string(i + 3)),
                     std::string(profile.name).c_str());
        for (std::size_t key = 0; key < 12; ++key)
            QVERIFY2(fits(profile.keyPerMille[key], Key, std::to_string(key)),
                     std::string(profile.name).c_str());
    }
}

void TestSampleStatistics::deviationsAreRoughlyThose()
{
    // Single genres may be off where a family of unlike genres leaves no other way; the middle genre is not.
    for (std::size_t feature = 0; feature < sample::FeatureCount; ++feature) {
        std::vector<double> ratios;
        for (std::size_t g = 0; g < genres().size(); ++g)
            ratios.push_back(genres()[g].moments[feature].deviation /
                             sample::genreProfiles()[g].deviation[feature]);
        std::ranges::sort(ratios);
        QVERIFY(ratios[ratios.size() / 2] > 0.9 && ratios[ratios.size() / 2] < 1.1);
        QVERIFY(ratios[ratios.size() / 10] > 0.7 && ratios[ratios.size() * 9 / 10] < 1.3);
    }
}

void TestSampleStatistics::featuresMoveTogether()
{
    // Pooled within genres, as the reference correlation is. Bending normals into marginals costs a little.
    const auto correlation = [](sample::Feature a, sample::Feature b) {
        double both = 0.0;
        double left = 0.0;
        double right = 0.0;
        for (const GenreSample &genre : genres()) {
            for (std::size_t i = 0; i < genre.rows.size(); ++i) {
                const double x = genre.values[a][i] - genre.moments[a].mean;
                const double y = genre.values[b][i] - genre.moments[b].mean;
                both += x * y;
                left += x * x;
                right += y * y;
            }
        }
        return both / std::sqrt(left * right);
    };
    using namespace sample;
    for (const auto &[a, b] : {std::pair(Energy, Loudness), std::pair(Energy, Acousticness),
                               std::pair(Danceability, Valence), std::pair(Popularity, Tempo)})
        QVERIFY(std::abs(correlation(a, b) - featureCorrelation(a, b)) < 0.1);
}

QTEST_APPLESS_MAIN(TestSampleStatistics)
#include "tst_sample_statistics.moc"
