#include "core/prepare/value_checks.h"

#include "core/base/stretches.h"
#include "core/table/column_names.h"

#include <algorithm>
#include <array>

namespace genrelens
{

namespace
{

struct MeasureCheck {
    std::string_view measure;
    ValueCheck check;
};

constexpr auto measureChecks = std::to_array<MeasureCheck>({
    {"tempo", {[](double x) { return x == 0.0; }, "is 0 BPM"}},
    {"tempo", {[](double x) { return x < 0.0; }, "is below 0 BPM"}},
    {"loudness", {[](double x) { return x > 0.0; }, "is above 0 dB"}},
    {"duration", {[](double x) { return x == 0.0; }, "is 0"}},
    {"duration", {[](double x) { return x < 0.0; }, "is below 0"}},
    {"popularity", {[](double x) { return x < 0.0 || x > 100.0; }, "is outside 0 to 100"}},
    {"key", {[](double x) { return x == -1.0; }, "is unknown"}},
    {"key", {[](double x) { return x < 0.0 ? x != -1.0 : x > 11.0; }, "is outside 0 to 11"}},
    {"mode", {[](double x) { return x < 0.0 || x > 1.0 || (x > 0.0 && x < 1.0); }, "is neither 0 nor 1"}},
    {"time_signature", {[](double x) { return x == 0.0; }, "is unknown"}},
    {"time_signature", {[](double x) { return x < 0.0 || x > 7.0; }, "is outside 0 to 7"}},
});

constexpr std::array<std::string_view, 7> fractions{
    "danceability", "energy", "speechiness", "acousticness", "instrumentalness", "liveness", "valence"};

constexpr ValueCheck outsideOne{[](double x) { return x < 0.0 || x > 1.0; }, "is outside 0 to 1", true};

} // namespace

std::vector<ValueCheck> valueChecks(std::string_view header, const ColumnFacts &facts)
{
    const std::string_view measure = measureOf(header).value_or("");
    std::vector<ValueCheck> checks;
    for (const MeasureCheck &known : measureChecks)
        if (known.measure == measure)
            checks.push_back(known.check);
    if (std::find(fractions.begin(), fractions.end(), measure) != fractions.end() &&
        (facts.lowest < 0.0 || facts.highest > 1.0)) {
        checks.push_back(outsideOne);
        checks.back().fractionsOnly = facts.lowest >= 0.0 && facts.highest <= 100.0;
    }
    return checks;
}

bool isInPercent(const std::vector<double> &values, const Features &features, const Progress &progress)
{
    std::size_t above = 0;
    std::size_t between = 0;
    forStretches(features.rows(), progress, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            const double x = values[features.sourceRow(i)];
            above += x > 1.0 ? 1 : 0;
            between += x > 0.0 && x < 1.0 ? 1 : 0;
        }
    });
    return above > between;
}

} // namespace genrelens
