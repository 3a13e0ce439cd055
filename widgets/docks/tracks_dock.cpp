#include "widgets/docks/tracks_dock.h"

#include "core/study/selection.h"
#include "core/study/track_filter.h"
#include "widgets/models/tracks_model.h"
#include "widgets/plots/text.h"
#include "widgets/plots/theme.h"
#include "widgets/selection/track_menu.h"
#include "widgets/selection/track_table.h"

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QScopedValueRollback>
#include <QVBoxLayout>

#include <algorithm>
#include <numeric>

namespace genrelens
{

namespace
{

constexpr int textWidthInTable = 170;
constexpr int genreWidthInTable = 110;
constexpr int narrowestNumber = 70;

using Tracks = std::vector<std::uint32_t>;

// A block of cells of the table: rows and columns, both ends included.
struct CellBlock {
    int top, left, bottom, right;
};

// Cells as spreadsheets take them: a line a row, a tab between cells.
Result<QString> tabSeparated(const TrackCells &cells, const Tracks &order,
                             const std::vector<CellBlock> &blocks, Progress &progress)
{
    QString text;
    for (const CellBlock &block : blocks)
        for (int row = block.top; row <= block.bottom; ++row) {
            if (progress.cancelled())
                return Error::cancelled();
            for (int column = block.left; column <= block.right; ++column) {
                if (column > block.left)
                    text += QLatin1Char('\t');
                text += cells.text(order[static_cast<std::size_t>(row)], static_cast<std::size_t>(column))
                            .simplified();
            }
            text += QLatin1Char('\n');
        }
    return text;
}

} // namespace

TracksDock::TracksDock(Study &study, JobBoard &board, QWidget *parent)
    : Dock(tr("Tracks"), QStringLiteral("tracksDock"), parent)
    , m_study(study)
    , m_model(new TracksModel(this))
    , m_headline(new QLabel)
    , m_filter(new QLineEdit)
    , m_selectedOnly(new QCheckBox(tr("&Selected only")))
    , m_table(new TrackTable)
    , m_arrange(tr("Sorting tracks"), board)
    , m_copy(tr("Copying cells"), board)
{
    makeControls();
    m_table->setAccessibleName(tr("Tracks"));
    m_table->setModel(m_model);
    content()->addWidget(m_table, 1);
    auto *copyAction = new QAction(tr("&Copy Rows"), m_table);
    copyAction->setObjectName(QStringLiteral("copyRowsAction"));
    copyAction->setShortcut(QKeySequence::Copy);
    copyAction->setShortcutContext(Qt::WidgetShortcut);
    m_table->addAction(copyAction);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);

    connect(copyAction, &QAction::triggered, this, &TracksDock::copy);
    connect(m_table->horizontalHeader(), &QHeaderView::sortIndicatorChanged, this, &TracksDock::arrange);
    connect(m_filter, &QLineEdit::textChanged, this, &TracksDock::arrange);
    connect(m_selectedOnly, &QCheckBox::toggled, this, &TracksDock::showTracks);
    connect(m_table, &TrackTable::rowsPicked, this, &TracksDock::pick);
    connect(m_table, &TrackTable::rowActivated, this,
            [this](int row) { emit trackActivated(m_model->order()[static_cast<std::size_t>(row)]); });
    connect(m_table, &QWidget::customContextMenuRequested, this, [this](const QPoint &position) {
        const QModelIndex index = m_table->indexAt(position);
        if (index.isValid())
            menuOf(index.row())->popup(m_table->viewport()->mapToGlobal(position));
    });
    connect(&study, &Study::changed, this, &TracksDock::onStudyChanged);
    refresh();
}

void TracksDock::makeControls()
{
    m_headline->setObjectName(QStringLiteral("tracksHeadline"));
    m_filter->setObjectName(QStringLiteral("tracksFilter"));
    m_filter->setPlaceholderText(tr("Filter tracks: words, genre:rock, tempo:>120"));
    m_filter->setToolTip(plainTooltip(
        tr("Words that stand anywhere in a track's texts, “words in quotes” together. With the beginning of "
           "a column's name before a colon only there: genre:rock. Of numbers: tempo:120, energy:>0.8, "
           "tempo:90..120.")));
    m_filter->setAccessibleName(tr("Filter tracks"));
    m_filter->setClearButtonEnabled(true);
    m_selectedOnly->setObjectName(QStringLiteral("selectedOnly"));
    m_selectedOnly->setChecked(true);
    m_selectedOnly->setToolTip(plainTooltip(
        tr("Show the selected tracks only, or all while none is selected. Rows picked in the table do not "
           "change what it shows.")));
    auto *line = new QHBoxLayout;
    line->setSpacing(spacing::medium);
    line->addWidget(m_filter, 1);
    line->addWidget(m_selectedOnly);
    content()->addLayout(line);
    content()->addWidget(m_headline);
}

void TracksDock::onStudyChanged(StudyPart part)
{
    if (part == StudyPart::Selection && m_picking) {
        m_model->setSelection(m_study.selection());
        describe();
        return;
    }
    const bool otherLabels = part != StudyPart::Selection && part != StudyPart::Models &&
                             part != StudyPart::Sweep && m_labels != labelsKey();
    const bool cells = part == StudyPart::Dataset || part == StudyPart::Preparation || otherLabels;
    if (!cells && part != StudyPart::Selection)
        return;
    if (part == StudyPart::Dataset) { // let go of the one before
        m_arrange.abandon();
        m_filter->clear();
        m_model->setTracks({}, {});
    }
    m_otherCells = m_otherCells || cells;
    m_outdated = true;
    refresh();
}

// Every grouping there is, the one that views show first.
std::vector<TrackCells::Labels> TracksDock::labels() const
{
    std::vector<TrackCells::Labels> all;
    for (const LabelSetInfo &set : m_study.labelSets())
        if (LabelSet labels = m_study.labels(set.name); !labels.isEmpty())
            all.push_back({set.title, std::move(labels)});
    return all;
}

// Of all that the table writes of them: also names, which the labels' own keys leave out.
Key TracksDock::labelsKey() const
{
    KeyBuilder key;
    for (const TrackCells::Labels &labels : labels()) {
        key.add(labels.set.key()).add(labels.title.toStdString());
        for (const std::string &name : labels.set.classes())
            key.add(name);
    }
    return key.key();
}

void TracksDock::frontChanged(bool inFront)
{
    if (inFront)
        refresh();
}

void TracksDock::refresh()
{
    describe();
    if (!m_study.prepared() || !m_outdated || !isInFront())
        return; // a table that nobody sees is filled when it is seen
    m_outdated = false;
    showTracks();
}

void TracksDock::describe()
{
    const bool open = m_study.prepared() != nullptr;
    m_filter->setEnabled(open);
    if (!open) {
        m_headline->setText(tr("Open a file to see its tracks."));
        return;
    }
    const auto all = static_cast<qint64>(m_study.prepared()->features().rows());
    const auto selected = static_cast<qint64>(m_study.selection().count());
    QString text = selected == 0
                       ? tr("%1 tracks; none is selected").arg(formatCount(all))
                       : tr("<b>%1</b> selected of %2").arg(formatCount(selected), formatCount(all));
    if (!m_filter->text().isEmpty())
        text += tr("; %1 shown").arg(formatCount(m_model->rowCount()));
    m_headline->setText(text);
}

void TracksDock::showTracks()
{
    if (!m_study.prepared())
        return;
    chooseTracks();
    m_model->setSelection(m_study.selection());
    if (m_otherCells) {
        m_otherCells = false;
        m_labels = labelsKey();
        m_arrange.abandon();
        TrackCells cells(m_study.dataset(), m_study.prepared(), labels());
        const bool otherColumns = cells.columns() != m_model->cells().columns();
        const QSignalBlocker quiet(m_table->horizontalHeader()); // or it would show the tracks once more
        if (otherColumns)
            m_table->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
        m_model->setTracks(std::move(cells), m_tracks);
        if (otherColumns)
            fitColumns();
    }
    arrange();
}

// The tracks that there are to be filtered and sorted.
void TracksDock::chooseTracks()
{
    m_tracks = m_selectedOnly->isChecked() ? m_study.selection().members() : Tracks();
    if (!m_tracks.empty())
        return;
    m_tracks.resize(m_study.prepared()->features().rows());
    std::iota(m_tracks.begin(), m_tracks.end(), 0U);
}

// By filter and header, in the background; until then the tracks stay as they are.
void TracksDock::arrange()
{
    m_arrange.abandon();
    if (m_model->columnCount() == 0)
        return;
    const int section = m_table->horizontalHeader()->sortIndicatorSection();
    const bool sorted = section >= 0 && section < m_model->columnCount();
    const bool descending = m_table->horizontalHeader()->sortIndicatorOrder() == Qt::DescendingOrder;
    const TrackFilter filter(m_filter->text(), m_model->cells().columns());
    const auto take = [this](Tracks order) {
        m_table->clearSelection(); // the cells would be those of other tracks
        m_model->setOrder(std::move(order));
        describe();
    };
    if (!sorted && filter.isEmpty()) {
        take(m_tracks);
        return;
    }
    m_arrange.start<Tracks>(
        [cells = m_model->cells(), tracks = m_tracks, filter, sorted, section,
         descending](Progress &progress) -> Result<Tracks> {
            Result<Tracks> found =
                filter.isEmpty() ? Result<Tracks>(tracks) : filter.matching(cells, tracks, progress);
            if (!found || !sorted)
                return found;
            return cells.ordered(std::move(found).value(), static_cast<std::size_t>(section), descending,
                                 progress);
        },
        take);
}

// The rows become the selection, or are added to it or taken from it; the table goes on showing the same.
void TracksDock::pick(const std::vector<int> &rows, Qt::KeyboardModifiers modifiers)
{
    if (m_model->cells().prepared() != m_study.prepared())
        return; // the tracks are others already
    Tracks tracks;
    for (const int row : rows)
        if (static_cast<std::size_t>(row) < m_model->order().size())
            tracks.push_back(m_model->order()[static_cast<std::size_t>(row)]);
    QString what = tr("%1 tracks of the table").arg(formatCount(static_cast<qint64>(tracks.size())));
    if (tracks.size() == 1)
        what = tr("a track of the table");
    const bool all = tracks.size() == m_model->order().size();
    if (all && !m_filter->text().isEmpty())
        what = tr("tracks with “%1”").arg(m_filter->text().simplified());
    const QScopedValueRollback picking(m_picking, true);
    pickTracks(m_study, tracks, modifiers, what.toStdString());
}

QMenu *TracksDock::menuOf(int row)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const std::uint32_t track = m_model->order()[static_cast<std::size_t>(row)];
    menu->addAction(tr("Show on the &Map"), this, [this, track] { emit trackActivated(track); })
        ->setObjectName(QStringLiteral("showTrackAction"));
    menu->addActions(m_table->actions());
    addTrackActions(*menu, m_study, m_model->cells(), track);
    return menu;
}

void TracksDock::fitColumns()
{
    const std::vector<TrackCells::Column> &columns = m_model->cells().columns();
    for (std::size_t c = 0; c < columns.size(); ++c) {
        const bool text = columns[c].kind == TrackCells::Kind::Text;
        const bool genre = columns[c].kind == TrackCells::Kind::Label;
        const int named =
            static_cast<int>(textWidth(columns[c].title, font())) + 40; // the sort arrow beside it
        const int least = text ? textWidthInTable : genre ? genreWidthInTable : narrowestNumber;
        m_table->setColumnWidth(static_cast<int>(c),
                                std::clamp(named, least, std::max(least, textWidthInTable)));
    }
}

// What is marked, else the selected tracks that are shown, else the row with the keyboard.
void TracksDock::copy()
{
    const int last = m_model->columnCount() - 1;
    std::vector<CellBlock> blocks;
    const QItemSelection marked = m_table->selectionModel()->selection();
    for (const QItemSelectionRange &range : marked)
        blocks.push_back({range.top(), range.left(), range.bottom(), range.right()});
    std::sort(blocks.begin(), blocks.end(), [](const CellBlock &a, const CellBlock &b) {
        return a.top != b.top ? a.top < b.top : a.left < b.left;
    });
    if (marked.isEmpty())
        for (int row = 0; m_model->hasSelection() && row < m_model->rowCount(); ++row)
            if (m_model->isSelected(row))
                blocks.push_back({row, 0, row, last});
    if (const QModelIndex current = m_table->currentIndex(); blocks.empty() && current.isValid())
        blocks.push_back({current.row(), 0, current.row(), last});
    if (blocks.empty())
        return;
    m_copy.start<QString>([cells = m_model->cells(), order = m_model->order(), blocks](
                              Progress &progress) { return tabSeparated(cells, order, blocks, progress); },
                          [](const QString &text) { QApplication::clipboard()->setText(text); });
}

} // namespace genrelens
