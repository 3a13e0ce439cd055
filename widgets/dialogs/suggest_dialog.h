#pragma once

#include "core/labels/genre_map.h"
#include "core/study/merged_genres.h"

#include <QDialog>
#include <QString>

class QLabel;
class QPushButton;
class QRadioButton;
class QSpinBox;
class QTreeWidget;

namespace genrelens
{

class Dendrogram;
class LineChart;
class Study;

/// Suggests a mapping by merging all genres of the file bottom-up, shown as a tree with a movable cut, and
/// tells which cut is learnable. It only asks: after accept() the caller does what chosen() says with
/// suggestion(). Follows the study, so that a model trained meanwhile shows.
class SuggestDialog : public QDialog
{
    Q_OBJECT

public:
    enum class Choice { None, Apply, ApplyAsNew };

    explicit SuggestDialog(const Study &study, QWidget *parent = nullptr);

    [[nodiscard]] Choice chosen() const { return m_choice; }
    /// The groups of the present cut, each with a colour; called as the current mapping, or after what was
    /// merged when it is to be a new one ("8 groups by confusion"). No super-genres where nothing can be
    /// merged.
    [[nodiscard]] GenreMap suggestion() const;
    /// Whether a model is being trained, of which the dialog itself knows nothing.
    void setTraining(bool training);

    [[nodiscard]] const Dendrogram &dendrogram() const { return *m_tree; }

signals:
    /// The person wants the current model trained on the genres.
    void trainRequested();

private:
    void makeTop();
    void makeRight();
    [[nodiscard]] QWidget *arranged();
    void refresh();
    void showTree();
    void showQuality();
    void showGroups();
    void chooseCut(int groups);
    void choose(Choice choice);
    [[nodiscard]] MergeBy source() const;
    [[nodiscard]] GenreMap groups() const;

    const Study &m_study;
    MergedGenres m_merged;
    Choice m_choice = Choice::None;
    bool m_training = false;
    QRadioButton *m_byCentroids;
    QRadioButton *m_byConfusion;
    QPushButton *m_train;
    QSpinBox *m_cut;
    QLabel *m_headline;
    QLabel *m_note;
    Dendrogram *m_tree;
    QTreeWidget *m_groups;
    LineChart *m_chart;
    QPushButton *m_apply;
    QPushButton *m_applyAsNew;
};

} // namespace genrelens
