#include "core/report/examination_json.h"

#include <algorithm>

namespace genrelens
{

using Json = nlohmann::ordered_json;

Json crossValidationSection(const CrossValidation &result)
{
    Json json;
    json["folds"] = result.foldsPerRepeat;
    json["repeats"] = result.folds.size() / std::max<std::size_t>(result.foldsPerRepeat, 1);
    json["mean_accuracy"] = result.accuracy.mean;
    json["interval"] = {result.accuracy.interval.low, result.accuracy.interval.high};
    json["mean_baseline"] = result.meanBaseline();
    json["mean_macro_f1"] = result.meanMacroF1();
    json["accuracies"] = result.accuracies();
    return json;
}

Json learningCurveSection(const std::vector<LearningPoint> &points)
{
    Json json = Json::array();
    for (const LearningPoint &point : points)
        json.push_back({{"share", point.share},
                        {"train_rows", point.trainRows},
                        {"test_accuracy", point.testAccuracy},
                        {"test_sd", point.testSd},
                        {"train_accuracy", point.trainAccuracy},
                        {"train_sd", point.trainSd}});
    return json;
}

Json comparisonSection(const AnswerComparison &comparison)
{
    Json json;
    json["test_rows"] = comparison.rows;
    json["both_right"] = comparison.bothRight;
    json["only_first_right"] = comparison.onlyFirstRight;
    json["only_second_right"] = comparison.onlySecondRight;
    json["difference"] = comparison.difference;
    json["interval"] = {comparison.interval.low, comparison.interval.high};
    json["p_value"] = comparison.pValue;
    json["exact"] = comparison.exact;
    return json;
}

Json foldComparisonSection(const FoldMean &difference)
{
    return {{"difference", difference.mean},
            {"interval", {difference.interval.low, difference.interval.high}},
            {"p_value", difference.pValue}};
}

} // namespace genrelens
