#include "widgets/clusters/pick_table.h"

#include "widgets/models/chip_delegate.h"
#include "widgets/models/missing_last_proxy.h"
#include "widgets/plots/text.h"
#include "widgets/plots/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMouseEvent>

#include <algorithm>
#include <numeric>

namespace genrelens
{

namespace
{

constexpr int narrowestFirst = 90; // what a row is about
constexpr int narrowestText = 60;
constexpr int widestText = 320;
constexpr int sortMark = 18;              // room in a header
constexpr std::size_t rowsMeasured = 200; // of many the others are alike

} // namespace

PickTable::PickTable(std::vector<TableColumn> columns, QWidget *parent)
    : QTableView(parent)
    , m_model(new CellTableModel(std::move(columns), this))
    , m_sorted(new MissingLastProxy(this))
{
    m_sorted->setSourceModel(m_model);
    m_sorted->setSortRole(CellTableModel::SortRole);
    m_sorted->setSortLocaleAware(true);
    setModel(m_sorted);
    setItemDelegate(new ChipDelegate(this));
    setShowGrid(false);
    setFrameShape(QFrame::NoFrame);
    setWordWrap(false);
    setTextElideMode(Qt::ElideMiddle);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setTabKeyNavigation(false);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // fitColumns() leaves out what has no room
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(spacing::tableRowHeight);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    setMinimumHeight(horizontalHeader()->sizeHint().height() + 2 * spacing::tableRowHeight);
    measure();
}

void PickTable::setSortable()
{
    horizontalHeader()->setSortIndicatorClearable(true);
    horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    setSortingEnabled(true);
    measure();
}

void PickTable::setRows(std::vector<TableRow> rows)
{
    m_model->setRows(std::move(rows));
    measure();
    fitColumns();
}

int PickTable::rowOf(const QModelIndex &index) const
{
    return m_sorted->mapToSource(index).row();
}

void PickTable::showRow(int row)
{
    const QModelIndex index = m_sorted->mapFromSource(m_model->index(row, 0));
    if (index.isValid() && index.row() != currentIndex().row())
        setCurrentIndex(index);
}

void PickTable::measure()
{
    m_needed.clear();
    for (std::size_t c = 0; c < m_model->columns().size(); ++c) {
        const TableColumn &column = m_model->columns()[c];
        const double mark = isSortingEnabled() ? sortMark : spacing::medium;
        double needed = textWidth(column.title, semiBoldFont(font())) + mark + spacing::medium;
        for (std::size_t row = 0; row < std::min(m_model->rows().size(), rowsMeasured); ++row) {
            const double chip =
                c == 0 && m_model->rows()[row].chip.isValid() ? chipSize + spacing::medium : 0;
            needed = std::max(needed, textWidth(m_model->rows()[row].cells[c].text, font()) + chip +
                                          2 * spacing::medium);
        }
        m_needed.push_back(static_cast<int>(std::min<double>(needed, column.isNumber ? needed : widestText)));
    }
}

// Numbers as wide as they are, the rest is for the texts, by what they need. What has no room is left out.
void PickTable::fitColumns()
{
    const std::vector<TableColumn> &columns = m_model->columns();
    std::vector<bool> shown(columns.size(), true);
    const auto least = [&](std::size_t c) {
        const int narrowest = c == 0 ? narrowestFirst : narrowestText;
        return columns[c].isNumber ? m_needed[c] : std::min(m_needed[c], narrowest);
    };
    const auto total = [&](const auto &widthOf) {
        int sum = 0;
        for (std::size_t c = 0; c < columns.size(); ++c)
            sum += shown[c] ? widthOf(c) : 0;
        return sum;
    };
    const int room = viewport()->width();
    while (total(least) > room) {
        std::size_t out = columns.size();
        for (std::size_t c = 0; c < columns.size(); ++c)
            if (shown[c] && columns[c].spare > 0 &&
                (out == columns.size() || columns[c].spare > columns[out].spare))
                out = c;
        if (out == columns.size())
            break;
        shown[out] = false;
    }
    int left = std::max(0, room - total(least)); // beyond what each has at least
    int wanted = total([&](std::size_t c) { return m_needed[c] - least(c); });
    for (std::size_t c = 0; c < columns.size(); ++c) {
        const auto section = static_cast<int>(c);
        setColumnHidden(section, !shown[c]);
        if (!shown[c])
            continue;
        const int wish = m_needed[c] - least(c);
        const int more = wanted > 0 ? std::min(wish, left * wish / std::max(wanted, 1)) : 0;
        setColumnWidth(section, least(c) + more);
        left -= more;
        wanted -= wish;
    }
    for (std::size_t c = 0; c < columns.size() && left > 0; ++c)
        if (shown[c] && !columns[c].isNumber) { // a table is as wide as its place
            setColumnWidth(static_cast<int>(c), columnWidth(static_cast<int>(c)) + left);
            left = 0;
        }
}

void PickTable::copy() const
{
    std::vector<int> rows;
    for (const QModelIndex &index : selectionModel()->selectedRows())
        rows.push_back(index.row());
    std::sort(rows.begin(), rows.end());
    if (rows.empty()) {
        rows.resize(static_cast<std::size_t>(m_sorted->rowCount()));
        std::iota(rows.begin(), rows.end(), 0);
    }
    QStringList titles;
    for (const TableColumn &column : m_model->columns())
        titles.append(column.title);
    QString text = titles.join(u'\t') + u'\n';
    for (const int row : rows) {
        QStringList cells;
        for (int column = 0; column < m_sorted->columnCount(); ++column) {
            const QModelIndex index = m_sorted->index(row, column);
            const bool number = m_model->columns()[static_cast<std::size_t>(column)].isNumber;
            const QVariant exact = index.data(CellTableModel::SortRole);
            cells.append(number && exact.isValid() ? QString::number(exact.toDouble(), 'g', 10)
                                                   : index.data().toString().simplified());
        }
        text += cells.join(u'\t') + u'\n';
    }
    QApplication::clipboard()->setText(text);
}

void PickTable::mouseReleaseEvent(QMouseEvent *event)
{
    QTableView::mouseReleaseEvent(event);
    const QModelIndex index = indexAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && index.isValid() && index == currentIndex())
        emit picked(rowOf(index), event->modifiers());
}

void PickTable::keyPressEvent(QKeyEvent *event)
{
    const bool picks =
        event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space;
    if (event->matches(QKeySequence::Copy))
        copy();
    else if (picks && currentIndex().isValid() && state() != EditingState)
        emit picked(rowOf(currentIndex()), event->modifiers() & ~Qt::KeypadModifier);
    else
        QTableView::keyPressEvent(event);
}

void PickTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    fitColumns();
}

} // namespace genrelens
