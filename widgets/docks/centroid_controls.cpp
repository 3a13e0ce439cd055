#include "widgets/docks/centroid_controls.h"

#include "widgets/docks/flow_layout.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSettings>
#include <QToolButton>

namespace genrelens
{

namespace
{

constexpr int searchWidth = 150;

QString settingsKey(const char *name)
{
    return QStringLiteral("centroids/") + QLatin1String(name);
}

QSet<QString> setOf(const QStringList &names)
{
    return {names.begin(), names.end()};
}

} // namespace

AxisArrangement rememberedArrangement()
{
    const QSettings settings;
    return {settings.value(settingsKey("order")).toStringList(),
            setOf(settings.value(settingsKey("hidden")).toStringList()),
            setOf(settings.value(settingsKey("flipped")).toStringList())};
}

void rememberArrangement(const AxisArrangement &arrangement)
{
    QSettings settings;
    settings.setValue(settingsKey("order"), arrangement.order);
    settings.setValue(settingsKey("hidden"), QStringList(arrangement.hidden.values()));
    settings.setValue(settingsKey("flipped"), QStringList(arrangement.flipped.values()));
}

CentroidControls::CentroidControls(QWidget *parent)
    : QWidget(parent)
    , m_mode(new QComboBox)
    , m_tracks(new QComboBox)
    , m_quartiles(new QCheckBox(tr("Quartiles")))
    , m_sample(new QCheckBox(tr("Tracks")))
    , m_features(new QToolButton)
    , m_menu(new QMenu(this))
    , m_values(new QComboBox)
    , m_copy(new QPushButton(tr("Copy")))
    , m_search(new QLineEdit)
{
    m_mode->setObjectName(QStringLiteral("centroidsMode"));
    m_mode->setAccessibleName(tr("Kind of view"));
    m_mode->addItems({tr("Lines"), tr("Bars"), tr("Table")});
    m_tracks->setObjectName(QStringLiteral("centroidsTracks"));
    m_tracks->setAccessibleName(tr("Tracks that the means are of"));
    m_tracks->addItems({tr("All tracks"), tr("Training")});
    m_quartiles->setObjectName(QStringLiteral("centroidsQuartiles"));
    m_sample->setObjectName(QStringLiteral("centroidsSample"));
    m_features->setObjectName(QStringLiteral("centroidsFeatures"));
    m_features->setPopupMode(QToolButton::InstantPopup);
    m_features->setMenu(m_menu);
    m_values->setObjectName(QStringLiteral("centroidsValues"));
    m_values->setAccessibleName(tr("What the cells show"));
    m_values->addItems({tr("Means"), tr("Deviations"), tr("Own unit")});
    m_copy->setObjectName(QStringLiteral("centroidsCopy"));
    m_search->setObjectName(QStringLiteral("centroidsSearch"));
    m_search->setPlaceholderText(tr("Find class…"));
    m_search->setClearButtonEnabled(true);
    m_search->setFixedWidth(searchWidth);

    auto *layout = new FlowLayout(spacing::small);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_mode, m_tracks, m_quartiles, m_sample,
                                                            m_features, m_values, m_copy, m_search})
        layout->addWidget(widget);
    setLayout(layout);

    for (QComboBox *box : {m_mode, m_tracks, m_values})
        connect(box, &QComboBox::currentIndexChanged, this, [this] {
            showWhatFits();
            emit viewChanged();
        });
    for (QCheckBox *box : {m_quartiles, m_sample})
        connect(box, &QCheckBox::toggled, this, &CentroidControls::viewChanged);
    connect(m_copy, &QPushButton::clicked, this, &CentroidControls::copyRequested);
    connect(m_search, &QLineEdit::textChanged, this, &CentroidControls::searched);
    connect(m_search, &QLineEdit::returnPressed, this, &CentroidControls::foundChosen);
    connect(m_menu, &QMenu::aboutToShow, this, &CentroidControls::fillMenu);
    explain();
    showWhatFits();
}

void CentroidControls::explain()
{
    m_tracks->setItemData(1, tr("Only the tracks that models learn from"), Qt::ToolTipRole);
    m_quartiles->setToolTip(tr("A band that holds the middle half of a class' tracks: of the class under the "
                               "pointer, or of up to three that are shown"));
    m_sample->setToolTip(
        tr("A line for each of up to 300 tracks drawn by chance, of the selection if there is "
           "one; the scale is then that of the tracks"));
    m_features->setToolTip(tr("Which features are shown, and in which order"));
    m_copy->setToolTip(tr("Copy the whole table with all digits, for a spreadsheet"));
    m_search->setToolTip(tr("Classes whose name holds this stand out; Enter hides the others"));
}

CentroidControls::Mode CentroidControls::mode() const
{
    return static_cast<Mode>(m_mode->currentIndex());
}

bool CentroidControls::trainingOnly() const
{
    return m_tracks->currentIndex() == 1;
}

bool CentroidControls::quartiles() const
{
    return m_quartiles->isChecked();
}

bool CentroidControls::sample() const
{
    return m_sample->isChecked();
}

CentroidTableModel::Values CentroidControls::values() const
{
    return static_cast<CentroidTableModel::Values>(m_values->currentIndex());
}

void CentroidControls::setFeatures(const QStringList &names, const AxisArrangement &arrangement)
{
    m_names = names;
    m_arrangement = arrangement;
    m_features->setEnabled(!names.isEmpty());
}

void CentroidControls::setManyClasses(bool many)
{
    if (many == m_manyClasses)
        return;
    m_manyClasses = many;
    if (!many)
        m_search->clear();
    showWhatFits();
}

void CentroidControls::showWhatFits()
{
    const bool lines = mode() == Mode::Lines;
    const bool table = mode() == Mode::Table;
    m_quartiles->setVisible(lines);
    m_sample->setVisible(lines);
    m_features->setVisible(!table);
    m_features->setText(lines ? tr("Axes")
                              : tr("Features")); // the shorter, so that a narrow dock has one line
    m_search->setVisible(lines && m_manyClasses);
    m_values->setVisible(table);
    m_copy->setVisible(table);
}

// Anew each time it opens: axes are also hidden and moved in the plot.
void CentroidControls::fillMenu()
{
    m_menu->clear();
    AxisArrangement all = m_arrangement;
    for (const QString &name : m_names)
        all.setHidden(name, false);
    for (const std::size_t index : all.shown(m_names)) {
        const QString &name = m_names[static_cast<qsizetype>(index)];
        QString text = name;
        QAction *action = m_menu->addAction(text.replace(QLatin1Char('&'), QStringLiteral("&&")));
        action->setCheckable(true);
        action->setChecked(!m_arrangement.hidden.contains(name));
        connect(action, &QAction::toggled, this, [this, name](bool shown) {
            AxisArrangement changed = m_arrangement;
            changed.setHidden(name, !shown);
            emit arrangementChosen(changed);
        });
    }
    m_menu->addSeparator();
    m_menu->addAction(tr("Show &All"), this, [this, all] { emit arrangementChosen(all); });
    m_menu->addAction(tr("&Sort by How Much Classes Differ"), this, &CentroidControls::spreadOrderChosen);
    m_menu->addAction(tr("Order of the &File, None Flipped"), this, [this] {
        AxisArrangement plain = m_arrangement;
        plain.setOrder(m_names);
        for (const QString &name : m_names)
            plain.flipped.remove(name);
        emit arrangementChosen(plain);
    });
}

} // namespace genrelens
