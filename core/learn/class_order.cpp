#include "core/learn/class_order.h"

#include "core/labels/leaf_order.h"

#include <algorithm>
#include <numeric>
#include <span>

namespace genrelens
{

namespace
{

// Of each class its rows in the matrix.
std::vector<double> rowSums(const ConfusionMatrix &confusion)
{
    std::vector<double> sums(confusion.classes, 0.0);
    for (std::size_t truth = 0; truth < confusion.classes; ++truth)
        for (std::size_t predicted = 0; predicted < confusion.classes; ++predicted)
            sums[truth] += static_cast<double>(confusion.count(truth, predicted));
    return sums;
}

// 1 less the mean of the two shares in which one is taken for the other; a class without rows is taken for
// none.
std::vector<double> distances(const ConfusionMatrix &confusion, std::span<const double> sums)
{
    const std::size_t n = confusion.classes;
    const auto share = [&](std::size_t a, std::size_t b) {
        return sums[a] > 0.0 ? static_cast<double>(confusion.count(a, b)) / sums[a] : 0.0;
    };
    std::vector<double> all(n * n, 0.0);
    for (std::size_t a = 0; a < n; ++a)
        for (std::size_t b = 0; b < a; ++b)
            all[a * n + b] = all[b * n + a] = 1.0 - (share(a, b) + share(b, a)) / 2.0;
    return all;
}

// The leaves in that order, given the distances between all of them.
Result<std::vector<std::size_t>> ordered(const std::vector<std::size_t> &leaves,
                                         std::span<const double> distances, std::size_t all,
                                         Progress &progress)
{
    std::vector<double> between;
    for (const std::size_t a : leaves)
        for (const std::size_t b : leaves)
            between.push_back(distances[a * all + b]);
    Result<std::vector<std::size_t>> places =
        optimalLeafOrder(averageTree(leaves.size(), between), between, progress);
    if (!places)
        return places.error();
    std::vector<std::size_t> order;
    for (const std::size_t place : places.value())
        order.push_back(leaves[place]);
    return order;
}

std::vector<std::vector<std::size_t>> membersOf(const ClassGroups &groups)
{
    std::vector<std::vector<std::size_t>> members(groups.names.size());
    for (std::size_t cls = 0; cls < groups.groupOf.size(); ++cls)
        members[static_cast<std::size_t>(groups.groupOf[cls])].push_back(cls);
    return members;
}

// Counts by group instead of class.
ConfusionMatrix grouped(const ConfusionMatrix &confusion, const ClassGroups &groups)
{
    ConfusionMatrix sums{groups.names.size(),
                         std::vector<std::uint64_t>(groups.names.size() * groups.names.size(), 0)};
    const auto groupOf = [&](std::size_t cls) { return static_cast<std::size_t>(groups.groupOf[cls]); };
    for (std::size_t truth = 0; truth < confusion.classes; ++truth)
        for (std::size_t predicted = 0; predicted < confusion.classes; ++predicted)
            sums.counts[groupOf(truth) * sums.classes + groupOf(predicted)] +=
                confusion.count(truth, predicted);
    return sums;
}

std::vector<std::size_t> countingUp(std::size_t count)
{
    std::vector<std::size_t> indices(count);
    std::iota(indices.begin(), indices.end(), std::size_t{0});
    return indices;
}

void sortBySize(std::vector<std::size_t> &indices, std::span<const double> sizes)
{
    std::stable_sort(indices.begin(), indices.end(),
                     [&](std::size_t a, std::size_t b) { return sizes[a] > sizes[b]; });
}

Result<std::vector<std::size_t>> bySimilarity(const ConfusionMatrix &confusion, const ClassGroups &groups,
                                              Progress &progress)
{
    const std::vector<std::vector<std::size_t>> members = membersOf(groups);
    const std::vector<double> between = distances(confusion, rowSums(confusion));
    const Result<std::vector<std::size_t>> groupOrder = similarityOrder(grouped(confusion, groups), progress);
    if (!groupOrder)
        return groupOrder.error();
    std::vector<std::size_t> order;
    for (const std::size_t group : groupOrder.value()) {
        const Result<std::vector<std::size_t>> inside =
            ordered(members[group], between, confusion.classes, progress);
        if (!inside)
            return inside.error();
        order.insert(order.end(), inside.value().begin(), inside.value().end());
    }
    return order;
}

} // namespace

Result<std::vector<std::size_t>> similarityOrder(const ConfusionMatrix &confusion, Progress &progress)
{
    return ordered(countingUp(confusion.classes), distances(confusion, rowSums(confusion)), confusion.classes,
                   progress);
}

Result<std::vector<std::size_t>> orderedClasses(ClassOrder order, const ConfusionMatrix &confusion,
                                                const ClassGroups &groups, Progress &progress)
{
    if (order == ClassOrder::Similarity && confusion.classes <= mostClassesBySimilarity)
        return groups.isEmpty() ? similarityOrder(confusion, progress)
                                : bySimilarity(confusion, groups, progress);
    const bool sized = order == ClassOrder::Size;
    const std::vector<double> sizes = sized ? rowSums(confusion) : std::vector<double>();
    if (groups.isEmpty()) {
        std::vector<std::size_t> all = countingUp(confusion.classes);
        if (sized)
            sortBySize(all, sizes);
        return all;
    }
    std::vector<std::vector<std::size_t>> members = membersOf(groups);
    std::vector<std::size_t> groupOrder = countingUp(members.size());
    if (sized) {
        std::vector<double> groupSizes(members.size(), 0.0);
        for (std::size_t cls = 0; cls < sizes.size(); ++cls)
            groupSizes[static_cast<std::size_t>(groups.groupOf[cls])] += sizes[cls];
        sortBySize(groupOrder, groupSizes);
        for (std::vector<std::size_t> &inside : members)
            sortBySize(inside, sizes);
    }
    std::vector<std::size_t> all;
    for (const std::size_t group : groupOrder)
        all.insert(all.end(), members[group].begin(), members[group].end());
    return all;
}

} // namespace genrelens
