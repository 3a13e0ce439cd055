#pragma once

#include "widgets/models/model_run_rows.h"

#include <QTableView>

#include <vector>

class QSortFilterProxyModel;

namespace genrelens
{

class ModelRunsModel;

/// The trained models as a table whose columns are sorted by, hidden and moved; how is remembered.
class ModelRunsTable : public QTableView
{
    Q_OBJECT

public:
    explicit ModelRunsTable(QWidget *parent = nullptr);

    void setRows(std::vector<ModelRunRow> rows);
    void setShare(const ModelSlot &slot, double share);
    /// Marks the row of what the other views show, unless several rows are marked.
    void setCurrent(const ModelSlot &slot);

    /// All rows in the order in which they stand.
    [[nodiscard]] std::vector<ModelRunRow> rows() const;
    [[nodiscard]] std::vector<ModelRunRow> selectedRows() const;
    /// Columns of ModelRunsModel that are shown, from left to right.
    [[nodiscard]] std::vector<int> shownColumns() const;
    /// Takes the selected rows, or all, to the clipboard.
    void copy();

signals:
    void rowChosen(const genrelens::ModelSlot &slot);
    void trainRequested(const std::vector<genrelens::ModelSlot> &models);
    void cancelRequested(const std::vector<genrelens::ModelSlot> &models);
    void removeRequested(const std::vector<genrelens::ModelSlot> &models);
    void parametersRequested(const genrelens::ModelSlot &slot);
    void exportRequested();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void makeHeader();
    void restoreHeader();
    void rememberHeader();
    void resetHeader();
    void showHeaderMenu(const QPoint &position);
    void fitNames();
    void chooseRow(const QModelIndex &index);
    void selectSlots(const std::vector<ModelSlot> &wanted);
    [[nodiscard]] std::vector<ModelSlot> selectedSlots() const;
    [[nodiscard]] const ModelRunRow &rowAt(int sortedRow) const;

    ModelRunsModel *m_model;
    QSortFilterProxyModel *m_sorted;
    bool m_isReady = false; // the header is as it was left: from now on it is remembered
};

} // namespace genrelens
