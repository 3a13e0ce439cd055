#include "app/label_comparison.h"

#include "core/report/results_json.h"

namespace genrelens
{

Result<nlohmann::ordered_json> compareLabelSets(const std::vector<ComparedLabels> &sets,
                                                const FigureRenderer &figures, const StudySettings &settings,
                                                Progress &progress)
{
    auto json = nlohmann::ordered_json::object();
    for (auto set = sets.begin(); set != sets.end(); ++set)
        for (auto other = set + 1; other != sets.end(); ++other) {
            const GroupingPair pair{set->labels, other->labels};
            const Result<Contingency> table = contingency(pair.rows, pair.columns, progress);
            if (!table)
                return table.error();
            const Result<Agreement> found = agreement(table.value(), progress);
            if (!found)
                return found.error();
            json[pair.rows.name()][pair.columns.name()] = agreementSection(found.value());
            if (!set->drawn || !other->drawn || table.value().total == 0)
                continue;
            if (Result<void> drawn = figures.contingency(pair, table.value(), settings); !drawn)
                return drawn.error();
        }
    return json;
}

} // namespace genrelens
