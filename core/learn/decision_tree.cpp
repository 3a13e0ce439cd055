#include "core/learn/decision_tree.h"

namespace genrelens
{

std::vector<std::uint32_t> DecisionTree::covers() const
{
    std::vector<std::uint32_t> covers(nodes.size(), 0);
    for (std::size_t i = nodes.size(); i-- > 0;) {
        if (nodes[i].isLeaf())
            forEachShare(nodes[i], [&](std::uint32_t, std::uint32_t weight) { covers[i] += weight; });
        else
            covers[i] = covers[nodes[i].next] + covers[nodes[i].next + 1];
    }
    return covers;
}

} // namespace genrelens
