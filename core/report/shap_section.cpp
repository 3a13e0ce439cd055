#include "core/report/shap_section.h"

#include "core/explain/shap_importance.h"

namespace genrelens
{

using Json = nlohmann::ordered_json;

Json shapSection(const ReportedModel &of, const ShapValues &values, const ShapIntervals &intervals)
{
    const ShapImportance importance = shapImportance(values);
    const std::vector<std::string> &classes = of.labels.classes();
    Json json;
    json["model"] = of.model;
    json["explained"] = values.rows();
    json["additivity_error"] = values.additivityError();
    json["base_values"] = Json::object();
    json["mean_abs"] = Json::object();
    for (std::size_t c = 0; c < classes.size(); ++c) {
        json["base_values"][classes[c]] = values.baseValues()[c];
        Json means = Json::object();
        for (std::size_t f = 0; f < of.features.size(); ++f)
            means[of.features[f]] = importance.of(c, f);
        json["mean_abs"][classes[c]] = std::move(means);
    }
    json["importance"] = Json::array();
    for (const std::size_t f : importance.order())
        json["importance"].push_back({{"feature", of.features[f]},
                                      {"mean_abs_sum", importance.total(f)},
                                      {"interval", {intervals.totals[f].low, intervals.totals[f].high}},
                                      {"gini", of.gini[f]}});
    return json;
}

} // namespace genrelens
