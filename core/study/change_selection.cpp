#include "core/study/change_selection.h"

#include <QCoreApplication>
#include <QScopedValueRollback>
#include <QUndoStack>

#include <utility>

namespace genrelens
{

namespace
{

constexpr int firstBrush = 1'000'000; // above the merge ids of the settings
constexpr qsizetype longestStep = 40;

QString tr(const char *text)
{
    return QCoreApplication::translate("ChangeSelection", text);
}

} // namespace

QString selectionStepText(const SelectedRows &before, const SelectedRows &after)
{
    if (after.rows.isEmpty())
        return tr("Clear Selection");
    if (after.brushed)
        return tr("Brush");
    if (after.rows == before.rows)
        return tr("Name Selection");
    QString name = QString::fromStdString(after.name).simplified();
    if (name.size() > longestStep)
        name = name.left(longestStep - 1) + QChar(u'…');
    return name.isEmpty() ? tr("Change Selection")
                          : tr("Select %1").arg(name.replace(QLatin1Char('&'), QLatin1String("&&")));
}

ChangeSelection::ChangeSelection(TrackSelection &selection, SelectedRows before, int mergeId)
    : QUndoCommand(selectionStepText(before, selection.rows()))
    , m_selection(selection)
    , m_before(std::move(before))
    , m_after(selection.rows())
    , m_mergeId(mergeId)
{
}

void ChangeSelection::undo()
{
    m_selection.restore(m_before);
}

void ChangeSelection::redo()
{
    m_selection.restore(m_after);
}

bool ChangeSelection::mergeWith(const QUndoCommand *other)
{
    const auto *next = static_cast<const ChangeSelection *>(other);
    m_after = next->m_after;
    setText(next->text());
    setObsolete(m_after.isSame(m_before));
    return true;
}

ChangeKeptSelections::ChangeKeptSelections(TrackSelection &selection, KeptSelections after,
                                           const QString &text)
    : QUndoCommand(text)
    , m_selection(selection)
    , m_before(selection.kept())
    , m_after(std::move(after))
{
}

void ChangeKeptSelections::undo()
{
    m_selection.setKept(m_before);
}

void ChangeKeptSelections::redo()
{
    m_selection.setKept(m_after);
}

SelectionHistory::SelectionHistory(TrackSelection &selection, QUndoStack &stack, QObject *parent)
    : QObject(parent)
    , m_selection(selection)
    , m_stack(stack)
    , m_brush(firstBrush)
{
    connect(&selection, &TrackSelection::chosen, this, &SelectionHistory::push);
    connect(&stack, &QUndoStack::indexChanged, this, [this] {
        if (!m_pushing)
            ++m_brush; // the next one follows something else
    });
}

void SelectionHistory::push(const SelectedRows &before)
{
    const QScopedValueRollback pushing(m_pushing, true);
    m_stack.push(new ChangeSelection(m_selection, before, m_selection.rows().brushed ? m_brush : 0));
}

} // namespace genrelens
