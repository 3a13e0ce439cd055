#include "widgets/shap/shap_dependence_page.h"

#include "widgets/clusters/cluster_facts.h"
#include "widgets/docks/flow_layout.h"
#include "widgets/plots/dependence_plot.h"
#include "widgets/plots/text.h"
#include "widgets/shap/choice_box.h"
#include "widgets/shap/own_values.h"

#include <QVBoxLayout>

namespace genrelens
{

namespace
{

constexpr int partsInterval = 300; // ms from one picture of more tracks to the next

std::vector<Choice> featureChoices(const Features &features)
{
    std::vector<Choice> choices;
    for (std::size_t f = 0; f < features.columns(); ++f)
        choices.push_back({QString::fromStdString(features.names()[f]), f});
    return choices;
}

} // namespace

ShapDependencePage::ShapDependencePage(const Study &study, Explainer &explainer, ShapFocus &focus,
                                       JobBoard &board)
    : ShapPage(study, explainer, focus)
    , m_featureBox(new ChoiceBox(QStringLiteral("dependenceFeature"), tr("Feature")))
    , m_classBox(new ChoiceBox(QStringLiteral("dependenceClass"), tr("Class that it speaks for or against")))
    , m_colourBox(new ChoiceBox(QStringLiteral("dependenceColour"),
                                tr("Feature whose values are the colours; at first the one that decides most "
                                   "what tracks of the same value differ by")))
    , m_plot(new DependencePlot(&board))
    , m_job(tr("Looking at a feature"), board)
{
    m_plot->setObjectName(QStringLiteral("dependencePlot"));
    m_plot->setAccessibleName(tr("SHAP by the feature's value"));
    m_plot->setTips([this](std::size_t point) { return tipOf(point); });
    m_plot->setEmptyText(tr("Measuring…"));
    auto *controls = new FlowLayout(spacing::small);
    for (ChoiceBox *box : {m_featureBox, m_classBox, m_colourBox})
        controls->addWidget(box);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, spacing::small, 0, 0);
    layout->setSpacing(spacing::small);
    layout->addLayout(controls);
    layout->addWidget(m_plot, 1);

    m_job.setQuiet(true);
    m_later.setSingleShot(true);
    m_later.setInterval(partsInterval);
    connectParts();
}

void ShapDependencePage::connectParts()
{
    // The dock refreshes pages only while there is something to show; what is gone need not be kept.
    connect(&explainer(), &Explainer::changed, this, [this] {
        if (!explainer().explanation())
            refresh();
    });
    connect(&study(), &Study::changed, this, [this](StudyPart part) {
        if (part == StudyPart::Dataset || part == StudyPart::Preparation)
            m_colour.reset(); // its number would be another feature's
        if (part != StudyPart::Settings)
            return;
        m_choicesOf.reset(); // classes may have other colours
        if (isVisible() && m_shown.explanation)
            showChoices();
    });
    connect(&m_later, &QTimer::timeout, this, &ShapDependencePage::refresh);
    connect(&m_job, &Job::failed, this, [this](const Error &error) {
        clear();
        m_plot->setEmptyText(QString::fromStdString(error.message()));
    });
    connect(&m_job, &Job::finished, this, [this](JobOutcome outcome) {
        if (outcome == JobOutcome::Cancelled)
            clear();
        else if (outcome == JobOutcome::Delivered)
            refresh(); // there may be more tracks by now
    });
    connect(m_featureBox, &ChoiceBox::choiceMade, this,
            [this](std::optional<std::size_t> id) { focus().setFeature(id); });
    connect(m_classBox, &ChoiceBox::choiceMade, this,
            [this](std::optional<std::size_t> id) { focus().setClassCode(id); });
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
        clear();
        return;
    }
    m_plot->setSelection(study().selection());
    const Subject subject{explanation->run,
                          explanation->tracks.size(),
                          explanation->values.rows(),
                          {focus().feature(), focus().classCode(), m_colour}};
    if (subject == m_subject)
        return;
    // Only more of the same tracks: their turn is when the others are seen, and a few times a second.
    Subject before = m_subject;
    before.explained = subject.explained;
    if (before == subject && (m_job.isRunning() || (m_later.isActive() && !explanation->isComplete())))
        return;
    m_subject = subject;
    m_later.start();
    m_job.abandon();
    const Table table = study().dataset() ? study().dataset()->table : Table();
    if (isQuick(*explanation, subject.choice)) {
        display(dependenceView(explanation, table, subject.choice));
        return;
    }
    m_job.start<DependenceView>(
        [explanation, table, choice = subject.choice](Progress &) -> Result<DependenceView> {
            return dependenceView(explanation, table, choice);
        },
        [this](DependenceView view) { display(std::move(view)); });
}

void ShapDependencePage::clear()
{
    m_job.abandon();
    m_subject = {};
    m_shown = {};
    m_plot->setEmptyText(tr("Measuring…"));
    m_plot->setSpec({});
}

void ShapDependencePage::display(DependenceView view)
{
    DependenceSpec spec = std::move(view.spec);
    m_shown = std::move(view);
    showChoices();
    const std::string &feature = m_shown.explanation->features.names()[m_shown.feature];
    m_plot->setFigureName(QStringLiteral("shap_dependence_%1").arg(QString::fromStdString(feature)));
    m_plot->setSpec(std::move(spec));
}

// Filled anew only with other classes: there may be thousands.
void ShapDependencePage::showChoices()
{
    const Explanation &explanation = *m_shown.explanation;
    if (m_choicesOf != explanation.run) {
        m_choicesOf = explanation.run;
        std::vector<Choice> features = featureChoices(explanation.features);
        m_featureBox->setChoices(features);
        m_classBox->setChoices(classChoices(explanation.run->labels, study().settings()));
        features.insert(features.begin(), {tr("Automatic"), std::nullopt});
        m_colourBox->setChoices(std::move(features));
    }
    m_featureBox->setChosen(m_shown.feature);
    m_classBox->setChosen(m_shown.classCode);
    m_colourBox->setChosen(m_colour);
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
