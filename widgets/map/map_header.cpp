#include "widgets/map/map_header.h"

#include "core/study/map_maker.h"
#include "widgets/map/map_parameters.h"
#include "widgets/plots/text.h"
#include "widgets/plots/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace genrelens
{

namespace
{

constexpr int progressSteps = 1000;
constexpr int progressHeight = 3;
constexpr int settling = 700; // ms that a person may take between two steps of a box

QString count(std::size_t number)
{
    return formatCount(static_cast<qint64>(number));
}

QString truthTip(const MapTruth &truth)
{
    return MapHeader::tr(
               "Trustworthiness %1 (1 is best): whoever is near on the map is near by the features. "
               "Neighbours kept: of the %2 nearest tracks by the features, so many are among the %2 "
               "nearest on the map; the others it had to let go. Both measured exactly on %3 tracks "
               "drawn at random; a track is not its own neighbour.")
        .arg(formatDecimals(truth.quality.trustworthiness, 4), count(truth.quality.neighbours),
             count(truth.quality.queries));
}

} // namespace

MapHeader::MapHeader(const Study &study, MapMaker &maker, QWidget *parent)
    : QWidget(parent)
    , m_study(study)
    , m_maker(maker)
    , m_method(new QComboBox)
    , m_text(new QLabel)
    , m_line(new QHBoxLayout)
    , m_parametersButton(new QToolButton)
    , m_parameters(new MapParameters(this))
    , m_settling(new QTimer(this))
    , m_stop(new QToolButton)
    , m_make(new QToolButton)
    , m_progress(new QProgressBar)
{
    makeParts();
    m_line->setSpacing(spacing::small);
    m_line->addWidget(m_method);
    m_line->addWidget(m_text, 1);
    m_line->addWidget(m_stop);
    m_line->addWidget(m_make);
    m_line->addWidget(m_parametersButton);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing::small);
    layout->addLayout(m_line);
    layout->addWidget(m_progress);
    connectParts();
    refresh();
}

void MapHeader::makeParts()
{
    m_method->setObjectName(QStringLiteral("mapMethod"));
    m_method->setAccessibleName(tr("Method"));
    m_method->addItem(tr("UMAP"));
    m_method->addItem(tr("PCA"));
    m_method->setItemData(1, tr("Principal components: the two directions in which the features vary most"),
                          Qt::ToolTipRole);
    m_text->setObjectName(QStringLiteral("mapText"));
    m_text->setTextFormat(Qt::PlainText);
    m_text->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_text->setForegroundRole(QPalette::PlaceholderText);
    m_parametersButton->setObjectName(QStringLiteral("mapParametersButton"));
    m_parametersButton->setText(tr("Parameters"));
    m_parametersButton->setToolTip(tr("How the map is made: neighbours, distance, epochs …"));
    m_stop->setObjectName(QStringLiteral("mapStop"));
    m_stop->setText(tr("Stop"));
    m_stop->setToolTip(tr("Stop; the map stays as it is now"));
    m_make->setObjectName(QStringLiteral("mapMake"));
    for (QToolButton *button : {m_stop, m_make, m_parametersButton})
        button->setMinimumHeight(spacing::toolButtonHeight);
    m_progress->setObjectName(QStringLiteral("mapProgress"));
    m_progress->setRange(0, progressSteps);
    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(progressHeight);
    // Its room stays, so that nothing moves when it comes and goes.
    QSizePolicy policy = m_progress->sizePolicy();
    policy.setRetainSizeWhenHidden(true);
    m_progress->setSizePolicy(policy);
}

void MapHeader::connectParts()
{
    connect(m_method, &QComboBox::activated, this, [this] {
        refresh();
        emit methodChosen();
    });
    connect(m_stop, &QToolButton::clicked, &m_maker, &MapMaker::stop);
    connect(m_make, &QToolButton::clicked, &m_maker, &MapMaker::make);
    connect(m_parametersButton, &QToolButton::clicked, this, &MapHeader::showParameters);
    connect(&m_maker, &MapMaker::changed, this, &MapHeader::refresh);
    connect(&m_maker, &MapMaker::moved, this, &MapHeader::refresh);
    connect(&m_maker.job(), &Job::progressed, this, &MapHeader::refresh);
    m_settling->setSingleShot(true);
    m_settling->setInterval(settling);
    connect(m_parameters, &MapParameters::changed, this, &MapHeader::keepForLater);
    connect(m_parameters, &MapParameters::closed, this, &MapHeader::sendKept);
    connect(m_settling, &QTimer::timeout, this, &MapHeader::sendKept);
    connect(&m_study, &Study::changed, this, [this](StudyPart part) {
        if (part == StudyPart::Dataset ||
            (part == StudyPart::Settings && !(m_chosen && m_study.settings().map == m_chosenOver)))
            followSettings();
    });
}

// The boxes may say something else by the time that this is sent.
void MapHeader::keepForLater()
{
    if (!m_chosen)
        m_chosenOver = m_study.settings().map;
    m_chosen = m_parameters->settings();
    m_settling->start();
}

void MapHeader::sendKept()
{
    m_settling->stop();
    if (const auto chosen = std::exchange(m_chosen, std::nullopt))
        emit settingsChosen(*chosen);
}

// An undo, or another file, counts more than what was chosen before it.
void MapHeader::followSettings()
{
    m_chosen.reset();
    m_settling->stop();
    if (m_parameters->isVisible() && !(m_study.settings().map == m_parameters->settings()))
        m_parameters->setSettings(m_study.settings().map);
}

void MapHeader::addChoice(QWidget *choice)
{
    m_line->insertWidget(m_line->indexOf(m_stop), choice);
}

MapMethod MapHeader::method() const
{
    return m_method->currentIndex() == 0 ? MapMethod::Umap : MapMethod::Pca;
}

void MapHeader::showParameters()
{
    sendKept(); // before the boxes say what the study has
    std::vector<std::pair<std::string, QString>> sets;
    for (const LabelSetInfo &set : m_study.labelSets())
        if (set.kind == LabelKind::Cluster || !m_study.labels(set.name).isEmpty())
            sets.emplace_back(set.name, set.title);
    m_parameters->setLabelSets(sets);
    m_parameters->setSettings(m_study.settings().map);
    m_parameters->popUp(*m_parametersButton);
}

void MapHeader::refresh()
{
    showActivity();
    layout()->activate(); // so that the text has the width that buttons leave
    showText();
}

void MapHeader::showActivity()
{
    const bool umap = method() == MapMethod::Umap;
    const bool running = umap && m_maker.isRunning();
    m_parametersButton->setEnabled(m_study.dataset() != nullptr);
    m_parametersButton->setVisible(umap);
    m_stop->setVisible(running);
    // Without a map the dock asks by itself.
    m_make->setVisible(umap && m_maker.waitsToBeAsked() && m_maker.map());
    m_make->setText(m_maker.wasStopped() ? tr("Go On") : tr("Make"));
    m_make->setToolTip(m_maker.wasStopped() ? tr("Go on where it was stopped")
                                            : tr("Make the map with the present settings"));
    m_progress->setVisible(running);
    m_progress->setValue(static_cast<int>(m_maker.job().fraction() * progressSteps));
}

QStringList MapHeader::umapTexts() const
{
    const auto map = m_maker.map();
    if (!map)
        return {m_maker.isRunning() ? m_maker.job().stage() : QString()};
    const MapSettings &with = map->settings;
    const QString made = tr("%1 neighbours, minimum distance %2")
                             .arg(count(map->lists->neighbours), formatValue(with.minDist, 3));
    if (m_maker.isRunning() && m_maker.isCurrent()) {
        const QString epoch = tr("epoch %1 of %2")
                                  .arg(count(static_cast<std::size_t>(map->epoch)),
                                       count(static_cast<std::size_t>(map->epochs)));
        return {tr("%1 · %2").arg(made, epoch), epoch};
    }
    if (m_maker.isRunning())
        return {tr("%1 …").arg(m_maker.job().stage())};
    QString rest;
    if (!map->isComplete())
        rest = tr("stopped at epoch %1 of %2")
                   .arg(count(static_cast<std::size_t>(map->epoch)),
                        count(static_cast<std::size_t>(map->epochs)));
    if (const auto truth = m_maker.truth()) {
        const QString trust = tr("trustworthiness %1").arg(formatDecimals(truth->quality.trustworthiness, 3));
        const QString kept = tr("neighbours kept %1").arg(formatShare(truth->quality.preservation));
        rest = rest.isEmpty() ? tr("%1 · %2").arg(trust, kept) : tr("%1 · %2 · %3").arg(rest, trust, kept);
    }
    if (rest.isEmpty())
        return {made};
    QStringList texts{tr("%1 · %2").arg(made, rest), rest};
    if (const auto truth = m_maker.truth())
        texts.append(tr("trust %1 · kept %2", "trustworthiness, neighbours")
                         .arg(formatDecimals(truth->quality.trustworthiness, 3),
                              formatShare(truth->quality.preservation)));
    return texts;
}

QStringList MapHeader::pcaTexts() const
{
    const auto pca = m_maker.pca();
    if (!pca)
        return {QString()};
    const QString shares =
        tr("%1 and %2 of the variance").arg(formatShare(pca->shares[0]), formatShare(pca->shares[1]));
    return {tr("The two directions in which tracks differ most: %1").arg(shares), shares};
}

void MapHeader::showText()
{
    m_texts = method() == MapMethod::Umap ? umapTexts() : pcaTexts();
    m_tip = m_texts.first();
    if (method() == MapMethod::Umap) {
        if (const auto map = m_maker.map()) {
            if (!map->lists->exact)
                m_tip += QLatin1Char('\n') + tr("Neighbours are approximate: %1 of the nearest were found.")
                                                 .arg(formatShare(map->lists->recall));
            if (!map->remark.empty())
                m_tip += QLatin1Char('\n') + QString::fromStdString(map->remark);
        }
        if (const auto truth = m_maker.truth())
            m_tip += QStringLiteral("\n\n") + truthTip(*truth);
    }
    fitText();
}

void MapHeader::fitText()
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

void MapHeader::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    layout()->activate(); // so that the text has its width
    fitText();
}

} // namespace genrelens
