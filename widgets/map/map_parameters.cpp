#include "widgets/map/map_parameters.h"

#include "widgets/plots/theme.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QScreen>
#include <QSpinBox>

#include <algorithm>
#include <cmath>
#include <initializer_list>

namespace genrelens
{

namespace
{

QSpinBox *wholeBox(const char *name, int lowest, int highest, const QString &tip)
{
    auto *box = new QSpinBox;
    box->setObjectName(QLatin1String(name));
    box->setRange(lowest, highest);
    box->setKeyboardTracking(false); // 100 typed is not 1, then 10, then 100
    box->setToolTip(tip);
    return box;
}

QDoubleSpinBox *realBox(const char *name, double lowest, double highest, const QString &tip)
{
    auto *box = new QDoubleSpinBox;
    box->setObjectName(QLatin1String(name));
    box->setRange(lowest, highest);
    box->setSingleStep(0.05);
    box->setKeyboardTracking(false);
    box->setToolTip(tip);
    return box;
}

QComboBox *choice(const char *name, const QString &tip)
{
    auto *box = new QComboBox;
    box->setObjectName(QLatin1String(name));
    box->setToolTip(tip);
    return box;
}

template <typename Name, typename Value>
void add(QComboBox *box, const QString &title, const Name &nameOf, Value value)
{
    box->addItem(title, QString::fromStdString(nameOf(value)));
}

void choose(QComboBox *box, const std::string &name)
{
    box->setCurrentIndex(std::max(0, box->findData(QString::fromStdString(name))));
}

std::string chosen(const QComboBox *box)
{
    return box->currentData().toString().toStdString();
}

} // namespace

MapParameters::MapParameters(QWidget *parent)
    : QFrame(parent, Qt::Popup)
    , m_neighbours(
          wholeBox("mapNeighbours", 2, 200,
                   tr("How many nearest tracks of each track the map keeps near it: few show what is "
                      "fine, many what is coarse")))
    , m_minDist(realBox("mapMinDist", 0.0, 1.0,
                        tr("How near tracks may come on the map: small makes tight clumps")))
    , m_spread(realBox("mapSpread", 0.05, 10.0, tr("How far apart what is together may lie on the map")))
    , m_metric(choice("mapMetric", tr("What makes tracks near to each other")))
    , m_epochs(wholeBox("mapEpochs", 0, 5'000, tr("How many times every neighbourhood is gone over")))
    , m_negatives(
          wholeBox("mapNegatives", 0, 50,
                   tr("How many tracks that are no neighbours are pushed away for each that is pulled")))
    , m_start(choice("mapStart", tr("Where the tracks lie at first")))
    , m_labels(
          choice("mapLabels", tr("Classes whose tracks are drawn together, beside what the features say")))
    , m_weight(wholeBox("mapLabelWeight", 0, 100, tr("How much these classes count against the features")))
    , m_standard(new QPushButton(tr("Standard")))
{
    setObjectName(QStringLiteral("mapParameters"));
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    m_epochs->setSpecialValueText(tr("automatic"));
    m_weight->setSuffix(tr(" %"));
    add(m_metric, tr("euclidean"), metricName, Metric::Euclidean);
    add(m_metric, tr("cosine"), metricName, Metric::Cosine);
    add(m_metric, tr("manhattan"), metricName, Metric::Manhattan);
    add(m_start, tr("principal components"), startName, UmapStart::Pca);
    add(m_start, tr("spectral"), startName, UmapStart::Spectral);
    add(m_start, tr("random"), startName, UmapStart::Random);
    m_standard->setObjectName(QStringLiteral("mapStandard"));
    setLabelSets({});
    makeForm();
    connectBoxes();
    setSettings({});
}

void MapParameters::makeForm()
{
    auto *form = new QFormLayout(this);
    form->setContentsMargins(spacing::large, spacing::large, spacing::large, spacing::large);
    form->setSpacing(spacing::medium);
    form->addRow(tr("Neighbours"), m_neighbours);
    form->addRow(tr("Minimum distance"), m_minDist);
    form->addRow(tr("Spread"), m_spread);
    form->addRow(tr("Distance"), m_metric);
    form->addRow(tr("Epochs"), m_epochs);
    form->addRow(tr("Negative samples"), m_negatives);
    form->addRow(tr("Start"), m_start);
    form->addRow(tr("Pull together"), m_labels);
    form->addRow(tr("Their weight"), m_weight);
    form->addRow(QString(), m_standard);
}

void MapParameters::connectBoxes()
{
    const auto tell = [this] {
        refresh();
        if (!m_filling)
            emit changed();
    };
    for (const QSpinBox *box : {m_neighbours, m_epochs, m_negatives, m_weight})
        connect(box, &QSpinBox::valueChanged, this, tell);
    for (const QDoubleSpinBox *box : {m_minDist, m_spread})
        connect(box, &QDoubleSpinBox::valueChanged, this, tell);
    for (const QComboBox *box : {m_metric, m_start, m_labels})
        connect(box, &QComboBox::currentIndexChanged, this, tell);
    connect(m_standard, &QPushButton::clicked, this, [this] {
        setSettings({});
        emit changed();
    });
}

void MapParameters::setLabelSets(const std::vector<std::pair<std::string, QString>> &sets)
{
    const QScopedValueRollback filling(m_filling, true);
    const std::string before = chosen(m_labels);
    m_labels->clear();
    m_labels->addItem(tr("nothing"), QString());
    for (const auto &[name, title] : sets)
        m_labels->addItem(title, QString::fromStdString(name));
    choose(m_labels, before);
}

void MapParameters::setSettings(const MapSettings &settings)
{
    const QScopedValueRollback filling(m_filling, true);
    m_neighbours->setValue(settings.neighbours);
    m_spread->setValue(settings.spread);
    m_minDist->setMaximum(m_spread->maximum());
    m_minDist->setValue(settings.minDist);
    choose(m_metric, metricName(settings.metric));
    m_epochs->setValue(settings.epochs);
    m_negatives->setValue(settings.negatives);
    choose(m_start, startName(settings.start));
    choose(m_labels, settings.labels);
    m_weight->setValue(static_cast<int>(std::lround(100.0 * settings.labelWeight)));
    refresh();
}

MapSettings MapParameters::settings() const
{
    MapSettings settings;
    settings.neighbours = m_neighbours->value();
    settings.minDist = m_minDist->value();
    settings.spread = m_spread->value();
    settings.metric = metricNamed(chosen(m_metric)).value_or(Metric::Euclidean);
    settings.epochs = m_epochs->value();
    settings.negatives = m_negatives->value();
    settings.start = startNamed(chosen(m_start)).value_or(UmapStart::Pca);
    settings.labels = chosen(m_labels);
    settings.labelWeight = m_weight->value() / 100.0;
    return settings;
}

void MapParameters::refresh()
{
    m_minDist->setMaximum(m_spread->value()); // no curve falls off before it begins to
    m_weight->setEnabled(m_labels->currentIndex() > 0);
    m_standard->setEnabled(!(settings() == MapSettings()));
}

// What is typed into a box counts although nobody pressed Enter.
void MapParameters::hideEvent(QHideEvent *event)
{
    QFrame::hideEvent(event);
    for (QAbstractSpinBox *box : std::initializer_list<QAbstractSpinBox *>{m_neighbours, m_minDist, m_spread,
                                                                           m_epochs, m_negatives, m_weight})
        box->interpretText();
    emit closed();
}

void MapParameters::popUp(const QWidget &beside)
{
    adjustSize();
    const QRect room = beside.screen()->availableGeometry();
    QPoint place = beside.mapToGlobal(QPoint(0, beside.height()));
    if (place.y() + height() > room.bottom())
        place.setY(std::max(room.top(), beside.mapToGlobal(QPoint(0, 0)).y() - height()));
    place.setX(std::max(room.left(), std::min(place.x(), room.right() - width())));
    move(place);
    show();
    m_neighbours->setFocus(Qt::PopupFocusReason);
}

} // namespace genrelens
