#pragma once

#include "core/prepare/features.h"
#include "core/table/table.h"

#include <QString>

#include <cstdint>
#include <vector>

namespace genrelens
{

class Study;

/// The values of features as the file has them: those that are missing are, whatever stands in for them in
/// the matrix.
class OwnValues
{
public:
    OwnValues(const Study &study, Features features);
    /// The table is the file.
    OwnValues(Table table, Features features);

    /// In the feature's own unit; NaN where missing.
    [[nodiscard]] double at(std::uint32_t track, std::size_t feature) const;
    /// The same with what stands in for it where it is missing.
    [[nodiscard]] double filled(std::uint32_t track, std::size_t feature) const;
    /// "113 BPM", "missing".
    [[nodiscard]] QString text(std::uint32_t track, std::size_t feature) const;
    /// A value of that feature: "113 BPM".
    [[nodiscard]] QString valueText(double value, std::size_t feature) const;
    /// "tempo"
    [[nodiscard]] QString name(std::size_t feature) const;
    /// "tempo (BPM)"
    [[nodiscard]] QString title(std::size_t feature) const;

private:
    Features m_features;
    Table m_table;
    std::vector<const NumericColumn *> m_columns; // of the table, one a feature; null: not there
};

} // namespace genrelens
