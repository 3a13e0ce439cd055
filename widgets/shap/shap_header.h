#pragma once

#include <QWidget>

class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;

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

private:
    void makeChoice();
    void showText();
    void showChoice();
    void showActivity();

    const Study &m_study;
    Explainer &m_explainer;
    QLabel *m_text;
    QComboBox *m_tracks;
    QPushButton *m_stop;
    QPushButton *m_explain;
    QProgressBar *m_progress;
};

} // namespace genrelens
