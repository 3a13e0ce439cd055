#pragma once

#include <QTableView>

#include <cstdint>
#include <vector>

namespace genrelens
{

/// A table of tracks in which a click, a drag or Shift and a click pick whole rows. Rows are marked only
/// while they are picked; what is selected afterwards the model says. Space picks the row with the keyboard,
/// Ctrl+A all rows.
class TrackTable : public QTableView
{
    Q_OBJECT

public:
    explicit TrackTable(QWidget *parent = nullptr);

    void selectAll() override;

signals:
    /// Rows of the table, rising.
    void rowsPicked(const std::vector<int> &rows, Qt::KeyboardModifiers modifiers);
    /// By a double click or Enter.
    void rowActivated(int row);

protected:
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    [[nodiscard]] QItemSelectionModel::SelectionFlags
    selectionCommand(const QModelIndex &index, const QEvent *event = nullptr) const override;

private:
    void pickMarked(Qt::KeyboardModifiers modifiers);

    bool m_picking = false; // the button went down on a row
};

} // namespace genrelens
