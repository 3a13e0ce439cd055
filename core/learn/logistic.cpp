#include "core/learn/logistic.h"

#include "core/learn/linear_classifier.h"
#include "core/learn/minimize.h"
#include "core/learn/model_support.h"
#include "core/learn/scatter.h"
#include "core/learn/softmax_loss.h"

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
using RowsMatrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

constexpr const char *stage = "Fitting weights";
constexpr double leastVariance = 1e-12; // of standardized features along a direction; below is rounding

// The uncorrelated features: (x - centre) times directions, with variance 1 each.
struct Basis {
    std::vector<double> centre;
    MatrixXd directions; // columns x dimensions
};

// Mean of all training rows.
std::vector<double> meanOf(const TrainingData &data, const std::vector<std::size_t> &counts)
{
    const std::size_t columns = data.features.columns();
    const std::vector<double> means = classMeans(data, counts);
    std::vector<double> centre(columns, 0.0);
    for (std::size_t i = 0; i < means.size(); ++i)
        centre[i % columns] +=
            means[i] * static_cast<double>(counts[i / columns]) / static_cast<double>(data.rows.size());
    return centre;
}

// From sums of products of deviations: directions of variance 1. Weights along a direction in which nothing
// varies would cost and gain nothing, so they are 0 at the minimum: these directions are left out, and the
// others made perpendicular to them.
MatrixXd directionsOf(const MatrixXd &scatter, double n)
{
    VectorXd deviations = (scatter.diagonal() / n).cwiseSqrt();
    deviations = (deviations.array() > 0.0).select(deviations, 1.0);
    const VectorXd inverse = deviations.cwiseInverse();
    const Eigen::SelfAdjointEigenSolver<MatrixXd> solver(inverse.asDiagonal() * (scatter / n) *
                                                         inverse.asDiagonal());
    const Index kept = (solver.eigenvalues().array() > leastVariance).count(); // the last, since they rise
    const Index dropped = scatter.rows() - kept;
    MatrixXd directions = inverse.asDiagonal() * solver.eigenvectors().rightCols(kept) *
                          solver.eigenvalues().tail(kept).cwiseSqrt().cwiseInverse().asDiagonal();
    if (dropped == 0 || kept == 0)
        return directions;
    const MatrixXd still = inverse.asDiagonal() * solver.eigenvectors().leftCols(dropped);
    const Eigen::HouseholderQR<MatrixXd> qr(still);
    const MatrixXd frame = qr.householderQ() * MatrixXd::Identity(scatter.rows(), dropped);
    directions -= frame * (frame.transpose() * directions);
    return directions;
}

// What is minimized, as a function of the weights of the uncorrelated features and the offsets:
// (dimensions + 1) x classes, row-major.
class PenalizedLoss
{
public:
    PenalizedLoss(const SoftmaxLoss &loss, const MatrixXd &directions, Index classes, double rows, double c)
        : m_loss(loss)
        , m_directions(directions)
        , m_penalty(directions.transpose() * directions / (c * rows))
        , m_classes(classes)
        , m_rows(rows)
    {
    }

    [[nodiscard]] Index size() const { return (m_directions.cols() + 1) * m_classes; }
    [[nodiscard]] MatrixXd weights(const VectorXd &x) const
    {
        return m_directions * shaped(x).topRows(m_directions.cols());
    }
    [[nodiscard]] VectorXd offsets(const VectorXd &x) const { return shaped(x).bottomRows(1).transpose(); }

    // Mean loss and penalty, and their derivatives.
    double operator()(const VectorXd &x, VectorXd &gradient, const Progress &progress) const
    {
        const Index columns = m_directions.rows();
        const Index dimensions = m_directions.cols();
        const auto lanes = static_cast<Index>(m_loss.lanes());
        RowsMatrix given = RowsMatrix::Zero(columns + 1, lanes);
        RowsMatrix derived(columns + 1, lanes);
        given.topLeftCorner(columns, m_classes) = weights(x);
        given.bottomLeftCorner(1, m_classes) = shaped(x).bottomRows(1);
        double value = m_loss.evaluate({given.data(), static_cast<std::size_t>(given.size())},
                                       {derived.data(), static_cast<std::size_t>(derived.size())}, progress);
        const MatrixXd pull = m_penalty * shaped(x).topRows(dimensions);
        value = value / m_rows + 0.5 * (pull.array() * shaped(x).topRows(dimensions).array()).sum();
        Eigen::Map<RowsMatrix> out(gradient.data(), dimensions + 1, m_classes);
        out.topRows(dimensions) =
            m_directions.transpose() * derived.topLeftCorner(columns, m_classes) / m_rows + pull;
        out.bottomRows(1) = derived.bottomLeftCorner(1, m_classes) / m_rows;
        return value;
    }

    // About the second derivatives, when every row has the classes' shares as probabilities.
    [[nodiscard]] VectorXd curvature(const VectorXd &shares) const
    {
        VectorXd all(size());
        Eigen::Map<RowsMatrix> out(all.data(), m_directions.cols() + 1, m_classes);
        out.rowwise() = (shares.array() * (1.0 - shares.array())).matrix().transpose();
        out.topRows(m_directions.cols()).colwise() += m_penalty.diagonal();
        return all;
    }

private:
    [[nodiscard]] Eigen::Map<const RowsMatrix> shaped(const VectorXd &x) const
    {
        return {x.data(), m_directions.cols() + 1, m_classes};
    }

    const SoftmaxLoss &m_loss;
    const MatrixXd &m_directions;
    MatrixXd m_penalty;
    Index m_classes;
    double m_rows;
};

Result<void> checkOptions(const LogisticOptions &options)
{
    if (options.c > 0.0 && options.tol > 0.0)
        return {};
    return Error{"C and the tolerance must be above 0", "logistic regression",
                 "The usual values are 1 and 0.00001.", ErrorKind::Usage};
}

// Weights of the features as given, for all classes.
LinearScores scoresOf(const MatrixXd &weights, const VectorXd &offsets, const PresentClasses &present,
                      const std::vector<double> &centre)
{
    LinearScores scores;
    scores.columns = centre.size();
    scores.weights.assign(present.places.size() * centre.size(), 0.0);
    scores.offsets.assign(present.places.size(), -std::numeric_limits<double>::infinity());
    for (std::size_t i = 0; i < present.classes.size(); ++i) {
        const std::size_t c = present.classes[i];
        scores.offsets[c] = offsets[static_cast<Index>(i)];
        for (std::size_t m = 0; m < centre.size(); ++m) {
            const double weight = weights(static_cast<Index>(m), static_cast<Index>(i));
            scores.weights[c * centre.size() + m] = weight;
            scores.offsets[c] -= weight * centre[m];
        }
    }
    return scores;
}

// A share that rises with the steps taken and with how far the gradient came down from where it was first.
class FitProgress
{
public:
    FitProgress(Progress &progress, const LogisticOptions &options) : m_progress(progress), m_options(options)
    {
    }
    void operator()(std::size_t iterations, double steepest)
    {
        m_first = std::max(m_first, steepest);
        const double steps = static_cast<double>(iterations) /
                             static_cast<double>(std::max<std::size_t>(1, m_options.maxIterations));
        const double down = steepest > m_options.tol && m_first > m_options.tol
                                ? std::log(m_first / steepest) / std::log(m_first / m_options.tol)
                                : 0.0;
        m_progress.report(std::min(1.0, std::max(steps, down)), stage);
    }

private:
    Progress &m_progress;
    const LogisticOptions &m_options;
    double m_first = 0.0;
};

} // namespace

Result<std::shared_ptr<const Classifier>> trainLogistic(const TrainingData &data,
                                                        const LogisticOptions &options, Progress &progress)
{
    if (Result<void> checked = checkTrainingData(data); !checked)
        return checked.error();
    if (Result<void> checked = checkOptions(options); !checked)
        return checked.error();
    progress.report(0.0, stage);
    const std::vector<std::size_t> counts = classCounts(data);
    const PresentClasses present(counts);
    const std::vector<double> centre = meanOf(data, counts);
    std::vector<double> centres; // the same for each class
    for (std::size_t c = 0; c < counts.size(); ++c)
        centres.insert(centres.end(), centre.begin(), centre.end());
    const MatrixXd scatter = scatterAround(data, centres, Progress::none(), stage);
    if (progress.cancelled())
        return Error::cancelled();
    const auto n = static_cast<double>(data.rows.size());
    const MatrixXd directions = directionsOf(scatter, n);

    std::vector<std::int32_t> codes;
    codes.reserve(data.rows.size());
    for (const std::uint32_t row : data.rows)
        codes.push_back(present.places[static_cast<std::size_t>(data.labels.codes()[row])]);
    const SoftmaxLoss loss(data, std::move(codes), present.classes.size(), centre);
    const auto classes = static_cast<Index>(present.classes.size());
    const PenalizedLoss penalized(loss, directions, classes, n, options.c);

    // From the classes' shares, without weights.
    VectorXd shares(classes);
    for (Index i = 0; i < classes; ++i)
        shares[i] = static_cast<double>(counts[present.classes[static_cast<std::size_t>(i)]]) / n;
    VectorXd start = VectorXd::Zero(penalized.size());
    start.tail(classes) = shares.array().log();
    MinimizeOptions minimizing;
    minimizing.tol = options.tol;
    minimizing.maxIterations = options.maxIterations;
    minimizing.curvature = penalized.curvature(shares);
    const Minimum minimum =
        minimize([&](const VectorXd &x, VectorXd &gradient) { return penalized(x, gradient, progress); },
                 std::move(start), minimizing, FitProgress(progress, options));
    if (minimum.stopped || progress.cancelled())
        return Error::cancelled();
    progress.report(1.0, stage);
    return linearClassifier(
        scoresOf(penalized.weights(minimum.x), penalized.offsets(minimum.x), present, centre));
}

} // namespace genrelens
