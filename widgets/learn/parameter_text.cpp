#include "widgets/learn/parameter_text.h"

#include "widgets/plots/text.h"

#include <QCoreApplication>

#include <algorithm>

namespace genrelens
{

namespace
{

constexpr int digits = 6;

QString tr(const char *text)
{
    return QCoreApplication::translate("parameters", text);
}

double numberOf(const ParameterValue &value)
{
    if (const auto *whole = std::get_if<std::int64_t>(&value))
        return static_cast<double>(*whole);
    const auto *real = std::get_if<double>(&value);
    return real != nullptr ? *real : 0.0;
}

} // namespace

QString parameterText(const Parameter &parameter, const ParameterValue &value)
{
    if (const auto *truth = std::get_if<bool>(&value))
        return *truth ? tr("yes") : tr("no");
    if (const auto *choice = std::get_if<std::string>(&value))
        return QString::fromStdString(*choice).replace(u'_', u' ');
    if (!parameter.leastMeans.empty() && numberOf(value) == parameter.least)
        return QString::fromStdString(parameter.leastMeans);
    if (const auto *whole = std::get_if<std::int64_t>(&value))
        return formatCount(*whole);
    return formatValue(std::get<double>(value), digits);
}

bool hasEffect(const Parameter &parameter, const std::vector<Parameter> &known, const Parameters &values)
{
    const std::size_t equals = parameter.onlyWith.find('=');
    if (equals == std::string::npos)
        return true;
    const std::string name = parameter.onlyWith.substr(0, equals);
    const QStringList needed = QString::fromStdString(parameter.onlyWith.substr(equals + 1)).split(u'|');
    if (std::none_of(known.begin(), known.end(), [&](const Parameter &other) { return other.name == name; }))
        return true;
    const ParameterValue &value = values.value(name);
    if (const auto *truth = std::get_if<bool>(&value))
        return needed.contains(*truth ? QLatin1String("true") : QLatin1String("false"));
    const auto *choice = std::get_if<std::string>(&value);
    return choice == nullptr || needed.contains(QString::fromStdString(*choice));
}

QStringList parameterTexts(const ModelKind &kind, const ModelOptions &options)
{
    QStringList texts;
    const Parameters values(kind.parameters, options.values);
    for (const Parameter &parameter : kind.parameters)
        if (hasEffect(parameter, kind.parameters, values))
            texts.append(
                QStringLiteral("%1: %2").arg(QString::fromStdString(parameter.title),
                                             parameterText(parameter, values.value(parameter.name))));
    if (kind.draws)
        texts.append(tr("Seed: %1").arg(options.seed));
    return texts;
}

} // namespace genrelens
