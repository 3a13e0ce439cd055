#include "core/learn/nearest_centroid.h"

#include "core/learn/model_support.h"

#include <limits>

namespace genrelens
{

namespace
{

constexpr std::size_t predictionBlock = 1024;

class NearestCentroid final : public Classifier
{
public:
    NearestCentroid(std::vector<double> means, std::vector<std::size_t> counts, std::size_t columns)
        : m_means(std::move(means))
        , m_counts(std::move(counts))
        , m_columns(columns)
    {
    }

    [[nodiscard]] Result<Probabilities> probabilities(const Features &features,
                                                      std::span<const std::uint32_t> rows,
                                                      Progress &progress) const override
    {
        if (Result<void> checked = checkQuery(features, rows, m_columns); !checked)
            return checked.error();
        return fillProbabilities(rows.size(), m_counts.size(), predictionBlock, progress,
                                 [&](std::size_t begin, std::size_t end, Probabilities &out) {
                                     for (std::size_t i = begin; i < end; ++i)
                                         out.values[i * out.classes + nearestClass(features.row(rows[i]))] =
                                             1.0F;
                                 });
    }

private:
    [[nodiscard]] std::size_t nearestClass(std::span<const float> x) const
    {
        std::size_t nearest = 0;
        double smallest = std::numeric_limits<double>::infinity();
        for (std::size_t c = 0; c < m_counts.size(); ++c) {
            if (m_counts[c] == 0)
                continue;
            double squares = 0.0;
            for (std::size_t m = 0; m < m_columns; ++m) {
                const double apart = static_cast<double>(x[m]) - m_means[c * m_columns + m];
                squares += apart * apart;
            }
            if (squares < smallest) {
                smallest = squares;
                nearest = c;
            }
        }
        return nearest;
    }

    std::vector<double> m_means; // classes x columns
    std::vector<std::size_t> m_counts;
    std::size_t m_columns;
};

} // namespace

Result<std::shared_ptr<const Classifier>> trainNearestCentroid(const TrainingData &data, Progress &progress)
{
    if (Result<void> checked = checkTrainingData(data); !checked)
        return checked.error();
    if (progress.cancelled())
        return Error::cancelled();
    progress.report(0.0, "Averaging classes");
    std::vector<std::size_t> counts = classCounts(data);
    std::vector<double> means = classMeans(data, counts);
    progress.report(1.0, "Averaging classes");
    return std::shared_ptr<const Classifier>(
        std::make_shared<NearestCentroid>(std::move(means), std::move(counts), data.features.columns()));
}

} // namespace genrelens
