#include "widgets/shap/dependence_view.h"

#include "core/base/hash.h"
#include "core/base/random.h"
#include "core/explain/shap_importance.h"
#include "core/explain/shap_interactions.h"
#include "widgets/plots/evaluation_figures.h"
#include "widgets/plots/value_colours.h"
#include "widgets/shap/own_values.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <set>

namespace genrelens
{

namespace
{

constexpr std::size_t enoughRows = 300;      // to tell which feature or class matters most
constexpr std::size_t fewValues = 24;        // so many whole numbers are spread a little
constexpr double spread = 0.3;               // to each side, of the distance between them
constexpr std::size_t quickRows = 3'000;     // that are made into points at once
constexpr std::size_t quickValues = 500'000; // whose means are found at once

QString tr(const char *text)
{
    return QCoreApplication::translate("ShapDependencePage", text);
}

// Whether the values are a few whole numbers, so that dots would hide each other in lines.
bool areFewWholes(const std::vector<DependencePoint> &points)
{
    std::set<double> seen;
    for (const DependencePoint &point : points) {
        if (point.x != std::floor(point.x))
            return false;
        seen.insert(point.x);
        if (seen.size() > fewValues)
            return false;
    }
    return true;
}

// Beside each other: always by as much for the same track.
double spreadOf(std::uint32_t track)
{
    return spread * (2.0 * Random(1, RandomPurpose::Explanation, track).uniform() - 1.0);
}

void chooseStrongest(DependenceView &view, const DependenceChoice &choice)
{
    const ShapValues &values = view.explanation->values;
    if (choice.feature)
        view.feature = std::min(*choice.feature, values.features() - 1);
    if (choice.classCode)
        view.classCode = std::min(*choice.classCode, values.classes() - 1);
    if (!choice.feature || !choice.classCode) {
        const ShapImportance importance = shapImportance(values.first(std::min(values.rows(), enoughRows)));
        if (!choice.feature)
            view.feature =
                choice.classCode ? importance.order(view.classCode).front() : importance.order().front();
        if (!choice.classCode)
            for (std::size_t c = 1; c < values.classes(); ++c)
                if (importance.of(c, view.feature) > importance.of(view.classCode, view.feature))
                    view.classCode = c;
    }
    view.colour =
        choice.colour && *choice.colour < values.features()
            ? choice.colour
            : strongestInteraction(shapInteractions(values.column(view.classCode, view.feature), view.feature,
                                                    view.explanation->features, view.explanation->tracks));
}

// The point of a track without a value stands where the median does, and is grey.
void addPoints(DependenceView &view, const OwnValues &own)
{
    DependenceSpec &spec = view.spec;
    const std::vector<std::uint32_t> &tracks = view.explanation->tracks;
    const std::span<const float> shap = view.explanation->values.column(view.classCode, view.feature);
    std::vector<float> colours(shap.size());
    if (view.colour)
        for (std::size_t i = 0; i < shap.size(); ++i)
            colours[i] = static_cast<float>(own.at(tracks[i], *view.colour));
    const ValueScale scale = valueScale(colours);
    spec.points.reserve(shap.size());
    for (std::size_t i = 0; i < shap.size(); ++i) {
        const double value = own.at(tracks[i], view.feature);
        const bool missing = std::isnan(value);
        spec.missing += missing ? 1 : 0;
        spec.points.push_back({missing ? own.filled(tracks[i], view.feature) : value,
                               100.0 * static_cast<double>(shap[i]),
                               missing ? value : scale.place(static_cast<double>(colours[i])), tracks[i]});
    }
    if (areFewWholes(spec.points)) {
        spec.wholeX = true;
        for (DependencePoint &point : spec.points)
            point.x += spreadOf(point.track);
    }
    spec.ranges = dependenceRanges(spec.points);
    if (view.colour) {
        spec.colourTitle = own.name(*view.colour);
        spec.colourLow = own.valueText(scale.low, *view.colour);
        spec.colourHigh = own.valueText(scale.high, *view.colour);
    }
}

} // namespace

DependenceView dependenceView(const std::shared_ptr<const Explanation> &explanation, const Table &table,
                              const DependenceChoice &choice)
{
    DependenceView view{explanation, 0, 0, std::nullopt};
    chooseStrongest(view, choice);
    const OwnValues own(table, explanation->features);
    const QString className = QString::fromStdString(explanation->run->labels.classes()[view.classCode]);
    view.spec.title = tr("%1: what %2 says about %3")
                          .arg(evaluationSubject(*explanation->run), own.name(view.feature), className);
    view.spec.xTitle = own.title(view.feature);
    view.spec.yTitle = tr("SHAP for %1 (points)").arg(className);
    addPoints(view, own);
    return view;
}

bool isQuick(const Explanation &explanation, const DependenceChoice &choice)
{
    const ShapValues &values = explanation.values;
    const std::size_t looked = std::min(values.rows(), enoughRows) * values.classes() * values.features();
    return values.rows() <= quickRows && ((choice.feature && choice.classCode) || looked <= quickValues);
}

} // namespace genrelens
