#pragma once

#include "core/labels/kept_labels.h"
#include "core/study/settings.h"

#include <QUndoCommand>

class QUndoStack;

namespace genrelens
{

class Study;

/// The undo command for all settings of a study: it swaps them whole, so no change needs a command of its
/// own. Changes with the same mergeId (above 0) that follow each other are one step; one that leads back to
/// where it began is dropped.
class ChangeSettings : public QUndoCommand
{
public:
    ChangeSettings(Study &study, StudySettings after, const QString &text, int mergeId = 0);

    void undo() override;
    void redo() override;
    [[nodiscard]] int id() const override { return m_mergeId > 0 ? m_mergeId : -1; }
    bool mergeWith(const QUndoCommand *other) override;

private:
    friend void keepMappingSteps(QUndoStack &stack, Study &study);

    Study &m_study;
    StudySettings m_before;
    StudySettings m_after;
    int m_mergeId;
    bool m_isDone = false; // by someone else: the first redo(), which pushing calls, is left out
};

/// What undo can take back once another file is open: steps about mappings and colours, which are no file's.
/// All others are dropped, and so is what could be done again.
void keepMappingSteps(QUndoStack &stack, Study &study);

/// The same for the label sets that are kept.
class ChangeKeptLabels : public QUndoCommand
{
public:
    ChangeKeptLabels(Study &study, KeptLabelSets after, const QString &text);

    void undo() override;
    void redo() override;

private:
    Study &m_study;
    KeptLabelSets m_before;
    KeptLabelSets m_after;
};

/// Merge ids, one a control whose quick changes are one step.
namespace mergeid
{
inline constexpr int clusterCount = 1;
inline constexpr int trees = 2;
} // namespace mergeid

} // namespace genrelens
