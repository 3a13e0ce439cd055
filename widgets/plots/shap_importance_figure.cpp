#include "widgets/plots/shap_importance_figure.h"

#include "widgets/plots/class_colours.h"
#include "widgets/plots/evaluation_figures.h"
#include "widgets/plots/stacked_bars.h"
#include "widgets/plots/text.h"

#include <QCoreApplication>

#include <algorithm>
#include <numeric>

namespace genrelens
{

namespace
{

constexpr std::size_t mostGrouped = 12; // classes; more bars beside each other are not told apart

QString tr(const char *text)
{
    return QCoreApplication::translate("figures", text);
}

double points(double share)
{
    return 100.0 * share;
}

BarRange points(const Interval &interval)
{
    return {points(interval.low), points(interval.high)};
}

std::vector<std::size_t> classesBySize(const ShapImportance &importance, std::size_t count)
{
    std::vector<double> sizes(count, 0.0);
    for (std::size_t c = 0; c < count; ++c)
        for (std::size_t f = 0; f < importance.features; ++f)
            sizes[c] += importance.of(c, f);
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return sizes[a] > sizes[b]; });
    return order;
}

// Genres stand beside those of the same super-genre, whose colours are alike; of others each stands alone.
std::vector<std::size_t> groupedClasses(std::vector<std::size_t> bySize, const LabelSet &labels,
                                        const StudySettings &settings)
{
    if (labels.name() != "genre")
        return bySize;
    const std::vector<std::size_t> groups = superGenreIndices(labels.classes(), settings.genreMap());
    std::vector<std::size_t> rankOfGroup(settings.genreMap().superGenres.size() + 1, bySize.size());
    for (std::size_t i = bySize.size(); i-- > 0;) // a group stands where its largest genre does
        rankOfGroup[groups[bySize[i]]] = i;
    std::stable_sort(bySize.begin(), bySize.end(), [&](std::size_t a, std::size_t b) {
        return rankOfGroup[groups[a]] < rankOfGroup[groups[b]];
    });
    return bySize;
}

// 1 for the largest; equal ones share the better rank.
std::vector<std::size_t> ranksOf(const std::vector<double> &values)
{
    std::vector<std::size_t> ranks;
    for (const double value : values)
        ranks.push_back(1 + static_cast<std::size_t>(std::count_if(values.begin(), values.end(),
                                                                   [value](double x) { return x > value; })));
    return ranks;
}

/// A column beside the bars.
struct Comparison {
    QString title;
    QString tip; ///< of the value and its rank
    std::vector<double> values;
    std::vector<QString> texts;
};

std::vector<Comparison> comparisons(const ShapImportanceView &view)
{
    std::vector<Comparison> columns;
    if (view.gini != nullptr) {
        columns.push_back(
            {tr("Gini"), tr("gini: %1 of the impurity that the splits remove, number %2"), *view.gini, {}});
        for (const double share : *view.gini)
            columns.back().texts.push_back(formatShare(share));
    }
    if (view.permutation != nullptr) {
        columns.push_back(
            {tr("Permutation"), tr("permutation: %1 points less accurate when shuffled, number %2"), {}, {}});
        for (const Spread &lost : *view.permutation) {
            columns.back().values.push_back(lost.mean);
            columns.back().texts.push_back(formatDecimals(points(lost.mean)));
        }
    }
    return columns;
}

void addColumns(StackedBarsSpec &spec, const ShapImportanceView &view)
{
    for (const Comparison &column : comparisons(view)) {
        const std::vector<std::size_t> ranks = ranksOf(column.values);
        spec.columns << column.title;
        for (StackedRow &row : spec.rows) {
            const auto feature = static_cast<std::size_t>(row.id);
            if (feature >= column.values.size())
                continue;
            const QString rank = formatCount(static_cast<qint64>(ranks[feature]));
            row.cells << QStringLiteral("%1 · %2").arg(rank, column.texts[feature]);
            row.tooltip += (row.tooltip.isEmpty() ? QString() : QStringLiteral("\n")) +
                           column.tip.arg(column.texts[feature], rank);
        }
    }
}

} // namespace

StackedBarsSpec shapImportanceSpec(const Explanation &explanation, const ShapImportance &importance,
                                   const StudySettings &settings, const ShapImportanceView &view)
{
    StackedBarsSpec spec;
    const LabelSet &labels = explanation.run->labels;
    const std::vector<QColor> colours = labelColours(labels, settings);
    const std::size_t count = explanation.values.classes();
    if (explanation.values.rows() == 0 || labels.classes().size() < count)
        return spec;
    const bool alone = view.classCode && *view.classCode < count;
    std::vector<std::size_t> classes =
        alone ? std::vector{*view.classCode} : classesBySize(importance, count);
    if (view.grouped && !alone) {
        spec.form = StackedBarsSpec::Form::Grouped;
        classes.resize(std::min(classes.size(), mostGrouped));
        spec.unlisted = count - classes.size();
    }
    const auto rows = static_cast<qint64>(explanation.values.rows());
    const QString subject = evaluationSubject(*explanation.run);
    spec.title = rows == 1 ? tr("%1: |SHAP| of 1 held-out track").arg(subject)
                           : tr("%1: mean |SHAP| of %2 held-out tracks").arg(subject, formatCount(rows));
    spec.unit = tr("points");
    spec.axisTitle =
        alone
            ? tr("mean |SHAP| for %1 (points)").arg(QString::fromStdString(labels.classes()[classes.front()]))
            : tr("mean |SHAP| (percentage points)");
    if (!alone && !view.grouped) {
        const std::vector<std::size_t> bySize = classes;
        classes = groupedClasses(classes, labels, settings);
        std::vector<std::size_t> placeOf(count);
        for (std::size_t i = 0; i < count; ++i)
            placeOf[classes[i]] = i;
        for (const std::size_t c : bySize)
            spec.legendOrder.push_back(placeOf[c]);
    }
    for (const std::size_t c : classes)
        spec.classes.push_back(
            {QString::fromStdString(labels.classes()[c]), colours[c], static_cast<int>(c)});
    for (const std::size_t f : alone ? importance.order(classes.front()) : importance.order()) {
        StackedRow row{
            QString::fromStdString(explanation.features.names()[f]), static_cast<int>(f), {}, {}, {}, {}, {}};
        for (const std::size_t c : classes) {
            row.values.push_back(points(importance.of(c, f)));
            if (view.intervals != nullptr)
                row.ranges.push_back(points(view.intervals->of(c, f)));
        }
        if (view.intervals != nullptr)
            row.total = alone ? row.ranges.front() : points(view.intervals->totals[f]);
        spec.rows.push_back(std::move(row));
    }
    addColumns(spec, view);
    return spec;
}

std::unique_ptr<Plot> shapImportanceFigure(const Explanation &explanation, const StudySettings &settings,
                                           const ShapIntervals *intervals)
{
    auto bars = std::make_unique<StackedBars>();
    ShapImportanceView view;
    view.intervals = intervals;
    bars->setSpec(shapImportanceSpec(explanation, shapImportance(explanation.values), settings, view));
    bars->setFigureName(
        QStringLiteral("shap_importance_%1").arg(QString::fromStdString(explanation.run->labels.name())));
    return bars;
}

} // namespace genrelens
