#include "widgets/shap/shap_header.h"

#include "core/study/explainer.h"
#include "widgets/plots/figures.h"
#include "widgets/plots/text.h"
#include "widgets/plots/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <limits>

namespace genrelens
{

namespace
{

constexpr int progressSteps = 1000;
constexpr int progressHeight = 3;
constexpr double mostError = 1e-5; // that sums may differ by, in 32 bits

// Above any number of tracks, and still one that an item of a box can hold.
constexpr qlonglong all = std::numeric_limits<qlonglong>::max();

QString count(std::size_t number)
{
    return formatCount(static_cast<qint64>(number));
}

// One digit of something tiny says enough: "3e-08".
QString errorText(double error)
{
    return error == 0.0 ? QStringLiteral("0") : QLocale().toString(error, 'e', 0);
}

QString checkText(const ShapValues &values)
{
    return (values.additivityError() <= mostError ? ShapHeader::tr("sums match to %1")
                                                  : ShapHeader::tr("sums are off by up to %1"))
        .arg(errorText(values.additivityError()));
}

QString tracksText(const ModelRun &run, const Explanation *explanation)
{
    const QString held = count(run.evaluation.judgedRows.size());
    if (explanation == nullptr)
        return ShapHeader::tr("%1 held-out tracks").arg(held);
    const QString explained = count(explanation->values.rows());
    return explanation->isComplete() ? ShapHeader::tr("%1 of %2 held-out tracks").arg(explained, held)
                                     : ShapHeader::tr("%1 of %2 tracks", "so far")
                                           .arg(explained, count(explanation->tracks.size()));
}

QString tipText(const Explanation &explanation)
{
    const ShapValues &values = explanation.values;
    return ShapHeader::tr(
               "For each track and class, what the features add and the mean answer of the model "
               "(the base value) must sum to the probability that the model gives. Checked on all "
               "%1 tracks and %2 classes: the largest difference is %3, and at most %4 is "
               "expected of numbers in 32 bits.\n\nThe tracks are drawn at random from the %5 that "
               "the model did not learn from.")
        .arg(count(values.rows()), count(values.classes()), errorText(values.additivityError()),
             errorText(mostError), count(explanation.run->evaluation.judgedRows.size()));
}

} // namespace

ShapHeader::ShapHeader(const Study &study, Explainer &explainer, QWidget *parent)
    : QWidget(parent)
    , m_study(study)
    , m_explainer(explainer)
    , m_text(new QLabel)
    , m_tracks(new QComboBox)
    , m_stop(new QToolButton)
    , m_explain(new QToolButton)
    , m_progress(new QProgressBar)
{
    m_text->setObjectName(QStringLiteral("shapText"));
    m_text->setTextFormat(Qt::PlainText);
    m_text->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_text->setForegroundRole(QPalette::PlaceholderText);
    m_progress->setObjectName(QStringLiteral("shapProgress"));
    m_progress->setRange(0, progressSteps);
    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(progressHeight);
    makeChoice();
    makeButtons();
    auto *line = new QHBoxLayout;
    line->setSpacing(spacing::small);
    line->addWidget(m_text, 1);
    line->addWidget(m_tracks);
    line->addWidget(m_stop);
    line->addWidget(m_explain);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing::small);
    layout->addLayout(line);
    layout->addWidget(m_progress);
}

void ShapHeader::makeButtons()
{
    m_stop->setObjectName(QStringLiteral("shapStop"));
    m_stop->setText(tr("Stop"));
    m_stop->setToolTip(tr("Stop explaining; what was found stays"));
    m_explain->setObjectName(QStringLiteral("shapExplain"));
    m_explain->setText(tr("Explain"));
    m_explain->setToolTip(tr("Explain what is missing of that many tracks"));
    for (QToolButton *button : {m_stop, m_explain})
        button->setMinimumHeight(spacing::toolButtonHeight);
    connect(m_stop, &QToolButton::clicked, &m_explainer, &Explainer::stop);
    connect(m_explain, &QToolButton::clicked, &m_explainer, &Explainer::explain);
}

void ShapHeader::makeChoice()
{
    m_tracks->setObjectName(QStringLiteral("shapTracks"));
    m_tracks->setAccessibleName(tr("Tracks to explain"));
    m_tracks->setToolTip(tr("How many of the held-out tracks to explain, drawn at random"));
    for (const std::size_t tracks : {200, 1'000, 5'000, 20'000})
        m_tracks->addItem(tr("%1 tracks").arg(count(tracks)), static_cast<qlonglong>(tracks));
    m_tracks->addItem(tr("All held-out"), all);
    connect(m_tracks, &QComboBox::activated, this, [this] {
        m_explainer.setTracks(static_cast<std::size_t>(m_tracks->currentData().toLongLong()));
    });
}

void ShapHeader::refresh()
{
    showChoice();
    showActivity();
    layout()->activate(); // so that the text has the width that buttons leave
    showText();
}

void ShapHeader::showText()
{
    const auto run = m_explainer.run();
    if (!run)
        return;
    const auto explanation = m_explainer.explanation();
    const std::string &shown = m_study.currentModel();
    QString model = modelTitle(run->model);
    if (run->model != shown)
        model = (isExplainable(shown) ? tr("%1 (%2: not trained yet)") : tr("%1 (%2 is no forest)"))
                    .arg(model, inSentence(modelTitle(shown)));
    const QString subject = tr("%1 · %2").arg(model, inSentence(m_study.labelsTitle(run->labels.name())));
    const QString check = explanation ? tr(" · %1").arg(checkText(explanation->values)) : QString();
    const QString facts = tracksText(*run, explanation.get()) + check;
    m_texts = {tr("%1 · %2").arg(subject, facts)};
    if (run->model == shown) // else it must be said
        m_texts.append(facts);
    if (explanation && run->model == shown)
        m_texts.append(tr("%1 tracks").arg(count(explanation->values.rows())) + check);
    m_tip = m_texts.first();
    if (explanation)
        m_tip += QStringLiteral("\n\n") + tipText(*explanation);
    fitText();
}

// What has no room is left out: the tool bar says it, too, or the tooltip does.
void ShapHeader::fitText()
{
    const auto fits = [this](const QString &text) {
        return textWidth(text, m_text->font()) <= m_text->width();
    };
    const auto found = std::find_if(m_texts.cbegin(), m_texts.cend(), fits);
    if (!m_texts.isEmpty())
        m_text->setText(found != m_texts.cend() ? *found
                                                : elided(m_texts.last(), m_text->font(), m_text->width()));
    m_text->setToolTip(plainTooltip(m_tip));
}

void ShapHeader::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    layout()->activate(); // so that the text has its width
    fitText();
}

void ShapHeader::showChoice()
{
    const auto tracks = static_cast<qlonglong>(m_explainer.tracks());
    m_tracks->setCurrentIndex(m_tracks->findData(tracks < 0 ? all : tracks));
}

void ShapHeader::showActivity()
{
    const bool running = m_explainer.isRunning();
    m_stop->setVisible(running);
    // Without anything to show the dock asks by itself.
    m_explain->setVisible(m_explainer.waitsToBeAsked() && m_explainer.explanation());
    // Its room stays, so that nothing moves when it comes and goes.
    QSizePolicy policy = m_progress->sizePolicy();
    policy.setRetainSizeWhenHidden(true);
    m_progress->setSizePolicy(policy);
    m_progress->setVisible(running);
    m_progress->setValue(static_cast<int>(m_explainer.fraction() * progressSteps));
}

} // namespace genrelens
