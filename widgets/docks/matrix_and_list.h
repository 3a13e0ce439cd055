#pragma once

#include <QSplitter>

namespace genrelens
{

/// A matrix with a list beside it, or below it, as there is more room; where there is not enough for both,
/// one in place of the other.
class MatrixAndList : public QSplitter
{
    Q_OBJECT

public:
    MatrixAndList(QWidget *matrix, QWidget *list, QWidget *parent = nullptr);

    /// As a person asks for it: kept apart for rooms where the matrix stays and where it has to go.
    void setListShown(bool shown);
    /// Whether there is something to list.
    void setListed(bool listed);
    /// Whether it is to be seen where there is room for both.
    void setListWanted(bool wanted);
    [[nodiscard]] bool isListWanted() const { return m_wanted; }
    [[nodiscard]] bool isListShown() const;

signals:
    void listShownChanged(bool shown);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void arrange();

    QWidget *m_matrix;
    QWidget *m_list;
    bool m_listed = false;
    bool m_roomy = false;
    bool m_wanted = true;
    bool m_instead = false; // of the matrix, for now
    bool m_shown = false;
};

} // namespace genrelens
