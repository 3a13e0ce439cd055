#include "widgets/shap/beeswarm_page.h"

#include "core/prepare/missing_cells.h"
#include "widgets/clusters/cluster_facts.h"
#include "widgets/plots/beeswarm.h"
#include "widgets/plots/class_colours.h"
#include "widgets/plots/text.h"
#include "widgets/shap/choice_box.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QSettings>
#include <QVBoxLayout>

namespace genrelens
{

namespace
{

enum Order { ByClass, Common };

constexpr std::size_t mostAtOnce = 5'000; // values and cells that are not worth a job
constexpr int pause = 300;                // milliseconds

// The order of one class alone is another choice than that of all side by side.
QString orderKey(bool allClasses)
{
    return allClasses ? QStringLiteral("shap/orderOfAll") : QStringLiteral("shap/orderOfOne");
}

Order rememberedOrder(bool allClasses)
{
    return QSettings().value(orderKey(allClasses), allClasses ? Common : ByClass).toInt() == Common ? Common
                                                                                                    : ByClass;
}

} // namespace

BeeswarmPage::BeeswarmPage(const Study &study, Explainer &explainer, ShapFocus &focus, JobBoard &board)
    : ShapPage(study, explainer, focus)
    , m_class(new ChoiceBox(QStringLiteral("beeswarmClass"), tr("Class whose values are shown")))
    , m_order(new QComboBox)
    , m_selected(new QLabel)
    , m_beeswarm(new Beeswarm(&board))
    , m_job(tr("Arranging swarms"), board)
{
    makeControls();
    makeJob();
    auto *controls = new QHBoxLayout;
    controls->setSpacing(spacing::small);
    controls->addWidget(m_class);
    controls->addWidget(m_order);
    controls->addWidget(m_selected, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, spacing::small, 0, 0);
    layout->setSpacing(spacing::small);
    layout->addLayout(controls);
    layout->addWidget(m_beeswarm, 1);

    connect(m_class, &ChoiceBox::choiceMade, this,
            [this](std::optional<std::size_t> id) { this->focus().setClassCode(id); });
    connect(m_order, &QComboBox::activated, this, &BeeswarmPage::chooseOrder);
    connect(m_beeswarm, &Beeswarm::classChosen, this,
            [this](std::size_t classCode) { this->focus().setClassCode(classCode); });
    connect(m_beeswarm, &Beeswarm::featureChosen, this, [this](std::size_t feature) {
        this->focus().setFeature(feature);
        emit featureChosen();
    });
    connect(m_beeswarm, &Beeswarm::trackChosen, this, &BeeswarmPage::trackChosen);
    connect(m_beeswarm, &Beeswarm::tracksPicked, this, &BeeswarmPage::picked);
}

void BeeswarmPage::makeJob()
{
    const auto goOn = [this] {
        if (isVisible())
            refresh();
    };
    m_pause.setSingleShot(true);
    m_pause.setInterval(pause);
    connect(&m_pause, &QTimer::timeout, this, goOn);
    m_job.setQuiet(true); // it takes a moment only
    connect(&m_job, &Job::finished, this, [goOn](JobOutcome outcome) {
        if (outcome == JobOutcome::Delivered)
            goOn(); // what has changed meanwhile
    });
    connect(&m_job, &Job::failed, this, [this](const Error &error) {
        clear();
        m_beeswarm->setEmptyText(
            tr("The swarms could not be arranged: %1").arg(QString::fromStdString(error.message())));
    });
}

void BeeswarmPage::makeControls()
{
    m_order->setObjectName(QStringLiteral("beeswarmOrder"));
    m_order->setAccessibleName(tr("Order of the features"));
    m_order->addItems({tr("By the class"), tr("By all classes")});
    m_order->setItemData(ByClass, tr("The features that move the class most first"), Qt::ToolTipRole);
    m_order->setItemData(Common, tr("The features that move all classes most first, the same for each"),
                         Qt::ToolTipRole);
    m_order->setToolTip(tr("In which order the features stand"));
    m_selected->setObjectName(QStringLiteral("beeswarmSelected"));
    m_selected->setTextFormat(Qt::PlainText);
    m_selected->setForegroundRole(QPalette::PlaceholderText);
    m_selected->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // nothing moves for it
    m_selected->setContentsMargins(spacing::small, 0, 0, 0);
    m_beeswarm->setObjectName(QStringLiteral("beeswarm"));
    m_beeswarm->setAccessibleName(
        tr("SHAP values in percentage points by feature, a point a track; the arrow keys go from point "
           "to point, Enter shows the track alone, Space selects it"));
    m_beeswarm->setTrackNames([this](std::uint32_t track) {
        const TrackTexts texts = trackTexts(study(), track);
        return texts.artists.isEmpty() ? texts.title : tr("%1 – %2").arg(texts.title, texts.artists);
    });
}

Plot *BeeswarmPage::plot() const
{
    return m_beeswarm;
}

std::optional<std::size_t> BeeswarmPage::classOf(const Explanation &explanation) const
{
    const std::size_t classes = explanation.values.classes();
    if (!focus().classCode() || classes == 0)
        return {};
    return std::min(*focus().classCode(), classes - 1);
}

void BeeswarmPage::refresh()
{
    const auto explanation = explainer().explanation();
    if (!explanation || explanation->values.rows() == 0) {
        clear();
        return;
    }
    const LabelSet &labels = explanation->run->labels;
    std::vector<Choice> choices = classChoices(labels, study().settings());
    choices.insert(choices.begin(), {tr("All classes"), std::nullopt});
    m_class->setChoices(std::move(choices));
    const std::optional<std::size_t> chosen = classOf(*explanation);
    m_class->setChosen(chosen);
    showOrder(!chosen);
    const Subject subject{
        explanation->run, explanation->tracks.size(),         explanation->values.rows(),
        chosen,           m_order->currentIndex() == ByClass, labelColours(labels, study().settings())};
    if (subject == m_subject)
        m_job.abandon();
    else
        update(explanation, subject);
    m_beeswarm->setSelection(study().selection());
    showSelection();
}

void BeeswarmPage::clear()
{
    m_job.abandon();
    m_pause.stop();
    m_subject = {};
    m_beeswarm->setSpec({});
    m_beeswarm->setEmptyText(tr("Putting the features in order…"));
    showSelection();
}

// What is shown meanwhile stays, but never that of other tracks.
void BeeswarmPage::update(const std::shared_ptr<const Explanation> &explanation, const Subject &subject)
{
    const auto shown = m_beeswarm->spec().explanation;
    if (shown && shown->features.key() != explanation->features.key())
        clear();
    if (m_job.isRunning() && m_making.isButForRows(subject))
        return; // those that are new have their turn afterwards
    if (m_pause.isActive() && m_subject.isButForRows(subject) && !explanation->isComplete())
        return;
    m_job.abandon();
    const BeeswarmView view = viewOf(subject);
    const auto make = [explanation, settings = study().settings(), dataset = study().dataset(), view] {
        BeeswarmView whole = view;
        if (!whole.missing)
            whole.missing = std::make_shared<const std::vector<RowSet>>(
                missingCells(dataset->table, explanation->features));
        return beeswarmSpec(explanation, settings, whole);
    };
    const ShapValues &values = explanation->values;
    const std::size_t cells =
        view.missing ? 0 : explanation->features.rows() * explanation->features.columns();
    if (values.rows() * values.classes() * values.features() + cells <= mostAtOnce) {
        showSpec(make(), subject);
        return;
    }
    m_making = subject;
    m_job.start<BeeswarmSpec>([make](Progress &) -> Result<BeeswarmSpec> { return make(); },
                              [this, subject](BeeswarmSpec spec) { showSpec(std::move(spec), subject); });
}

void BeeswarmPage::showSpec(BeeswarmSpec spec, const Subject &subject)
{
    m_subject = subject;
    m_beeswarm->setSpec(std::move(spec));
    m_beeswarm->setFigureName(beeswarmName(m_beeswarm->spec(), subject.classCode.has_value()));
    m_pause.start();
}

// The scales stay while more of the same tracks are explained.
BeeswarmView BeeswarmPage::viewOf(const Subject &subject) const
{
    const BeeswarmSpec &shown = m_beeswarm->spec();
    if (shown.explanation && subject.run == m_subject.run && subject.tracks == m_subject.tracks)
        return {subject.classCode, subject.orderByClass, shown.scales, shown.missing};
    return {subject.classCode, subject.orderByClass};
}

void BeeswarmPage::chooseOrder()
{
    QSettings().setValue(orderKey(!m_subject.classCode), m_order->currentIndex());
    refresh();
}

void BeeswarmPage::showOrder(bool allClasses)
{
    m_order->setItemText(ByClass, allClasses ? tr("Each by its class") : tr("By the class"));
    m_order->setCurrentIndex(rememberedOrder(allClasses));
}

void BeeswarmPage::showSelection()
{
    const BeeswarmSpec &spec = m_beeswarm->spec();
    const RowSet &selection = study().selection();
    if (selection.isEmpty() || !spec.explanation) {
        m_selected->setText({});
        m_selected->setToolTip({});
        return;
    }
    qint64 among = 0;
    const std::size_t explained = spec.explanation->values.rows();
    for (std::size_t i = 0; i < explained; ++i)
        among += selection.contains(spec.explanation->tracks[i]) ? 1 : 0;
    const QString all = formatCount(static_cast<qint64>(explained));
    const QString text = tr("%1 of the %2 explained tracks").arg(formatCount(among), all);
    m_selected->setText(elided(text, m_selected->font(), m_selected->width() - 2 * spacing::small));
    m_selected->setToolTip(
        plainTooltip(tr("Of the %1 tracks that are selected, %2 are among the %3 that are explained here")
                         .arg(formatCount(static_cast<qint64>(selection.count())), formatCount(among), all)));
}

void BeeswarmPage::resizeEvent(QResizeEvent *event)
{
    ShapPage::resizeEvent(event);
    layout()->activate(); // so that the text has its width
    showSelection();
}

} // namespace genrelens
