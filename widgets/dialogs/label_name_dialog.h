#pragma once

#include <QDialog>
#include <QString>

#include <functional>

class QLabel;
class QLineEdit;
class QPushButton;

namespace genrelens
{

/// Asks for a name, and says why one cannot be had.
class LabelNameDialog : public QDialog
{
    Q_OBJECT

public:
    /// title: of the dialog. trouble: why a name cannot be, in a sentence; empty when it can.
    LabelNameDialog(const QString &title, const QString &name,
                    std::function<QString(const QString &)> trouble, QWidget *parent = nullptr);
    /// Without spaces around.
    [[nodiscard]] QString name() const;

private:
    void refresh();

    std::function<QString(const QString &)> m_trouble;
    QLineEdit *m_name;
    QLabel *m_reason;
    QPushButton *m_accept = nullptr;
};

} // namespace genrelens
