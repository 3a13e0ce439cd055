#include "widgets/shap/shap_dependence_page.h"

#include "core/base/hash.h"
#include "core/base/random.h"
#include "core/explain/shap_importance.h"
#include "core/explain/shap_interactions.h"
#include "widgets/clusters/cluster_facts.h"
#include "widgets/docks/flow_layout.h"
#include "widgets/plots/dependence_plot.h"
#include "widgets/plots/evaluation_figures.h"
#include "widgets/plots/text.h"
#include "widgets/plots/value_colours.h"
#include "widgets/shap/choice_box.h"
#include "widgets/shap/own_values.h"

#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <set>

namespace genrelens
{

namespace
{

constexpr std::size_t enoughRows = 300; // to tell which feature or class matters most
constexpr std::size_t fewValues = 24;   // so many whole numbers are spread a little
constexpr double spread = 0.3;          // to each side, of the distance between them

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

std::vector<Choice> featureChoices(const Features &features)
{
    std::vector<Choice> choices;
    for (std::size_t f = 0; f < features.columns(); ++f)
        choices.push_back({QString::fromStdString(features.names()[f]), f});
    return choices;
}

} // namespace

ShapDependencePage::ShapDependencePage(const Study &study, Explainer &explainer, ShapFocus &focus)
    : ShapPage(study, explainer, focus)
    , m_featureBox(new ChoiceBox(QStringLiteral("dependenceFeature"), tr("Feature")))
    , m_classBox(new ChoiceBox(QStringLiteral("dependenceClass"), tr("Class that it speaks for or against")))
    , m_colourBox(new ChoiceBox(QStringLiteral("dependenceColour"),
                                tr("Feature whose values are the colours; at first the one that decides most "
                                   "what tracks of the same value differ by")))
    , m_plot(new DependencePlot)
{
    m_plot->setObjectName(QStringLiteral("dependencePlot"));
    m_plot->setAccessibleName(tr("SHAP by the feature's value"));
    m_plot->setTips([this](std::size_t point) { return tipOf(point); });
    auto *controls = new FlowLayout(spacing::small);
    for (ChoiceBox *box : {m_featureBox, m_classBox, m_colourBox})
        controls->addWidget(box);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, spacing::small, 0, 0);
    layout->setSpacing(spacing::small);
    layout->addLayout(controls);
    layout->addWidget(m_plot, 1);

    // The dock refreshes pages only while there is something to show; what is gone need not be kept.
    connect(&explainer, &Explainer::changed, this, [this] {
        if (!this->explainer().explanation())
            refresh();
    });
    connect(m_featureBox, &ChoiceBox::choiceMade, this,
            [this](std::optional<std::size_t> id) { this->focus().setFeature(id); });
    connect(m_classBox, &ChoiceBox::choiceMade, this,
            [this](std::optional<std::size_t> id) { this->focus().setClassCode(id); });
    connect(m_colourBox, &ChoiceBox::choiceMade, this, [this](std::optional<std::size_t> id) {
        m_colour = id;
        refresh();
    });
    connect(m_plot, &DependencePlot::pointsBrushed, this, &ShapDependencePage::pick);
    connect(m_plot, &DependencePlot::pointClicked, this,
            [this](std::size_t point) { emit trackChosen(m_shown.explanation->tracks[point]); });
}

Plot *ShapDependencePage::plot() const
{
    return m_plot;
}

void ShapDependencePage::refresh()
{
    const auto explanation = explainer().explanation();
    if (!explanation || explanation->values.rows() == 0 || explanation->values.features() == 0) {
        m_shown = {};
        m_plot->setSpec({});
        return;
    }
    m_shown = find(explanation);
    showChoices(m_shown);
    m_plot->setFigureName(QStringLiteral("shap_dependence_%1")
                              .arg(QString::fromStdString(explanation->features.names()[m_shown.feature])));
    m_plot->setSpec(specOf(m_shown));
}

// What nobody chose is what matters most, by some of the tracks.
ShapDependencePage::Shown ShapDependencePage::find(const std::shared_ptr<const Explanation> &explanation)
{
    const ShapValues &values = explanation->values;
    Shown shown{explanation, 0, 0, std::nullopt};
    const std::optional<std::size_t> feature = focus().feature();
    const std::optional<std::size_t> cls = focus().classCode();
    if (feature)
        shown.feature = std::min(*feature, values.features() - 1);
    if (cls)
        shown.classCode = std::min(*cls, values.classes() - 1);
    if (!feature || !cls) {
        const ShapImportance importance = shapImportance(values.first(std::min(values.rows(), enoughRows)));
        if (!feature)
            shown.feature = cls ? importance.order(shown.classCode).front() : importance.order().front();
        if (!cls)
            for (std::size_t c = 1; c < values.classes(); ++c)
                if (importance.of(c, shown.feature) > importance.of(shown.classCode, shown.feature))
                    shown.classCode = c;
    }
    const bool chosen = m_colour && *m_colour < values.features();
    shown.colour = chosen ? m_colour : strongest(shown);
    return shown;
}

std::optional<std::size_t> ShapDependencePage::strongest(const Shown &shown)
{
    const Explanation &explanation = *shown.explanation;
    const std::size_t rows = explanation.values.rows();
    if (!m_interaction || m_interaction->run != explanation.run->key || m_interaction->rows != rows ||
        m_interaction->feature != shown.feature || m_interaction->classCode != shown.classCode)
        m_interaction = {
            explanation.run->key, rows, shown.feature, shown.classCode,
            strongestInteraction(shapInteractions(explanation.values.column(shown.classCode, shown.feature),
                                                  shown.feature, explanation.features, explanation.tracks))};
    return m_interaction->strongest;
}

void ShapDependencePage::showChoices(const Shown &shown)
{
    const std::vector<Choice> features = featureChoices(shown.explanation->features);
    m_featureBox->setChoices(features);
    m_featureBox->setChosen(shown.feature);
    m_classBox->setChoices(classChoices(shown.explanation->run->labels, study().settings()));
    m_classBox->setChosen(shown.classCode);
    std::vector<Choice> colours = features;
    colours.insert(colours.begin(), {tr("Automatic"), std::nullopt});
    m_colourBox->setChoices(std::move(colours));
    m_colourBox->setChosen(m_colour);
}

DependenceSpec ShapDependencePage::specOf(const Shown &shown) const
{
    const Explanation &explanation = *shown.explanation;
    const OwnValues own(study(), explanation.features);
    const QString className = QString::fromStdString(explanation.run->labels.classes()[shown.classCode]);
    DependenceSpec spec;
    spec.title = tr("%1: what %2 says about %3")
                     .arg(evaluationSubject(*explanation.run), own.name(shown.feature), className);
    spec.xTitle = own.title(shown.feature);
    spec.yTitle = tr("SHAP for %1 (points)").arg(className);
    const std::span<const float> shap = explanation.values.column(shown.classCode, shown.feature);
    std::vector<float> colours(shap.size());
    if (shown.colour)
        for (std::size_t i = 0; i < shap.size(); ++i)
            colours[i] = static_cast<float>(own.at(explanation.tracks[i], *shown.colour));
    const ValueScale scale = valueScale(colours);
    const RowSet &selection = study().selection();
    spec.hasSelection = selection.count() > 0;
    for (std::size_t i = 0; i < shap.size(); ++i) {
        const std::uint32_t track = explanation.tracks[i];
        spec.points.push_back({own.filled(track, shown.feature), 100.0 * static_cast<double>(shap[i]),
                               scale.place(static_cast<double>(colours[i])),
                               spec.hasSelection && track < selection.rows() && selection.contains(track)});
    }
    if (areFewWholes(spec.points)) {
        spec.wholeX = true;
        for (std::size_t i = 0; i < shap.size(); ++i)
            spec.points[i].x += spreadOf(explanation.tracks[i]);
    }
    if (shown.colour) {
        spec.colourTitle = own.name(*shown.colour);
        spec.colourLow = own.valueText(scale.low, *shown.colour);
        spec.colourHigh = own.valueText(scale.high, *shown.colour);
    }
    return spec;
}

QString ShapDependencePage::tipOf(std::size_t point) const
{
    const Explanation &explanation = *m_shown.explanation;
    const std::uint32_t track = explanation.tracks[point];
    const OwnValues own(study(), explanation.features);
    const TrackTexts texts = trackTexts(study(), track);
    const LabelSet &labels = explanation.run->labels;
    const auto named = [](const QString &name, const QString &value) {
        return tr("%1: %2", "a feature, its value").arg(name, value);
    };
    QStringList lines;
    if (!texts.artists.isEmpty())
        lines << texts.artists;
    if (track < labels.codes().size() && labels.codes()[track] >= 0)
        lines << QString::fromStdString(labels.classes()[static_cast<std::size_t>(labels.codes()[track])]);
    lines << named(own.name(m_shown.feature), own.text(track, m_shown.feature));
    const double shap =
        static_cast<double>(explanation.values.value(point, m_shown.classCode, m_shown.feature));
    lines << tr("SHAP for %1: %2 points")
                 .arg(QString::fromStdString(labels.classes()[m_shown.classCode]),
                      formatSignedDecimals(100.0 * shap));
    if (m_shown.colour)
        lines << named(own.name(*m_shown.colour), own.text(track, *m_shown.colour));
    return tooltipText(texts.title, lines.join(u'\n'));
}

void ShapDependencePage::pick(const std::vector<std::size_t> &points, Qt::KeyboardModifiers modifiers)
{
    std::vector<std::uint32_t> tracks;
    for (const std::size_t point : points)
        tracks.push_back(m_shown.explanation->tracks[point]);
    const Explanation &explanation = *m_shown.explanation;
    emit picked(tracks,
                tr("SHAP of %1 for %2")
                    .arg(QString::fromStdString(explanation.features.names()[m_shown.feature]),
                         QString::fromStdString(explanation.run->labels.classes()[m_shown.classCode])),
                modifiers);
}

} // namespace genrelens
