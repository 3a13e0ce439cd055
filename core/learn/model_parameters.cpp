#include "core/learn/model_parameters.h"

#include "core/base/text.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace genrelens
{

namespace
{

Parameter named(std::string name, std::string title, ParameterValue standard)
{
    Parameter parameter;
    parameter.name = std::move(name);
    parameter.title = std::move(title);
    parameter.standard = std::move(standard);
    return parameter;
}

// The value in the parameter's own type: a whole number may stand for a real one.
ParameterValue inTypeOf(const Parameter &parameter, const ParameterValue &value)
{
    if (std::holds_alternative<double>(parameter.standard) && std::holds_alternative<std::int64_t>(value))
        return static_cast<double>(std::get<std::int64_t>(value));
    return value;
}

std::string numberText(double value)
{
    std::string text = std::to_string(value);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.')
        text.pop_back();
    return text;
}

// What the values of a parameter may be: "a whole number from 1 to 100,000".
std::string allowed(const Parameter &parameter)
{
    if (std::holds_alternative<bool>(parameter.standard))
        return "true or false";
    if (std::holds_alternative<std::int64_t>(parameter.standard))
        return "a whole number from " + grouped(static_cast<std::uint64_t>(parameter.least)) + " to " +
               grouped(static_cast<std::uint64_t>(parameter.most));
    if (std::holds_alternative<double>(parameter.standard))
        return "a number from " + numberText(parameter.least) + " to " + numberText(parameter.most);
    std::string text = "one of";
    for (const std::string &choice : parameter.choices)
        text += (&choice == &parameter.choices.front() ? " \"" : ", \"") + choice + '"';
    return text;
}

bool fits(const Parameter &parameter, const ParameterValue &given)
{
    const ParameterValue value = inTypeOf(parameter, given);
    if (value.index() != parameter.standard.index())
        return false;
    if (const auto *whole = std::get_if<std::int64_t>(&value))
        return static_cast<double>(*whole) >= parameter.least &&
               static_cast<double>(*whole) <= parameter.most;
    if (const auto *real = std::get_if<double>(&value))
        return *real >= parameter.least && *real <= parameter.most;
    if (const auto *text = std::get_if<std::string>(&value))
        return std::find(parameter.choices.begin(), parameter.choices.end(), *text) !=
               parameter.choices.end();
    return true;
}

const Parameter *find(const std::vector<Parameter> &known, const std::string &name)
{
    const auto found =
        std::find_if(known.begin(), known.end(), [&](const Parameter &one) { return one.name == name; });
    return found == known.end() ? nullptr : &*found;
}

} // namespace

Parameter wholeParameter(std::string name, std::string title, std::int64_t standard, std::int64_t least,
                         std::int64_t most)
{
    Parameter parameter = named(std::move(name), std::move(title), standard);
    parameter.least = static_cast<double>(least);
    parameter.most = static_cast<double>(most);
    return parameter;
}

Parameter realParameter(std::string name, std::string title, double standard, double least, double most)
{
    Parameter parameter = named(std::move(name), std::move(title), standard);
    parameter.least = least;
    parameter.most = most;
    return parameter;
}

Parameter choiceParameter(std::string name, std::string title, std::vector<std::string> choices)
{
    Parameter parameter = named(std::move(name), std::move(title), choices.front());
    parameter.choices = std::move(choices);
    return parameter;
}

Parameter truthParameter(std::string name, std::string title, bool standard)
{
    return named(std::move(name), std::move(title), standard);
}

Result<void> checkParameters(const std::vector<Parameter> &known, const ParameterValues &values,
                             const std::string &place)
{
    for (const auto &[name, value] : values) {
        const Parameter *parameter = find(known, name);
        if (parameter == nullptr)
            return Error{'"' + place + '.' + name + "\" is not a setting", {}, {}, ErrorKind::Usage};
        if (!fits(*parameter, value))
            return Error{
                '"' + place + '.' + name + "\" must be " + allowed(*parameter), {}, {}, ErrorKind::Usage};
    }
    return {};
}

ParameterValues withoutStandards(const std::vector<Parameter> &known, const ParameterValues &values)
{
    ParameterValues kept;
    for (const auto &[name, value] : values) {
        const Parameter *parameter = find(known, name);
        if (parameter == nullptr || inTypeOf(*parameter, value) != parameter->standard)
            kept[name] = parameter != nullptr ? inTypeOf(*parameter, value) : value;
    }
    return kept;
}

Parameters::Parameters(const std::vector<Parameter> &known, const ParameterValues &chosen)
{
    for (const Parameter &parameter : known) {
        const auto found = chosen.find(parameter.name);
        m_values[parameter.name] =
            found != chosen.end() ? inTypeOf(parameter, found->second) : parameter.standard;
    }
}

} // namespace genrelens
