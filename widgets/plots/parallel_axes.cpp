#include "widgets/plots/parallel_axes.h"

#include "widgets/plots/text.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace genrelens
{

namespace
{

constexpr double pointReach = 12; // pixels
constexpr double lineReach = 6;
constexpr double brushWidth = 12;
constexpr std::size_t mostFound = 200; // are listed; more cannot be read, nor laid out at each move

double distanceTo(const QPointF &position, const QPointF &from, const QPointF &to)
{
    const QPointF along = to - from;
    const double length = QPointF::dotProduct(along, along);
    const double t =
        length > 0 ? std::clamp(QPointF::dotProduct(position - from, along) / length, 0.0, 1.0) : 0.0;
    const QPointF away = position - (from + t * along);
    return std::hypot(away.x(), away.y());
}

} // namespace

ParallelAxes::ParallelAxes(QWidget *parent) : Plot(parent)
{
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
}

void ParallelAxes::setSpec(ParallelSpec spec)
{
    // A brush that is held goes on, for it causes new specs itself.
    const bool alike = spec.axisNames() == m_spec.axisNames() && spec.lines.size() == m_spec.lines.size();
    if (!alike || !m_gesture.layout)
        m_gesture = {};
    m_spec = std::move(spec);
    setTitle(m_spec.title);
    m_hovered.reset();
    refresh();
}

void ParallelAxes::setArrangement(const AxisArrangement &arrangement)
{
    if (arrangement == m_arrangement)
        return;
    m_arrangement = arrangement;
    m_hovered.reset();
    refresh();
}

void ParallelAxes::setHiddenClasses(const QSet<QString> &names)
{
    m_hiddenClasses = names;
    m_hovered.reset();
    refresh();
}

void ParallelAxes::setSearch(const QString &text)
{
    m_search = text.trimmed();
    m_hovered.reset();
    refresh();
}

void ParallelAxes::setBrushes(const std::vector<AxisBrush> &brushes)
{
    m_brushes = brushes;
    viewport()->update();
}

void ParallelAxes::sortBySpread()
{
    std::vector<double> spread(m_spec.axes.size(), 0.0);
    for (std::size_t a = 0; a < spread.size(); ++a) {
        double sum = 0.0;
        double squares = 0.0;
        double count = 0.0;
        for (const ParallelLine &line : m_spec.lines)
            if (const double value = line.values[a]; std::isfinite(value)) {
                sum += value;
                squares += value * value;
                count += 1.0;
            }
        spread[a] = count > 0.0 ? squares / count - (sum / count) * (sum / count) : 0.0;
    }
    std::vector<std::size_t> places(spread.size());
    std::iota(places.begin(), places.end(), std::size_t(0));
    std::stable_sort(places.begin(), places.end(),
                     [&](std::size_t a, std::size_t b) { return spread[a] > spread[b]; });
    QStringList names;
    for (const std::size_t place : places)
        names.append(m_spec.axes[place].name);
    AxisArrangement sorted = m_arrangement;
    sorted.setOrder(names);
    arrange(sorted);
}

void ParallelAxes::arrange(const AxisArrangement &arrangement)
{
    if (arrangement == m_arrangement)
        return;
    setArrangement(arrangement);
    emit arrangementChanged();
    if (std::erase_if(m_brushes,
                      [&](const AxisBrush &brush) { return arrangement.hidden.contains(brush.axis); }))
        emit brushed(Qt::NoModifier, true);
}

void ParallelAxes::showOnlyFound()
{
    QSet<QString> hidden;
    for (const ParallelLine &line : m_spec.lines)
        if (!line.name.contains(m_search, Qt::CaseInsensitive))
            hidden.insert(line.name);
    if (static_cast<std::size_t>(hidden.size()) == m_spec.lines.size())
        return; // nothing is found
    setHiddenClasses(hidden);
    emit hiddenClassesChanged();
}

bool ParallelAxes::isEmpty() const
{
    return m_spec.axes.empty() || m_spec.lines.empty();
}

QSize ParallelAxes::naturalSize() const
{
    const std::size_t entries = legendEntries(false).size();
    const auto axes = static_cast<int>(m_arrangement.shown(m_spec.axisNames()).size());
    const int lines = static_cast<int>(std::ceil(lineHeight(axisFont(font())))) * static_cast<int>(entries);
    const int least = m_spec.lines.size() > mostLegendEntries ? 480 : 340;
    return {std::max(560, 56 * axes + 180), std::max(least, lines)};
}

QRectF ParallelAxes::windowArea() const
{
    return QRectF(viewport()->rect())
        .adjusted(spacing::small, spacing::small, -spacing::small, -spacing::small);
}

const ParallelLine &ParallelAxes::lineOf(int line) const
{
    return line == ParallelLayout::Selection ? *m_spec.selection
                                             : m_spec.lines.at(static_cast<std::size_t>(line));
}

bool ParallelAxes::isShown(const ParallelLine &line) const
{
    return !m_hiddenClasses.contains(line.name);
}

std::vector<int> ParallelAxes::shownLines() const
{
    std::vector<int> lines;
    for (std::size_t i = 0; i < m_spec.lines.size(); ++i)
        if (isShown(m_spec.lines[i]))
            lines.push_back(static_cast<int>(i));
    return lines;
}

std::vector<int> ParallelAxes::legendEntries(bool inWindow) const
{
    const std::vector<int> shown = shownLines();
    const std::size_t classes = m_spec.lines.size();
    std::vector<int> entries;
    if (m_spec.selection)
        entries.push_back(ParallelLayout::Selection);
    if (classes <= mostLegendEntries && inWindow) {
        for (std::size_t i = 0; i < classes && classes > 1; ++i)
            entries.push_back(static_cast<int>(i));
    } else if (inWindow && !m_search.isEmpty()) {
        for (std::size_t i = 0; i < classes; ++i)
            if (m_spec.lines[i].name.contains(m_search, Qt::CaseInsensitive))
                entries.push_back(static_cast<int>(i));
        if (entries.size() > mostFound)
            entries.clear();
    } else if (shown.size() <= mostLegendEntries && classes > 1) {
        entries.insert(entries.end(), shown.begin(), shown.end());
    }
    if (inWindow && shown.size() < classes)
        entries.push_back(ParallelLayout::ShowAll);
    return entries;
}

// The lines to stand out: under the pointer, or found by the search.
std::vector<int> ParallelAxes::emphasized() const
{
    if (m_hovered)
        return {m_hovered->line};
    std::vector<int> lines;
    if (m_search.isEmpty())
        return lines;
    for (const int line : shownLines())
        if (lineOf(line).name.contains(m_search, Qt::CaseInsensitive))
            lines.push_back(line);
    return lines;
}

ParallelLayout ParallelAxes::layoutIn(const QRectF &area, bool inWindow) const
{
    ParallelLayout::Wanted wanted{m_spec, {}, legendEntries(inWindow)};
    for (const std::size_t index : m_arrangement.shown(m_spec.axisNames()))
        wanted.axes.push_back({index, m_arrangement.flipped.contains(m_spec.axes[index].name), 0, {}});
    return ParallelLayout::make(area, wanted, axisFont(font()));
}

ParallelLayout ParallelAxes::windowLayout() const
{
    return m_gesture.layout ? *m_gesture.layout : layoutIn(windowArea(), true);
}

const AxisBrush *ParallelAxes::brushOf(const QString &axis) const
{
    const auto found = std::find_if(m_brushes.begin(), m_brushes.end(),
                                    [&](const AxisBrush &brush) { return brush.axis == axis; });
    return found == m_brushes.end() ? nullptr : &*found;
}

std::optional<QRectF> ParallelAxes::brushRect(const ParallelLayout &layout, const AxisBrush &brush) const
{
    for (std::size_t place = 0; place < layout.axes.size(); ++place) {
        if (m_spec.axes[layout.axes[place].index].name != brush.axis)
            continue;
        const double one = layout.position(place, brush.low).y();
        const double other = layout.position(place, brush.high).y();
        return QRectF(layout.axes[place].x - brushWidth / 2, std::min(one, other), brushWidth,
                      std::abs(one - other));
    }
    return std::nullopt;
}

std::optional<ParallelPoint> ParallelAxes::pointAt(const QPointF &position) const
{
    const ParallelLayout layout = windowLayout();
    if (isEmpty() ||
        !layout.plot.adjusted(-pointReach, -pointReach, pointReach, lineReach).contains(position))
        return std::nullopt;
    std::optional<ParallelPoint> nearest;
    std::optional<ParallelPoint> onLine;
    double pointDistance = pointReach;
    double lineDistance = lineReach;
    std::vector<int> lines = shownLines();
    if (m_spec.selection)
        lines.push_back(ParallelLayout::Selection);
    for (const int line : lines) {
        const std::vector<double> &values = lineOf(line).values;
        for (std::size_t place = 0; place < layout.axes.size(); ++place) {
            const QPointF here = layout.position(place, values[layout.axes[place].index]);
            const double away = std::hypot(here.x() - position.x(), here.y() - position.y());
            if (away < pointDistance) { // never true for NaN
                pointDistance = away;
                nearest = ParallelPoint{line, static_cast<int>(place)};
            }
            if (place == 0)
                continue;
            const QPointF before = layout.position(place - 1, values[layout.axes[place - 1].index]);
            const double beside = distanceTo(position, before, here);
            if (beside < lineDistance) {
                lineDistance = beside;
                const bool first = std::abs(before.x() - position.x()) < std::abs(here.x() - position.x());
                onLine = ParallelPoint{line, static_cast<int>(first ? place - 1 : place)};
            }
        }
    }
    return nearest ? nearest : onLine;
}

QString ParallelAxes::pointTooltip(ParallelPoint point) const
{
    const ParallelLine &line = lineOf(point.line);
    if (point.place < 0)
        return tooltipText(line.name, {});
    const ParallelLayout layout = windowLayout();
    const std::size_t index = layout.axes.at(static_cast<std::size_t>(point.place)).index;
    const ParallelAxis &axis = m_spec.axes[index];
    QString text =
        tr("%1 %2 standard deviations, %3", "energy +0.62 standard deviations, 120 BPM")
            .arg(axis.name, formatSigned(line.values[index]), ownValueText(axis, line.values[index]));
    if (!line.lower.empty())
        text +=
            QLatin1Char('\n') + tr("Half of its tracks are within %1 and %2")
                                    .arg(formatSigned(line.lower[index]), formatSigned(line.upper[index]));
    return tooltipText(line.name, text);
}

void ParallelAxes::relayout()
{
    m_pictures[0] = QPixmap();
    m_pictures[1] = QPixmap();
}

void ParallelAxes::refresh()
{
    relayout();
    viewport()->update();
}

} // namespace genrelens
