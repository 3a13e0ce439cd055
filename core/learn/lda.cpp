#include "core/learn/lda.h"

#include "core/learn/linear_classifier.h"
#include "core/learn/model_support.h"
#include "core/learn/scatter.h"

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
using Eigen::VectorXd;
using MeansMap = Eigen::Map<const Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>>;

constexpr const char *stage = "Estimating the covariance";

// Directions, scaled so that the features have variance 1 along each of them within classes; columns of the
// result. Those with an eigenvalue of at most `least` are left out.
MatrixXd whitening(const MatrixXd &covariance, double least)
{
    const Eigen::SelfAdjointEigenSolver<MatrixXd> solver(covariance);
    const Index kept = (solver.eigenvalues().array() > least).count(); // the last, since they rise
    return solver.eigenvectors().rightCols(kept) *
           solver.eigenvalues().tail(kept).cwiseSqrt().cwiseInverse().asDiagonal();
}

// The space of the features as seen by the classes: a matrix S so that S S' stands for the inverse
// covariance.
MatrixXd shrunkSpace(const MatrixXd &scatter, double n, double shrinkage)
{
    const double variance = scatter.trace() / n / static_cast<double>(scatter.rows());
    MatrixXd covariance = scatter * ((1.0 - shrinkage) / n);
    covariance.diagonal().array() += shrinkage * variance;
    return whitening(covariance, 1e-14 * variance);
}

MatrixXd svdSpace(const MatrixXd &scatter, double n, double freedom, double tol)
{
    VectorXd deviations = (scatter.diagonal() / n).cwiseSqrt();
    deviations = (deviations.array() > 0.0).select(deviations, 1.0);
    const VectorXd inverse = deviations.cwiseInverse();
    const MatrixXd standardized = inverse.asDiagonal() * scatter * inverse.asDiagonal();
    return inverse.asDiagonal() * whitening(standardized / freedom, tol * tol);
}

// The part of the space in which the class means lie. rows of apart: root of the prior times (mean of the
// class - mean of all).
MatrixXd spaceOfMeans(const MatrixXd &space, const MatrixXd &apart, double tol)
{
    if (space.cols() == 0)
        return space;
    const MatrixXd spread = apart * space;
    const Eigen::SelfAdjointEigenSolver<MatrixXd> solver(spread.transpose() * spread);
    const double largest = solver.eigenvalues().tail(1)[0];
    const Index kept = (solver.eigenvalues().array() > tol * tol * largest).count();
    return space * solver.eigenvectors().rightCols(kept);
}

} // namespace

Result<std::shared_ptr<const Classifier>> trainLda(const TrainingData &data, const LdaOptions &options,
                                                   Progress &progress)
{
    if (Result<void> checked = checkTrainingData(data); !checked)
        return checked.error();
    if (!(options.shrinkage >= 0.0 && options.shrinkage <= 1.0 && options.tol >= 0.0))
        return Error{"the shrinkage must be between 0 and 1 and the tolerance not negative",
                     "linear discriminant analysis", "The usual values are 0 and 0.0001.", ErrorKind::Usage};
    progress.report(0.0, stage);
    const std::vector<std::size_t> counts = classCounts(data);
    const std::vector<double> means = classMeans(data, counts);
    const MatrixXd scatter = scatterAround(data, means, progress, stage);
    if (progress.cancelled())
        return Error::cancelled();

    const auto n = static_cast<double>(data.rows.size());
    const auto classes = static_cast<Index>(counts.size());
    const VectorXd priors =
        Eigen::Map<const Eigen::Matrix<std::size_t, Eigen::Dynamic, 1>>(counts.data(), classes)
            .cast<double>() /
        n;
    const MeansMap centres(means.data(), classes, scatter.rows());
    const VectorXd centre = centres.transpose() * priors;
    const MatrixXd apart = centres.rowwise() - centre.transpose();
    const auto present = static_cast<double>((priors.array() > 0.0).count());
    MatrixXd space = options.shrinkage > 0.0 ? shrunkSpace(scatter, n, options.shrinkage)
                                             : svdSpace(scatter, n, std::max(1.0, n - present), options.tol);
    if (options.shrinkage == 0.0)
        space = spaceOfMeans(space, priors.cwiseSqrt().asDiagonal() * apart, options.tol);

    const MatrixXd places = apart * space; // of the classes
    const MatrixXd weights = places * space.transpose();
    LinearScores scores;
    scores.columns = data.features.columns();
    for (Index c = 0; c < classes; ++c) {
        for (Index m = 0; m < weights.cols(); ++m)
            scores.weights.push_back(weights(c, m));
        scores.offsets.push_back(counts[static_cast<std::size_t>(c)] == 0
                                     ? -std::numeric_limits<double>::infinity()
                                     : std::log(priors[c]) - 0.5 * places.row(c).squaredNorm() -
                                           weights.row(c).dot(centre));
    }
    progress.report(1.0, stage);
    return linearClassifier(std::move(scores));
}

} // namespace genrelens
