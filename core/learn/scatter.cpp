#include "core/learn/scatter.h"

#include "core/base/parallel.h"

#include <algorithm>

namespace genrelens
{

namespace
{

using Eigen::Index;
using Eigen::MatrixXd;

constexpr std::size_t mostBlocks = 64;     // whose sums are kept side by side
constexpr std::size_t rowsInProduct = 256; // between two questions whether to go on

// Adds to sums (lower half) the products of the deviations of the rows begin..end-1 from their centres.
void addScatter(const TrainingData &data, const std::vector<double> &centres, std::size_t begin,
                std::size_t end, MatrixXd &sums)
{
    const std::size_t columns = data.features.columns();
    MatrixXd apart(static_cast<Index>(columns), static_cast<Index>(end - begin));
    for (std::size_t i = begin; i < end; ++i) {
        const std::span<const float> x = data.features.row(data.rows[i]);
        const double *centre =
            centres.data() + static_cast<std::size_t>(data.labels.codes()[data.rows[i]]) * columns;
        for (std::size_t m = 0; m < columns; ++m)
            apart(static_cast<Index>(m), static_cast<Index>(i - begin)) =
                static_cast<double>(x[m]) - centre[m];
    }
    sums.selfadjointView<Eigen::Lower>().rankUpdate(apart);
}

} // namespace

Eigen::MatrixXd scatterAround(const TrainingData &data, const std::vector<double> &centres,
                              Progress &progress, std::string_view stage)
{
    const auto columns = static_cast<Index>(data.features.columns());
    // The blocks depend on the number of rows only, so threads never change a bit.
    const std::size_t blockSize =
        std::max<std::size_t>(4096, (data.rows.size() + mostBlocks - 1) / mostBlocks);
    const std::size_t blocks = (data.rows.size() + blockSize - 1) / blockSize;
    std::vector<MatrixXd> sums(blocks, MatrixXd::Zero(columns, columns));
    ProgressCounter counter(progress, blocks, stage);
    parallelBlocks(data.rows.size(), blockSize, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end && !counter.cancelled(); i += rowsInProduct)
            addScatter(data, centres, i, std::min(end, i + rowsInProduct), sums[begin / blockSize]);
        counter.advance();
    });
    if (progress.cancelled())
        return {};
    for (std::size_t i = 1; i < blocks; ++i)
        sums[0] += sums[i];
    return MatrixXd(sums[0].selfadjointView<Eigen::Lower>());
}

} // namespace genrelens
