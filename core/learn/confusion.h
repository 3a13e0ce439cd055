#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace genrelens
{

/// classes x classes counts: rows are true classes, columns predicted ones.
struct ConfusionMatrix {
    std::size_t classes = 0;
    std::vector<std::uint64_t> counts;

    [[nodiscard]] std::uint64_t count(std::size_t truth, std::size_t predicted) const
    {
        return counts[truth * classes + predicted];
    }
    [[nodiscard]] std::uint64_t total() const;
    [[nodiscard]] std::uint64_t correct() const; ///< the diagonal
    [[nodiscard]] double accuracy() const;       ///< 0 when there is nothing in it
};

/// truth and predicted: one code below `classes` each a row.
ConfusionMatrix confusionMatrix(std::span<const std::int32_t> truth, std::span<const std::int32_t> predicted,
                                std::size_t classes);

/// What is undefined is 0: precision of a class never predicted, recall of a class without rows, F1 of both.
struct ClassScores {
    double precision = 0.0;
    double recall = 0.0;
    double f1 = 0.0;
    std::size_t support = 0; ///< rows that truly have the class
};

std::vector<ClassScores> classScores(const ConfusionMatrix &confusion);

/// Mean F1 of the classes that occur, truly or predicted.
double macroF1(const ConfusionMatrix &confusion);

/// Mean F1 of the classes weighted by the rows that truly have them.
double weightedF1(const ConfusionMatrix &confusion);

/// Cohen's kappa (1960): how far accuracy lies above what answers by chance, as often of each class, would
/// reach; 1 when all are right, 0 for chance and where truth and answers are all one class.
double cohensKappa(const ConfusionMatrix &confusion);

/// Mean recall of the classes that truly occur.
double balancedAccuracy(const ConfusionMatrix &confusion);

} // namespace genrelens
