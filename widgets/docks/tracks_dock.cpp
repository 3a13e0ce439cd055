#include "widgets/docks/tracks_dock.h"

#include "core/study/study.h"
#include "widgets/models/tracks_model.h"
#include "widgets/plots/text.h"
#include "widgets/plots/theme.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QLabel>
#include <QTableView>
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
    , m_table(new QTableView)
    , m_sort(tr("Sorting tracks"), board)
    , m_copy(tr("Copying cells"), board)
{
    m_headline->setObjectName(QStringLiteral("tracksHeadline"));
    m_table->setObjectName(QStringLiteral("tracksTable"));
    m_table->setAccessibleName(tr("Tracks"));
    m_table->setModel(m_model);
    m_table->setShowGrid(false);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setWordWrap(false);
    m_table->setTextElideMode(Qt::ElideMiddle);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed); // else a million heights are kept
    m_table->verticalHeader()->setDefaultSectionSize(spacing::tableRowHeight);
    QHeaderView *header = m_table->horizontalHeader();
    header->setHighlightSections(false);
    header->setSectionsClickable(true);
    header->setSortIndicatorShown(true);
    header->setSortIndicatorClearable(true); // the third click: the file's order
    header->setSortIndicator(-1, Qt::AscendingOrder);
    auto *copyAction = new QAction(tr("&Copy"), m_table);
    copyAction->setShortcut(QKeySequence::Copy);
    copyAction->setShortcutContext(Qt::WidgetShortcut);
    m_table->addAction(copyAction);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    content()->addWidget(m_headline);
    content()->addWidget(m_table, 1);

    connect(copyAction, &QAction::triggered, this, &TracksDock::copy);
    connect(header, &QHeaderView::sortIndicatorChanged, this, &TracksDock::showTracks);
    connect(&study, &Study::changed, this, [this](StudyPart part) {
        const bool otherLabels = part != StudyPart::Selection && part != StudyPart::Models &&
                                 part != StudyPart::Sweep && m_labels != labelsKey();
        const bool cells = part == StudyPart::Dataset || part == StudyPart::Preparation || otherLabels;
        if (!cells && part != StudyPart::Selection)
            return;
        if (part == StudyPart::Dataset) { // let go of the one before
            m_sort.abandon();
            m_model->setTracks({}, {});
        }
        m_otherCells = m_otherCells || cells;
        m_outdated = true;
        refresh();
    });
    refresh();
}

LabelSet TracksDock::superGenres() const
{
    return m_study.labels(m_study.settings().currentMapping);
}

// The labels that views show, where they are neither genres nor super-genres, which the table has anyway.
LabelSet TracksDock::shownLabels() const
{
    const std::string &name = m_study.currentLabels();
    const bool there = name == "genre" || m_study.settings().findMapping(name) != nullptr;
    return there ? LabelSet() : m_study.labels(name);
}

// Of all that the table writes of them: also names, which the labels' own keys leave out.
Key TracksDock::labelsKey() const
{
    KeyBuilder key;
    for (const LabelSet &labels : {superGenres(), shownLabels()}) {
        key.add(labels.key()).add(labels.title());
        for (const std::string &name : labels.classes())
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
    const bool open = m_study.prepared() != nullptr;
    const auto all = open ? static_cast<qint64>(m_study.prepared()->features().rows()) : 0;
    const auto selected = static_cast<qint64>(m_study.selection().count());
    m_headline->setText(!open ? tr("Open a file to see its tracks.")
                        : selected == 0
                            ? tr("%1 tracks; none is selected").arg(formatCount(all))
                            : tr("<b>%1</b> selected of %2").arg(formatCount(selected), formatCount(all)));
    if (!open || !m_outdated || !isInFront())
        return; // a table that nobody sees is filled when it is seen
    m_outdated = false;
    showTracks();
}

void TracksDock::showTracks()
{
    if (!m_study.prepared())
        return;
    Tracks order = m_study.selection().members();
    if (order.empty()) {
        order.resize(m_study.prepared()->features().rows());
        std::iota(order.begin(), order.end(), 0U);
    }
    m_sort.abandon();
    if (m_otherCells) {
        m_otherCells = false;
        m_labels = labelsKey();
        TrackCells cells(m_study.dataset(), m_study.prepared(), superGenres(), shownLabels());
        const bool otherColumns = cells.columns() != m_model->cells().columns();
        const QSignalBlocker quiet(m_table->horizontalHeader()); // or it would show the tracks once more
        if (otherColumns)
            m_table->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
        m_model->setTracks(std::move(cells), std::move(order));
        if (otherColumns)
            fitColumns();
    } else {
        m_table->clearSelection(); // the cells would be those of other tracks
        m_model->setOrder(std::move(order));
    }
    sort();
}

// By the header's column, in the background; until then the tracks stand in the file's order.
void TracksDock::sort()
{
    const int section = m_table->horizontalHeader()->sortIndicatorSection();
    if (section < 0 || section >= m_model->columnCount())
        return;
    const bool descending = m_table->horizontalHeader()->sortIndicatorOrder() == Qt::DescendingOrder;
    m_sort.start<Tracks>(
        [cells = m_model->cells(), tracks = m_model->order(), section, descending](Progress &progress) {
            return cells.ordered(tracks, static_cast<std::size_t>(section), descending, progress);
        },
        [this](Tracks order) {
            m_table->clearSelection();
            m_model->setOrder(std::move(order));
        });
}

void TracksDock::fitColumns()
{
    const std::vector<TrackCells::Column> &columns = m_model->cells().columns();
    for (std::size_t c = 0; c < columns.size(); ++c) {
        const bool text = columns[c].kind == TrackCells::Kind::Text;
        const bool genre = columns[c].kind == TrackCells::Kind::Genre ||
                           columns[c].kind == TrackCells::Kind::SuperGenre ||
                           columns[c].kind == TrackCells::Kind::Shown;
        const int named =
            static_cast<int>(textWidth(columns[c].title, font())) + 40; // the sort arrow beside it
        const int least = text ? textWidthInTable : genre ? genreWidthInTable : narrowestNumber;
        m_table->setColumnWidth(static_cast<int>(c),
                                std::clamp(named, least, std::max(least, textWidthInTable)));
    }
}

void TracksDock::copy()
{
    std::vector<CellBlock> blocks;
    const QItemSelection selection = m_table->selectionModel()->selection();
    for (const QItemSelectionRange &range : selection)
        blocks.push_back({range.top(), range.left(), range.bottom(), range.right()});
    std::sort(blocks.begin(), blocks.end(), [](const CellBlock &a, const CellBlock &b) {
        return a.top != b.top ? a.top < b.top : a.left < b.left;
    });
    if (blocks.empty())
        return;
    m_copy.start<QString>([cells = m_model->cells(), order = m_model->order(), blocks](
                              Progress &progress) { return tabSeparated(cells, order, blocks, progress); },
                          [](const QString &text) { QApplication::clipboard()->setText(text); });
}

} // namespace genrelens
