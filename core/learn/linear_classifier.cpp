#include "core/learn/linear_classifier.h"

#include "core/learn/model_support.h"

namespace genrelens
{

namespace
{

class LinearClassifier final : public Classifier
{
public:
    explicit LinearClassifier(LinearScores scores) : m_scores(std::move(scores)) {}

    [[nodiscard]] Result<Probabilities> probabilities(const Features &features,
                                                      std::span<const std::uint32_t> rows,
                                                      Progress &progress) const override
    {
        if (Result<void> checked = checkQuery(features, rows, m_scores.columns); !checked)
            return checked.error();
        const std::size_t classes = m_scores.offsets.size();
        return fillProbabilities(rows.size(), classes, rowsAtOnce(classes), progress,
                                 [&](std::size_t begin, std::size_t end, Probabilities &out) {
                                     std::vector<double> logs(out.classes);
                                     for (std::size_t i = begin; i < end; ++i) {
                                         score(features.row(rows[i]), logs);
                                         writeShares(logs, out.values.data() + i * out.classes);
                                     }
                                 });
    }

private:
    void score(std::span<const float> x, std::vector<double> &logs) const
    {
        for (std::size_t c = 0; c < logs.size(); ++c) {
            const double *weights = m_scores.weights.data() + c * m_scores.columns;
            double sum = m_scores.offsets[c];
            for (std::size_t m = 0; m < m_scores.columns; ++m)
                sum += weights[m] * static_cast<double>(x[m]);
            logs[c] = sum;
        }
    }

    LinearScores m_scores;
};

} // namespace

std::shared_ptr<const Classifier> linearClassifier(LinearScores scores)
{
    return std::make_shared<LinearClassifier>(std::move(scores));
}

} // namespace genrelens
