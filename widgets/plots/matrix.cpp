#include "widgets/plots/matrix.h"

#include <cmath>
#include <limits>

namespace genrelens
{

std::vector<double> normalized(const CountMatrix &matrix, Normalization normalization)
{
    if (normalization == Normalization::Counts)
        return matrix.values;
    const bool byRow = normalization == Normalization::Rows;
    std::vector<double> sums(static_cast<std::size_t>(byRow ? matrix.rows() : matrix.columns()), 0.0);
    const auto columns = static_cast<std::size_t>(matrix.columns());
    const auto sumOf = [&](std::size_t i) -> double & { return sums[byRow ? i / columns : i % columns]; };
    for (std::size_t i = 0; i < matrix.values.size(); ++i) {
        if (std::isfinite(matrix.values[i]))
            sumOf(i) += matrix.values[i];
    }
    std::vector<double> shares = matrix.values;
    for (std::size_t i = 0; i < shares.size(); ++i)
        shares[i] = sumOf(i) > 0 ? shares[i] / sumOf(i) : std::numeric_limits<double>::quiet_NaN();
    return shares;
}

} // namespace genrelens
