#include "core/neighbours/neighbour_descent.h"

#include "core/base/parallel.h"
#include "core/base/stretches.h"
#include "core/neighbours/projection_trees.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>
#include <span>
#include <utility>

namespace genrelens
{

namespace
{

constexpr std::size_t trees = 6;
constexpr std::size_t rowsOfLeaf = 60;
constexpr std::size_t mostRounds = 12;
constexpr std::size_t fewestChanges = 1000; // one of so many places of the lists; with fewer it has settled
constexpr std::size_t rowsAtOnce = 256;
constexpr std::size_t fewestAsked = 14; // nearest of a list that neighbours ask for: half of it, but
constexpr std::size_t mostAsked = 40;
constexpr std::size_t askedBy = 10; // others that have a row in their lists
constexpr std::uint32_t isNew = 1U << 31U;

struct Near {
    float distance = std::numeric_limits<float>::infinity();
    std::uint32_t row = std::numeric_limits<std::uint32_t>::max(); // of no row, when there is none yet
    bool fresh = true;                                             // not asked for yet

    bool operator<(const Near &other) const
    {
        return distance != other.distance ? distance < other.distance : row < other.row;
    }
};

// Hundreds of megabytes take longer than anybody waits who has cancelled; false then.
template <typename T>
bool grow(std::vector<T> &values, std::size_t count, const Progress &progress)
{
    values.reserve(count);
    return forStretches(count, progress, [&](std::size_t, std::size_t end) { values.resize(end); });
}

// A number by chance, the same for the same two rows and round.
std::uint32_t mixed(std::uint32_t a, std::uint32_t b, std::uint64_t salt)
{
    std::uint64_t x = ((static_cast<std::uint64_t>(a) << 32U) | b) ^ salt;
    x = (x ^ (x >> 30U)) * 0xbf58476d1ce4e5b9ULL;
    x = (x ^ (x >> 27U)) * 0x94d049bb133111ebULL;
    return static_cast<std::uint32_t>(x >> 32U);
}

class Descent
{
public:
    Descent(const RowMatrix &matrix, std::size_t k, BoxDistance summed, std::uint64_t seed)
        : m_matrix(matrix)
        , m_length(std::min(k + k / 4 + 5, matrix.rows() - 1))
        , m_forward(std::min(std::clamp(m_length / 2, fewestAsked, mostAsked), m_length))
        , m_summed(summed)
        , m_seed(seed)
    {
    }

    // Begins with the rows of the same leaves. Not whole when it is cancelled.
    void start(const Progress &progress)
    {
        if (!grow(m_lists, m_matrix.rows() * m_length, progress))
            return;
        const std::vector<RowGroups> forest =
            projectionTrees(m_matrix, trees, std::max(rowsOfLeaf, m_length), m_seed, progress);
        forRows(progress, [&](std::uint32_t row, std::vector<std::uint32_t> &met) {
            for (const RowGroups &tree : forest)
                for (const std::uint32_t other : tree.group(tree.groupOf[row]))
                    offer(row, other, met);
        });
        // Each row fills its own list; after cancelling, lists are empty and filling them would be all the
        // work.
        parallelBlocks(m_matrix.rows(), rowsAtOnce, [&](std::size_t begin, std::size_t end) {
            for (std::size_t row = begin; row < end && !progress.cancelled(); ++row)
                fill(static_cast<std::uint32_t>(row));
        });
    }

    // Asks the neighbours of neighbours; how many places of the lists have changed.
    std::size_t round(std::size_t number, const Progress &progress)
    {
        gatherAsked(m_seed + number, progress);
        std::atomic<std::size_t> changes = 0;
        forRows(progress, [&](std::uint32_t row, std::vector<std::uint32_t> &met) {
            std::size_t changed = 0;
            for (const Near &near : list(row))
                met[near.row] = row;
            for (const std::uint32_t other : askedOf(row))
                for (const std::uint32_t third : askedOf(other & ~isNew))
                    if (((other | third) & isNew) != 0)
                        changed += offer(row, third & ~isNew, met) ? 1 : 0;
            changes += changed;
        });
        return changes;
    }

    // Not whole when it is cancelled.
    [[nodiscard]] std::vector<Neighbour> nearest(std::size_t k, const Progress &progress) const
    {
        std::vector<Neighbour> found;
        if (!grow(found, m_matrix.rows() * k, progress))
            return found;
        parallelBlocks(m_matrix.rows(), rowsAtOnce, [&](std::size_t begin, std::size_t end) {
            std::vector<Neighbour> own;
            for (std::size_t row = begin; row < end && !progress.cancelled(); ++row) {
                own.clear();
                for (std::size_t i = row * m_length; i < (row + 1) * m_length; ++i)
                    own.push_back({exactDistance(row, m_lists[i].row), m_lists[i].row});
                std::sort(own.begin(), own.end());
                std::copy_n(own.begin(), k, found.begin() + static_cast<std::ptrdiff_t>(row * k));
            }
        });
        return found;
    }

private:
    std::span<Near> list(std::uint32_t row) { return {m_lists.data() + row * m_length, m_length}; }

    [[nodiscard]] std::span<const std::uint32_t> askedOf(std::uint32_t row) const
    {
        return {m_asked.data() + row * (m_forward + askedBy), m_askedCounts[row]};
    }

    // body(row, met) for all rows; met holds a place for each row, none of which is the row itself at first.
    template <typename Body>
    void forRows(const Progress &progress, const Body &body)
    {
        const std::size_t blocks = std::min<std::size_t>(m_matrix.rows(), 64);
        const std::size_t rows = (m_matrix.rows() + blocks - 1) / blocks;
        parallelBlocks(m_matrix.rows(), rows, [&](std::size_t begin, std::size_t end) {
            if (progress.cancelled())
                return;
            std::vector<std::uint32_t> met(m_matrix.rows(), std::numeric_limits<std::uint32_t>::max());
            for (std::size_t row = begin; row < end && !progress.cancelled(); ++row)
                body(static_cast<std::uint32_t>(row), met);
        });
    }

    // Puts a row that was not met yet in its place of the list; whether it has one.
    bool offer(std::uint32_t row, std::uint32_t other, std::vector<std::uint32_t> &met)
    {
        if (other == row || met[other] == row)
            return false;
        met[other] = row;
        const Near near{m_matrix.distance(row, other, m_summed), other, true};
        const std::span<Near> own = list(row);
        if (!(near < own.back()))
            return false;
        std::size_t place = own.size() - 1;
        for (; place > 0 && near < own[place - 1]; --place)
            own[place] = own[place - 1];
        own[place] = near;
        return true;
    }

    // Leaves are never empty of others for long, but small: the rows that follow take the places left.
    void fill(std::uint32_t row)
    {
        const auto rows = static_cast<std::uint32_t>(m_matrix.rows());
        const std::span<Near> own = list(row);
        for (std::uint32_t next = row; own.back().row >= rows;) {
            next = next + 1 < rows ? next + 1 : 0;
            const bool isThere =
                std::any_of(own.begin(), own.end(), [&](const Near &near) { return near.row == next; });
            if (isThere || next == row)
                continue;
            own.back() = {m_matrix.distance(row, next, m_summed), next, true};
            std::sort(own.begin(), own.end());
        }
    }

    // Of each row the nearest of its list, and some of those that have it among theirs, drawn by chance.
    void gatherAsked(std::uint64_t salt, const Progress &progress)
    {
        const std::size_t rows = m_matrix.rows();
        m_asked.resize(rows * (m_forward + askedBy));
        m_askedCounts.assign(rows, static_cast<std::uint32_t>(m_forward));
        std::vector<std::uint32_t> chances(rows * askedBy);
        for (std::uint32_t row = 0; row < rows && !progress.cancelled(); ++row)
            for (std::size_t i = 0; i < m_forward; ++i) {
                Near &near = list(row)[i];
                const std::uint32_t flag = std::exchange(near.fresh, false) ? isNew : 0U;
                m_asked[row * (m_forward + askedBy) + i] = near.row | flag;
                addReverse(near.row, row | flag, mixed(row, near.row, salt), chances);
            }
    }

    // Keeps those with the least chances.
    void addReverse(std::uint32_t row, std::uint32_t other, std::uint32_t chance,
                    std::vector<std::uint32_t> &chances)
    {
        std::uint32_t *own = m_asked.data() + row * (m_forward + askedBy) + m_forward;
        std::uint32_t *ownChances = chances.data() + row * askedBy;
        std::size_t place = m_askedCounts[row] - m_forward;
        if (place == askedBy) {
            place = static_cast<std::size_t>(std::max_element(ownChances, ownChances + askedBy) - ownChances);
            if (chance >= ownChances[place])
                return;
        } else {
            ++m_askedCounts[row];
        }
        own[place] = other;
        ownChances[place] = chance;
    }

    [[nodiscard]] double exactDistance(std::size_t a, std::size_t b) const
    {
        const float *x = m_matrix.row(a);
        const float *y = m_matrix.row(b);
        double sum = 0.0;
        for (std::size_t m = 0; m < m_matrix.stride(); ++m) {
            const double apart = static_cast<double>(x[m]) - static_cast<double>(y[m]);
            sum += m_summed == BoxDistance::Squares ? apart * apart : std::abs(apart);
        }
        return sum;
    }

    const RowMatrix &m_matrix;
    std::size_t m_length;  // of each list
    std::size_t m_forward; // of a list that are asked for
    BoxDistance m_summed;
    std::uint64_t m_seed;
    std::vector<Near> m_lists; // by distance
    std::vector<std::uint32_t> m_asked;
    std::vector<std::uint32_t> m_askedCounts;
};

} // namespace

Result<std::vector<Neighbour>> descendToNeighbours(const RowMatrix &matrix, std::size_t k, BoxDistance summed,
                                                   std::uint64_t seed, Progress &progress)
{
    constexpr std::string_view stage = "Finding neighbours";
    Descent descent(matrix, k, summed, seed);
    descent.start(progress);
    for (std::size_t i = 0; i < mostRounds && !progress.cancelled(); ++i) {
        progress.report(static_cast<double>(i + 1) / static_cast<double>(mostRounds + 1), stage);
        if (descent.round(i, progress) < matrix.rows() * k / fewestChanges)
            break;
    }
    std::vector<Neighbour> found;
    if (!progress.cancelled())
        found = descent.nearest(k, progress);
    if (progress.cancelled())
        return Error::cancelled();
    return found;
}

} // namespace genrelens
