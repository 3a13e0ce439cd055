#include "core/learn/boosted_trees.h"

#include "core/base/parallel.h"
#include "core/base/random.h"
#include "core/learn/model_support.h"
#include "core/learn/tree_booster.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace genrelens
{

namespace
{

constexpr std::size_t rowsInBlock = 4096; // of the training rows, between two questions whether to go on
constexpr const char *stage = "Boosting trees";

// Trees of each present class, one a round.
using Ensemble = std::vector<std::vector<BoostedTree>>;

class BoostedTrees final : public Classifier
{
public:
    BoostedTrees(Ensemble ensemble, PresentClasses present, std::size_t columns)
        : m_ensemble(std::move(ensemble))
        , m_present(std::move(present))
        , m_columns(columns)
    {
    }

    [[nodiscard]] Result<Probabilities> probabilities(const Features &features,
                                                      std::span<const std::uint32_t> rows,
                                                      Progress &progress) const override
    {
        if (Result<void> checked = checkQuery(features, rows, m_columns); !checked)
            return checked.error();
        // Blocks of rows for each class, so that its trees stay near the processor.
        return fillProbabilities(rows.size(), m_present.places.size(), 256, progress,
                                 [&](std::size_t begin, std::size_t end, Probabilities &out) {
                                     std::vector<double> logs((end - begin) * out.classes,
                                                              -std::numeric_limits<double>::infinity());
                                     for (std::size_t c = 0; c < m_ensemble.size() && !progress.cancelled();
                                          ++c)
                                         for (std::size_t i = begin; i < end; ++i)
                                             logs[(i - begin) * out.classes + m_present.classes[c]] =
                                                 margin(m_ensemble[c], features.row(rows[i]).data());
                                     for (std::size_t i = begin; i < end && !progress.cancelled(); ++i)
                                         writeShares({logs.data() + (i - begin) * out.classes, out.classes},
                                                     out.values.data() + i * out.classes);
                                 });
    }

private:
    static double margin(const std::vector<BoostedTree> &trees, const float *row)
    {
        double sum = 0.0;
        for (const BoostedTree &tree : trees)
            sum += static_cast<double>(tree.answer(row));
        return sum;
    }

    Ensemble m_ensemble;
    PresentClasses m_present;
    std::size_t m_columns;
};

// The growing ensemble and what it says of the training rows.
class Boosting
{
public:
    Boosting(const TrainingData &data, const PresentClasses &present, const BoostedTreesOptions &options,
             const TreeBooster &booster)
        : m_data(data)
        , m_present(present)
        , m_options(options)
        , m_booster(booster)
        , m_margins(present.classes.size(), std::vector<float>(data.rows.size(), 0.0F))
        , m_logSums(data.rows.size())
        , m_ensemble(present.classes.size())
    {
    }

    Result<void> addRound(std::size_t round, ProgressCounter &counter)
    {
        updateLogSums(counter);
        const std::size_t classes = m_present.classes.size();
        std::vector<std::optional<Result<BoostedTree>>> trees(classes);
        parallelFor(classes, [&](std::size_t c) {
            if (counter.cancelled())
                return;
            trees[c] = grow(c, round);
            if (trees[c]->ok() && !counter.cancelled())
                addAnswers(trees[c]->value(), m_margins[c]);
            counter.advance();
        });
        if (counter.cancelled())
            return Error::cancelled();
        for (std::size_t c = 0; c < classes; ++c) {
            if (!trees[c]->ok())
                return trees[c]->error();
            m_ensemble[c].push_back(std::move(*trees[c]).value());
        }
        return {};
    }

    [[nodiscard]] Ensemble takeEnsemble() { return std::move(m_ensemble); }

private:
    // Of each row the logarithm of the sum of its exponentials, which turns a margin into a probability.
    void updateLogSums(const ProgressCounter &counter)
    {
        parallelBlocks(m_logSums.size(), rowsInBlock, [&](std::size_t begin, std::size_t end) {
            if (counter.cancelled())
                return;
            std::vector<double> largest(end - begin, -std::numeric_limits<double>::infinity());
            std::vector<double> sums(end - begin, 0.0);
            for (const std::vector<float> &margins : m_margins)
                for (std::size_t i = begin; i < end; ++i)
                    largest[i - begin] = std::max(largest[i - begin], static_cast<double>(margins[i]));
            for (const std::vector<float> &margins : m_margins)
                for (std::size_t i = begin; i < end; ++i)
                    sums[i - begin] += std::exp(static_cast<double>(margins[i]) - largest[i - begin]);
            for (std::size_t i = begin; i < end; ++i)
                m_logSums[i] = largest[i - begin] + std::log(sums[i - begin]);
        });
    }

    // Derivatives of the softmax loss as xgboost takes them: p - [its class], and 2 p (1 - p).
    [[nodiscard]] Result<BoostedTree> grow(std::size_t c, std::size_t round) const
    {
        std::vector<float> first(m_data.rows.size());
        std::vector<float> second(m_data.rows.size());
        for (std::size_t i = 0; i < first.size(); ++i) {
            const double p = std::exp(static_cast<double>(m_margins[c][i]) - m_logSums[i]);
            const auto code = static_cast<std::size_t>(m_data.labels.codes()[m_data.rows[i]]);
            first[i] = static_cast<float>(p - (code == m_present.classes[c] ? 1.0 : 0.0));
            second[i] = static_cast<float>(std::max(2.0 * p * (1.0 - p), 1e-16));
        }
        const std::uint64_t number = round * m_present.classes.size() + c;
        return m_booster.grow(first, second, Random(m_options.seed, RandomPurpose::Boosting, number).next());
    }

    void addAnswers(const BoostedTree &tree, std::vector<float> &margins) const
    {
        for (std::size_t i = 0; i < margins.size(); ++i)
            margins[i] += tree.answer(m_data.features.row(m_data.rows[i]).data());
    }

    const TrainingData &m_data;
    const PresentClasses &m_present;
    const BoostedTreesOptions &m_options;
    const TreeBooster &m_booster;
    std::vector<std::vector<float>> m_margins; // of each class, over the training rows
    std::vector<double> m_logSums;
    Ensemble m_ensemble;
};

Result<void> checkOptions(const BoostedTreesOptions &options)
{
    const auto isShare = [](double share) { return share > 0.0 && share <= 1.0; };
    if (options.rounds > 0 && options.maxDepth > 0 && options.learningRate > 0.0 &&
        isShare(options.subsample) && isShare(options.columnsByTree) && options.minChildWeight >= 0.0 &&
        options.lambda >= 0.0)
        return {};
    return Error{"an option is out of its range", "gradient-boosted trees",
                 "There must be rounds, depth and a learning rate, shares must be above 0 and at most 1.",
                 ErrorKind::Usage};
}

} // namespace

Result<std::shared_ptr<const Classifier>>
trainBoostedTrees(const TrainingData &data, const BoostedTreesOptions &options, Progress &progress)
{
    if (Result<void> checked = checkTrainingData(data); !checked)
        return checked.error();
    if (Result<void> checked = checkOptions(options); !checked)
        return checked.error();
    if (data.features.columns() > std::numeric_limits<std::uint16_t>::max())
        return Error{"there are more than 65,535 features", "gradient-boosted trees", "Leave some out."};
    if (progress.cancelled())
        return Error::cancelled();
    progress.report(0.0, "Sorting values into bins");
    PresentClasses present(classCounts(data));
    if (present.classes.size() == 1)
        return std::shared_ptr<const Classifier>(
            std::make_shared<BoostedTrees>(Ensemble(1), std::move(present), data.features.columns()));
    Result<TreeBooster> booster = TreeBooster::make(data, options, progress);
    if (!booster)
        return booster.error();
    Boosting boosting(data, present, options, booster.value());
    ProgressCounter counter(progress, options.rounds * present.classes.size(), stage);
    for (std::size_t round = 0; round < options.rounds; ++round)
        if (Result<void> added = boosting.addRound(round, counter); !added)
            return added.error();
    return std::shared_ptr<const Classifier>(
        std::make_shared<BoostedTrees>(boosting.takeEnsemble(), std::move(present), data.features.columns()));
}

} // namespace genrelens
