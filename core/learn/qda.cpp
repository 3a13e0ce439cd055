#include "core/learn/qda.h"

#include "core/base/parallel.h"
#include "core/learn/model_support.h"

#include <Eigen/Eigenvalues>

#include <algorithm>
#include <cmath>
#include <limits>

namespace genrelens
{

namespace
{

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::RowVectorXd;

constexpr std::size_t rowsInProduct = 256; // between two questions whether to go on
constexpr const char *stage = "Estimating class covariances";

using RowsMatrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

struct ClassNormal {
    bool present = false;
    RowVectorXd mean;
    MatrixXd whitening; // deviations from the mean times this have variance 1 along each column
    double offset = 0;  // log prior - half the log of the determinant
};

// The given rows as doubles.
RowsMatrix gathered(const Features &features, std::span<const std::uint32_t> rows)
{
    RowsMatrix block(static_cast<Index>(rows.size()), static_cast<Index>(features.columns()));
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const std::span<const float> x = features.row(rows[i]);
        std::copy(x.begin(), x.end(), block.data() + i * x.size());
    }
    return block;
}

class Qda final : public Classifier
{
public:
    Qda(std::vector<ClassNormal> normals, std::size_t columns)
        : m_normals(std::move(normals))
        , m_columns(columns)
    {
    }

    [[nodiscard]] Result<Probabilities> probabilities(const Features &features,
                                                      std::span<const std::uint32_t> rows,
                                                      Progress &progress) const override
    {
        if (Result<void> checked = checkQuery(features, rows, m_columns); !checked)
            return checked.error();
        return fillProbabilities(rows.size(), m_normals.size(), rowsAtOnce(m_normals.size()), progress,
                                 [&](std::size_t begin, std::size_t end, Probabilities &out) {
                                     const RowsMatrix logs =
                                         logDensities(gathered(features, rows.subspan(begin, end - begin)));
                                     std::vector<double> row(out.classes);
                                     for (std::size_t i = begin; i < end; ++i) {
                                         const auto from = logs.row(static_cast<Index>(i - begin));
                                         std::copy(from.begin(), from.end(), row.begin());
                                         writeShares(row, out.values.data() + i * out.classes);
                                     }
                                 });
    }

private:
    [[nodiscard]] RowsMatrix logDensities(const RowsMatrix &block) const
    {
        RowsMatrix logs = RowsMatrix::Zero(block.rows(), static_cast<Index>(m_normals.size()));
        for (std::size_t c = 0; c < m_normals.size(); ++c) {
            const ClassNormal &normal = m_normals[c];
            auto column = logs.col(static_cast<Index>(c));
            if (normal.present)
                column = ((block.rowwise() - normal.mean) * normal.whitening).rowwise().squaredNorm() * -0.5;
            column.array() += normal.offset;
        }
        return logs;
    }

    std::vector<ClassNormal> m_normals;
    std::size_t m_columns;
};

// The training rows of each class, rising.
std::vector<std::vector<std::uint32_t>> rowsByClass(const TrainingData &data)
{
    std::vector<std::vector<std::uint32_t>> rows(data.labels.classes().size());
    for (const std::uint32_t row : data.rows)
        rows[static_cast<std::size_t>(data.labels.codes()[row])].push_back(row);
    return rows;
}

// Products of the deviations from the mean of these rows, summed; what was summed so far when cancelled.
MatrixXd scatterOf(const Features &features, std::span<const std::uint32_t> rows, const RowVectorXd &mean,
                   const ProgressCounter &counter)
{
    MatrixXd sums = MatrixXd::Zero(mean.size(), mean.size());
    for (std::size_t i = 0; i < rows.size() && !counter.cancelled(); i += rowsInProduct) {
        RowsMatrix apart = gathered(features, rows.subspan(i, std::min(rowsInProduct, rows.size() - i)));
        apart.rowwise() -= mean;
        sums.selfadjointView<Eigen::Lower>().rankUpdate(apart.transpose());
    }
    return sums;
}

// Whitening and offset from the scatter of a class of n rows.
void setShape(const MatrixXd &scatter, std::size_t n, const QdaOptions &options, double least,
              ClassNormal &normal)
{
    const double freedom = n > 1 ? static_cast<double>(n - 1) : 1.0;
    const Eigen::SelfAdjointEigenSolver<MatrixXd> solver(scatter / freedom);
    Eigen::ArrayXd variances = solver.eigenvalues().array();
    variances = ((1.0 - options.regularization) * variances + options.regularization).max(least);
    normal.whitening = solver.eigenvectors() * variances.sqrt().inverse().matrix().asDiagonal();
    normal.offset -= 0.5 * variances.log().sum();
}

// The largest variance of a feature over all training rows, from the classes' scatters about their means.
double largestVariance(const std::vector<ClassNormal> &normals, const std::vector<MatrixXd> &scatters,
                       const std::vector<std::size_t> &counts, double n)
{
    RowVectorXd mean = RowVectorXd::Zero(scatters.front().cols());
    for (std::size_t c = 0; c < normals.size(); ++c)
        mean += static_cast<double>(counts[c]) / n * normals[c].mean;
    RowVectorXd squares = RowVectorXd::Zero(mean.size());
    for (std::size_t c = 0; c < normals.size(); ++c)
        squares += scatters[c].diagonal().transpose() +
                   static_cast<double>(counts[c]) * (normals[c].mean - mean).cwiseAbs2();
    return squares.maxCoeff() / n;
}

} // namespace

Result<std::shared_ptr<const Classifier>> trainQda(const TrainingData &data, const QdaOptions &options,
                                                   Progress &progress)
{
    if (Result<void> checked = checkTrainingData(data); !checked)
        return checked.error();
    if (!(options.regularization >= 0.0 && options.regularization <= 1.0 && options.tol > 0.0))
        return Error{"the regularization must be between 0 and 1 and the tolerance above 0",
                     "quadratic discriminant analysis", "The usual values are 0 and 1e-9.", ErrorKind::Usage};
    progress.report(0.0, stage);
    const std::vector<std::size_t> counts = classCounts(data);
    const std::vector<double> means = classMeans(data, counts);
    const std::vector<std::vector<std::uint32_t>> rows = rowsByClass(data);
    const auto columns = static_cast<Index>(data.features.columns());
    const auto n = static_cast<double>(data.rows.size());

    std::vector<ClassNormal> normals(counts.size());
    std::vector<MatrixXd> scatters(counts.size());
    ProgressCounter counter(progress, 2 * counts.size(), stage);
    parallelFor(counts.size(), [&](std::size_t c) {
        normals[c].present = counts[c] > 0;
        normals[c].mean = Eigen::Map<const RowVectorXd>(means.data() + c * data.features.columns(), columns);
        normals[c].offset = std::log(static_cast<double>(counts[c]) / n);
        scatters[c] = scatterOf(data.features, rows[c], normals[c].mean, counter);
        counter.advance();
    });
    const double largest = largestVariance(normals, scatters, counts, n);
    // All features constant: any floor will do, since all deviations are 0 and all determinants alike.
    const double least = largest > 0.0 ? options.tol * largest : 1.0;
    parallelFor(counts.size(), [&](std::size_t c) {
        if (normals[c].present && !counter.cancelled())
            setShape(scatters[c], counts[c], options, least, normals[c]);
        counter.advance();
    });
    if (progress.cancelled())
        return Error::cancelled();
    return std::shared_ptr<const Classifier>(
        std::make_shared<Qda>(std::move(normals), data.features.columns()));
}

} // namespace genrelens
