#include "core/learn/naive_bayes.h"

#include "core/learn/model_support.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace genrelens
{

namespace
{

constexpr std::size_t predictionBlock = 1024;

struct Gaussians {
    std::size_t columns = 0;
    std::vector<double> means;      // classes x columns
    std::vector<double> precisions; // 1 / variance; 0 leaves the feature out
    std::vector<double> offsets;    // log prior - log of the normalizing constant, one a class
};

class NaiveBayes final : public Classifier
{
public:
    explicit NaiveBayes(Gaussians gaussians) : m_gaussians(std::move(gaussians)) {}

    [[nodiscard]] Result<Probabilities> probabilities(const Features &features,
                                                      std::span<const std::uint32_t> rows,
                                                      Progress &progress) const override
    {
        if (Result<void> checked = checkQuery(features, rows, m_gaussians.columns); !checked)
            return checked.error();
        return fillProbabilities(rows.size(), m_gaussians.offsets.size(), predictionBlock, progress,
                                 [&](std::size_t begin, std::size_t end, Probabilities &out) {
                                     std::vector<double> logs(out.classes);
                                     for (std::size_t i = begin; i < end; ++i)
                                         fillRow(features.row(rows[i]), logs,
                                                 out.values.data() + i * out.classes);
                                 });
    }

private:
    void fillRow(std::span<const float> x, std::vector<double> &logs, float *out) const
    {
        const Gaussians &g = m_gaussians;
        for (std::size_t c = 0; c < logs.size(); ++c) {
            double squares = 0.0;
            for (std::size_t m = 0; m < g.columns; ++m) {
                const double apart = static_cast<double>(x[m]) - g.means[c * g.columns + m];
                squares += apart * apart * g.precisions[c * g.columns + m];
            }
            logs[c] = g.offsets[c] - 0.5 * squares;
        }
        writeShares(logs, out);
    }

    Gaussians m_gaussians;
};

// Sums of squared distances from the class means: classes x columns.
std::vector<double> scatterWithin(const TrainingData &data, const std::vector<double> &means)
{
    const std::size_t columns = data.features.columns();
    std::vector<double> squares(means.size(), 0.0);
    for (const std::uint32_t row : data.rows) {
        const std::size_t offset = static_cast<std::size_t>(data.labels.codes()[row]) * columns;
        const std::span<const float> values = data.features.row(row);
        for (std::size_t m = 0; m < columns; ++m) {
            const double apart = static_cast<double>(values[m]) - means[offset + m];
            squares[offset + m] += apart * apart;
        }
    }
    return squares;
}

// The largest population variance of any feature over all training rows.
double largestVariance(const TrainingData &data)
{
    const auto n = static_cast<double>(data.rows.size());
    double largest = 0.0;
    for (std::size_t m = 0; m < data.features.columns(); ++m) {
        double sum = 0.0;
        for (const std::uint32_t row : data.rows)
            sum += static_cast<double>(data.features.row(row)[m]);
        double squares = 0.0;
        for (const std::uint32_t row : data.rows) {
            const double apart = static_cast<double>(data.features.row(row)[m]) - sum / n;
            squares += apart * apart;
        }
        largest = std::max(largest, squares / n);
    }
    return largest;
}

} // namespace

Result<std::shared_ptr<const Classifier>> trainNaiveBayes(const TrainingData &data, double varianceSmoothing,
                                                          Progress &progress)
{
    if (Result<void> checked = checkTrainingData(data); !checked)
        return checked.error();
    if (!(varianceSmoothing >= 0.0))
        return Error{"the variance smoothing must not be negative", "naive Bayes", "The usual value is 1e-9.",
                     ErrorKind::Usage};
    if (progress.cancelled())
        return Error::cancelled();
    progress.report(0.0, "Estimating class distributions");
    const std::vector<std::size_t> counts = classCounts(data);
    Gaussians g;
    g.columns = data.features.columns();
    g.means = classMeans(data, counts);
    const std::vector<double> scatter = scatterWithin(data, g.means);
    const double smoothing = varianceSmoothing * largestVariance(data);
    g.precisions.assign(g.means.size(), 0.0);
    for (std::size_t c = 0; c < counts.size(); ++c) {
        if (counts[c] == 0) {
            g.offsets.push_back(-std::numeric_limits<double>::infinity());
            continue;
        }
        const auto n = static_cast<double>(counts[c]);
        double offset = std::log(n / static_cast<double>(data.rows.size()));
        for (std::size_t m = 0; m < g.columns; ++m) {
            const double variance = scatter[c * g.columns + m] / n + smoothing;
            if (variance <= 0.0)
                continue;
            g.precisions[c * g.columns + m] = 1.0 / variance;
            offset -= 0.5 * std::log(2.0 * std::numbers::pi * variance);
        }
        g.offsets.push_back(offset);
    }
    progress.report(1.0, "Estimating class distributions");
    return std::shared_ptr<const Classifier>(std::make_shared<NaiveBayes>(std::move(g)));
}

} // namespace genrelens
