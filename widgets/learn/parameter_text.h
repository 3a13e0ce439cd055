#pragma once

#include "core/learn/model_catalogue.h"

#include <QStringList>

namespace genrelens
{

/// "100", "no limit", "entropy", "yes": the value for people.
QString parameterText(const Parameter &parameter, const ParameterValue &value);

/// False for one that is only used with another value of another parameter.
bool hasEffect(const Parameter &parameter, const std::vector<Parameter> &known, const Parameters &values);

/// "Trees: 100" for each parameter that has an effect, and the seed of a kind that draws.
QStringList parameterTexts(const ModelKind &kind, const ModelOptions &options);

} // namespace genrelens
