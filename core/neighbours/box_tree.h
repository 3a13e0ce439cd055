#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace genrelens
{

/// Rows of a matrix in a tree whose leaves are up to 16 rows that lie together, and whose other nodes, the
/// groups, are up to 16 nodes of the level below: one step in 16 lanes looks at all of a leaf's rows or at
/// all of a group's boxes. Parts are split where that leaves the least variance (as k-means with two centres
/// on one axis would), not in halves: boxes follow the gaps of the data, such as those between the values of
/// a feature that has few. Immutable once built.
class BoxTree
{
public:
    static constexpr std::size_t lanes = 16;
    /// Placed so that vectors of any size can be read.
    struct alignas(64) Lanes {
        float at[lanes];
    };

    /// Some places of the order of the tree, in which the rows of each node lie side by side.
    struct Leaf {
        std::uint32_t begin = 0;
        std::uint32_t count = 0;
        std::uint32_t lowestRow = 0;
    };
    /// Some nodes of the level below: leaves, or groups of the level before.
    struct Group {
        std::uint32_t first = 0;
        std::uint32_t count = 0;
    };

    /// values: row-major, at least one row and one column. n log n steps. Errors: cancelled.
    static Result<BoxTree> build(std::vector<float> values, std::size_t columns, Progress &progress);

    [[nodiscard]] std::size_t rows() const { return m_rows.size(); }
    [[nodiscard]] std::size_t columns() const { return m_columns; }
    [[nodiscard]] std::span<const Leaf> leaves() const { return m_leaves; }
    /// At least one; the last level is one group.
    [[nodiscard]] std::size_t levels() const { return m_levels.size(); }
    [[nodiscard]] std::span<const Group> groups(std::size_t level) const { return m_levels[level].groups; }
    /// Of all leaves of a group of leaves.
    [[nodiscard]] std::uint32_t lowestRow(std::size_t group) const { return m_lowestRows[group]; }
    /// The leaves of the group of a level that a leaf is in.
    [[nodiscard]] Group leavesAround(std::size_t leaf, std::size_t level) const;

    [[nodiscard]] std::size_t leafOf(std::size_t place) const;

    /// The row of the matrix at a place of the tree's order, and its values.
    [[nodiscard]] std::uint32_t row(std::size_t place) const { return m_rows[place]; }
    [[nodiscard]] std::span<const float> values(std::size_t place) const
    {
        return {m_values.data() + place * m_columns, m_columns};
    }

    /// A leaf's rows feature by feature, in lanes; what is left of them is NaN.
    [[nodiscard]] const float *tile(std::size_t leaf) const { return m_tiles[leaf * m_columns].at; }
    /// A leaf's least values, then its largest ones.
    [[nodiscard]] const float *box(std::size_t leaf) const { return m_boxes.data() + leaf * 2 * m_columns; }
    /// The boxes of a group's nodes in lanes: least values feature by feature, then largest ones.
    [[nodiscard]] const float *boxes(std::size_t level, std::size_t group) const
    {
        return m_levels[level].boxes[group * 2 * m_columns].at;
    }

private:
    struct Level {
        std::vector<Group> groups;
        std::vector<Lanes> boxes;
    };

    void fillLeaf(std::size_t leaf);
    void addLevel(std::vector<Group> groups, std::vector<float> &nodeBoxes);

    std::size_t m_columns = 0;
    std::vector<float> m_values;
    std::vector<std::uint32_t> m_rows;
    std::vector<Leaf> m_leaves;
    std::vector<Lanes> m_tiles;
    std::vector<float> m_boxes;
    std::vector<Level> m_levels;
    std::vector<std::uint32_t> m_lowestRows; // of the groups of leaves
};

} // namespace genrelens
