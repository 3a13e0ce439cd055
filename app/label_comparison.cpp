#include "app/label_comparison.h"

#include "core/report/results_json.h"

namespace genrelens
{

Result<nlohmann::ordered_json> comparedLabels(const std::vector<LabelSet> &sets,
                                              const FigureRenderer &figures, const StudySettings &settings,
                                              Progress &progress)
{
    auto json = nlohmann::ordered_json::object();
    for (auto set = sets.begin(); set != sets.end(); ++set)
        for (auto other = set + 1; other != sets.end(); ++other) {
            const Result<Contingency> table = contingency(*set, *other, progress);
            if (!table)
                return table.error();
            const Result<Agreement> found = agreement(table.value(), progress);
            if (!found)
                return found.error();
            json[set->name()][other->name()] = agreementSection(found.value());
            if (table.value().total == 0)
                continue;
            if (Result<void> drawn = figures.contingency({*set, *other}, table.value(), settings); !drawn)
                return drawn.error();
        }
    return json;
}

} // namespace genrelens
