#pragma once

#include <QTableView>

namespace genrelens
{

class TrainingGridModel;

/// Shows a TrainingGridModel: a click anywhere in a cell ticks it, one on a name its whole row or column,
/// Space all cells that are selected, or the current one when none is.
class TrainingGrid : public QTableView
{
    Q_OBJECT

public:
    explicit TrainingGrid(TrainingGridModel &model, QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;

signals:
    void cellMenuRequested(const QModelIndex &cell, const QPoint &globalPosition);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void toggle(const QModelIndexList &cells);
    void fitColumns();

    TrainingGridModel &m_model;
};

} // namespace genrelens
