#include "core/cluster/k_means_search.h"

#include "core/base/parallel.h"

#include <algorithm>
#include <atomic>
#include <iterator>
#include <mutex>
#include <numeric>
#include <utility>

namespace genrelens
{

namespace
{

constexpr std::string_view stage = "Clustering";
constexpr double startsShare = 0.7; // of the time, about
// So many iterations tell which starts and which swaps are worth finishing.
constexpr std::size_t startIterations = 12;
constexpr std::size_t swapIterations = 6;
// Starts of which all are finished.
constexpr std::size_t fewStarts = 4;
// Swaps tried side by side, and those of them that are finished: constants, since the result depends on them.
constexpr std::size_t swapsAtOnce = 4;
constexpr std::size_t swapsFinished = 2;
// Streams of random numbers from here on are those of swaps, so that more starts do not change them.
constexpr std::size_t firstSwap = std::size_t(1) << 32;
// After swapIterations a sum that lies above the best one by more than this share hardly ever gets below it.
constexpr double mostHope = 0.01;
constexpr double infinity = std::numeric_limits<double>::infinity();
// Leaders that are kept.
constexpr std::size_t mostLeaders = 2;
// A gain that is but rounding is none.
constexpr double leastGain = 1e-9;

// Ordered by (wcss, number), so that it does not matter who comes first.
bool better(const Candidate &a, const Candidate &b)
{
    return a.wcss < b.wcss || (a.wcss == b.wcss && a.number < b.number);
}

} // namespace

KMeansSearch::KMeansSearch(const TiledRows &rows, const KMeansOptions &options, Progress &progress)
    : m_rows(rows)
    , m_options(options)
    , m_progress(progress)
{
}

bool KMeansSearch::start()
{
    std::vector<Candidate> tries(m_options.restarts);
    for (std::size_t i = 0; i < tries.size(); ++i)
        tries[i].number = tries[i].start = i;
    SubProgress starts(m_progress, 0.0, startsShare);
    const std::size_t finalists = std::max(std::min(fewStarts, tries.size()), (tries.size() + 1) / 2);
    ProgressCounter counter(starts, tries.size() + finalists, stage);
    return race(std::move(tries), startIterations, finalists, infinity, counter);
}

bool KMeansSearch::finish(std::vector<Candidate> found)
{
    // Of where they come from only the centres hold for these rows; numbers of their own part those that tie.
    for (std::size_t i = 0; i < found.size(); ++i) {
        found[i].number = i;
        found[i].iterations = 0;
        found[i].labels.clear();
        found[i].removalCosts.clear();
    }
    SubProgress finishing(m_progress, 0.0, startsShare);
    ProgressCounter counter(finishing, found.size(), stage);
    if (!runAll(found, m_options.maxIterations, true, counter))
        return false;
    takeOver(std::move(found));
    return true;
}

bool KMeansSearch::improve()
{
    if (m_options.clusters < 2)
        return true;
    SubProgress swaps(m_progress, startsShare, 1.0);
    ProgressCounter counter(swaps, std::max<std::size_t>(1, m_options.swaps / swapsAtOnce * 6), stage);
    std::size_t failed = 0; // rounds since the last success
    for (std::size_t done = 0; done < m_options.swaps && failed < m_options.patience; done += swapsAtOnce) {
        const std::size_t count = std::min(swapsAtOnce, m_options.swaps - done);
        const double before = best().wcss;
        if (!race(swapTries(firstSwap + done, count, failed), swapIterations, swapsFinished,
                  before * (1.0 + mostHope), counter))
            return false;
        const bool bettered = best().wcss < before * (1.0 - leastGain);
        failed = bettered ? 0 : failed + 1;
        m_improvements += bettered ? 1 : 0;
    }
    return true;
}

// Each try drops one of the centres that would be missed least, further ones when those before did not help;
// the run then chooses another.
std::vector<Candidate> KMeansSearch::swapTries(std::size_t first, std::size_t count, std::size_t failed) const
{
    std::vector<std::size_t> order(m_options.clusters);
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return best().removalCosts[a] < best().removalCosts[b];
    });
    std::vector<Candidate> tries(count);
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t dropped = order[(failed * swapsAtOnce + i) % order.size()];
        tries[i].number = first + i;
        tries[i].start = best().start;
        tries[i].centres = best().centres;
        const auto at = tries[i].centres.begin() + static_cast<std::ptrdiff_t>(dropped * m_rows.columns);
        tries[i].centres.erase(at, at + static_cast<std::ptrdiff_t>(m_rows.columns));
    }
    return tries;
}

bool KMeansSearch::race(std::vector<Candidate> tries, std::size_t iterations, std::size_t finalists,
                        double hopeless, ProgressCounter &counter)
{
    if (finalists < tries.size() && iterations < m_options.maxIterations) {
        if (!runAll(tries, iterations, false, counter))
            return false;
        std::sort(tries.begin(), tries.end(), better);
        tries.resize(finalists);
        std::erase_if(tries, [&](const Candidate &each) { return !(each.wcss <= hopeless); });
    }
    if (!runAll(tries, m_options.maxIterations, true, counter))
        return false;
    takeOver(std::move(tries));
    return true;
}

// Two that came to the same sum are the same but for rounding: one of them is enough.
void KMeansSearch::takeOver(std::vector<Candidate> finished)
{
    std::move(finished.begin(), finished.end(), std::back_inserter(m_leaders));
    std::sort(m_leaders.begin(), m_leaders.end(), better);
    const auto last = std::unique(m_leaders.begin(), m_leaders.end(), [](const auto &a, const auto &b) {
        return b.wcss <= a.wcss * (1.0 + leastGain);
    });
    m_leaders.erase(last, m_leaders.end());
    if (m_leaders.size() > mostLeaders)
        m_leaders.resize(mostLeaders);
}

bool KMeansSearch::runAll(std::vector<Candidate> &tries, std::size_t iterations, bool finish,
                          ProgressCounter &counter)
{
    std::atomic<bool> cancelled{false};
    // Labels of all finished tries would take much memory; those of the best are enough.
    std::mutex mutex;
    Candidate *leader = nullptr;
    parallelFor(tries.size(), [&](std::size_t i) {
        Candidate &each = tries[i];
        KMeansRun run(m_rows, m_options.clusters, Random(m_options.seed, RandomPurpose::KMeans, each.number));
        if (m_progress.cancelled() || !run.run(each.centres, iterations - each.iterations, m_progress)) {
            cancelled = true;
            return;
        }
        each.wcss = run.wcss();
        each.centres = run.centres();
        each.iterations += run.iterations();
        each.converged = run.converged();
        if (finish) {
            const std::lock_guard lock(mutex);
            if (leader == nullptr || better(each, *leader)) {
                if (leader != nullptr)
                    leader->labels = {};
                each.removalCosts = run.removalCosts();
                each.labels = run.takeLabels();
                leader = &each;
            }
        }
        counter.advance();
    });
    return !cancelled;
}

} // namespace genrelens
