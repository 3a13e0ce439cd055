#pragma once

#include <algorithm>
#include <cstddef>

namespace genrelens
{

/// Calls body(begin, end) for stretches of 0..count-1 in order, until progress (a Progress or
/// ProgressCounter) is cancelled; false when it was. A stretch is well below a millisecond for a few
/// instructions an item, so that sums keep their order and people need not wait.
template <typename Cancellable, typename Body>
bool forStretches(std::size_t count, const Cancellable &progress, const Body &body)
{
    constexpr std::size_t length = 65536;
    for (std::size_t begin = 0; begin < count; begin += length) {
        if (progress.cancelled())
            return false;
        body(begin, std::min(count, begin + length));
    }
    return !progress.cancelled();
}

} // namespace genrelens
