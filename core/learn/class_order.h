#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/learn/evaluate.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace genrelens
{

/// In which order the classes of a confusion matrix stand.
enum class ClassOrder {
    Given,     ///< that of the label set, by group where there are any
    Size,      ///< most judged rows first
    Similarity ///< classes that are taken for each other side by side
};

/// What classes can be put together by: super-genres of genres. Empty for no groups.
struct ClassGroups {
    std::vector<std::string> names;
    std::vector<std::int32_t> groupOf; ///< of each class, below the number of names

    [[nodiscard]] bool isEmpty() const { return names.empty(); }
    bool operator==(const ClassGroups &) const = default;
};

/// Ordering by similarity takes time of classes³, and memory of classes²: seconds for so many.
inline constexpr std::size_t mostClassesBySimilarity = 1'000;

/// The classes by similarity: leaves of a tree of average linkage in their optimal order, where two classes
/// are the nearer the larger the mean of the shares of either that is taken for the other.
Result<std::vector<std::size_t>> similarityOrder(const ConfusionMatrix &confusion, Progress &progress);

/// The classes in that order, those of a group side by side: groups by the order's own rule, then the classes
/// in each. Given stands in for Similarity where there are too many classes.
Result<std::vector<std::size_t>> orderedClasses(ClassOrder order, const ConfusionMatrix &confusion,
                                                const ClassGroups &groups, Progress &progress);

} // namespace genrelens
