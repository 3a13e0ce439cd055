#include "widgets/docks/selection_dock.h"

#include "core/study/selection.h"
#include "core/study/study.h"
#include "widgets/docks/flow_layout.h"
#include "widgets/plots/text.h"
#include "widgets/plots/theme.h"
#include "widgets/selection/selection_list.h"

#include <QAction>
#include <QLabel>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

#include <utility>

namespace genrelens
{

namespace
{

constexpr std::size_t longestName = 200; // bytes

bool matters(StudyPart part)
{
    return part != StudyPart::Models && part != StudyPart::Sweep && part != StudyPart::PickMode;
}

} // namespace

SelectionDock::SelectionDock(Study &study, JobBoard &board, QWidget *parent)
    : Dock(tr("Selection"), QStringLiteral("selectionDock"), parent)
    , m_study(study)
    , m_portray(tr("Looking at the selection"), board)
    , m_headline(new QLabel)
    , m_name(new QLabel)
    , m_empty(new QLabel)
    , m_buttons(new QWidget)
    , m_list(new SelectionList)
{
    m_portray.setQuiet(true);
    m_headline->setObjectName(QStringLiteral("selectionHeadline"));
    m_headline->setTextFormat(Qt::RichText);
    m_headline->setWordWrap(true);
    m_name->setObjectName(QStringLiteral("selectionName"));
    m_name->setTextFormat(Qt::PlainText);
    m_name->setForegroundRole(QPalette::PlaceholderText);
    m_name->setWordWrap(true);
    m_empty->setObjectName(QStringLiteral("selectionEmpty"));
    m_empty->setTextFormat(Qt::PlainText);
    m_empty->setWordWrap(true);
    m_buttons->setObjectName(QStringLiteral("selectionButtons"));
    m_buttons->setLayout(new FlowLayout(spacing::small));
    m_list->setAccessibleName(tr("What is special about the selection"));
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_headline, m_name, m_empty, m_buttons})
        content()->addWidget(widget);
    content()->addWidget(m_list, 1);
    connect(m_list, &SelectionList::picked, this, &SelectionDock::pick);
    connect(m_list, &QWidget::customContextMenuRequested, this, &SelectionDock::showMenu);
    connect(&study, &Study::changed, this, [this](StudyPart part) {
        if (!matters(part))
            return;
        if (part == StudyPart::Dataset) // let go of the one before
            m_portrait = {};
        m_outdated = true;
        refresh();
    });
    refresh();
}

void SelectionDock::setActions(const QList<QAction *> &actions)
{
    for (QAction *action : actions) {
        auto *button = new QToolButton;
        button->setDefaultAction(action);
        button->setToolButtonStyle(Qt::ToolButtonTextOnly);
        m_buttons->layout()->addWidget(button);
    }
}

void SelectionDock::frontChanged(bool inFront)
{
    if (inFront)
        refresh();
}

void SelectionDock::refresh()
{
    if (!m_outdated || !isInFront())
        return; // what nobody sees is looked at when it is seen
    m_outdated = false;
    describe();
    portray();
}

void SelectionDock::describe()
{
    const std::size_t selected = m_study.selection().count();
    const std::size_t all = m_study.selection().rows();
    m_headline->setVisible(selected > 0);
    m_name->setVisible(selected > 0 && !m_study.selectionName().empty());
    m_buttons->setVisible(selected > 0);
    m_empty->setVisible(selected == 0);
    m_empty->setText(
        !m_study.prepared()
            ? tr("Open a file to select tracks.")
            : tr("Nothing is selected. Click a bar, a cell or a row, or brush tracks, to see here what sets "
                 "them apart from all others."));
    if (selected == 0)
        return;
    const QString number = formatCount(static_cast<qint64>(selected));
    const double part = static_cast<double>(selected) / static_cast<double>(all);
    const QString share = formatShare(part, part < 0.001 ? 3 : 1); // two tracks are not none
    const QFont font = headlineFont(this->font());
    m_headline->setText(QStringLiteral("<span style=\"font-size:%1pt; font-weight:600\">%2</span> %3")
                            .arg(font.pointSizeF())
                            .arg(number, (selected == 1 ? tr("track, %1 of %2") : tr("tracks, %1 of %2"))
                                             .arg(share, formatCount(static_cast<qint64>(all)))));
    m_name->setText(shortened(m_study.selectionName(), longestName));
}

// The labels that views show first, then the others that there are.
std::vector<LabelSet> SelectionDock::labelSets() const
{
    std::vector<LabelSet> sets;
    const auto add = [&](const std::string &name) {
        LabelSet labels = m_study.labels(name);
        if (!labels.isEmpty())
            sets.push_back(std::move(labels));
    };
    add(m_study.currentLabels());
    for (const LabelSetInfo &set : m_study.labelSets())
        if (set.name != m_study.currentLabels())
            add(set.name);
    return sets;
}

void SelectionDock::portray()
{
    m_portray.abandon();
    if (!m_study.prepared() || m_study.selection().isEmpty()) {
        showPortrait({nullptr, {}, {}, {}, {}, std::move(m_portrait.ground)});
        return;
    }
    PortraitRequest request;
    request.dataset = m_study.dataset();
    request.prepared = m_study.prepared();
    request.selection = m_study.selection();
    request.labels = labelSets();
    request.ground = m_portrait.ground;
    m_portray.start<SelectionPortrait>(
        [request = std::move(request)](Progress &progress) { return selectionPortrait(request, progress); },
        [this](SelectionPortrait portrait) { showPortrait(std::move(portrait)); });
}

void SelectionDock::showPortrait(SelectionPortrait portrait)
{
    m_portrait = std::move(portrait);
    m_list->rows().setRows(selectionRows(m_study, m_portrait));
}

const std::vector<std::int32_t> *SelectionDock::codesOf(const SelectionRow &row) const
{
    if (row.kind == SelectionRow::Kind::Artist)
        return &m_portrait.prepared->artists;
    return row.set < m_portrait.labels.size() ? &m_portrait.labels[row.set].set.codes() : nullptr;
}

// A plain click narrows the selection to the group; otherwise it is about all tracks of the group.
void SelectionDock::pick(const SelectionRow &row, Qt::KeyboardModifiers modifiers)
{
    const SelectionMode mode = selectionMode(modifiers, m_study.picks().mode());
    if (row.kind == SelectionRow::Kind::Kept) {
        if (row.set < m_study.picks().kept().size())
            recallSelection(m_study, *m_study.picks().kept()[row.set], mode);
        return;
    }
    if (m_portrait.prepared != m_study.prepared())
        return; // the tracks are others already
    const std::vector<std::int32_t> *codes = codesOf(row);
    std::vector<std::uint32_t> tracks;
    for (std::size_t i = 0; codes != nullptr && i < codes->size(); ++i)
        if ((*codes)[i] == row.group && (mode != SelectionMode::Replace || m_study.selection().contains(i)))
            tracks.push_back(static_cast<std::uint32_t>(i));
    const QString kind = row.kind == SelectionRow::Kind::Artist
                             ? tr("artist")
                             : inSentence(m_study.labelsTitle(m_portrait.labels[row.set].set.name()));
    QString what = tr("%1 %2", "kind and name of a class: genre rock").arg(kind, row.name);
    if (mode == SelectionMode::Replace && !m_study.selectionName().empty())
        what = tr("%1 of %2", "a class of the tracks that were selected")
                   .arg(what, shortened(m_study.selectionName(), longestName));
    pickTracks(m_study, tracks, mode, what.toStdString());
}

void SelectionDock::showMenu(const QPoint &position)
{
    const QModelIndex index = m_list->indexAt(position);
    if (!index.isValid() || m_list->rows().row(index).kind != SelectionRow::Kind::Kept)
        return;
    const std::size_t place = m_list->rows().row(index).set;
    if (place >= m_study.picks().kept().size())
        return;
    const std::string name = m_study.picks().kept()[place]->name;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Re&name…"), this, [this, name] { emit renameRequested(name); })
        ->setObjectName(QStringLiteral("renameKeptAction"));
    menu->addAction(tr("&Remove"), this, [this, name] { emit removeRequested(name); })
        ->setObjectName(QStringLiteral("removeKeptAction"));
    menu->popup(m_list->viewport()->mapToGlobal(position));
}

} // namespace genrelens
