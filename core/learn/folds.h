#pragma once

#include "core/learn/split.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace genrelens
{

struct FoldOptions {
    enum class Method {
        Random,     ///< every row alike
        Stratified, ///< every class in even parts
        ByGroup,    ///< whole groups
    };
    Method method = Method::Random;
    std::size_t folds = 5;   ///< at least 2
    std::size_t repeats = 1; ///< each deals the rows anew
    std::uint64_t seed = 1;

    [[nodiscard]] Result<void> validate() const;
};

/// Rows dealt into folds, once a repeat: each row is held out once in each.
class Folds
{
public:
    Folds(std::size_t folds, std::vector<std::vector<std::uint16_t>> foldOfRow)
        : m_folds(folds)
        , m_foldOfRow(std::move(foldOfRow))
    {
    }

    [[nodiscard]] std::size_t folds() const { return m_folds; }
    [[nodiscard]] std::size_t repeats() const { return m_foldOfRow.size(); }
    /// Splits that they make: folds of the first repeat, of the second, and so on.
    [[nodiscard]] std::size_t count() const { return m_folds * m_foldOfRow.size(); }
    [[nodiscard]] Split split(std::size_t i) const;
    /// Test rows over training rows, on average.
    [[nodiscard]] double testToTrain() const { return 1.0 / static_cast<double>(m_folds - 1); }

private:
    std::size_t m_folds;
    std::vector<std::vector<std::uint16_t>> m_foldOfRow; // by repeat
};

/// Deals all rows. labels is needed by Stratified (rows without a class are a stratum of their own), groups,
/// one a row, by ByGroup; there a negative code is a group of its own, and sizes are as even as whole groups
/// dealt from the largest down allow. Fold sizes differ by at most one else.
Result<Folds> makeFolds(const FoldOptions &options, std::size_t rows, const LabelSet &labels,
                        std::span<const std::int32_t> groups);

} // namespace genrelens
