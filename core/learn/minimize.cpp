#include "core/learn/minimize.h"

#include <cmath>
#include <deque>
#include <limits>

namespace genrelens
{

namespace
{

using Eigen::VectorXd;

constexpr double enoughDecrease = 1e-4;
constexpr double enoughFlattening = 0.9;
constexpr int mostTrials = 40;

struct Step {
    VectorXd moved;
    VectorXd gradientChange;
    double inverseProduct = 0.0;
};

// Minus the estimated inverse second derivatives times the gradient, by the two loops of Nocedal.
VectorXd direction(const VectorXd &gradient, const std::deque<Step> &steps, const VectorXd &curvature)
{
    VectorXd d = -gradient;
    std::vector<double> shares(steps.size());
    for (std::size_t i = steps.size(); i-- > 0;) {
        shares[i] = steps[i].inverseProduct * steps[i].moved.dot(d);
        d -= shares[i] * steps[i].gradientChange;
    }
    d.array() /= curvature.array();
    if (!steps.empty()) {
        const Step &last = steps.back();
        d *= 1.0 / (last.inverseProduct * (last.gradientChange.array().square() / curvature.array()).sum());
    }
    for (std::size_t i = 0; i < steps.size(); ++i)
        d += (shares[i] - steps[i].inverseProduct * steps[i].gradientChange.dot(d)) * steps[i].moved;
    return d;
}

struct Point {
    VectorXd x;
    VectorXd gradient;
    double value = 0.0;
};

// Moves from `from` along d to a point that is lower enough and flatter enough; false when there is none that
// the numbers can tell, or the objective stopped (to.value is infinite then).
bool search(const Objective &objective, const Point &from, const VectorXd &d, Point &to)
{
    const double slope = from.gradient.dot(d);
    double low = 0.0;
    double high = std::numeric_limits<double>::infinity();
    double length = 1.0;
    for (int trial = 0; trial < mostTrials; ++trial) {
        to.x = from.x + length * d;
        to.value = objective(to.x, to.gradient);
        if (std::isinf(to.value))
            return false;
        if (!(to.value <= from.value + enoughDecrease * length * slope))
            high = length;
        else if (to.gradient.dot(d) < enoughFlattening * slope)
            low = length;
        else
            return true;
        length = std::isinf(high) ? 2.0 * low : 0.5 * (low + high);
    }
    return false;
}

} // namespace

Minimum minimize(const Objective &objective, VectorXd x, const MinimizeOptions &options,
                 const std::function<void(std::size_t, double)> &reached)
{
    Point here{std::move(x), VectorXd(), 0.0};
    here.gradient.resize(here.x.size());
    here.value = objective(here.x, here.gradient);
    Point next{here.x, here.gradient, 0.0};
    std::deque<Step> steps;
    Minimum result;
    result.stopped = std::isinf(here.value);
    while (!result.stopped) {
        const double steepest = here.gradient.size() > 0 ? here.gradient.cwiseAbs().maxCoeff() : 0.0;
        reached(result.iterations, steepest);
        result.converged = steepest <= options.tol;
        if (result.converged || result.iterations == options.maxIterations)
            break;
        if (!search(objective, here, direction(here.gradient, steps, options.curvature), next)) {
            result.stopped = std::isinf(next.value);
            // Without a lower point in sight the estimate may be at fault; the plain gradient is asked once.
            if (result.stopped || steps.empty()) {
                result.converged = !result.stopped;
                break;
            }
            steps.clear();
            continue;
        }
        ++result.iterations;
        Step step{next.x - here.x, next.gradient - here.gradient, 0.0};
        step.inverseProduct = 1.0 / step.moved.dot(step.gradientChange);
        if (std::isfinite(step.inverseProduct) && step.inverseProduct > 0.0) {
            steps.push_back(std::move(step));
            if (steps.size() > options.memory)
                steps.pop_front();
        }
        std::swap(here, next);
    }
    result.x = std::move(here.x);
    result.value = here.value;
    return result;
}

} // namespace genrelens
