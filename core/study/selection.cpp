#include "core/study/selection.h"

#include "core/study/study.h"

#include <algorithm>
#include <utility>

namespace genrelens
{

namespace
{

// A mixture has no name but that of its only part.
std::string nameOf(const RowSet &rows, const RowSet &picked, const std::string &what,
                   const SelectedRows &before, const RowSet &rowsBefore)
{
    if (rows.isEmpty())
        return {};
    if (rows == rowsBefore)
        return before.name.empty() && rows == picked ? what : before.name;
    return rows == picked ? what : std::string();
}

} // namespace

RowSet combined(const RowSet &before, const RowSet &picked, SelectionMode mode)
{
    RowSet rows = before;
    switch (mode) {
    case SelectionMode::Replace:
        return picked;
    case SelectionMode::Add:
        return rows |= picked;
    case SelectionMode::Subtract:
        return rows -= picked;
    case SelectionMode::Intersect:
        return rows &= picked;
    }
    return rows;
}

SelectionMode selectionMode(Qt::KeyboardModifiers modifiers, SelectionMode chosen)
{
    const bool control = modifiers.testFlag(Qt::ControlModifier);
    const bool shift = modifiers.testFlag(Qt::ShiftModifier);
    if (control && shift)
        return SelectionMode::Subtract;
    return control || shift ? SelectionMode::Add : chosen;
}

void pickTracks(Study &study, std::span<const std::uint32_t> tracks, SelectionMode mode,
                const std::string &what, Picking how)
{
    RowSet picked(study.selection().rows());
    for (const std::uint32_t track : tracks)
        if (track < picked.rows()) // a view may still show the tracks of before
            picked.insert(track);
    const RowSet rows = combined(study.selection(), picked, mode);
    const std::string name = mode == SelectionMode::Replace && !rows.isEmpty()
                                 ? what
                                 : nameOf(rows, picked, what, study.picks().rows(), study.selection());
    study.picks().choose(rows, name, how == Picking::Brush);
}

void pickTracks(Study &study, std::span<const std::uint32_t> tracks, Qt::KeyboardModifiers modifiers,
                const std::string &what, Picking how)
{
    pickTracks(study, tracks, selectionMode(modifiers, study.picks().mode()), what, how);
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

KeptSelections withSelection(const Study &study, const QString &name)
{
    const Features &features = study.prepared()->features();
    KeptSelections kept = withoutSelection(study.picks().kept(), name.trimmed().toStdString());
    kept.push_back(std::make_shared<const KeptSelection>(
        KeptSelection{name.trimmed().toStdString(),
                      fileRowsOf(study.selection(), features, study.picks().rows().rows.rows())}));
    return kept;
}

KeptSelections withoutSelection(KeptSelections kept, const std::string &name)
{
    std::erase_if(kept, [&name](const auto &selection) { return selection->name == name; });
    return kept;
}

KeptSelections withSelectionRenamed(KeptSelections kept, const std::string &name, const QString &renamed)
{
    for (auto &selection : kept)
        if (selection->name == name)
            selection = std::make_shared<const KeptSelection>(
                KeptSelection{renamed.trimmed().toStdString(), selection->rows});
    return kept;
}

void recallSelection(Study &study, const KeptSelection &kept, SelectionMode mode)
{
    const SelectedRows &before = study.picks().rows();
    if (!study.prepared() || kept.rows.rows() != before.rows.rows())
        return;
    // What nobody sees cannot be picked: in a part of the tracks only those of it are.
    const Features &features = study.prepared()->features();
    const RowSet seen = fileRowsOf(keptTracks(kept.rows, features), features, kept.rows.rows());
    RowSet rows = combined(before.rows, seen, mode);
    std::string name =
        mode == SelectionMode::Replace ? kept.name : nameOf(rows, seen, kept.name, before, before.rows);
    study.picks().choose(SelectedRows{std::move(rows), std::move(name), false});
}

} // namespace genrelens
