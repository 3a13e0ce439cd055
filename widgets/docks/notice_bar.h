#pragma once

#include <QFrame>
#include <QString>

class QLabel;
class QToolButton;

namespace genrelens
{

/// One line above what it is about: a finding, a stale result, an error. With an action it ends in a link.
class NoticeBar : public QFrame
{
    Q_OBJECT

public:
    explicit NoticeBar(QWidget *parent = nullptr);

    /// Shows text and, when not empty, a link; an empty text hides the bar.
    void setNotice(const QString &text, const QString &link = {});
    [[nodiscard]] QString text() const { return m_text; }
    void setClosable(bool closable);

signals:
    void linkActivated();
    void closed();           ///< by the person
    void fitted(int height); ///< it has become as high as its text at its width

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void showNotice();
    void fitHeight();

    QString m_text;
    QString m_link;
    QLabel *m_label;
    QToolButton *m_close;
};

} // namespace genrelens
