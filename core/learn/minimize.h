#pragma once

#include <Eigen/Core>

#include <cstddef>
#include <functional>

namespace genrelens
{

/// A smooth function: its value at x, and its gradient there. Returns infinity to stop the search.
using Objective = std::function<double(const Eigen::VectorXd &x, Eigen::VectorXd &gradient)>;

struct MinimizeOptions {
    double tol = 1e-5; ///< done when no entry of the gradient is further from 0
    std::size_t maxIterations = 100;
    std::size_t memory = 10;   ///< steps that the estimate of the curvature is made from
    Eigen::VectorXd curvature; ///< first guess of the second derivatives, all positive
};

struct Minimum {
    Eigen::VectorXd x;
    double value = 0.0;
    std::size_t iterations = 0;
    bool converged = false; ///< within tol, or as near as the numbers can tell
    bool stopped = false;   ///< by the objective
};

/// Minimizes from x by L-BFGS (Liu & Nocedal 1989) with a line search by bisection that ends on the weak
/// Wolfe conditions (Lewis & Overton 2013). The objective is called from the calling thread only, once an
/// iteration on most of them; reached(iterations, largest entry of the gradient) after each.
Minimum minimize(const Objective &objective, Eigen::VectorXd x, const MinimizeOptions &options,
                 const std::function<void(std::size_t, double)> &reached);

} // namespace genrelens
