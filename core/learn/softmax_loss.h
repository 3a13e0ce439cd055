#pragma once

#include "core/base/progress.h"
#include "core/learn/classifier.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace genrelens
{

/// The loss of multinomial logistic regression over training rows and its gradient, fast: for each row about
/// as many steps as there are weights, in lanes of classes. Bits depend on the data only, not on threads.
class SoftmaxLoss
{
public:
    /// codes: the class of each training row, 0..classes-1. centre: is taken off each row first, so that the
    /// offsets do not depend on the weights much. data must outlive this.
    SoftmaxLoss(const TrainingData &data, std::vector<std::int32_t> codes, std::size_t classes,
                std::vector<double> centre);

    /// Classes filled up to whole lanes; how weights and gradients are laid out: (columns + 1) x lanes(),
    /// the last row for the offsets. What was filled up is not looked at and gets no gradient.
    [[nodiscard]] std::size_t lanes() const { return m_lanes; }

    /// Sum over the training rows of -ln(probability of their class), and its gradient. Infinity when
    /// cancelled.
    double evaluate(std::span<const double> weights, std::span<double> gradient,
                    const Progress &progress) const;

private:
    const TrainingData &m_data;
    std::vector<std::int32_t> m_codes;
    std::size_t m_classes;
    std::size_t m_lanes;
    std::vector<double> m_centre;
};

} // namespace genrelens
