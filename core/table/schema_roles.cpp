#include "core/table/schema.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace genrelens
{

namespace
{

constexpr std::array<std::pair<std::string_view, ColumnRole>, 8> roleNames{{{"index", ColumnRole::Index},
                                                                            {"track_id", ColumnRole::TrackId},
                                                                            {"title", ColumnRole::Title},
                                                                            {"artists", ColumnRole::Artists},
                                                                            {"album", ColumnRole::Album},
                                                                            {"genre", ColumnRole::Genre},
                                                                            {"feature", ColumnRole::Feature},
                                                                            {"other", ColumnRole::Other}}};

bool isUnique(ColumnRole role)
{
    return role == ColumnRole::TrackId || role == ColumnRole::Title || role == ColumnRole::Artists ||
           role == ColumnRole::Album || role == ColumnRole::Genre;
}

bool isSettled(const DoubtSubject &subject, const std::vector<std::optional<ColumnRole>> &chosen)
{
    return std::any_of(subject.columns.begin(), subject.columns.end(),
                       [&](std::size_t c) { return chosen[c].has_value(); }) ||
           (subject.role && std::find(chosen.begin(), chosen.end(), subject.role) != chosen.end());
}

} // namespace

std::string roleName(ColumnRole role)
{
    for (const auto &[name, known] : roleNames)
        if (known == role)
            return std::string(name);
    return {};
}

std::optional<ColumnRole> roleNamed(std::string_view name)
{
    for (const auto &[known, role] : roleNames)
        if (known == name)
            return role;
    return std::nullopt;
}

std::optional<std::size_t> Schema::find(ColumnRole role) const
{
    const auto found = std::find(roles.begin(), roles.end(), role);
    if (found == roles.end())
        return std::nullopt;
    return static_cast<std::size_t>(found - roles.begin());
}

std::vector<std::size_t> Schema::features() const
{
    std::vector<std::size_t> columns;
    for (std::size_t c = 0; c < roles.size(); ++c)
        if (roles[c] == ColumnRole::Feature)
            columns.push_back(c);
    return columns;
}

Schema withRoles(const Table &table, Schema recognised, const RoleChoices &choices)
{
    if (choices.empty())
        return recognised;
    std::vector<std::optional<ColumnRole>> chosen(recognised.roles.size());
    for (const auto &[name, role] : choices)
        if (const std::optional<std::size_t> c = table.find(name);
            c && (role != ColumnRole::Feature || table.column(*c).isNumeric()))
            chosen[*c] = role;

    std::set<ColumnRole> taken; // by a choice
    for (std::size_t c = 0; c < chosen.size(); ++c) {
        if (!chosen[c])
            continue;
        const bool second = isUnique(*chosen[c]) && !taken.insert(*chosen[c]).second;
        recognised.roles[c] = second ? ColumnRole::Other : *chosen[c];
    }
    for (std::size_t c = 0; c < chosen.size(); ++c)
        if (!chosen[c] && taken.contains(recognised.roles[c]))
            recognised.roles[c] = ColumnRole::Other;

    Schema schema{std::move(recognised.roles), {}, {}};
    recognised.doubtSubjects.resize(recognised.doubts.size());
    for (std::size_t i = 0; i < recognised.doubts.size(); ++i) {
        if (isSettled(recognised.doubtSubjects[i], chosen))
            continue;
        schema.doubts.push_back(std::move(recognised.doubts[i]));
        schema.doubtSubjects.push_back(std::move(recognised.doubtSubjects[i]));
    }
    return schema;
}

} // namespace genrelens
