#pragma once

#include <QString>
#include <QWidget>

#include <optional>

class QHBoxLayout;
class QLabel;
class QProgressBar;
class QPushButton;

namespace genrelens
{

class Plot;

/// A figure of a model with a sentence above it; where it takes a while, a button starts it, and its progress
/// can be cancelled.
class ExaminationPage : public QWidget
{
    Q_OBJECT

public:
    /// The page owns the plot.
    explicit ExaminationPage(Plot *plot, QWidget *parent = nullptr);

    [[nodiscard]] Plot *plot() const { return m_plot; }
    void setText(const QString &text);
    [[nodiscard]] QString text() const;
    /// What starts the work, "Compute learning curve"; empty where there is nothing to start.
    void setAction(const QString &text, bool enabled = true);
    /// Of work that runs; none where none does.
    void setRunning(std::optional<double> fraction);
    /// For what else the work depends on; left of the button.
    void addControl(QWidget *control);

signals:
    void startRequested();
    void cancelRequested();

private:
    void showControls();

    Plot *m_plot;
    QLabel *m_text;
    QHBoxLayout *m_controls;
    QList<QWidget *> m_further;
    QPushButton *m_start;
    QProgressBar *m_progress;
    QPushButton *m_cancel;
    bool m_running = false;
};

} // namespace genrelens
