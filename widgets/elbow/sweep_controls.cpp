#include "widgets/elbow/sweep_controls.h"

#include "widgets/docks/flow_layout.h"
#include "widgets/elbow/sweep_options.h"
#include "widgets/plots/sweep_figure.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSettings>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QStandardItemModel>
#include <QToolButton>

#include <algorithm>

namespace genrelens
{

namespace
{

constexpr int patience = 400; // ms: a held arrow of a spin box is one change
constexpr int mostClusters = 1000;

QString settingsKey(const char *name)
{
    return QStringLiteral("elbow/") + QLatin1String(name);
}

std::optional<SweepMeasure> rememberedMeasure(const char *name)
{
    bool isNumber = false;
    const int value = QSettings().value(settingsKey(name)).toInt(&isNumber);
    const bool known = isNumber && value >= 0 && value <= static_cast<int>(SweepMeasure::Stability);
    return known ? std::optional(static_cast<SweepMeasure>(value)) : std::nullopt;
}

void remember(const char *name, std::optional<SweepMeasure> measure)
{
    if (measure)
        QSettings().setValue(settingsKey(name), static_cast<int>(*measure));
    else
        QSettings().remove(settingsKey(name));
}

// Without what stands in brackets, for which there is no room.
QString shortTitle(SweepMeasure measure)
{
    const QString title = sweepMeasureTitle(measure);
    return title.left(title.indexOf(QLatin1String(" ("))); // all of it, where there are none
}

// The rest is nobody's business here.
ClusterSettings sweepOf(ClusterSettings settings)
{
    settings.k = 0;
    settings.restarts = 0;
    settings.names = {};
    return settings;
}

QSpinBox *makeBox(const char *name, const QString &accessible)
{
    auto *box = new QSpinBox;
    box->setObjectName(QLatin1String(name));
    box->setAccessibleName(accessible);
    box->setRange(1, mostClusters);
    box->setKeyboardTracking(false); // 100 typed is not 1, then 10, then 100
    return box;
}

} // namespace

SweepControls::SweepControls(QWidget *parent)
    : QWidget(parent)
    , m_measure(new QComboBox)
    , m_table(new QToolButton)
    , m_range(new QWidget)
    , m_from(makeBox("elbowFrom", tr("Fewest clusters tried")))
    , m_to(makeBox("elbowTo", tr("Most clusters tried")))
    , m_more(new QToolButton)
    , m_stop(new QToolButton)
    , m_goOn(new QToolButton)
    , m_export(new QToolButton)
    , m_options(new SweepOptions(this))
    , m_shown(rememberedMeasure("shown"))
    , m_alone(rememberedMeasure("alone").value_or(SweepMeasure::Wcss))
{
    name();
    auto *range = new QHBoxLayout(m_range);
    range->setContentsMargins(0, 0, 0, 0);
    range->setSpacing(spacing::small);
    range->addWidget(new QLabel(tr("k", "the number of clusters, before a range")));
    range->addWidget(m_from);
    range->addWidget(new QLabel(tr("–", "k 2 – 20")));
    range->addWidget(m_to);
    auto *layout = new FlowLayout(spacing::small);
    for (QWidget *widget :
         std::initializer_list<QWidget *>{m_measure, m_table, m_range, m_more, m_stop, m_goOn, m_export})
        layout->addWidget(widget);
    setLayout(layout);
    m_settling.setSingleShot(true);
    m_settling.setInterval(patience);
    connectBoxes();
    setActivity(Activity::None);
    m_settings.sweepFrom = 0; // none were shown yet
    setSettings({});
}

void SweepControls::name()
{
    m_measure->setObjectName(QStringLiteral("elbowMeasure"));
    m_measure->setAccessibleName(tr("Measure shown"));
    m_measure->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_table->setObjectName(QStringLiteral("elbowTableButton"));
    m_table->setText(tr("Table"));
    m_table->setCheckable(true);
    m_table->setChecked(QSettings().value(settingsKey("table")).toBool());
    m_table->setToolTip(tr("Show all figures as a table"));
    m_range->setToolTip(tr("Numbers of clusters that are tried"));
    m_more->setObjectName(QStringLiteral("elbowOptions"));
    m_more->setText(QStringLiteral("⋯"));
    m_more->setAccessibleName(tr("Options"));
    m_more->setToolTip(tr("Options: how often each number of clusters is tried, and compared"));
    m_stop->setObjectName(QStringLiteral("elbowStop"));
    m_stop->setText(tr("Stop"));
    m_stop->setToolTip(tr("Stop trying numbers of clusters; what was found stays"));
    m_goOn->setObjectName(QStringLiteral("elbowGoOn"));
    m_goOn->setText(tr("Go On"));
    m_goOn->setToolTip(tr("Measure what is missing"));
    m_export->setObjectName(QStringLiteral("elbowExport"));
    m_export->setText(tr("Export Table…"));
    m_export->setToolTip(tr("Save all figures as CSV"));
    m_export->setVisible(m_table->isChecked());
}

void SweepControls::connectBoxes()
{
    connect(m_measure, &QComboBox::activated, this, &SweepControls::chooseMeasure);
    connect(m_table, &QToolButton::toggled, this, [this](bool table) {
        QSettings().setValue(settingsKey("table"), table);
        m_measure->setEnabled(!table);
        m_export->setVisible(table);
        emit viewChanged();
    });
    m_measure->setEnabled(!m_table->isChecked());
    for (const QSpinBox *box : {m_from, m_to})
        connect(box, &QSpinBox::valueChanged, this, [this] {
            m_from->setMaximum(m_to->value());
            m_to->setMinimum(m_from->value());
            m_settling.start();
        });
    connect(m_options, &SweepOptions::changed, this, [this] { m_settling.start(); });
    connect(&m_settling, &QTimer::timeout, this, &SweepControls::settle);
    connect(m_more, &QToolButton::clicked, this, [this] { m_options->popUp(*m_more); });
    connect(m_stop, &QAbstractButton::clicked, this, &SweepControls::stopRequested);
    connect(m_goOn, &QAbstractButton::clicked, this, &SweepControls::goOnRequested);
    connect(m_export, &QAbstractButton::clicked, this, &SweepControls::exportRequested);
}

// What is being chosen stays until somebody else chooses.
void SweepControls::setSettings(const ClusterSettings &settings)
{
    const bool same = sweepOf(m_settings) == sweepOf(settings);
    m_settings = settings;
    if (same)
        return;
    m_settling.stop();
    const QSignalBlocker quietFrom(m_from);
    const QSignalBlocker quietTo(m_to);
    m_from->setRange(1, mostClusters);
    m_to->setRange(1, mostClusters);
    m_from->setValue(settings.sweepFrom);
    m_to->setValue(settings.sweepTo);
    m_from->setMaximum(m_to->value());
    m_to->setMinimum(m_from->value());
    m_options->setSettings(settings);
}

void SweepControls::settle()
{
    ClusterSettings chosen = m_settings;
    chosen.sweepFrom = m_from->value();
    chosen.sweepTo = m_to->value();
    m_options->fill(chosen);
    if (!(chosen == m_settings))
        emit settingsChosen(chosen);
}

void SweepControls::setActivity(Activity activity)
{
    m_stop->setVisible(activity == Activity::Running);
    m_goOn->setVisible(activity == Activity::Stopped);
}

void SweepControls::setMeasures(const std::vector<SweepMeasure> &measures)
{
    if (measures == m_measures)
        return;
    m_measures = measures;
    m_measure->clear();
    m_measure->addItem(tr("All measures"), -1);
    for (const SweepMeasure measure : m_measures)
        m_measure->addItem(shortTitle(measure), static_cast<int>(measure));
    showMeasure();
}

void SweepControls::setRoomForAll(bool room)
{
    m_room = room;
    showMeasure();
}

bool SweepControls::showsTable() const
{
    return m_table->isChecked();
}

// Where all have no room, only the one that stands for them changes: with more room all are there again.
void SweepControls::chooseMeasure(int index)
{
    const int value = m_measure->itemData(index).toInt();
    if (value < 0) {
        m_shown.reset();
    } else {
        m_alone = static_cast<SweepMeasure>(value);
        if (m_room || m_shown)
            m_shown = m_alone;
    }
    remember("shown", m_shown);
    remember("alone", m_alone);
    showMeasure();
    emit viewChanged();
}

void SweepControls::showMeasure()
{
    const auto *items = qobject_cast<const QStandardItemModel *>(m_measure->model());
    if (items == nullptr || items->rowCount() == 0)
        return;
    items->item(0)->setEnabled(m_room || m_shown);
    items->item(0)->setToolTip(m_room ? QString() : tr("The dock is too small for all of them at once"));
    const auto isThere = [this](SweepMeasure measure) {
        return std::find(m_measures.begin(), m_measures.end(), measure) != m_measures.end();
    };
    const SweepMeasure alone = isThere(m_alone) || m_measures.empty() ? m_alone : m_measures.front();
    const bool all = !(m_shown && isThere(*m_shown));
    const int value = !all ? static_cast<int>(*m_shown) : m_room ? -1 : static_cast<int>(alone);
    m_measure->setCurrentIndex(std::max(0, m_measure->findData(value)));
}

} // namespace genrelens
