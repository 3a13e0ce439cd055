#pragma once

#include "widgets/selection/selection_rows.h"

#include <QListView>

namespace genrelens
{

/// The lines of the Selection dock: a click or Enter picks what a line is about.
class SelectionList : public QListView
{
    Q_OBJECT

public:
    explicit SelectionList(QWidget *parent = nullptr);
    [[nodiscard]] SelectionRowsModel &rows() { return *m_model; }

signals:
    void picked(const genrelens::SelectionRow &row, Qt::KeyboardModifiers modifiers);

protected:
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void pick(const QModelIndex &index, Qt::KeyboardModifiers modifiers);

    SelectionRowsModel *m_model;
};

} // namespace genrelens
