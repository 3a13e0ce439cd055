#pragma once

#include <QColor>
#include <QString>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace genrelens
{

/// A class of points as the legend names it.
struct LegendEntry {
    QString name;
    QColor colour;
    std::size_t count = 0;
    std::uint16_t code = 0;   ///< of its points; one entry a code
    bool recolourable = true; ///< or a colour that nobody can change, as that of "no class"

    bool operator==(const LegendEntry &) const = default;
};

/// What the two ends of the colours of a value stand for.
struct LegendBar {
    QString low;
    QString high;

    bool operator==(const LegendBar &) const = default;
};

/// What the colours of a map mean: classes, or values from low to high; with a bar the entries are of the
/// points that have no value.
struct LegendSpec {
    QString key;   ///< of what is coloured by: the classes that were hidden stay so under the same key
    QString title; ///< "tempo (BPM)"; empty where the classes speak for themselves
    QString note;  ///< below it: of which model
    std::vector<LegendEntry> entries;
    std::optional<LegendBar> bar;

    [[nodiscard]] bool isEmpty() const { return entries.empty() && !bar; }
    bool operator==(const LegendSpec &) const = default;
};

} // namespace genrelens
