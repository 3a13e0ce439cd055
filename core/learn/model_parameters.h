#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace genrelens
{

using ParameterValue = std::variant<bool, std::int64_t, double, std::string>;

/// Chosen values by the names of parameters; what is left out has its standard value.
using ParameterValues = std::map<std::string, ParameterValue>;

/// One thing that a person can set of a kind of model. The type of its standard value is that of all its
/// values.
struct Parameter {
    std::string name;  ///< "max_depth": in files and on the command line
    std::string title; ///< "Maximum depth": for people
    std::string tip;   ///< what it does and what changes with it, in a sentence or two
    ParameterValue standard;
    double least = 0.0; ///< of numbers; both ends are allowed
    double most = 0.0;
    std::vector<std::string> choices; ///< of a text; one of these
    std::string leastMeans; ///< what the least number stands for, where that is no number: "no limit"
    /// "sampling=bootstrap|subsample": without effect unless that choice or truth has one of these values.
    std::string onlyWith;
};

/// A whole number, a number, a choice or a truth; what a kind of model lists. Fields that are left out are
/// set on the result.
Parameter wholeParameter(std::string name, std::string title, std::int64_t standard, std::int64_t least,
                         std::int64_t most);
Parameter realParameter(std::string name, std::string title, double standard, double least, double most);
Parameter choiceParameter(std::string name, std::string title, std::vector<std::string> choices);
Parameter truthParameter(std::string name, std::string title, bool standard);

/// Whether the values are of known parameters and allowed; place names the kind of model in messages. A whole
/// number stands for a real one.
Result<void> checkParameters(const std::vector<Parameter> &known, const ParameterValues &values,
                             const std::string &place);

/// Without what equals the standard, so that two ways to say the same are equal.
ParameterValues withoutStandards(const std::vector<Parameter> &known, const ParameterValues &values);

/// The values of all parameters of a kind: those chosen, which have been checked, and the standards.
class Parameters
{
public:
    Parameters(const std::vector<Parameter> &known, const ParameterValues &chosen);

    [[nodiscard]] bool has(const std::string &name) const { return m_values.count(name) > 0; }
    [[nodiscard]] bool truth(const std::string &name) const { return std::get<bool>(m_values.at(name)); }
    [[nodiscard]] std::int64_t whole(const std::string &name) const
    {
        return std::get<std::int64_t>(m_values.at(name));
    }
    [[nodiscard]] double real(const std::string &name) const { return std::get<double>(m_values.at(name)); }
    [[nodiscard]] const std::string &choice(const std::string &name) const
    {
        return std::get<std::string>(m_values.at(name));
    }
    [[nodiscard]] const ParameterValue &value(const std::string &name) const { return m_values.at(name); }

private:
    ParameterValues m_values;
};

} // namespace genrelens
