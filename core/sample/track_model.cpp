#include "core/sample/track_model.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

namespace genrelens::sample
{

namespace
{

struct Range {
    double low;
    double high;
};

// Where each feature may lie. Popularity is rounded up or down at random, so its ends are reached.
constexpr std::array<Range, FeatureCount> ranges = {{{0.0, 100.0},
                                                     {10'000.0, 4'000'000.0},
                                                     {0.0, 1.0},
                                                     {0.0, 1.0},
                                                     {-60.0, 5.0},
                                                     {0.0, 1.0},
                                                     {0.0, 1.0},
                                                     {0.0, 1.0},
                                                     {0.0, 1.0},
                                                     {0.0, 1.0},
                                                     {30.0, 250.0}}};

constexpr std::size_t largestFamily = 16;

// In how many genres one track stands. The dataset has 73,100 ids in one row, 11,712 in two, and so on to 1
// in nine; those in several rows are taken a fifth more often, because a family's last group is cut short and
// one genre lends to nobody. Keep-first then leaves 79 % of the rows, as it does of the dataset.
constexpr std::array<double, 9> tracksByRows = {73'100.0,     11'712 * 1.25, 2'984 * 1.25,
                                                1'372 * 1.25, 431 * 1.25,    117 * 1.25,
                                                22 * 1.25,    2 * 1.25,      1 * 1.25};

int drawGroupSize(Random &random)
{
    static const double total = std::accumulate(tracksByRows.begin(), tracksByRows.end(), 0.0);
    double left = random.uniform() * total;
    for (std::size_t i = 0; i < tracksByRows.size(); ++i) {
        left -= tracksByRows[i];
        if (left < 0.0)
            return static_cast<int>(i) + 1;
    }
    return 1;
}

// How many tracks a family of so many genres holds at one place, on average.
double expectedGroups(std::size_t members)
{
    const double total = std::accumulate(tracksByRows.begin(), tracksByRows.end(), 0.0);
    std::vector<double> groups(members + 1, 0.0);
    for (std::size_t n = 1; n <= members; ++n) {
        groups[n] = 1.0;
        for (std::size_t size = 1; size <= tracksByRows.size(); ++size)
            groups[n] += tracksByRows[size - 1] / total * groups[n > size ? n - size : 0];
    }
    return groups[members];
}

// A genre's rows are its own tracks and borrowed ones, so its own must be drawn from a mean that lies further
// out than the one wanted. Borrowing is the same between any two of a family, which makes the system
// solvable by hand: deviations from the family's mean are stretched by one factor. It holds for means of
// anything, so also for squares and shares.
class Unborrow
{
public:
    explicit Unborrow(const std::vector<std::size_t> &members) : m_members(members)
    {
        const auto count = static_cast<double>(members.size());
        if (members.size() < 2)
            return;
        const double borrowed = 1.0 - expectedGroups(members.size()) / count;
        m_stretch = 1.0 / (1.0 - borrowed * count / (count - 1.0));
    }

    template <typename MeanOf>
    double operator()(std::size_t genre, MeanOf meanOf) const
    {
        double sum = 0.0;
        for (const std::size_t member : m_members)
            sum += meanOf(genreProfiles()[member]);
        const double mean = sum / static_cast<double>(m_members.size());
        return mean + (meanOf(genreProfiles()[genre]) - mean) * m_stretch;
    }

private:
    const std::vector<std::size_t> &m_members;
    double m_stretch = 1.0;
};

LogitNormal shapeOf(std::size_t genre, std::size_t feature, const Unborrow &unborrow)
{
    const Range range = ranges[feature];
    const double width = range.high - range.low;
    const auto unitMean = [&](const GenreProfile &p) { return (p.mean[feature] - range.low) / width; };
    const auto unitSquare = [&](const GenreProfile &p) {
        const double deviation = p.deviation[feature] / width;
        return unitMean(p) * unitMean(p) + deviation * deviation;
    };
    const double wanted = unitMean(genreProfiles()[genre]);
    const double mean = std::clamp(unborrow(genre, unitMean), 0.02 * wanted, 1.0 - 0.02 * (1.0 - wanted));
    // Lenders that vary more than the genre itself can leave no variance over: keep a quarter of the
    // deviation.
    const double least = 0.25 * genreProfiles()[genre].deviation[feature] / width;
    const double variance = std::max(unborrow(genre, unitSquare) - mean * mean, least * least);
    return LogitNormal::fit(mean, std::sqrt(std::min(variance, 0.95 * mean * (1.0 - mean))));
}

template <std::size_t Size>
std::size_t pick(const std::array<double, Size> &bounds, double at)
{
    return std::ranges::upper_bound(bounds, at) - bounds.begin();
}

std::array<FeatureValues, FeatureCount> choleskyFactor()
{
    std::array<FeatureValues, FeatureCount> factor{};
    for (std::size_t i = 0; i < FeatureCount; ++i) {
        for (std::size_t j = 0; j <= i; ++j) {
            double sum = featureCorrelation(i, j);
            for (std::size_t k = 0; k < j; ++k)
                sum -= factor[i][k] * factor[j][k];
            factor[i][j] = i == j ? std::sqrt(sum) : sum / factor[j][j];
        }
    }
    return factor;
}

/// Standard normals by Marsaglia's polar method, as Random::normal, but with a logarithm of known bits.
FeatureValues drawNormals(Random &random)
{
    FeatureValues z{};
    for (std::size_t i = 0; i < FeatureCount; i += 2) {
        double u = 0.0;
        double v = 0.0;
        double s = 0.0;
        do {
            u = 2.0 * random.uniform() - 1.0;
            v = 2.0 * random.uniform() - 1.0;
            s = u * u + v * v;
        } while (s >= 1.0 || s == 0.0);
        const double factor = std::sqrt(-2.0 * portableLog(s) / s);
        z[i] = u * factor;
        if (i + 1 < FeatureCount)
            z[i + 1] = v * factor;
    }
    return z;
}

} // namespace

Random drawStream(std::uint64_t seed, Draw draw, std::size_t genre, std::uint64_t number)
{
    return Random(seed, RandomPurpose::Sample,
                  (number << 11) | (static_cast<std::uint64_t>(genre) << 3) |
                      static_cast<std::uint64_t>(draw));
}

TrackModel::TrackModel(std::uint64_t seed)
    : m_seed(seed)
    , m_families(familyCount())
    , m_genres(genreProfiles().size())
    , m_factor(choleskyFactor())
{
    for (std::size_t genre = 0; genre < m_genres.size(); ++genre)
        m_families[genreProfiles()[genre].family].push_back(genre);
    for (const auto &members : m_families)
        calibrateFamily(members);
}

void TrackModel::calibrateFamily(const std::vector<std::size_t> &members)
{
    const Unborrow unborrow(members);
    for (const std::size_t genre : members) {
        const auto share = [&](auto perMille) {
            return std::max(0.0,
                            unborrow(genre, [&](const GenreProfile &p) { return perMille(p) / 1000.0; }));
        };
        GenreModel &model = m_genres[genre];
        for (std::size_t feature = 0; feature < FeatureCount; ++feature)
            model.shapes[feature] = shapeOf(genre, feature, unborrow);
        model.explicitShare = share([](const GenreProfile &p) { return p.explicitPerMille; });
        model.majorShare = share([](const GenreProfile &p) { return p.majorPerMille; });
        double bound = 0.0;
        for (std::size_t key = 0; key < model.keyBound.size(); ++key)
            model.keyBound[key] = bound += share([&](const GenreProfile &p) { return p.keyPerMille[key]; });
        for (double &keyBound : model.keyBound)
            keyBound /= bound; // a share cut off at nothing left the sum above 1
        bound = 0.0;
        for (std::size_t i = 0; i < model.beatsBound.size(); ++i)
            model.beatsBound[i] = bound += share([&](const GenreProfile &p) { return p.beatsPerMille[i]; });
    }
}

TrackId TrackModel::trackAt(std::size_t genre, std::uint64_t slot) const
{
    const auto family = static_cast<std::size_t>(genreProfiles()[genre].family);
    const std::vector<std::size_t> &members = m_families[family];
    std::array<std::size_t, largestFamily> order{};
    const std::size_t count = std::min(members.size(), largestFamily);
    std::copy_n(members.begin(), count, order.begin());

    // The family's genres in random order fall into groups of random size; each group is one track, owned by
    // the first. Every member draws the same order again, so nothing needs to be remembered.
    Random random = drawStream(m_seed, Draw::Lending, family, slot);
    for (std::size_t i = count; i > 1; --i)
        std::swap(order[i - 1], order[random.below(static_cast<std::uint32_t>(i))]);
    for (std::size_t begin = 0; begin < count;) {
        const std::size_t end = std::min(count, begin + drawGroupSize(random));
        if (std::find(order.begin() + begin, order.begin() + end, genre) != order.begin() + end)
            return {order[begin], slot};
        begin = end;
    }
    return {genre, slot};
}

TrackNumbers TrackModel::numbersOf(TrackId track) const
{
    const GenreModel &model = m_genres[track.owner];
    Random random = drawStream(m_seed, Draw::Numbers, track.owner, track.slot);
    const FeatureValues independent = drawNormals(random);
    TrackNumbers numbers;
    for (std::size_t i = 0; i < FeatureCount; ++i) {
        double z = 0.0;
        for (std::size_t j = 0; j <= i; ++j)
            z += m_factor[i][j] * independent[j];
        numbers.values[i] = ranges[i].low + (ranges[i].high - ranges[i].low) * model.shapes[i].at(z);
    }
    // Rounded up as often as the fraction says: the mean of whole numbers stays the mean of the distribution.
    for (const Feature whole : {Popularity, Duration})
        numbers.values[whole] = std::floor(numbers.values[whole] + random.uniform());
    numbers.isExplicit = random.uniform() < model.explicitShare;
    numbers.isMajor = random.uniform() < model.majorShare;
    numbers.key = static_cast<int>(std::min<std::size_t>(pick(model.keyBound, random.uniform()), 11));
    const std::size_t beats = pick(model.beatsBound, random.uniform());
    numbers.beats = beats < 3 ? static_cast<int>(beats) + 3 : 1;
    return numbers;
}

} // namespace genrelens::sample
