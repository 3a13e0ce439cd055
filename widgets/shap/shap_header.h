#pragma once

#include <QStringList>
#include <QWidget>

class QComboBox;
class QLabel;
class QProgressBar;
class QToolButton;

namespace genrelens
{

class Explainer;
class Study;

/// What is explained: the model, how many tracks of how many, whether the sums match; and what there is to
/// decide about it.
class ShapHeader : public QWidget
{
    Q_OBJECT

public:
    ShapHeader(const Study &study, Explainer &explainer, QWidget *parent = nullptr);

    /// Shows what the explainer has now.
    void refresh();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void makeChoice();
    void makeButtons();
    void showText();
    void fitText();
    void showChoice();
    void showActivity();

    const Study &m_study;
    Explainer &m_explainer;
    QStringList m_texts; // the longest first; the first that has room is shown
    QString m_tip;
    QLabel *m_text;
    QComboBox *m_tracks;
    QToolButton *m_stop;
    QToolButton *m_explain;
    QProgressBar *m_progress;
};

} // namespace genrelens
