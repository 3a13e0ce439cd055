#include "widgets/map/hover_content.h"

#include "core/study/study.h"
#include "widgets/clusters/cluster_facts.h"
#include "widgets/plots/centroid_figures.h"
#include "widgets/plots/class_colours.h"
#include "widgets/plots/palette.h"
#include "widgets/plots/text.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace genrelens
{

namespace
{

constexpr std::size_t longestText = 200; // bytes

QString tr(const char *text, const char *comment = nullptr)
{
    return QCoreApplication::translate("HoverCard", text, comment);
}

// A text of the file that is drawn in one line.
QString oneLine(const QString &text)
{
    return text.left(qsizetype(longestText)).simplified();
}

QString albumOf(const Study &study, std::uint32_t track)
{
    const auto column = study.prepared()->schema.find(ColumnRole::Album);
    if (!column)
        return {};
    const std::uint32_t row = study.prepared()->features().sourceRow(track);
    return shortened(study.dataset()->table.column(*column).cell(row), longestText);
}

QColor colourOf(const LabelSet &labels, std::int32_t code, const Study &study)
{
    return labelColours(labels, study.settings())[static_cast<std::size_t>(code)];
}

void addClass(HoverContent &content, const LabelSet &labels, std::uint32_t track, const Study &study)
{
    if (labels.isEmpty() || track >= labels.codes().size())
        return;
    const std::int32_t code = labels.codes()[track];
    if (code < 0)
        return;
    QString name = shortened(labels.classes()[static_cast<std::size_t>(code)], longestText);
    bool isNumber = false;
    static_cast<void>(name.toLongLong(&isNumber));
    if (isNumber) // which says nothing by itself
        name = labels.name() == "cluster" ? tr("cluster %1").arg(name)
                                          : study.labelsTitle(labels.name()) + u' ' + name;
    content.classes.push_back({name, colourOf(labels, code, study)});
}

void addClasses(HoverContent &content, std::uint32_t track, const Study &study, const std::string &colouredBy)
{
    std::vector<std::string> names{study.settings().currentMapping};
    const auto add = [&names](const std::string &name) {
        if (name != "genre" && std::find(names.begin(), names.end(), name) == names.end())
            names.push_back(name);
    };
    if (study.clustering())
        add(study.clustering()->labels.name());
    add(study.currentLabels());
    if (!colouredBy.empty())
        add(colouredBy);
    for (const std::string &name : names)
        addClass(content, study.labels(name), track, study);
}

void addPrediction(HoverContent &content, std::uint32_t track, const Study &study,
                   const HoverSources &sources)
{
    if (!sources.run || !sources.answers || track >= sources.answers->rows() ||
        sources.answers->first[track] < 0)
        return;
    const TrackAnswers &answers = *sources.answers;
    const LabelSet &labels = sources.run->labels;
    const auto add = [&](std::int32_t code, float probability) {
        if (code >= 0 && probability > 0.0F)
            content.answers.push_back(
                {shortened(labels.classes()[static_cast<std::size_t>(code)], longestText) + u' ' +
                     formatShare(static_cast<double>(probability), 0),
                 colourOf(labels, code, study)});
    };
    const std::vector<std::uint32_t> &judged = sources.run->evaluation.judgedRows;
    const bool heldOut = std::binary_search(judged.begin(), judged.end(), track);
    content.prediction = heldOut || answers.unseen ? tr("Predicted") : tr("Predicted (trained on it)");
    add(answers.first[track], answers.firstProbability[track]);
    add(answers.second[track], answers.secondProbability[track]);
}

// A duration as clocks show it; a number of milliseconds takes more room and says less.
QString valueText(const OwnValues &own, const std::string &name, std::uint32_t track, std::size_t feature)
{
    const double value = own.at(track, feature);
    if (featureUnit(name) != QLatin1String("ms") || !(value >= 1000.0 && value < 1e9))
        return own.text(track, feature);
    const auto seconds = static_cast<qint64>(std::llround(value / 1000.0));
    return tr("%1:%2 min", "minutes and seconds")
        .arg(formatCount(seconds / 60))
        .arg(seconds % 60, 2, 10, QLatin1Char('0'));
}

// In their order; of too many those whose scaled value is the farthest from the mean.
std::vector<std::size_t> featuresShown(const Features &features, std::uint32_t track)
{
    std::vector<std::size_t> shown(features.columns());
    std::iota(shown.begin(), shown.end(), std::size_t(0));
    if (shown.size() <= mostHoverFeatures)
        return shown;
    const std::span<const float> row = features.row(track);
    const auto unusual = [&](std::size_t f) {
        const FeatureScaling &scaling = features.scalings()[f];
        const double value = static_cast<double>(row[f]);
        return std::abs(scaling.standardized ? value
                        : scaling.sd > 0.0   ? (value - scaling.mean) / scaling.sd
                                             : 0.0);
    };
    std::stable_sort(shown.begin(), shown.end(),
                     [&](std::size_t a, std::size_t b) { return unusual(a) > unusual(b); });
    shown.resize(mostHoverFeatures);
    std::sort(shown.begin(), shown.end());
    return shown;
}

} // namespace

HoverContent hoverContent(const Study &study, std::uint32_t track, const HoverSources &sources)
{
    HoverContent content;
    if (!study.prepared() || track >= study.prepared()->features().rows())
        return content;
    const Features features = study.prepared()->features();
    const TrackTexts texts = trackTexts(study, track);
    content.title = oneLine(texts.title);
    QStringList where;
    for (const QString &text : {texts.artists, albumOf(study, track)})
        if (!text.isEmpty())
            where << oneLine(text);
    content.where = where.join(QStringLiteral(" · "));
    content.genre = oneLine(texts.genre);
    addClasses(content, track, study, sources.colouredBy);
    addPrediction(content, track, study, sources);
    const bool counted = sources.histograms && sources.histograms->features.columns() == features.columns() &&
                         sources.histograms->features.key() == features.key();
    const OwnValues own(study, features);
    for (const std::size_t f : featuresShown(features, track)) {
        HoverFeature feature{own.name(f), valueText(own, features.names()[f], track, f), {}, {}};
        if (counted)
            feature.spread = sources.histograms->ofFeature[f];
        const double place = feature.spread.place(own.at(track, f));
        if (feature.spread.isKnown && !std::isnan(place))
            feature.mark = place;
        content.features.push_back(std::move(feature));
    }
    return content;
}

} // namespace genrelens
