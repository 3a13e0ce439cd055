#include "core/neighbours/projection_trees.h"

#include "core/base/parallel.h"
#include "core/base/random.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace genrelens
{

namespace
{

constexpr std::size_t fewestOfHalf = 20; // a split that leaves a smaller share than one in so many is none

class Grower
{
public:
    Grower(const RowMatrix &matrix, std::size_t largest, Random random, const Progress &progress)
        : m_matrix(matrix)
        , m_largest(largest)
        , m_random(random)
        , m_progress(progress)
    {
        m_groups.rows.resize(matrix.rows());
        std::iota(m_groups.rows.begin(), m_groups.rows.end(), 0U);
    }

    RowGroups grown()
    {
        split(0, m_groups.rows.size());
        m_groups.begins.push_back(static_cast<std::uint32_t>(m_groups.rows.size()));
        m_groups.groupOf.resize(m_groups.rows.size());
        for (std::uint32_t g = 0; g + 1 < m_groups.begins.size(); ++g)
            for (const std::uint32_t row : m_groups.group(g))
                m_groups.groupOf[row] = g;
        return std::move(m_groups);
    }

private:
    void split(std::size_t begin, std::size_t end)
    {
        if (end - begin <= m_largest || m_progress.cancelled()) {
            m_groups.begins.push_back(static_cast<std::uint32_t>(begin));
            return;
        }
        const std::size_t middle = parted(begin, end);
        split(begin, middle);
        split(middle, end);
    }

    // By the side of the plane midway between two rows; in halves by chance where that parts too few, as
    // twins.
    std::size_t parted(std::size_t begin, std::size_t end)
    {
        const std::span<std::uint32_t> rows(m_groups.rows.data() + begin, end - begin);
        const auto drawn = [&] { return rows[m_random.below(static_cast<std::uint32_t>(rows.size()))]; };
        const float *a = m_matrix.row(drawn());
        const float *b = m_matrix.row(drawn());
        std::vector<float> normal(m_matrix.stride());
        float offset = 0.0F;
        for (std::size_t m = 0; m < normal.size(); ++m) {
            normal[m] = a[m] - b[m];
            offset -= normal[m] * (a[m] + b[m]) / 2.0F;
        }
        m_matrix.project(rows, normal, offset, m_sides);
        const auto below = static_cast<std::size_t>(
            std::count_if(m_sides.begin(), m_sides.end(), [](float side) { return side < 0.0F; }));
        if (std::min(below, rows.size() - below) * fewestOfHalf < rows.size()) {
            for (std::size_t i = 0; i + 1 < rows.size(); ++i)
                std::swap(rows[i], rows[i + m_random.below(static_cast<std::uint32_t>(rows.size() - i))]);
            return begin + rows.size() / 2;
        }
        std::vector<std::uint32_t> above;
        std::size_t next = 0;
        for (std::size_t i = 0; i < rows.size(); ++i)
            if (m_sides[i] < 0.0F)
                rows[next++] = rows[i];
            else
                above.push_back(rows[i]);
        std::copy(above.begin(), above.end(), rows.begin() + static_cast<std::ptrdiff_t>(next));
        return begin + next;
    }

    const RowMatrix &m_matrix;
    std::size_t m_largest;
    Random m_random;
    const Progress &m_progress;
    RowGroups m_groups;
    std::vector<float> m_sides;
};

} // namespace

std::vector<RowGroups> projectionTrees(const RowMatrix &matrix, std::size_t trees, std::size_t largest,
                                       std::uint64_t seed, const Progress &progress)
{
    std::vector<RowGroups> grown(trees);
    parallelFor(trees, [&](std::size_t tree) {
        grown[tree] =
            Grower(matrix, largest, Random(seed, RandomPurpose::NeighbourSearch, tree), progress).grown();
    });
    return grown;
}

} // namespace genrelens
