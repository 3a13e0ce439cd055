#include "core/learn/nearest_neighbours.h"

#include "core/learn/model_support.h"
#include "core/neighbours/neighbour_index.h"

#include <cmath>

namespace genrelens
{

namespace
{

constexpr std::size_t predictionBlock = 256; // queries between reports

class NearestNeighbours final : public Classifier
{
public:
    NearestNeighbours(NeighbourIndex index, const TrainingData &data, const NeighboursOptions &options)
        : m_index(std::move(index))
        , m_labels(data.labels)
        , m_columns(data.features.columns())
        , m_options(options)
    {
    }

    [[nodiscard]] Result<Probabilities> probabilities(const Features &features,
                                                      std::span<const std::uint32_t> rows,
                                                      Progress &progress) const override
    {
        if (Result<void> checked = checkQuery(features, rows, m_columns); !checked)
            return checked.error();
        return fillProbabilities(rows.size(), m_labels.classes().size(), predictionBlock, progress,
                                 [&](std::size_t begin, std::size_t end, Probabilities &out) {
                                     std::vector<Neighbour> found;
                                     for (std::size_t i = begin; i < end && !progress.cancelled(); ++i) {
                                         m_index.nearest(features.row(rows[i]), m_options.neighbours, found);
                                         vote(found, out.values.data() + i * out.classes);
                                     }
                                 });
    }

private:
    void vote(const std::vector<Neighbour> &found, float *out) const
    {
        const bool exact = found.front().squared == 0.0;
        const auto weight = [&](const Neighbour &neighbour) {
            if (!m_options.byDistance)
                return 1.0;
            if (exact)
                return neighbour.squared == 0.0 ? 1.0 : 0.0;
            // In units of the nearest, so that the smallest distances stay in range.
            return std::sqrt(found.front().squared / neighbour.squared);
        };
        double all = 0.0;
        for (const Neighbour &neighbour : found)
            all += weight(neighbour);
        for (const Neighbour &neighbour : found)
            out[m_labels.codes()[neighbour.row]] += static_cast<float>(weight(neighbour) / all);
    }

    NeighbourIndex m_index;
    LabelSet m_labels;
    std::size_t m_columns;
    NeighboursOptions m_options;
};

} // namespace

Result<std::shared_ptr<const Classifier>>
trainNearestNeighbours(const TrainingData &data, const NeighboursOptions &options, Progress &progress)
{
    if (Result<void> checked = checkTrainingData(data); !checked)
        return checked.error();
    if (options.neighbours == 0)
        return Error{"there must be at least one neighbour", "nearest neighbours", "The usual number is 15.",
                     ErrorKind::Usage};
    progress.report(0.0, "Sorting tracks by neighbourhood");
    Result<NeighbourIndex> index = NeighbourIndex::build(data.features, data.rows, progress);
    if (!index)
        return index.error();
    progress.report(1.0, "Sorting tracks by neighbourhood");
    return std::shared_ptr<const Classifier>(
        std::make_shared<NearestNeighbours>(std::move(index).value(), data, options));
}

} // namespace genrelens
