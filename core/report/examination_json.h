#pragma once

#include "core/learn/cross_validation.h"
#include "core/learn/learning_curve.h"
#include "core/learn/model_comparison.h"

#include <nlohmann/json.hpp>

#include <vector>

namespace genrelens
{

/// The parts of results.json about how models compare and what they would learn from more, whose keys
/// resources/help/results.md documents.

nlohmann::ordered_json crossValidationSection(const CrossValidation &result);
nlohmann::ordered_json learningCurveSection(const std::vector<LearningPoint> &points);
nlohmann::ordered_json comparisonSection(const AnswerComparison &comparison);
nlohmann::ordered_json foldComparisonSection(const FoldMean &difference);

} // namespace genrelens
