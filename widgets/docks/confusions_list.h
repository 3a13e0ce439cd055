#pragma once

#include "widgets/models/confusions_model.h"

#include <QTableView>

namespace genrelens
{

/// The worst confusions as a table, sorted by any column: a click picks the tracks, Ctrl+C copies the lines
/// that are chosen, or all.
class ConfusionsList : public QTableView
{
    Q_OBJECT

public:
    explicit ConfusionsList(QWidget *parent = nullptr);
    /// As ConfusionsModel has it.
    void setConfusions(std::vector<Confusion> confusions, QStringList names, const QString &other = {});
    void copy() const;

signals:
    void picked(const genrelens::Confusion &confusion, Qt::KeyboardModifiers modifiers);

protected:
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void fitColumns();

    ConfusionsModel *m_model;
    int m_nameWidth = 0;
};

} // namespace genrelens
