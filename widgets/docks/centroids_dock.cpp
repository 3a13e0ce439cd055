#include "widgets/docks/centroids_dock.h"

#include "core/prepare/row_values.h"
#include "core/study/selection.h"
#include "widgets/docks/centroid_controls.h"
#include "widgets/docks/label_notice.h"
#include "widgets/models/centroid_table_model.h"
#include "widgets/plots/class_colours.h"
#include "widgets/plots/parallel_axes.h"
#include "widgets/plots/small_multiples.h"
#include "widgets/plots/text.h"

#include <QApplication>
#include <QClipboard>
#include <QEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

namespace genrelens
{

namespace
{

constexpr int mostColumnsMeasured = 20;
constexpr std::size_t mostTracksLive = 200'000; // of more the brush picks when it is let go

// Wide enough for the widest number, of the first classes where there are very many.
void fitTable(QTableView &table)
{
    const QAbstractItemModel &model = *table.model();
    const auto textWide = [&](const QVariant &text) {
        return static_cast<int>(textWidth(text.toString(), table.font())) + 2 * spacing::large;
    };
    int name = 0;
    int number = textWide(QStringLiteral("+0.000 ± 0.000"));
    for (int row = 0; row < model.rowCount(); ++row) {
        name = std::max(name, textWide(model.headerData(row, Qt::Vertical)));
        for (int column = 0; column < std::min(model.columnCount(), mostColumnsMeasured); ++column)
            number = std::max(number, textWide(model.index(row, column).data()));
    }
    table.verticalHeader()->setFixedWidth(name);
    table.horizontalHeader()->setDefaultSectionSize(number);
}

} // namespace

CentroidsDock::CentroidsDock(Study &study, StudyJobs &jobs, JobBoard &board, QWidget *parent)
    : Dock(tr("Centroids"), QStringLiteral("centroidsDock"), parent)
    , m_study(study)
    , m_data(study, board)
    , m_controls(new CentroidControls)
    , m_views(new QStackedWidget)
    , m_lines(new ParallelAxes)
    , m_bars(new SmallMultiples)
    , m_table(new QTableView)
    , m_model(new CentroidTableModel(this))
{
    m_lines->setObjectName(QStringLiteral("centroidsChart"));
    m_lines->setAccessibleName(tr("Mean of each feature in each class"));
    m_bars->setObjectName(QStringLiteral("centroidsBars"));
    m_bars->setAccessibleName(tr("Mean of each feature in each class, as bars"));
    m_views->addWidget(m_lines);
    m_views->addWidget(m_bars);
    m_views->addWidget(m_table);
    makeTable();
    content()->addWidget(m_controls);
    content()->addWidget(m_views, 1);
    m_lines->setArrangement(rememberedArrangement());
    attachLabelNotice(*notice(), study, jobs, [this] { emit columnsRequested(); });
    connectViews();
    connect(&study, &Study::changed, this, &CentroidsDock::onStudyChanged);
    refresh();
}

Plot *CentroidsDock::plot() const
{
    switch (m_controls->mode()) {
    case CentroidControls::Mode::Lines:
        return m_lines;
    case CentroidControls::Mode::Bars:
        return m_bars;
    case CentroidControls::Mode::Table:
        break;
    }
    return nullptr;
}

void CentroidsDock::makeTable()
{
    m_table->setObjectName(QStringLiteral("centroidsTable"));
    m_table->setAccessibleName(tr("Means and standard deviations of each class"));
    m_table->setModel(m_model);
    m_table->setShowGrid(false);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setWordWrap(false);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(spacing::tableRowHeight);
    QHeaderView *header = m_table->horizontalHeader();
    header->setHighlightSections(false);
    header->setTextElideMode(Qt::ElideMiddle);
    header->setSortIndicatorClearable(true); // the third click: the file's order
    header->setSortIndicator(-1, Qt::DescendingOrder);
    m_table->setSortingEnabled(true);
    m_table->installEventFilter(this);
    m_model->setTheme(Theme::of(palette()));
}

void CentroidsDock::connectViews()
{
    connect(m_controls, &CentroidControls::viewChanged, this, &CentroidsDock::refresh);
    connect(m_controls, &CentroidControls::searched, m_lines, &ParallelAxes::setSearch);
    connect(m_controls, &CentroidControls::foundChosen, m_lines, &ParallelAxes::showOnlyFound);
    connect(m_controls, &CentroidControls::copyRequested, this, [this] { copyTable(true); });
    connect(m_controls, &CentroidControls::arrangementChosen, m_lines, &ParallelAxes::arrange);
    connect(m_controls, &CentroidControls::spreadOrderChosen, m_lines, &ParallelAxes::sortBySpread);
    connect(&m_data, &CentroidData::quartilesFound, this, &CentroidsDock::refresh);
    connect(m_lines, &ParallelAxes::brushed, this, &CentroidsDock::pickBrushed);
    connect(m_lines, &ParallelAxes::arrangementChanged, this, [this] {
        rememberArrangement(m_lines->arrangement());
        m_controls->setFeatures(m_lines->spec().axisNames(), m_lines->arrangement());
        if (m_controls->mode() == CentroidControls::Mode::Bars)
            showBars();
    });
    connect(m_lines, &ParallelAxes::hiddenClassesChanged, this,
            [this] { m_hidden[m_shownLabels] = m_lines->hiddenClasses(); });
}

void CentroidsDock::onStudyChanged(StudyPart part)
{
    if (part == StudyPart::PickMode)
        m_lines->setPickMode(m_study.picks().mode());
    if (part == StudyPart::Models || part == StudyPart::Sweep || part == StudyPart::PickMode ||
        part == StudyPart::KeptPicks || part == StudyPart::Map)
        return;
    if (part != StudyPart::Selection) {
        refresh();
        return;
    }
    if (!m_picking)
        m_lines->setBrushes({}); // the tracks that they picked are not the selection any more
    if (m_controls->mode() == CentroidControls::Mode::Lines)
        showLines();
}

// The numbers, then the view that is seen.
void CentroidsDock::refresh()
{
    const std::string &name = m_study.currentLabels();
    m_centroids = {};
    m_missing =
        m_study.dataset() ? noLabelsText(m_study) : tr("Open a file to see what sets its classes apart.");
    if (m_study.prepared()) {
        m_centroids.features = m_study.prepared()->features();
        m_centroids.labels = m_study.labels(name);
        m_centroids.colours = labelColours(m_centroids.labels, m_study.settings());
        Result<ClassMoments> moments = m_data.moments(m_controls->trainingOnly());
        if (moments)
            m_centroids.moments = std::move(moments).value();
        else
            m_missing = QString::fromStdString(moments.error().message());
    }
    const Key &key = m_centroids.features.rows() > 0 ? m_centroids.features.key() : Key();
    if (!(key == m_brushedFeatures))
        m_lines->setBrushes({}); // their values are of another matrix
    m_brushedFeatures = key;
    if (name != m_shownLabels) {
        m_shownLabels = name;
        m_lines->setHiddenClasses(m_hidden[name]);
    }
    const bool many = m_centroids.labels.classes().size() > ParallelAxes::mostLegendEntries;
    m_controls->setManyClasses(many);
    m_views->setCurrentIndex(static_cast<int>(m_controls->mode()));
    showLines(); // first: the bars take over its axes
    if (m_controls->mode() == CentroidControls::Mode::Bars)
        showBars();
    if (m_controls->mode() == CentroidControls::Mode::Table)
        showTable();
}

void CentroidsDock::showLines()
{
    m_centroids.quartiles = {};
    if (m_controls->quartiles()) {
        if (const ClassQuartiles *found = m_data.quartiles(m_controls->trainingOnly()))
            m_centroids.quartiles = *found;
    } else {
        m_data.dropQuartiles();
    }
    ParallelSpec spec = centroidLines(m_centroids);
    if (!spec.lines.empty())
        addTracks(spec);
    const QStringList before = m_lines->spec().axisNames();
    m_lines->setEmptyText(m_missing);
    m_lines->setFigureName(QStringLiteral("centroids_") + QString::fromStdString(m_shownLabels));
    m_lines->setSpec(std::move(spec));
    if (m_lines->spec().axisNames() != before)
        m_controls->setFeatures(m_lines->spec().axisNames(), m_lines->arrangement());
}

// The selection's line, and single tracks where they are asked for.
void CentroidsDock::addTracks(ParallelSpec &spec)
{
    const std::vector<std::uint32_t> rows = m_study.selection().members();
    if (!rows.empty())
        spec.selection = selectionLine(m_centroids.features, spec, rows);
    if (!m_controls->sample())
        return;
    spec.traces = sampleTraces(m_centroids, spec, rows, m_study.settings().seed);
    std::tie(spec.low, spec.high) = m_data.trackRange(centroidFeatures(m_centroids));
    spec.scaleTitle = tr("Standard deviations (tracks beyond are at the ends)");
}

void CentroidsDock::showBars()
{
    const ParallelSpec &lines = m_lines->spec();
    m_bars->setEmptyText(m_missing);
    m_bars->setFigureName(QStringLiteral("centroid_bars_") + QString::fromStdString(m_shownLabels));
    m_bars->setSpec(
        centroidBars(lines, m_lines->arrangement().shown(lines.axisNames()), m_lines->hiddenClasses()));
}

void CentroidsDock::showTable()
{
    QStringList classes;
    if (m_centroids.moments.classes() == m_centroids.labels.classes().size())
        for (const std::string &name : m_centroids.labels.classes())
            classes.append(QString::fromStdString(name));
    m_model->setValues(m_controls->values());
    m_model->setContent(m_centroids.features, classes, m_centroids.moments);
    fitTable(*m_table);
}

// The tracks within all brushes become the selection, or are added to it or taken from it.
void CentroidsDock::pickBrushed(Qt::KeyboardModifiers modifiers, bool finished)
{
    const Features &features = m_centroids.features;
    const SelectionMode mode = selectionMode(modifiers, m_study.picks().mode());
    if (!finished && (mode != SelectionMode::Replace || features.rows() > mostTracksLive))
        return;
    std::vector<ValueRange> ranges;
    for (const AxisBrush &brush : m_lines->brushes()) {
        const auto column =
            std::find(features.names().begin(), features.names().end(), brush.axis.toStdString());
        if (column != features.names().end())
            ranges.push_back(
                {static_cast<std::size_t>(column - features.names().begin()), brush.low, brush.high});
    }
    const std::vector<std::uint32_t> rows =
        ranges.empty() ? std::vector<std::uint32_t>() : rowsWithin(features, ranges);
    m_picking = true;
    pickTracks(m_study, rows, mode, describeBrushes().toStdString(), Picking::Brush);
    m_picking = false;
}

// "energy from 0.62 to 0.81 and tempo at least 120 BPM".
QString CentroidsDock::describeBrushes() const
{
    QString text;
    for (const AxisBrush &brush : m_lines->brushes())
        for (const ParallelAxis &axis : m_lines->spec().axes) {
            if (axis.name != brush.axis)
                continue;
            const auto own = [&](double value) { return formatValue(axis.scaling.toOwn(value), 4); };
            const QString unit = axis.unit.isEmpty() ? QString() : QLatin1Char(' ') + axis.unit;
            QString range;
            if (std::isfinite(brush.low) && std::isfinite(brush.high))
                range = tr("%1 from %2 to %3").arg(axis.name, own(brush.low), own(brush.high) + unit);
            else if (std::isfinite(brush.low))
                range = tr("%1 at least %2").arg(axis.name, own(brush.low) + unit);
            else if (std::isfinite(brush.high))
                range = tr("%1 at most %2").arg(axis.name, own(brush.high) + unit);
            else
                range = tr("any %1", "energy").arg(axis.name);
            text = text.isEmpty() ? range : tr("%1 and %2", "two ranges").arg(text, range);
        }
    return text;
}

// What is selected, if it is more than the current cell; else everything.
void CentroidsDock::copyTable(bool whole)
{
    int top = 0;
    int left = 0;
    int bottom = m_model->rowCount() - 1;
    int right = m_model->columnCount() - 1;
    const QModelIndexList cells = m_table->selectionModel()->selectedIndexes();
    if (!whole && cells.size() > 1) {
        std::swap(top, bottom);
        std::swap(left, right);
        for (const QModelIndex &cell : cells) {
            top = std::min(top, cell.row());
            bottom = std::max(bottom, cell.row());
            left = std::min(left, cell.column());
            right = std::max(right, cell.column());
        }
    }
    if (bottom >= top && right >= left)
        QApplication::clipboard()->setText(m_model->tabSeparated(top, left, bottom, right));
}

bool CentroidsDock::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_table && event->type() == QEvent::KeyPress &&
        static_cast<QKeyEvent *>(event)->matches(QKeySequence::Copy)) {
        copyTable(false);
        return true;
    }
    return Dock::eventFilter(watched, event);
}

void CentroidsDock::changeEvent(QEvent *event)
{
    Dock::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        m_model->setTheme(Theme::of(palette()));
}

} // namespace genrelens
