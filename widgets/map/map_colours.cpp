#include "widgets/map/map_colours.h"

#include "core/study/study.h"
#include "widgets/plots/class_colours.h"
#include "widgets/plots/evaluation_figures.h"
#include "widgets/plots/palette.h"
#include "widgets/plots/text.h"
#include "widgets/plots/value_colours.h"
#include "widgets/shap/own_values.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

namespace genrelens
{

namespace
{

using Kind = MapColouring::Kind;

constexpr std::uint16_t valueSteps = 255; // codes of values from low to high; the next is "missing"
constexpr std::size_t longestName = 200;  // bytes

QString tr(const char *text, const char *comment = nullptr)
{
    return QCoreApplication::translate("MapColours", text, comment);
}

std::size_t rowsOf(const Study &study)
{
    return study.prepared() ? study.prepared()->features().rows() : 0;
}

MapColours allGrey(std::size_t rows)
{
    return {{std::vector<std::uint16_t>(rows, 0), {unmappedColour().rgb()}, {}}, {}};
}

// Counts the points of each code and takes the entries that have any.
void addEntries(MapColours &colours, std::vector<LegendEntry> entries)
{
    std::vector<std::size_t> counts(colours.points.colours.size());
    for (const std::uint16_t code : colours.points.codes)
        ++counts[code];
    for (LegendEntry &entry : entries) {
        entry.count = counts[entry.code];
        if (entry.count > 0)
            colours.legend.entries.push_back(std::move(entry));
    }
}

// The code of each class: its number, or, where there are more than codes, the last for all but the largest.
std::vector<std::uint16_t> codesOfClasses(const LabelSet &labels, std::size_t &coded)
{
    const std::size_t classes = labels.classes().size();
    std::vector<std::uint16_t> codes(classes);
    coded = std::min(classes, mostMapClasses);
    if (classes <= mostMapClasses) {
        std::iota(codes.begin(), codes.end(), std::uint16_t(0));
        return codes;
    }
    std::vector<std::uint32_t> bySize(classes);
    std::iota(bySize.begin(), bySize.end(), 0U);
    std::stable_sort(bySize.begin(), bySize.end(), [&labels](std::uint32_t a, std::uint32_t b) {
        return labels.counts()[a] > labels.counts()[b];
    });
    for (std::size_t i = 0; i < classes; ++i)
        codes[bySize[i]] = static_cast<std::uint16_t>(std::min(i, mostMapClasses));
    return codes;
}

// classes: of each row a class of labels, or negative.
MapColours classColoursOf(const std::vector<std::int32_t> &classes, const LabelSet &labels,
                          const StudySettings &settings)
{
    std::size_t coded = 0;
    const std::vector<std::uint16_t> codes = codesOfClasses(labels, coded);
    const std::vector<QColor> all = labelColours(labels, settings);
    const auto other = static_cast<std::uint16_t>(coded);
    const auto none = static_cast<std::uint16_t>(coded + 1);
    MapColours colours;
    colours.points.colours.assign(coded + 2, unmappedColour().rgb());
    std::vector<LegendEntry> entries;
    for (std::size_t c = 0; c < codes.size(); ++c) {
        if (codes[c] == other)
            continue;
        colours.points.colours[codes[c]] = all[c].rgb();
        entries.push_back({shortened(labels.classes()[c], longestName), all[c], 0, codes[c], true});
    }
    entries.push_back({tr("Other classes"), unmappedColour(), 0, other, false});
    entries.push_back({tr("No class"), unmappedColour(), 0, none, false});
    colours.points.codes.resize(classes.size());
    std::transform(classes.begin(), classes.end(), colours.points.codes.begin(),
                   [&](std::int32_t c) { return c < 0 ? none : codes[static_cast<std::size_t>(c)]; });
    addEntries(colours, std::move(entries));
    return colours;
}

// Values from low to high, NaN where missing.
MapColours valueColoursOf(const std::vector<float> &values, const std::function<QString(double)> &text)
{
    const ValueScale scale = valueScale(values);
    MapColours colours;
    for (int step = 0; step < valueSteps; ++step)
        colours.points.colours.push_back(featureColour(step / double(valueSteps - 1)).rgb());
    colours.points.colours.push_back(unmappedColour().rgb());
    colours.points.codes.resize(values.size());
    std::transform(values.begin(), values.end(), colours.points.codes.begin(), [&scale](float value) {
        const double place = scale.place(static_cast<double>(value));
        return std::isnan(place) ? valueSteps
                                 : static_cast<std::uint16_t>(std::lround(place * (valueSteps - 1)));
    });
    addEntries(colours, {{tr("missing"), unmappedColour(), 0, valueSteps, false}});
    const bool known = colours.legend.entries.empty() || colours.legend.entries[0].count < values.size();
    if (known)
        colours.legend.bar = LegendBar{text(scale.low), text(scale.high)};
    return colours;
}

MapColours featureColoursOf(const Study &study, const std::string &name)
{
    const Features features = study.prepared()->features();
    const auto found = std::find(features.names().begin(), features.names().end(), name);
    if (found == features.names().end())
        return allGrey(features.rows());
    const auto feature = static_cast<std::size_t>(found - features.names().begin());
    const OwnValues own(study, features);
    std::vector<float> values(features.rows());
    for (std::size_t row = 0; row < values.size(); ++row)
        values[row] = static_cast<float>(own.at(static_cast<std::uint32_t>(row), feature));
    MapColours colours = valueColoursOf(values, [&](double value) { return own.valueText(value, feature); });
    colours.legend.title = own.title(feature);
    return colours;
}

// A few kinds of points, by number; -1 is grey.
MapColours kindsOf(std::size_t rows, const std::function<int(std::size_t)> &kind,
                   const std::vector<std::pair<QString, QColor>> &kinds)
{
    MapColours colours;
    std::vector<LegendEntry> entries;
    for (const auto &[name, colour] : kinds) {
        entries.push_back(
            {name, colour, 0, static_cast<std::uint16_t>(colours.points.colours.size()), false});
        colours.points.colours.push_back(colour.rgb());
    }
    const auto none = static_cast<std::uint16_t>(colours.points.colours.size());
    colours.points.colours.push_back(unmappedColour().rgb());
    entries.push_back({tr("No class"), unmappedColour(), 0, none, false});
    colours.points.codes.resize(rows);
    for (std::size_t row = 0; row < rows; ++row) {
        const int of = kind(row);
        colours.points.codes[row] = of < 0 ? none : static_cast<std::uint16_t>(of);
    }
    addEntries(colours, std::move(entries));
    return colours;
}

MapColours answerColours(Kind kind, const Study &study, const MapColourSources &sources)
{
    const std::size_t rows = rowsOf(study);
    if (!sources.run || !sources.answers || sources.answers->rows() != rows ||
        sources.run->labels.codes().size() != rows)
        return allGrey(rows);
    const TrackAnswers &answers = *sources.answers;
    const LabelSet &labels = sources.run->labels;
    MapColours colours;
    if (kind == Kind::Predicted) {
        colours = classColoursOf(answers.first, labels, study.settings());
        colours.legend.title = tr("Predicted class");
    } else if (kind == Kind::Confidence) {
        colours = valueColoursOf(answers.firstProbability, [](double p) { return formatShare(p); });
        colours.legend.title = tr("Confidence");
    } else {
        colours = kindsOf(rows,
                          [&](std::size_t row) {
                              const std::int32_t truth = labels.codes()[row];
                              return truth < 0 ? -1 : (truth == answers.first[row] ? 0 : 1);
                          },
                          {{tr("Right"), featureColour(0.0)}, {tr("Wrong"), featureColour(1.0)}});
        colours.legend.title = tr("Errors");
    }
    colours.legend.note = evaluationSubject(*sources.run);
    return colours;
}

MapColours heldOutColours(const Study &study)
{
    const std::size_t rows = rowsOf(study);
    if (rows == 0)
        return allGrey(rows);
    const Result<Split> split = study.currentSplit();
    if (!split)
        return allGrey(rows);
    std::vector<signed char> kinds(rows, -1);
    for (const std::uint32_t row : split.value().train)
        kinds[row] = 0;
    for (const std::uint32_t row : split.value().test)
        kinds[row] = 1;
    return kindsOf(rows, [&kinds](std::size_t row) { return kinds[row]; },
                   {{tr("Training tracks"), classColour(0)}, {tr("Held out"), classColour(2)}});
}

MapColours coloursBy(const MapColouring &colouring, const Study &study, const MapColourSources &sources)
{
    const std::size_t rows = rowsOf(study);
    switch (colouring.kind) {
    case Kind::Labels: {
        const LabelSet labels = study.labels(colouring.name);
        if (labels.isEmpty() || labels.codes().size() != rows)
            return allGrey(rows);
        return classColoursOf(labels.codes(), labels, study.settings());
    }
    case Kind::Feature:
        return rows > 0 ? featureColoursOf(study, colouring.name) : allGrey(rows);
    case Kind::Predicted:
    case Kind::Confidence:
    case Kind::Errors:
        return answerColours(colouring.kind, study, sources);
    case Kind::HeldOut:
        return heldOutColours(study);
    case Kind::Survival: {
        if (sources.survival.size() != rows || rows == 0)
            return allGrey(rows);
        MapColours colours =
            valueColoursOf(sources.survival, [](double share) { return formatShare(share); });
        colours.legend.title = tr("Neighbours kept by the map");
        return colours;
    }
    case Kind::None:
        break;
    }
    return allGrey(rows);
}

} // namespace

MapColours mapColours(const MapColouring &colouring, const Study &study, const MapColourSources &sources)
{
    MapColours colours = coloursBy(colouring, study, sources);
    colours.legend.key = QString::fromStdString(colouringText(colouring));
    return colours;
}

MapColours labelMapColours(const LabelSet &labels, const StudySettings &settings)
{
    MapColours colours = classColoursOf(labels.codes(), labels, settings);
    colours.legend.key = QString::fromStdString(labels.name());
    return colours;
}

} // namespace genrelens
