#include "core/cluster/mini_batch.h"

#include "core/base/parallel.h"
#include "core/base/random.h"
#include "core/cluster/fixed_point.h"
#include "core/cluster/row_sample.h"
#include "core/cluster/tiled_rows.h"

#include <algorithm>
#include <utility>

namespace genrelens
{

namespace
{

constexpr std::size_t lanes = TiledRows::lanes;
constexpr double sampleShare = 0.5; // of the time, about
constexpr double batchesEnd = 0.8;
// Streams of random numbers from here on are those of batches, and the one before draws the sample.
constexpr std::size_t firstBatch = std::size_t(1) << 33;

std::uint32_t drawRow(Random &random, const Features &features)
{
    return random.below(static_cast<std::uint32_t>(features.rows()));
}

// Rows drawn with replacement: of so many, hardly one comes twice.
Features drawSample(const Features &features, std::size_t rows, std::uint64_t seed)
{
    Random random(seed, RandomPurpose::KMeans, firstBatch - 1);
    std::vector<std::uint32_t> drawn(rows);
    for (std::uint32_t &row : drawn)
        row = drawRow(random, features);
    std::sort(drawn.begin(), drawn.end());
    return rowsOf(features, std::move(drawn));
}

// Centres that follow the rows shown to them.
class MovingCentres
{
public:
    MovingCentres(const Features &features, const KMeansResult &start)
        : m_features(features)
        , m_filled(tiledColumns(features.columns()))
        , m_centres(start.centres)
        , m_shown(start.sizes.begin(), start.sizes.end())
    {
    }

    void follow(const std::vector<std::uint32_t> &rows);
    [[nodiscard]] const std::vector<double> &centres() const { return m_centres; }

private:
    [[nodiscard]] std::vector<float> rounded() const;

    const Features &m_features;
    std::size_t m_filled;
    std::vector<double> m_centres;
    std::vector<double> m_shown; // rows that each was nearest to
    std::vector<std::int32_t> m_labels;
};

std::vector<float> MovingCentres::rounded() const
{
    const std::size_t columns = m_features.columns();
    std::vector<float> centres(m_shown.size() * m_filled, 0.0F);
    for (std::size_t i = 0; i < m_centres.size(); ++i)
        centres[i / columns * m_filled + i % columns] = static_cast<float>(m_centres[i]);
    return centres;
}

// All rows of a batch meet the same centres; then these move, row by row.
void MovingCentres::follow(const std::vector<std::uint32_t> &rows)
{
    const std::vector<float> centres = rounded();
    m_labels.resize((rows.size() + lanes - 1) / lanes * lanes);
    parallelBlocks(rows.size(), 32 * lanes, [&](std::size_t begin, std::size_t end) {
        std::vector<float> tile(m_filled * lanes);
        std::vector<float> distances(2 * lanes);
        for (std::size_t at = begin; at < end; at += lanes) {
            gatherTile(m_features, std::span(rows).subspan(at, std::min(lanes, end - at)), tile.data());
            findNearestTwo(tile.data(), 1, m_filled, centres,
                           {m_labels.data() + at, distances.data(), distances.data() + lanes});
        }
    });
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto own = static_cast<std::size_t>(m_labels[i]);
        const double share = 1.0 / ++m_shown[own];
        const std::span<const float> values = m_features.row(rows[i]);
        double *centre = m_centres.data() + own * values.size();
        for (std::size_t m = 0; m < values.size(); ++m)
            centre[m] += share * (static_cast<double>(values[m]) - centre[m]);
    }
}

} // namespace

Result<KMeansResult> miniBatchKMeans(const Features &features, const KMeansOptions &options,
                                     Progress &progress)
{
    KMeansOptions ofSample = options;
    const std::size_t sampleRows = std::max(
        options.clusters, std::min({options.miniBatch.sampleRows, options.exactUpTo, features.rows()}));
    ofSample.exactUpTo = sampleRows;
    SubProgress sampling(progress, 0.0, sampleShare);
    Result<KMeansResult> found = kMeans(drawSample(features, sampleRows, options.seed), ofSample, sampling);
    if (!found)
        return found;
    KMeansResult result = std::move(found).value();
    // A cluster that stayed empty has no centre that rows could be near.
    while (!result.sizes.empty() && result.sizes.back() == 0) {
        result.sizes.pop_back();
        result.centres.resize(result.sizes.size() * features.columns());
    }
    MovingCentres centres(features, result);
    const std::size_t ofAll = (features.rows() + options.miniBatch.rows - 1) / options.miniBatch.rows;
    const std::size_t batches = std::min(options.miniBatch.batches, ofAll);
    SubProgress following(progress, sampleShare, batchesEnd);
    std::vector<std::uint32_t> rows(options.miniBatch.rows);
    for (std::size_t batch = 0; batch < batches; ++batch) {
        if (progress.cancelled())
            return Error::cancelled();
        Random random(options.seed, RandomPurpose::KMeans, firstBatch + batch);
        for (std::uint32_t &row : rows)
            row = drawRow(random, features);
        centres.follow(rows);
        following.report(static_cast<double>(batch + 1) / static_cast<double>(batches), "Clustering");
    }
    result.labels.assign(features.rows(), 0);
    if (!nearestLabels(features, centres.centres(), result.labels, progress).finished)
        return Error::cancelled();
    result.converged = false;
    result.miniBatch = true;
    result.iterations = batches;
    return result;
}

} // namespace genrelens
