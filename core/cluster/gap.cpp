#include "core/cluster/gap.h"

#include "core/base/random.h"
#include "core/cluster/k_means.h"

#include <Eigen/Eigenvalues>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace genrelens
{

namespace
{

using Matrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

// Calls step(values) for each row, in double; false when cancelled.
template <typename Step>
bool overRows(const Features &features, const Progress &progress, const Step &step)
{
    constexpr std::size_t rowsAtOnce = 8192; // between two questions whether to go on
    const auto columns = static_cast<Eigen::Index>(features.columns());
    for (std::size_t row = 0; row < features.rows(); ++row) {
        if (row % rowsAtOnce == 0 && progress.cancelled())
            return false;
        step(Eigen::RowVectorXd(
            Eigen::Map<const Eigen::RowVectorXf>(features.row(row).data(), columns).cast<double>()));
    }
    return true;
}

} // namespace

Result<ReferenceBox> referenceBox(const Features &features, Progress &progress)
{
    constexpr double infinity = std::numeric_limits<double>::infinity();
    const auto columns = static_cast<Eigen::Index>(features.columns());
    Eigen::RowVectorXd mean = Eigen::RowVectorXd::Zero(columns);
    Matrix products = Matrix::Zero(columns, columns);
    Eigen::RowVectorXd low = Eigen::RowVectorXd::Constant(columns, infinity);
    Eigen::RowVectorXd high = Eigen::RowVectorXd::Constant(columns, -infinity);
    if (!overRows(features, progress, [&](const Eigen::RowVectorXd &row) { mean += row; }))
        return Error::cancelled();
    mean /= static_cast<double>(std::max<std::size_t>(1, features.rows()));
    if (!overRows(features, progress, [&](const Eigen::RowVectorXd &row) {
            products.noalias() += (row - mean).transpose() * (row - mean);
        }))
        return Error::cancelled();
    const Eigen::SelfAdjointEigenSolver<Matrix> solver(products);
    const Matrix axes = solver.eigenvectors().transpose();
    if (!overRows(features, progress, [&](const Eigen::RowVectorXd &row) {
            const Eigen::RowVectorXd along = (row - mean) * axes.transpose();
            low = low.cwiseMin(along);
            high = high.cwiseMax(along);
        }))
        return Error::cancelled();
    return ReferenceBox{{mean.begin(), mean.end()},
                        {axes.data(), axes.data() + axes.size()},
                        {low.begin(), low.end()},
                        {high.begin(), high.end()}};
}

Features drawReference(const Features &features, const ReferenceBox &box, const GapOptions &options,
                       std::size_t index)
{
    const auto columns = static_cast<Eigen::Index>(features.columns());
    const std::size_t rows = std::min(options.rows, features.rows());
    const Eigen::Map<const Matrix> axes(box.axes.data(), columns, columns);
    const Eigen::Map<const Eigen::RowVectorXd> mean(box.mean.data(), columns);
    Random random(options.seed, RandomPurpose::Reference, index);
    std::vector<float> values(rows * features.columns());
    std::vector<std::uint32_t> places(rows);
    Eigen::RowVectorXd along(columns);
    for (std::size_t row = 0; row < rows; ++row) {
        for (std::size_t m = 0; m < features.columns(); ++m)
            along[static_cast<Eigen::Index>(m)] = box.low[m] + random.uniform() * (box.high[m] - box.low[m]);
        Eigen::Map<Eigen::RowVectorXf>(values.data() + row * features.columns(), columns) =
            (mean + along * axes).cast<float>();
        places[row] = static_cast<std::uint32_t>(row);
    }
    return Features(features.names(), features.scalings(), std::move(values), std::move(places));
}

Result<GapPoint> gapStatistic(const Features &features, const ReferenceBox &box, std::size_t clusters,
                              double wcss, const GapOptions &options, Progress &progress)
{
    if (options.references == 0 || options.rows == 0 || options.restarts == 0)
        return Error{"there must be references, and rows and restarts for them", "gap statistic",
                     "The usual values are 10 references and 2 restarts.", ErrorKind::Usage};
    const auto references = static_cast<double>(options.references);
    std::vector<double> logs;
    for (std::size_t i = 0; i < options.references; ++i) {
        SubProgress part(progress, static_cast<double>(i) / references,
                         static_cast<double>(i + 1) / references);
        const Features reference = drawReference(features, box, options, i);
        KMeansOptions kMeansOptions;
        kMeansOptions.clusters = clusters;
        kMeansOptions.restarts = options.restarts;
        kMeansOptions.swaps = 0;
        kMeansOptions.seed = options.seed;
        const Result<KMeansResult> found = kMeans(reference, kMeansOptions, part);
        if (!found)
            return found.error();
        const double scale = static_cast<double>(features.rows()) / static_cast<double>(reference.rows());
        logs.push_back(std::log(found.value().wcss * scale));
    }
    double mean = 0.0;
    for (const double log : logs)
        mean += log / references;
    double variance = 0.0;
    for (const double log : logs)
        variance += (log - mean) * (log - mean) / references;
    return GapPoint{std::exp(mean), mean - std::log(wcss), std::sqrt(variance * (1.0 + 1.0 / references))};
}

} // namespace genrelens
