#include "core/base/parallel.h"

#include <algorithm>
#include <atomic>
#include <thread>

#ifdef GENRELENS_PARALLEL_JTHREAD
#include <vector>
#else
#include <memory>
#include <mutex>
#include <tbb/global_control.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>
#endif

namespace genrelens
{

namespace
{

int hardwareThreads()
{
    return std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

std::atomic<int> &chosenThreads()
{
    static std::atomic<int> threads{hardwareThreads()};
    return threads;
}

// oneTBB makes no more threads than cores unless it is told to, and says so on stderr.
void allowThreads([[maybe_unused]] int threads)
{
#ifndef GENRELENS_PARALLEL_JTHREAD
    static std::mutex mutex;
    static std::unique_ptr<tbb::global_control> limit;
    const std::lock_guard lock(mutex);
    limit = threads > hardwareThreads()
                ? std::make_unique<tbb::global_control>(tbb::global_control::max_allowed_parallelism, threads)
                : nullptr;
#endif
}

} // namespace

int threadCount()
{
    return chosenThreads();
}

void setThreadCount(int threads)
{
    chosenThreads() = threads > 0 ? threads : hardwareThreads();
    allowThreads(chosenThreads());
}

#ifdef GENRELENS_PARALLEL_JTHREAD

void parallelFor(std::size_t count, const std::function<void(std::size_t)> &body)
{
    std::atomic<std::size_t> next{0};
    const auto work = [&] {
        for (std::size_t i = next++; i < count; i = next++)
            body(i);
    };
    std::vector<std::jthread> helpers;
    const std::size_t threads = std::min<std::size_t>(count, static_cast<std::size_t>(threadCount()));
    for (std::size_t i = 1; i < threads; ++i)
        helpers.emplace_back(work);
    work();
}

#else

void parallelFor(std::size_t count, const std::function<void(std::size_t)> &body)
{
    const int threads = threadCount();
    if (threads == 1 || count < 2) {
        for (std::size_t i = 0; i < count; ++i)
            body(i);
        return;
    }
    // An arena of its own bounds the threads without touching other users of TBB in the process, and one for
    // each calling thread lets jobs run side by side. It is kept, because taking one down waits for its
    // workers. A grain of one keeps tasks of uneven length (trees, restarts) balanced.
    thread_local std::unique_ptr<tbb::task_arena> arena;
    if (!arena || arena->max_concurrency() != threads)
        arena = std::make_unique<tbb::task_arena>(threads);
    arena->execute([&] {
        tbb::parallel_for(
            tbb::blocked_range<std::size_t>(0, count, 1),
            [&](const tbb::blocked_range<std::size_t> &range) {
                for (std::size_t i = range.begin(); i != range.end(); ++i)
                    body(i);
            },
            tbb::simple_partitioner());
    });
}

#endif

void parallelBlocks(std::size_t count, std::size_t blockSize,
                    const std::function<void(std::size_t begin, std::size_t end)> &body)
{
    const std::size_t blocks = (count + blockSize - 1) / blockSize;
    parallelFor(blocks, [&](std::size_t block) {
        const std::size_t begin = block * blockSize;
        body(begin, std::min(count, begin + blockSize));
    });
}

} // namespace genrelens
