#pragma once

#include <cstddef>
#include <functional>

namespace genrelens
{

/// Threads that parallelFor may use, the caller's included. At least 1.
int threadCount();
/// Sets it for the whole process; 0 means one for every core. Results never depend on it.
void setThreadCount(int threads);

/// Calls body(i) for each i in 0..count-1, in any order, on several threads, and returns when all are done.
/// Bodies must not throw and must write to places of their own; sums are added up afterwards in index order.
void parallelFor(std::size_t count, const std::function<void(std::size_t)> &body);

/// Splits 0..count-1 into blocks of blockSize rows (the last may be shorter) and calls body(begin, end) for
/// each. The blocks depend on count and blockSize only, so a sum over blocks has the same bits for any thread
/// count.
void parallelBlocks(std::size_t count, std::size_t blockSize,
                    const std::function<void(std::size_t begin, std::size_t end)> &body);

} // namespace genrelens
