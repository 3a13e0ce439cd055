#include "core/study/selection.h"

#include "core/study/study.h"

#include <QtGlobal>

namespace genrelens
{

SelectionMode selectionMode(Qt::KeyboardModifiers modifiers)
{
    const bool control = modifiers.testFlag(Qt::ControlModifier);
    const bool shift = modifiers.testFlag(Qt::ShiftModifier);
    if (control && shift)
        return SelectionMode::Subtract;
    return control || shift ? SelectionMode::Add : SelectionMode::Replace;
}

void pickTracks(Study &study, std::span<const std::uint32_t> tracks, SelectionMode mode,
                const std::string &what)
{
    RowSet picked(study.selection().rows());
    for (const std::uint32_t track : tracks)
        if (track < picked.rows()) // a view may still show the tracks of before
            picked.insert(track);
    if (mode == SelectionMode::Replace) {
        study.setSelection(picked, what);
        return;
    }
    RowSet rows = study.selection();
    if (mode == SelectionMode::Add)
        rows |= picked;
    else
        rows -= picked;
    // A mixture has no name but that of its only part.
    const bool whole = study.selection().isEmpty() || rows == study.selection();
    const std::string name = study.selection().isEmpty() ? what : study.selectionName();
    study.setSelection(rows, whole ? name : std::string());
}

void clearSelection(Study &study)
{
    study.setSelection(RowSet(study.selection().rows()), {});
}

void invertSelection(Study &study)
{
    RowSet rows(study.selection().rows());
    for (std::size_t i = 0; i < rows.rows(); ++i)
        if (!study.selection().contains(i))
            rows.insert(i);
    study.setSelection(std::move(rows), {});
}

void selectAll(Study &study)
{
    RowSet rows(study.selection().rows());
    for (std::size_t i = 0; i < rows.rows(); ++i)
        rows.insert(i);
    study.setSelection(std::move(rows), {});
}

} // namespace genrelens
