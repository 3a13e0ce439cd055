#pragma once

#include <QSet>
#include <QString>
#include <QStringList>

#include <cstddef>
#include <vector>

namespace genrelens
{

/// In which order features stand side by side, which are hidden and which stand on their head: by name, so
/// that it outlives labels, files and the program. Features it has not met stand behind the others.
struct AxisArrangement {
    QStringList order;
    QSet<QString> hidden;
    QSet<QString> flipped;

    /// Indices of the features to show, in their order.
    [[nodiscard]] std::vector<std::size_t> shown(const QStringList &features) const;
    /// Puts one of the features before the shown one at that place, or behind all.
    void move(const QStringList &features, const QString &name, std::size_t place);
    /// Of all features; those of other files keep their places behind.
    void setOrder(const QStringList &features);
    void setHidden(const QString &name, bool hide);
    void flip(const QString &name);

    bool operator==(const AxisArrangement &) const = default;

private:
    void meet(const QStringList &features);
};

} // namespace genrelens
