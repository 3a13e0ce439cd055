#pragma once

#include <QAbstractTableModel>
#include <QColor>
#include <QString>
#include <QVariant>

#include <vector>

namespace genrelens
{

/// A cell of a short table: what it says, and the number it is sorted by where it is not sorted as a text.
struct TableCell {
    QString text;
    QVariant number = {};
    QString tip = {}; ///< empty: the text

    bool operator==(const TableCell &) const = default;
};

struct TableRow {
    std::vector<TableCell> cells;
    QColor chip = {}; ///< before the first cell; invalid for none

    bool operator==(const TableRow &) const = default;
};

struct TableColumn {
    QString title;
    bool isNumber = false;
    int spare = 0; ///< left out where there is no room, the highest first; 0 never
    QString tip = {};

    bool operator==(const TableColumn &) const = default;
};

/// A number as tables show it, with all its digits in the tooltip.
TableCell numberCell(double value, const QString &text);
TableCell countCell(std::size_t count);

/// A table of some hundred rows that was written beforehand.
class CellTableModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    static constexpr int SortRole = Qt::UserRole; ///< invalid where missing

    explicit CellTableModel(std::vector<TableColumn> columns, QObject *parent = nullptr);

    void setColumns(std::vector<TableColumn> columns);
    /// Rows with a cell a column. The very same rows change nothing.
    void setRows(std::vector<TableRow> rows);
    [[nodiscard]] const std::vector<TableColumn> &columns() const { return m_columns; }
    [[nodiscard]] const std::vector<TableRow> &rows() const { return m_rows; }
    /// The first column can be edited: the model tells of it and changes nothing itself.
    void setEditable(bool editable) { m_editable = editable; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

signals:
    void edited(int row, const QString &text);

private:
    std::vector<TableColumn> m_columns;
    std::vector<TableRow> m_rows;
    bool m_editable = false;
};

} // namespace genrelens
