#include "widgets/plots/axis_arrangement.h"

#include <algorithm>

namespace genrelens
{

std::vector<std::size_t> AxisArrangement::shown(const QStringList &features) const
{
    std::vector<std::size_t> indices;
    std::vector<bool> placed(static_cast<std::size_t>(features.size()), false);
    const auto place = [&](qsizetype index) {
        const auto i = static_cast<std::size_t>(index);
        if (placed[i])
            return;
        placed[i] = true;
        if (!hidden.contains(features[index]))
            indices.push_back(i);
    };
    for (const QString &name : order)
        if (const qsizetype index = features.indexOf(name); index >= 0)
            place(index);
    for (qsizetype index = 0; index < features.size(); ++index)
        place(index);
    return indices;
}

void AxisArrangement::meet(const QStringList &features)
{
    for (const QString &name : features)
        if (!order.contains(name))
            order.append(name);
}

void AxisArrangement::move(const QStringList &features, const QString &name, std::size_t place)
{
    meet(features);
    const std::vector<std::size_t> now = shown(features);
    const QString before = place < now.size() ? features[static_cast<qsizetype>(now[place])] : QString();
    if (before == name)
        return;
    order.removeAll(name);
    if (!before.isEmpty()) {
        order.insert(order.indexOf(before), name);
        return;
    }
    const QString last = now.empty() ? QString() : features[static_cast<qsizetype>(now.back())];
    order.insert(last.isEmpty() || last == name ? order.size() : order.indexOf(last) + 1, name);
}

void AxisArrangement::setOrder(const QStringList &features)
{
    QStringList rest = order;
    for (const QString &name : features)
        rest.removeAll(name);
    order = features + rest;
}

void AxisArrangement::setHidden(const QString &name, bool hide)
{
    if (hide)
        hidden.insert(name);
    else
        hidden.remove(name);
}

void AxisArrangement::flip(const QString &name)
{
    if (!flipped.remove(name))
        flipped.insert(name);
}

} // namespace genrelens
