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
#include <QPushButton>
#include <QVBoxLayout>

#include <limits>

namespace genrelens
{

namespace
{

constexpr int progressSteps = 1000;
constexpr int progressHeight = 3;
constexpr double mostError = 1e-5; // that sums may differ by, in 32 bits
constexpr int leastTextWidth = 160;

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
    if (explanation->isComplete())
        return ShapHeader::tr("%1 of %2 held-out tracks").arg(count(explanation->values.rows()), held);
    return ShapHeader::tr("%1 so far of %2 tracks, of %3 held out")
        .arg(count(explanation->values.rows()), count(explanation->tracks.size()), held);
}

QString tipText(const ShapValues &values)
{
    return ShapHeader::tr("For each track and class, what the features add and the mean answer of the model "
                          "(the base value) must sum to the probability that the model gives. Checked on all "
                          "%1 tracks and %2 classes: the largest difference is %3, and at most %4 is "
                          "expected of numbers in 32 bits. The tracks are drawn at random from those that "
                          "the model did not learn from.")
        .arg(count(values.rows()), count(values.classes()), errorText(values.additivityError()),
             errorText(mostError));
}

} // namespace

ShapHeader::ShapHeader(const Study &study, Explainer &explainer, QWidget *parent)
    : QWidget(parent)
    , m_study(study)
    , m_explainer(explainer)
    , m_text(new QLabel)
    , m_tracks(new QComboBox)
    , m_stop(new QPushButton(tr("Stop")))
    , m_explain(new QPushButton(tr("Explain")))
    , m_progress(new QProgressBar)
{
    m_text->setObjectName(QStringLiteral("shapText"));
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setMinimumWidth(leastTextWidth);
    m_text->setForegroundRole(QPalette::PlaceholderText);
    m_stop->setObjectName(QStringLiteral("shapStop"));
    m_stop->setToolTip(tr("Stop explaining; what was found stays"));
    m_explain->setObjectName(QStringLiteral("shapExplain"));
    m_explain->setToolTip(tr("Explain what is missing of that many tracks"));
    m_progress->setObjectName(QStringLiteral("shapProgress"));
    m_progress->setRange(0, progressSteps);
    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(progressHeight);
    makeChoice();
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
    connect(m_stop, &QPushButton::clicked, &explainer, &Explainer::stop);
    connect(m_explain, &QPushButton::clicked, &explainer, &Explainer::explain);
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
    showText();
    showChoice();
    showActivity();
}

void ShapHeader::showText()
{
    const auto run = m_explainer.run();
    if (!run)
        return;
    const auto explanation = m_explainer.explanation();
    QStringList parts{modelTitle(run->model), inSentence(m_study.labelsTitle(run->labels.name())),
                      tracksText(*run, explanation.get())};
    if (explanation)
        parts.append(checkText(explanation->values));
    const std::string &shown = m_study.currentModel();
    if (run->model != shown)
        parts[0] = (isExplainable(shown) ? tr("%1 (%2: not trained yet)") : tr("%1 (%2 is no forest)"))
                       .arg(parts[0], inSentence(modelTitle(shown)));
    m_text->setText(parts.join(QStringLiteral(" · ")));
    m_text->setToolTip(explanation ? plainTooltip(tipText(explanation->values)) : QString());
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
