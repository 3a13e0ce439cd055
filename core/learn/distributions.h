#pragma once

#include <cstddef>

namespace genrelens
{

/// The distributions that tests of significance need and the standard library lacks.

/// The regularized incomplete beta function I_x(a, b), for a, b > 0 and 0 <= x <= 1, to about 1e-14.
double regularizedBeta(double a, double b, double x);

/// Probability that Student's t with that many degrees of freedom (> 0) lies as far from 0 as t or farther.
double studentTwoSided(double t, double freedom);

/// The t beyond which, on both sides together, lies 1 - confidence (0 < confidence < 1).
double studentQuantile(double confidence, double freedom);

/// Probability that a fair coin falls on one side at most `few` or at least `total - few` times of `total`
/// (few at most half of them); the two-sided p-value of a sign test.
double fairCoinTwoSided(std::size_t few, std::size_t total);

/// Probability that chi-square with one degree of freedom is as large as x or larger.
double chiSquareAbove(double x);

} // namespace genrelens
