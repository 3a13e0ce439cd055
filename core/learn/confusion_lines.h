#pragma once

#include "core/base/row_set.h"
#include "core/learn/class_order.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace genrelens
{

/// The lines, rows and columns alike, in which a confusion matrix is looked at: a class each, or all classes
/// of a folded group.
struct ConfusionLines {
    struct Line {
        std::vector<std::int32_t> classes;
        std::int32_t group = -1; ///< that the classes are of
        bool folded = false;     ///< it is the whole group
    };
    std::vector<Line> lines;
    std::vector<std::int32_t> lineOf; ///< of each class

    [[nodiscard]] std::size_t size() const { return lines.size(); }
};

/// order: of orderedClasses(). folded: one flag a group, or empty for none.
ConfusionLines confusionLines(std::span<const std::size_t> order, const ClassGroups &groups,
                              const std::vector<bool> &folded);

/// What a model made of the rows it was judged on: of each its true class and the one it gave.
struct JudgedRows {
    std::span<const std::uint32_t> rows; ///< rising
    std::span<const std::int32_t> truth; ///< codes of all kept rows
    std::span<const std::int32_t> predicted;
};

/// The counts of judged rows by line.
ConfusionMatrix confusionOfLines(const ConfusionLines &lines, const JudgedRows &judged);
/// Of each cell, row by row, how many of its rows are in the set.
std::vector<std::uint32_t> countsWithin(const ConfusionLines &lines, const JudgedRows &judged,
                                        const RowSet &set);

/// A stretch of cells, ends included.
struct CellRange {
    std::size_t top = 0;
    std::size_t left = 0;
    std::size_t bottom = 0;
    std::size_t right = 0;
};

/// The judged rows of those cells, rising.
std::vector<std::uint32_t> rowsWithin(const ConfusionLines &lines, const JudgedRows &judged,
                                      const CellRange &cells);

/// The share of judged rows whose group the model found, whatever the class in it; 0 of none.
double groupAccuracy(const ClassGroups &groups, const JudgedRows &judged);

/// Rows of one line that were taken for another.
struct Confusion {
    std::size_t truth = 0;
    std::size_t predicted = 0;
    std::uint64_t count = 0;
    double share = 0.0;    ///< of the rows of the true one
    std::int64_t more = 0; ///< than the other model confuses; 0 without one
};

/// All confusions that occur, the largest first; of equals the one of the larger share. Beside the confusions
/// of another model by the same lines those that occur in either; `other` is empty without one.
std::vector<Confusion> worstConfusions(const ConfusionMatrix &confusion, const ConfusionMatrix &other = {});

} // namespace genrelens
