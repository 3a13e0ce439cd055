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
{
    makeControls();
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
    m_beeswarm->setAccessibleName(tr("SHAP values by feature, a point a track; the arrow keys go from point "
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
    if (!explanation || explanation->values.rows() == 0)
        return;
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
    if (!(subject == m_subject)) {
        m_beeswarm->setSpec(beeswarmSpec(explanation, study().settings(), viewOf(*explanation, subject)));
        m_beeswarm->setFigureName(beeswarmName(m_beeswarm->spec(), chosen.has_value()));
        m_subject = subject;
    }
    m_beeswarm->setSelection(study().selection());
    showSelection();
}

// The scales stay while more of the same tracks are explained.
BeeswarmView BeeswarmPage::viewOf(const Explanation &explanation, const Subject &subject)
{
    if (subject.run != m_subject.run || subject.tracks != m_subject.tracks) {
        m_scales = featureScales(explanation);
        m_missing = std::make_shared<const std::vector<RowSet>>(
            missingCells(study().dataset()->table, explanation.features));
    }
    return {subject.classCode, subject.orderByClass, m_scales, m_missing};
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
