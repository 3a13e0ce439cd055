#include "core/embed/pca.h"

#include "core/base/parallel.h"

#include <Eigen/Dense>

#include <algorithm>
#include <cmath>

namespace genrelens
{

namespace
{

constexpr std::size_t rowsAtOnce = 4096; // of a partial sum

// Sums over blocks of rows, added in the order of the blocks. add(begin, end, sum) is called side by side.
template <typename Sum, typename Add>
Sum sumOverRows(std::size_t rows, const Sum &zero, Progress &progress, const Add &add)
{
    std::vector<Sum> parts((rows + rowsAtOnce - 1) / rowsAtOnce, zero);
    parallelBlocks(rows, rowsAtOnce, [&](std::size_t begin, std::size_t end) {
        if (!progress.cancelled())
            add(begin, end, parts[begin / rowsAtOnce]);
    });
    Sum whole = zero;
    for (const Sum &part : parts)
        whole += part;
    return whole;
}

Eigen::Map<const Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>>
blockOf(const Features &features, std::size_t begin, std::size_t end)
{
    return {features.row(begin).data(), static_cast<Eigen::Index>(end - begin),
            static_cast<Eigen::Index>(features.columns())};
}

Eigen::VectorXd meansOf(const Features &features, Progress &progress)
{
    const Eigen::VectorXd zero = Eigen::VectorXd::Zero(static_cast<Eigen::Index>(features.columns()));
    return sumOverRows(features.rows(), zero, progress,
                       [&](std::size_t begin, std::size_t end, Eigen::VectorXd &sum) {
                           sum += blockOf(features, begin, end).cast<double>().colwise().sum().transpose();
                       }) /
           static_cast<double>(features.rows());
}

Eigen::MatrixXd covarianceOf(const Features &features, const Eigen::VectorXd &means, Progress &progress)
{
    const Eigen::MatrixXd zero = Eigen::MatrixXd::Zero(means.size(), means.size());
    return sumOverRows(features.rows(), zero, progress,
                       [&](std::size_t begin, std::size_t end, Eigen::MatrixXd &sum) {
                           const Eigen::MatrixXd apart =
                               blockOf(features, begin, end).cast<double>().rowwise() - means.transpose();
                           sum += apart.transpose() * apart;
                       }) /
           static_cast<double>(features.rows());
}

// A direction and its negative are the same; of those, the one whose largest weight (the first of equals,
// rounding aside) is positive.
std::vector<double> pointedUp(const Eigen::VectorXd &direction)
{
    Eigen::Index largest = 0;
    for (Eigen::Index m = 1; m < direction.size(); ++m)
        if (std::abs(direction[m]) > std::abs(direction[largest]) * (1.0 + 1e-9))
            largest = m;
    const double sign = direction[largest] < 0.0 ? -1.0 : 1.0;
    std::vector<double> weights;
    for (const double weight : direction)
        weights.push_back(sign * weight);
    return weights;
}

} // namespace

Result<PcaMap> pcaMap(const Features &features, Progress &progress)
{
    if (features.rows() == 0)
        return Error{"there are no tracks to lay out", "principal components", {}, ErrorKind::Input};
    PcaMap map;
    map.points.resize(features.rows());
    const std::size_t columns = features.columns();
    map.loadings = {std::vector<double>(columns, 0.0), std::vector<double>(columns, 0.0)};
    if (columns == 0)
        return map;
    progress.report(0.0, "Finding principal components");
    const Eigen::VectorXd means = meansOf(features, progress);
    const Eigen::MatrixXd covariance = covarianceOf(features, means, progress);
    if (progress.cancelled())
        return Error::cancelled();
    progress.report(0.5, "Finding principal components");
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> found(covariance); // eigenvalues rise
    const double whole = covariance.trace();
    const Eigen::Index last = covariance.rows() - 1;
    for (Eigen::Index i = 0; i <= std::min<Eigen::Index>(last, 1); ++i) {
        const auto axis = static_cast<std::size_t>(i);
        map.loadings[axis] = pointedUp(found.eigenvectors().col(last - i));
        map.shares[axis] = whole > 0.0 ? std::max(found.eigenvalues()[last - i], 0.0) / whole : 0.0;
    }
    parallelBlocks(features.rows(), rowsAtOnce, [&](std::size_t begin, std::size_t end) {
        if (progress.cancelled())
            return;
        for (std::size_t i = begin; i < end; ++i) {
            const std::span<const float> row = features.row(i);
            double x = 0.0;
            double y = 0.0;
            for (std::size_t m = 0; m < columns; ++m) {
                const double apart = static_cast<double>(row[m]) - means[static_cast<Eigen::Index>(m)];
                x += apart * map.loadings[0][m];
                y += apart * map.loadings[1][m];
            }
            map.points[i] = {static_cast<float>(x), static_cast<float>(y)};
        }
    });
    if (progress.cancelled())
        return Error::cancelled();
    progress.report(1.0, "Finding principal components");
    return map;
}

} // namespace genrelens
