#pragma once

#include "widgets/models/cell_table_model.h"

#include <QTableView>

namespace genrelens
{

class MissingLastProxy;

/// A short table whose rows stand for tracks: a click, Enter or Space on one picks them. As many columns as
/// there is room for.
class PickTable : public QTableView
{
    Q_OBJECT

public:
    explicit PickTable(std::vector<TableColumn> columns, QWidget *parent = nullptr);

    /// In the order in which they stand until a person sorts them.
    void setRows(std::vector<TableRow> rows);
    /// A click on a header sorts, a third one brings the first order back.
    void setSortable();
    [[nodiscard]] CellTableModel &cells() { return *m_model; }
    /// The row, as it was set, of an index of this view; -1 for none.
    [[nodiscard]] int rowOf(const QModelIndex &index) const;
    /// Goes to a row without picking it.
    void showRow(int row);

signals:
    void picked(int row, Qt::KeyboardModifiers modifiers);

protected:
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void measure();
    void fitColumns();
    void copy() const;

    CellTableModel *m_model;
    MissingLastProxy *m_sorted;
    std::vector<int> m_needed; // width of each column at which nothing is cut
};

} // namespace genrelens
