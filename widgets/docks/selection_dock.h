#pragma once

#include "core/study/job.h"
#include "core/study/selection_portrait.h"
#include "widgets/docks/dock.h"
#include "widgets/selection/selection_rows.h"

#include <QList>

class QAction;
class QLabel;

namespace genrelens
{

class SelectionList;
class Study;

/// What is special about the selected tracks against the others, and the selections that were kept.
class SelectionDock : public Dock
{
    Q_OBJECT

public:
    SelectionDock(Study &study, JobBoard &board, QWidget *parent = nullptr);
    /// What can be done with the selection, as buttons.
    void setActions(const QList<QAction *> &actions);

signals:
    /// Of a kept selection.
    void renameRequested(const std::string &name);
    void removeRequested(const std::string &name);

protected:
    void frontChanged(bool inFront) override;

private:
    void refresh();
    void describe();
    void portray();
    void showPortrait(SelectionPortrait portrait);
    void pick(const SelectionRow &row, Qt::KeyboardModifiers modifiers);
    void showMenu(const QPoint &position);
    [[nodiscard]] std::vector<LabelSet> labelSets() const;
    [[nodiscard]] const std::vector<std::int32_t> *codesOf(const SelectionRow &row) const;

    Study &m_study;
    Job m_portray;
    SelectionPortrait m_portrait;
    QLabel *m_headline;
    QLabel *m_name;
    QLabel *m_empty;
    QWidget *m_buttons;
    SelectionList *m_list;
    bool m_outdated = true;
};

} // namespace genrelens
