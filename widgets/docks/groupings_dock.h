#pragma once

#include "core/labels/kept_labels.h"
#include "widgets/docks/dock.h"
#include "widgets/docks/grouping_data.h"
#include "widgets/docks/grouping_models.h"

#include <optional>
#include <set>
#include <string>
#include <utility>

class QLabel;

namespace genrelens
{

class GroupingChoice;
class GroupingFigures;
class Heatmap;
class Study;
class StudyJobs;

/// Two groupings of the tracks beside each other: which classes of one are which of the other, how far they
/// agree, and how well the current model tells the classes of each apart.
class GroupingsDock : public Dock
{
    Q_OBJECT

public:
    GroupingsDock(Study &study, StudyJobs &jobs, JobBoard &board, QWidget *parent = nullptr);
    [[nodiscard]] Plot *plot() const override;

protected:
    void frontChanged(bool inFront) override;

private:
    void refresh();
    void showComparison();
    void showTable(const GroupingComparison *comparison);
    void showModels();
    void train(const std::string &labels);
    void showNotice();
    void followNotice();
    void pick(const CellArea &cells, Qt::KeyboardModifiers modifiers);
    [[nodiscard]] GroupingModels::Line learned(const std::string &labels) const;
    [[nodiscard]] LabelKind kindOf(const std::string &labels) const;
    [[nodiscard]] bool lacksGenres() const;
    [[nodiscard]] bool wantsClusters() const;
    [[nodiscard]] QString emptyText() const;

    Study &m_study;
    StudyJobs &m_jobs;
    GroupingData m_data;
    GroupingChoice *m_choice;
    GroupingFigures *m_figures;
    Heatmap *m_heatmap;
    GroupingModels *m_models;
    QLabel *m_remark;

    GroupingPair m_pair;
    ContingencyView m_view;                                // of m_pair
    std::set<std::pair<std::string, std::string>> m_asked; // model and label set that are waited for
    bool m_picking = false;                                // the selection changes because of a click here
};

} // namespace genrelens
