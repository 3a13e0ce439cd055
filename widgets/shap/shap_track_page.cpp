#include "widgets/shap/shap_track_page.h"

#include "widgets/docks/flow_layout.h"
#include "widgets/shap/choice_box.h"
#include "widgets/shap/track_search_box.h"

#include <QApplication>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace genrelens
{

namespace
{

constexpr int leastTextWidth = 160;
constexpr std::size_t manyClasses = 500; // whose box is not filled anew for each class

QToolButton *textButton(const QString &name, const QString &text, const QString &tip)
{
    auto *button = new QToolButton;
    button->setObjectName(name);
    button->setText(text);
    button->setToolTip(tip);
    button->setAccessibleName(tip);
    button->setMinimumHeight(spacing::toolButtonHeight);
    return button;
}

} // namespace

ShapTrackPage::ShapTrackPage(const Study &study, Explainer &explainer, ShapFocus &focus, JobBoard &board)
    : ShapPage(study, explainer, focus)
    , m_search(new TrackSearchBox(study, board))
    , m_previous(textButton(QStringLiteral("trackPrevious"), QStringLiteral("‹"),
                            tr("The track explained before it")))
    , m_next(textButton(QStringLiteral("trackNext"), QStringLiteral("›"), tr("The track explained after it")))
    , m_select(textButton(QStringLiteral("trackSelect"), tr("Select"), tr("Select this track everywhere")))
    , m_title(new QLabel)
    , m_facts(new QLabel)
    , m_classBox(new ChoiceBox(QStringLiteral("trackClass"), tr("Class whose probability is explained")))
    , m_otherBox(new ChoiceBox(QStringLiteral("trackOther"),
                               tr("Class instead of which it is: explains the difference of both")))
    , m_difference(new QLabel)
    , m_steps(new Waterfall)
    , m_again(new QPushButton(tr("Explain This Track")))
{
    makeTexts();
    makeControls();
    connectControls();
}

void ShapTrackPage::makeTexts()
{
    for (QLabel *label : {m_title, m_facts, m_difference}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setMinimumWidth(leastTextWidth);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    m_title->setObjectName(QStringLiteral("trackTitle"));
    m_title->setFont(semiBoldFont(font()));
    m_facts->setObjectName(QStringLiteral("trackFacts"));
    m_facts->setForegroundRole(QPalette::PlaceholderText);
    m_difference->setObjectName(QStringLiteral("trackDifference"));
    m_search->setObjectName(QStringLiteral("trackSearch"));
    m_steps->setObjectName(QStringLiteral("trackSteps"));
    m_steps->setAccessibleName(tr("What moves the answer"));
    m_steps->setFigureName(QStringLiteral("shap_track"));
    m_again->setObjectName(QStringLiteral("trackAgain"));
}

void ShapTrackPage::makeControls()
{
    auto *controls = new FlowLayout(spacing::small);
    for (QWidget *control :
         std::initializer_list<QWidget *>{m_search, m_previous, m_next, m_select, m_classBox, m_otherBox})
        controls->addWidget(control);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, spacing::small, 0, 0);
    layout->setSpacing(spacing::small);
    layout->addLayout(controls);
    layout->addWidget(m_title);
    layout->addWidget(m_facts);
    layout->addWidget(m_difference);
    layout->addWidget(m_again, 0, Qt::AlignLeft);
    layout->addWidget(m_steps, 1);
}

void ShapTrackPage::connectControls()
{
    connect(m_search, &TrackSearchBox::trackPicked, this, &ShapTrackPage::choose);
    connect(m_again, &QPushButton::clicked, this, [this] { explainer().explainTrack(); });
    connect(m_previous, &QToolButton::clicked, this, [this] { step(-1); });
    connect(m_next, &QToolButton::clicked, this, [this] { step(1); });
    connect(m_select, &QToolButton::clicked, this, [this] {
        if (const auto track = explainer().track())
            emit picked({*track}, trackTitle(study(), *track), QApplication::keyboardModifiers());
    });
    connect(m_classBox, &ChoiceBox::choiceMade, this, [this](std::optional<std::size_t> id) {
        m_class = id;
        showTrack();
    });
    connect(m_otherBox, &ChoiceBox::choiceMade, this, [this](std::optional<std::size_t> id) {
        m_other = id;
        showTrack();
    });
    connect(m_steps, &Waterfall::stepClicked, this, [this](int id) {
        focus().setFeature(static_cast<std::size_t>(id));
        emit featureChosen();
    });
}

Plot *ShapTrackPage::plot() const
{
    return m_steps;
}

void ShapTrackPage::refresh()
{
    followSelection();
    const auto explanation = explainer().explanation();
    if (!explainer().track() && explanation && explanation->values.rows() > 0)
        explainer().setTrack(explanation->tracks.front()); // one has to be shown
    showTrack();
}

// A track is followed when it comes to be selected alone, and not again while it stays so.
void ShapTrackPage::followSelection()
{
    const RowSet &selection = study().selection();
    const bool one = selection.count() == 1;
    const std::optional<std::uint32_t> alone =
        one ? std::optional(selection.members().front()) : std::nullopt;
    if (alone == m_followed)
        return;
    m_followed = alone;
    if (alone)
        explainer().setTrack(alone);
}

// The one that is shown is asked for once more, if its explanation was stopped or failed.
void ShapTrackPage::choose(std::uint32_t track)
{
    if (explainer().track() == track)
        explainer().explainTrack();
    else
        explainer().setTrack(track);
}

std::optional<std::size_t> ShapTrackPage::place() const
{
    const auto explanation = explainer().explanation();
    const auto track = explainer().track();
    return explanation && track ? explanation->placeOf(*track) : std::nullopt;
}

// From a track outside the sample it goes to the first.
void ShapTrackPage::step(int by)
{
    const auto explanation = explainer().explanation();
    const auto count = explanation ? static_cast<int>(explanation->values.rows()) : 0;
    const std::optional<std::size_t> now = place();
    const int next = now ? static_cast<int>(*now) + by : 0;
    if (next >= 0 && next < count)
        explainer().setTrack(explanation->tracks[static_cast<std::size_t>(next)]);
}

void ShapTrackPage::showTrack()
{
    const auto [explanation, at] = explainer().trackExplanation();
    const std::optional<std::uint32_t> track = explainer().track();
    if (!explanation) {
        showNothing();
        return;
    }
    m_again->hide();
    const ExplainedTrack explained{explanation, at};
    if (const std::pair subject{explanation->run->key, explained.track()}; m_subject != subject) {
        m_subject = subject;
        m_class.reset();
        m_other.reset();
    }
    const std::size_t cls = m_class.value_or(explained.classesByOutput().front());
    if (m_other == cls)
        m_other.reset();
    std::vector<Choice> classes = classChoices(explanation->run->labels, study().settings());
    std::vector<Choice> others{{tr("Instead of…"), std::nullopt}};
    for (const Choice &choice : classes)
        if (choice.id != cls || classes.size() > manyClasses)
            others.push_back({tr("not %1", "a class").arg(choice.name), choice.id, choice.colour});
    m_classBox->setChoices(std::move(classes));
    m_classBox->setChosen(cls);
    m_otherBox->setChoices(std::move(others));
    m_otherBox->setChosen(m_other);
    showTexts(track, explained);
    m_difference->setVisible(m_other.has_value());
    if (m_other)
        m_difference->setText(differenceText(explained, cls, *m_other));
    m_steps->setSpec(waterfallOf(explained, study(), cls, m_other));
}

void ShapTrackPage::showNothing()
{
    const std::optional<std::uint32_t> track = explainer().track();
    const QString error = explainer().trackError();
    showTexts(track, std::nullopt);
    m_steps->setEmptyText(!track                         ? tr("Select a track, or find one by its title.")
                          : explainer().isTrackRunning() ? tr("Explaining…")
                          : error.isEmpty()              ? tr("This track was not explained.")
                                                         : tr("This track was not explained: %1").arg(error));
    m_again->setVisible(track && !explainer().isTrackRunning());
    m_steps->setSpec({});
}

void ShapTrackPage::showTexts(std::optional<std::uint32_t> track,
                              const std::optional<ExplainedTrack> &explained)
{
    const auto explanation = explainer().explanation();
    const std::size_t count = explanation ? explanation->values.rows() : 0;
    const std::optional<std::size_t> now = place();
    m_previous->setEnabled(now && *now > 0);
    m_next->setEnabled(now ? *now + 1 < count : count > 0);
    m_select->setEnabled(track.has_value());
    m_classBox->setEnabled(explained.has_value());
    m_otherBox->setEnabled(explained.has_value());
    m_difference->setVisible(explained && m_other);
    m_title->setVisible(track.has_value());
    m_facts->setVisible(track.has_value());
    const auto run = explainer().run();
    if (!track || !run || !study().prepared())
        return;
    m_title->setText(trackTitle(study(), *track));
    const QString truth = truthText(*run, *track);
    m_facts->setText(explained ? tr("%1 · predicted %2").arg(truth, answerText(*explained)) : truth);
}

} // namespace genrelens
