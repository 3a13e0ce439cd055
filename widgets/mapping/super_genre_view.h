#pragma once

#include <QTableView>

namespace genrelens
{

class SuperGenreModel;

/// The list of super-genres: genres are dropped on an entry or on the empty ground below, super-genres on
/// another or between two. Where a drop would go is shown.
class SuperGenreView : public QTableView
{
    Q_OBJECT

public:
    explicit SuperGenreView(SuperGenreModel *model, QWidget *parent = nullptr);

    /// The names of the selected super-genres; what is not mapped is none.
    [[nodiscard]] QStringList selectedNames() const;
    /// These and no others: when the mapping becomes another, they are found again by their names.
    void select(const QStringList &names, const QString &current);
    [[nodiscard]] QString currentName() const;

signals:
    void chipClicked(const QString &superGenre);

protected:
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void startDrag(Qt::DropActions actions) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragMoveEvent(QDragMoveEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    // Where a drop goes: on a row, before it, or below all.
    struct Target {
        enum Kind { None, On, Before, Below };
        Kind kind = None;
        int row = -1;
    };
    [[nodiscard]] Target targetAt(const QPoint &at, const QMimeData &mime) const;
    [[nodiscard]] bool isOnChip(const QPoint &at) const;
    [[nodiscard]] int bottom() const;
    void showTarget(const Target &target);

    SuperGenreModel *m_model;
    Target m_target;
    QPoint m_pressed;
};

} // namespace genrelens
