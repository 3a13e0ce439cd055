#pragma once

#include "core/cluster/k_sweep.h"

#include <QTableView>

#include <vector>

class QSortFilterProxyModel;

namespace genrelens
{

class SweepModel;

/// A sweep as a sorted table. Ctrl+C copies the chosen lines, or all; a double click or Enter makes that k
/// the number of clusters.
class SweepTable : public QTableView
{
    Q_OBJECT

public:
    explicit SweepTable(QWidget *parent = nullptr);
    void setPoints(std::vector<KSweepPoint> points, int current);
    void copy() const;

signals:
    void kChosen(int k);
    void exportRequested();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void fitColumns();
    /// Of a row as it is sorted.
    [[nodiscard]] int clusters(const QModelIndex &index) const;
    void choose(const QModelIndex &index);

    SweepModel *m_model;
    QSortFilterProxyModel *m_sorted;
};

} // namespace genrelens
