#include "widgets/plots/axis_ticks.h"

#include <algorithm>
#include <cmath>

namespace genrelens
{

namespace
{

/// The smallest round step that is no less than this one.
double roundStep(double least, bool wholeNumbers)
{
    const double power = std::pow(10.0, std::floor(std::log10(least)));
    double step = 10 * power;
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (factor * power >= least * (1 - 1e-9)) {
            step = factor * power;
            break;
        }
    }
    return wholeNumbers ? std::max(1.0, step) : step;
}

/// A range one can divide: 0 to 1 in place of nothing, a little around a single value.
void mend(double &low, double &high)
{
    if (!std::isfinite(low) || !std::isfinite(high) || low > high) {
        low = 0;
        high = 1;
    }
    if (low == high) {
        const double some = low == 0.0 ? 1.0 : 0.1 * std::abs(low);
        low -= some;
        high += some;
    }
}

} // namespace

Ticks ticksAround(double low, double high, int most, bool wholeNumbers)
{
    mend(low, high);
    const int intervals = std::max(1, most - 1);
    double step = roundStep((high - low) / intervals, wholeNumbers);
    for (;;) {
        const double first = std::floor(low / step + 1e-9) * step;
        const int count = static_cast<int>(std::ceil((high - first) / step - 1e-9)) + 1;
        if (count <= std::max(3, most)) // two cannot enclose a range on both sides of nought
            return {first, step, std::max(2, count)};
        step = roundStep(step * 1.5, wholeNumbers);
    }
}

Ticks ticksWithin(double low, double high, int most, bool wholeNumbers)
{
    mend(low, high);
    const double step = roundStep((high - low) / std::max(1, most - 1), wholeNumbers);
    const double first = std::ceil(low / step - 1e-9) * step;
    return {first, step, static_cast<int>(std::floor((high - first) / step + 1e-9)) + 1};
}

} // namespace genrelens
