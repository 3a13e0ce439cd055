#include "core/learn/row_groups.h"

#include <map>

namespace genrelens
{

std::vector<std::vector<std::uint32_t>> rowsOfGroups(std::span<const std::int32_t> groups)
{
    std::vector<std::vector<std::uint32_t>> members;
    std::map<std::int32_t, std::size_t> known;
    for (std::size_t row = 0; row < groups.size(); ++row) {
        std::size_t group = members.size();
        if (groups[row] >= 0)
            group = known.try_emplace(groups[row], group).first->second;
        if (group == members.size())
            members.emplace_back();
        members[group].push_back(static_cast<std::uint32_t>(row));
    }
    return members;
}

} // namespace genrelens
