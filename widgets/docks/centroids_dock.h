#pragma once

#include "core/study/study.h"
#include "widgets/docks/centroid_data.h"
#include "widgets/docks/dock.h"
#include "widgets/plots/centroid_figures.h"

#include <QSet>

#include <map>
#include <string>

class QStackedWidget;
class QTableView;

namespace genrelens
{

class CentroidControls;
class CentroidTableModel;
class ParallelAxes;
class SmallMultiples;
class StudyJobs;

/// What sets the classes of the current label set apart: the mean of each feature in each of them, as
/// parallel coordinates, as little bar charts or as a table.
class CentroidsDock : public Dock
{
    Q_OBJECT

public:
    CentroidsDock(Study &study, StudyJobs &jobs, JobBoard &board, QWidget *parent = nullptr);
    [[nodiscard]] Plot *plot() const override;

protected:
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void makeTable();
    void connectViews();
    void onStudyChanged(StudyPart part);
    void refresh();
    void showLines();
    void showBars();
    void showTable();
    void addTracks(ParallelSpec &spec);
    void pickBrushed(Qt::KeyboardModifiers modifiers, bool finished);
    [[nodiscard]] QString describeBrushes() const;
    void copyTable(bool whole);

    Study &m_study;
    CentroidData m_data;
    CentroidControls *m_controls;
    QStackedWidget *m_views; // in the order of the controls' modes
    ParallelAxes *m_lines;
    SmallMultiples *m_bars;
    QTableView *m_table;
    CentroidTableModel *m_model;

    Centroids m_centroids;
    QString m_missing;                             // why there are none
    std::string m_shownLabels;                     // whose hidden classes m_lines has
    std::map<std::string, QSet<QString>> m_hidden; // classes, by label set
    Key m_brushedFeatures;                         // of the matrix that the brushes are about
    bool m_picking = false;                        // the selection changes because of a brush
};

} // namespace genrelens
