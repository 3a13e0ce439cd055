#pragma once

#include <cstdint>

namespace genrelens::sample
{

// exp and log built from + - * / alone: the generator promises the same bytes everywhere, and the last bit of
// the C library's functions differs between systems.

/// e to the x for |x| <= 700 (clamped beyond), relative error below 1e-14.
double portableExp(double x);
/// Natural logarithm of a positive normal number, absolute error below 1e-14.
double portableLog(double x);

/// A variable in 0..1 whose logit is normal: one shape for lean bells, one-sided tails and two heaps at the
/// ends.
struct LogitNormal {
    double location = 0.0;
    double scale = 1.0;

    /// The value that belongs to a standard normal draw; rises with it.
    [[nodiscard]] double at(double z) const { return 1.0 / (1.0 + portableExp(-(location + scale * z))); }

    /// The one with this mean (in 0..1) and standard deviation. The mean is met exactly; a deviation that no
    /// variable in 0..1 with this mean can have is brought down to the nearest possible.
    static LogitNormal fit(double mean, double deviation);
};

} // namespace genrelens::sample
