#include "core/study/import_plan.h"

#include <algorithm>

namespace genrelens
{

namespace
{

using Names = std::vector<std::string>;

std::set<std::string> setOf(const Names &names)
{
    return {names.begin(), names.end()};
}

// A list of names that changes by the names of columns. One that comes to hold other names is put in order:
// the same names are the same options.
class NameList
{
public:
    explicit NameList(const Names &before) : m_before(before), m_names(setOf(before)) {}
    void place(const std::string &name, bool inside)
    {
        if (inside)
            m_names.insert(name);
        else
            m_names.erase(name);
    }
    [[nodiscard]] Names names() const
    {
        return m_names == setOf(m_before) ? m_before : Names(m_names.begin(), m_names.end());
    }

private:
    const Names &m_before;
    std::set<std::string> m_names;
};

bool isOfOneColumn(ColumnRole role)
{
    return role != ColumnRole::Feature && role != ColumnRole::Other;
}

} // namespace

ImportPlan::ImportPlan(std::shared_ptr<const Dataset> dataset, PreparationOptions options)
    : m_dataset(std::move(dataset))
    , m_options(std::move(options))
{
    const Table &table = m_dataset->table;
    Schema schema = withRoles(table, m_dataset->schema, m_options.roles);
    m_doubts = std::move(schema.doubts);
    const std::set<std::string> excluded = setOf(m_options.excludedFeatures);
    const std::set<std::string> raw = setOf(m_options.rawFeatures);
    const std::set<std::string> log = setOf(m_options.logFeatures);
    const std::set<std::string> median = setOf(m_options.medianFeatures);
    std::set<std::string> seen;
    for (std::size_t c = 0; c < table.columnCount(); ++c) {
        const std::string &name = table.column(c).name;
        if (!seen.insert(name).second)
            m_seconds.insert(c);
        else if (schema.roles[c] == ColumnRole::Feature && excluded.contains(name))
            m_excluded.insert(c);
        const bool unused = m_seconds.contains(c) || m_excluded.contains(c);
        m_choices.push_back({unused ? ColumnRole::Other : schema.roles[c], !raw.contains(name),
                             log.contains(name), median.contains(name)});
        m_rolesBefore.push_back(m_choices.back().role);
    }
}

bool ImportPlan::mayBe(std::size_t column, ColumnRole role) const
{
    if (role == ColumnRole::Other)
        return true;
    return !isSecondOfItsName(column) &&
           (role != ColumnRole::Feature || m_dataset->table.column(column).isNumeric());
}

bool ImportPlan::mayBeLog(std::size_t column) const
{
    return m_dataset->table.column(column).isNumeric() && m_dataset->facts[column].lowest > -1.0;
}

std::size_t ImportPlan::setRole(std::size_t column, ColumnRole role)
{
    std::size_t loser = column;
    if (isOfOneColumn(role))
        for (std::size_t c = 0; c < m_choices.size(); ++c)
            if (c != column && m_choices[c].role == role) {
                m_choices[c].role = ColumnRole::Other;
                loser = c;
            }
    m_choices[column].role = role;
    return loser;
}

std::size_t ImportPlan::featureCount() const
{
    return static_cast<std::size_t>(std::count_if(
        m_choices.begin(), m_choices.end(), [](const Choice &c) { return c.role == ColumnRole::Feature; }));
}

Schema ImportPlan::schema() const
{
    Schema schema;
    for (const Choice &choice : m_choices)
        schema.roles.push_back(choice.role);
    schema.doubts = m_doubts;
    return schema;
}

RoleChoices ImportPlan::roleChoices() const
{
    const bool touched =
        !std::equal(m_choices.begin(), m_choices.end(), m_rolesBefore.begin(),
                    [](const Choice &choice, ColumnRole role) { return choice.role == role; });
    RoleChoices roles = m_options.roles;
    for (std::size_t c = 0; touched && c < m_choices.size(); ++c) {
        const ColumnRole role = m_choices[c].role;
        if (isSecondOfItsName(c) || (m_excluded.contains(c) && role == ColumnRole::Other))
            continue;
        const std::string &name = m_dataset->table.column(c).name;
        if (role == m_dataset->schema.roles[c])
            roles.erase(name);
        else
            roles[name] = role;
    }
    return roles;
}

PreparationOptions ImportPlan::options() const
{
    NameList raw(m_options.rawFeatures);
    NameList log(m_options.logFeatures);
    NameList median(m_options.medianFeatures);
    NameList excluded(m_options.excludedFeatures);
    for (std::size_t c = 0; c < m_choices.size(); ++c) {
        if (isSecondOfItsName(c))
            continue;
        const Choice &choice = m_choices[c];
        const std::string &name = m_dataset->table.column(c).name;
        raw.place(name, !choice.standardize);
        log.place(name, choice.log);
        median.place(name, choice.median);
        if (choice.role == ColumnRole::Feature)
            excluded.place(name, false);
    }
    PreparationOptions options = m_options;
    options.roles = roleChoices();
    options.rawFeatures = raw.names();
    options.logFeatures = log.names();
    options.medianFeatures = median.names();
    options.excludedFeatures = excluded.names();
    return options;
}

} // namespace genrelens
