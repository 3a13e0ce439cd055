#pragma once

#include "core/base/result.h"
#include "tests/bench/peak_memory.h"

#include <chrono>
#include <optional>
#include <utility>
#include <vector>

namespace genrelens::bench
{

struct Timing {
    std::vector<double> seconds; ///< of each repeat
    double peakMb = 0.0;         ///< of the process, when the last repeat ended
};

/// What the last repeat made, and how long each took.
template <typename Value>
struct Timed {
    Value value;
    Timing timing;
};

/// Takes a step several times. step() returns a Result<Value>; the first error ends it. What one repeat made
/// is freed before the clock of the next starts.
template <typename Value, typename Step>
Result<Timed<Value>> timed(int repeat, const Step &step)
{
    Timing timing;
    std::optional<Value> value;
    for (int i = 0; i < repeat; ++i) {
        value.reset();
        const auto start = std::chrono::steady_clock::now();
        Result<Value> made = step();
        const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
        if (!made)
            return made.error();
        timing.seconds.push_back(elapsed.count());
        value.emplace(std::move(made).value());
    }
    timing.peakMb = peakMegabytes();
    return Timed<Value>{std::move(*value), std::move(timing)};
}

} // namespace genrelens::bench
