#pragma once

#include <QToolButton>

namespace genrelens
{

/// The line above the classes of a legend: what they are, and a chevron. Pressing it folds them away.
class LegendHeader : public QToolButton
{
    Q_OBJECT

public:
    explicit LegendHeader(QWidget *parent = nullptr);

    /// longest: of what it may say unfolded, for which there is to be room.
    void setTitle(const QString &title, const QString &longest);
    void setFolded(bool folded);
    [[nodiscard]] QSize sizeHint() const override;

signals:
    /// By the pointer.
    void entered();

protected:
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;

private:
    QString m_longest;
    bool m_folded = false;
};

} // namespace genrelens
