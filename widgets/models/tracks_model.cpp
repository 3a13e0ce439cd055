#include "widgets/models/tracks_model.h"

#include "widgets/models/cell_text.h"
#include "widgets/plots/text.h"

#include <cmath>

namespace genrelens
{

TracksModel::TracksModel(QObject *parent) : QAbstractTableModel(parent)
{
}

void TracksModel::setTracks(TrackCells cells, std::vector<std::uint32_t> order)
{
    beginResetModel();
    m_cells = std::move(cells);
    m_order = std::move(order);
    findMixture();
    endResetModel();
}

void TracksModel::setOrder(std::vector<std::uint32_t> order)
{
    if (order.size() == m_order.size()) { // the view keeps its place
        emit layoutAboutToBeChanged();
        m_order = std::move(order);
        findMixture();
        emit layoutChanged();
        return;
    }
    beginResetModel();
    m_order = std::move(order);
    findMixture();
    endResetModel();
}

void TracksModel::setSelection(const RowSet &selection)
{
    m_selection = selection;
    m_hasSelection = !selection.isEmpty();
    findMixture();
    if (!m_order.empty() && columnCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

void TracksModel::findMixture()
{
    m_isMixed = false;
    for (std::size_t row = 1; m_hasSelection && !m_isMixed && row < m_order.size(); ++row)
        m_isMixed = isSelected(static_cast<int>(row)) != isSelected(0);
}

bool TracksModel::isSelected(int row) const
{
    const std::uint32_t track = m_order[static_cast<std::size_t>(row)];
    return track < m_selection.rows() && m_selection.contains(track);
}

int TracksModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_order.size());
}

int TracksModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_cells.columns().size());
}

bool TracksModel::isNumber(std::size_t column) const
{
    const TrackCells::Kind kind = m_cells.columns()[column].kind;
    return kind == TrackCells::Kind::Number || kind == TrackCells::Kind::FileRow;
}

QString TracksModel::text(std::uint32_t track, std::size_t column) const
{
    if (!isNumber(column))
        return m_cells.text(track, column).left(longestCell).simplified();
    const double value = m_cells.number(track, column);
    const bool row = m_cells.columns()[column].kind == TrackCells::Kind::FileRow;
    return row ? formatCount(std::llround(value)) : formatValue(value);
}

QVariant TracksModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const std::uint32_t track = m_order[static_cast<std::size_t>(index.row())];
    const auto column = static_cast<std::size_t>(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return text(track, column);
    case Qt::ToolTipRole:
        return plainTooltip(m_cells.text(track, column).left(longestTip));
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(
            Qt::Alignment(Qt::AlignVCenter | (isNumber(column) ? Qt::AlignRight : Qt::AlignLeft)));
    default:
        return {};
    }
}

QVariant TracksModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const auto column = static_cast<std::size_t>(section);
    const QString &title = m_cells.columns()[column].title;
    switch (role) {
    case Qt::DisplayRole:
        return title;
    case Qt::ToolTipRole:
        return m_cells.columns()[column].kind == TrackCells::Kind::FileRow
                   ? tr("Which of the rows that were read, counted from 1 without the header")
                   : plainTooltip(title);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(
            Qt::Alignment(Qt::AlignVCenter | (isNumber(column) ? Qt::AlignRight : Qt::AlignLeft)));
    default:
        return {};
    }
}

} // namespace genrelens
