#pragma once

#include "widgets/docks/confusion_data.h"
#include "widgets/docks/dock.h"
#include "widgets/plots/heatmap_layout.h"

#include <QSet>

#include <optional>

class QLabel;
class QPushButton;

namespace genrelens
{

class ConfusionControls;
class ConfusionsList;
class Heatmap;
class MatrixAndList;
class StudyJobs;

/// How the current model judges the held-out tracks of the current label set: accuracy, the confusion matrix,
/// genres by super-genre and folded to them, and the worst confusions; or how another model differs. Cells,
/// rows and columns pick their tracks.
class ConfusionDock : public Dock
{
    Q_OBJECT

public:
    ConfusionDock(Study &study, StudyJobs &jobs, JobBoard &board, QWidget *parent = nullptr);
    [[nodiscard]] Plot *plot() const override;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void makeContent();
    void connectViews();
    void onStudyChanged(StudyPart part);
    void refresh();
    void train();
    bool showMissingGenres();
    void showNotice();
    [[nodiscard]] QString incomparableText() const;
    void showEmpty();
    void showHeader();
    void showMatrix();
    void showList();
    void showSelection();
    void offerOthers();
    [[nodiscard]] ConfusionChoice choice();
    [[nodiscard]] bool foldsAll();

    void toggleBlock(int block);
    void foldAll(bool folded);
    void rememberFolds();
    void followRoom();
    void pick(const CellRange &cells, Qt::KeyboardModifiers modifiers);
    [[nodiscard]] QString describe(MatrixCell cell) const;

    Study &m_study;
    StudyJobs &m_jobs;
    ConfusionData m_data;
    QLabel *m_subject;
    QLabel *m_headline;
    ConfusionControls *m_controls;
    QPushButton *m_train;
    Heatmap *m_heatmap;
    ConfusionsList *m_list;
    MatrixAndList *m_views;
    std::optional<QSet<QString>> m_folded; // super-genres, by a person; none: where there is no room
    bool m_low = false;                    // little height: one line must do above the matrix
    bool m_allFolded = false;              // at the last refresh
    std::vector<std::uint32_t> m_selected; // tracks of each cell
};

} // namespace genrelens
