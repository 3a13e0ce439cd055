#pragma once

#include "core/study/track_selection.h"

#include <QObject>
#include <QUndoCommand>

class QUndoStack;

namespace genrelens
{

/// The undo command for what is selected. Those with the same mergeId (above 0) that follow each other are
/// one step; one that leads back to where it began is dropped.
class ChangeSelection : public QUndoCommand
{
public:
    ChangeSelection(TrackSelection &selection, SelectedRows before, int mergeId = 0);

    void undo() override;
    void redo() override;
    [[nodiscard]] int id() const override { return m_mergeId > 0 ? m_mergeId : -1; }
    bool mergeWith(const QUndoCommand *other) override;

private:
    TrackSelection &m_selection;
    SelectedRows m_before;
    SelectedRows m_after;
    int m_mergeId;
};

/// The same for the selections that are kept under names.
class ChangeKeptSelections : public QUndoCommand
{
public:
    ChangeKeptSelections(TrackSelection &selection, KeptSelections after, const QString &text);

    void undo() override;
    void redo() override;

private:
    TrackSelection &m_selection;
    KeptSelections m_before;
    KeptSelections m_after;
};

/// Makes whatever a person picks, in any view, a step on the undo stack. Brushes in a row are one step, until
/// something else is done or undone.
class SelectionHistory : public QObject
{
    Q_OBJECT

public:
    SelectionHistory(TrackSelection &selection, QUndoStack &stack, QObject *parent = nullptr);

private:
    void push(const SelectedRows &before);

    TrackSelection &m_selection;
    QUndoStack &m_stack;
    int m_brush;
    bool m_pushing = false;
};

/// What the undo menu calls a change of the selection: "Select rock", "Brush", "Clear Selection".
QString selectionStepText(const SelectedRows &before, const SelectedRows &after);

} // namespace genrelens
