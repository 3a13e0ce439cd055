#pragma once

namespace genrelens
{

/// Round numbers at even steps (1, 2 or 5 times a power of ten) that span a range.
struct Ticks {
    double first = 0;
    double step = 1;
    int count = 0;

    [[nodiscard]] double last() const { return first + step * (count - 1); }
    [[nodiscard]] double at(int index) const { return first + step * index; }
};

/// At most `most` ticks (at least 3) whose first and last enclose low and high. Whole numbers only, if asked.
/// A range that is empty or not finite gives 0 to 1.
Ticks ticksAround(double low, double high, int most, bool wholeNumbers = false);
/// The same, but inside low and high.
Ticks ticksWithin(double low, double high, int most, bool wholeNumbers = false);

} // namespace genrelens
