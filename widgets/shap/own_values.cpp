#include "widgets/shap/own_values.h"

#include "core/study/study.h"
#include "widgets/plots/centroid_figures.h"
#include "widgets/plots/text.h"

#include <QCoreApplication>

#include <cmath>

namespace genrelens
{

OwnValues::OwnValues(const Study &study, Features features)
    : OwnValues(study.dataset() ? study.dataset()->table : Table(), std::move(features))
{
}

OwnValues::OwnValues(Table table, Features features)
    : m_features(std::move(features))
    , m_table(std::move(table))
{
    for (std::size_t f = 0; f < m_features.columns(); ++f) {
        const auto column =
            m_table.columnCount() > 0 ? m_table.find(m_features.names()[f]) : std::optional<std::size_t>();
        m_columns.push_back(column ? m_table.column(*column).numeric() : nullptr);
    }
}

double OwnValues::at(std::uint32_t track, std::size_t feature) const
{
    const NumericColumn *column = m_columns[feature];
    const std::uint32_t row = m_features.sourceRow(track);
    if (column == nullptr || row >= column->values.size())
        return m_features.scalings()[feature].toOwn(static_cast<double>(m_features.row(track)[feature]));
    return column->values[row];
}

double OwnValues::filled(std::uint32_t track, std::size_t feature) const
{
    const double value = at(track, feature);
    return std::isnan(value)
               ? m_features.scalings()[feature].toOwn(static_cast<double>(m_features.row(track)[feature]))
               : value;
}

QString OwnValues::text(std::uint32_t track, std::size_t feature) const
{
    const double value = at(track, feature);
    return std::isnan(value) ? QCoreApplication::translate("shap", "missing") : valueText(value, feature);
}

QString OwnValues::valueText(double value, std::size_t feature) const
{
    const QString unit = featureUnit(m_features.names()[feature]);
    const bool small = std::abs(value) < 1.0;
    const QString size = formatValue(std::abs(value), small ? 3 : 4);
    const QString number = value < 0.0 ? QStringLiteral("−") + size : size;
    return unit.isEmpty() ? number : number + QChar(QChar::Nbsp) + unit;
}

QString OwnValues::name(std::size_t feature) const
{
    return QString::fromStdString(m_features.names()[feature]);
}

QString OwnValues::title(std::size_t feature) const
{
    const QString unit = featureUnit(m_features.names()[feature]);
    return unit.isEmpty() ? name(feature) : QStringLiteral("%1 (%2)").arg(name(feature), unit);
}

} // namespace genrelens
