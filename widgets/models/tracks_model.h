#pragma once

#include "core/base/row_set.h"
#include "core/study/track_cells.h"

#include <QAbstractTableModel>

#include <vector>

namespace genrelens
{

/// Some tracks in some order as a table; cells are looked up when they are seen.
class TracksModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    explicit TracksModel(QObject *parent = nullptr);

    /// order: the tracks shown, from the top.
    void setTracks(TrackCells cells, std::vector<std::uint32_t> order);
    /// The same tracks, or others of the same cells.
    void setOrder(std::vector<std::uint32_t> order);
    /// The selected tracks, over all of them.
    void setSelection(const RowSet &selection);
    [[nodiscard]] bool hasSelection() const { return m_hasSelection; }
    /// Some of the rows are selected ones and others are not: only then one must tell them apart.
    [[nodiscard]] bool isMixed() const { return m_isMixed; }
    [[nodiscard]] bool isSelected(int row) const;
    [[nodiscard]] const TrackCells &cells() const { return m_cells; }
    [[nodiscard]] const std::vector<std::uint32_t> &order() const { return m_order; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void findMixture();
    [[nodiscard]] QString text(std::uint32_t track, std::size_t column) const;
    [[nodiscard]] bool isNumber(std::size_t column) const;

    TrackCells m_cells;
    std::vector<std::uint32_t> m_order;
    RowSet m_selection;
    bool m_hasSelection = false;
    bool m_isMixed = false;
};

} // namespace genrelens
