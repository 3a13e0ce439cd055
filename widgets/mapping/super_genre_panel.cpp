#include "widgets/mapping/super_genre_panel.h"

#include "widgets/mapping/genre_map_model.h"
#include "widgets/mapping/mapping_editor.h"
#include "widgets/mapping/name_list.h"
#include "widgets/mapping/super_genre_model.h"
#include "widgets/mapping/super_genre_view.h"
#include "widgets/models/chip_delegate.h"
#include "widgets/plots/theme.h"

#include <QAction>
#include <QCheckBox>
#include <QColorDialog>
#include <QDropEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QMenu>
#include <QMimeData>
#include <QScrollBar>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace genrelens
{

namespace
{

std::optional<QColor> askForColour(const QColor &now, QWidget *parent)
{
    const QColor colour =
        QColorDialog::getColor(now, parent, SuperGenrePanel::tr("Colour of the Super-genre"));
    return colour.isValid() ? std::optional(colour) : std::nullopt;
}

} // namespace

SuperGenrePanel::SuperGenrePanel(MappingEditor &editor, QWidget *parent)
    : QWidget(parent)
    , m_editor(editor)
    , m_model(new SuperGenreModel(this))
    , m_view(new SuperGenreView(m_model))
    , m_unmapped(new QCheckBox(tr("Keep unmapped as a class")))
    , m_add(new QToolButton)
    , m_chooseColour(askForColour)
{
    makeActions();
    m_unmapped->setObjectName(QStringLiteral("unmappedIsClass"));
    m_unmapped->setToolTip(tr("Else tracks of genres that are not mapped are left out"));
    m_add->setObjectName(QStringLiteral("newSuperGenreButton"));
    m_add->setDefaultAction(m_new);
    m_add->setText(QStringLiteral("+"));
    m_add->setToolTip(tr("New super-genre; genres can be dropped here"));
    m_add->setAccessibleName(tr("New super-genre"));
    m_add->setFixedSize(spacing::toolButtonHeight, spacing::toolButtonHeight);
    m_add->setAcceptDrops(true);
    m_add->installEventFilter(this);
    auto *below = new QHBoxLayout;
    below->setContentsMargins(0, 0, 0, 0);
    below->setSpacing(spacing::medium);
    below->addWidget(m_add);
    below->addWidget(m_unmapped);
    below->addStretch(1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing::small);
    layout->addWidget(m_view, 1);
    layout->addLayout(below);
    connectModel();
    connect(m_view, &SuperGenreView::chipClicked, this, &SuperGenrePanel::recolour);
    connect(m_view, &QWidget::customContextMenuRequested, this, &SuperGenrePanel::showMenu);
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &SuperGenrePanel::refreshActions);
    connect(m_unmapped, &QCheckBox::clicked, &editor, &MappingEditor::setUnmappedIsClass);
    refreshActions();
}

QAction *SuperGenrePanel::addAction(const QString &name, const QString &text, const QKeySequence &key)
{
    auto *action = new QAction(text, this);
    action->setObjectName(name);
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    m_view->addAction(action);
    return action;
}

void SuperGenrePanel::makeActions()
{
    m_new = addAction(QStringLiteral("newSuperGenreAction"), tr("&New Super-genre"), {});
    m_rename = addAction(QStringLiteral("renameSuperGenreAction"), tr("&Rename"), {});
    m_recolour = addAction(QStringLiteral("recolourSuperGenreAction"), tr("Re&colour…"), {});
    m_up = addAction(QStringLiteral("superGenreUpAction"), tr("Move &Up"), QStringLiteral("Alt+Up"));
    m_down = addAction(QStringLiteral("superGenreDownAction"), tr("Move Do&wn"), QStringLiteral("Alt+Down"));
    m_delete = addAction(QStringLiteral("deleteSuperGenreAction"), tr("&Delete"), QKeySequence::Delete);
    m_pick = addAction(QStringLiteral("superGenreTracksAction"), tr("&Select Tracks"), {});
    connect(m_new, &QAction::triggered, this, [this] { editName(m_editor.addSuperGenre()); });
    connect(m_rename, &QAction::triggered, this, [this] { editName(m_view->currentName()); });
    connect(m_recolour, &QAction::triggered, this, [this] { recolour(m_view->currentName()); });
    connect(m_up, &QAction::triggered, this, [this] { m_editor.moveBy(m_view->selectedNames(), -1); });
    connect(m_down, &QAction::triggered, this, [this] { m_editor.moveBy(m_view->selectedNames(), 1); });
    connect(m_delete, &QAction::triggered, this, [this] { m_editor.remove(m_view->selectedNames()); });
    connect(m_pick, &QAction::triggered, this, [this] {
        QStringList names = m_view->selectedNames();
        for (const QModelIndex &index : m_view->selectionModel()->selectedRows())
            if (m_model->isUnmapped(index.row()))
                names.append(QString());
        emit tracksRequested(names);
    });
}

void SuperGenrePanel::connectModel()
{
    connect(m_model, &SuperGenreModel::nameGiven, &m_editor, &MappingEditor::rename);
    connect(m_model, &SuperGenreModel::genresDropped, &m_editor, &MappingEditor::assign);
    connect(m_model, &SuperGenreModel::superGenresDropped, &m_editor, &MappingEditor::merge);
    connect(m_model, &SuperGenreModel::superGenresMoved, &m_editor, &MappingEditor::move);
    connect(m_model, &SuperGenreModel::genresDroppedApart, this, &SuperGenrePanel::assignApart);
}

void SuperGenrePanel::assignApart(const QStringList &genres)
{
    const QString name = m_editor.assignApart(genres);
    // Once the drag is over.
    QMetaObject::invokeMethod(
        this, [this, name] { editName(name); }, Qt::QueuedConnection);
}

bool SuperGenrePanel::eventFilter(QObject *object, QEvent *event)
{
    const bool drag = event->type() == QEvent::DragEnter || event->type() == QEvent::Drop;
    if (object == m_add && event->type() == QEvent::DragLeave)
        m_add->setDown(false);
    if (object != m_add || !drag)
        return QWidget::eventFilter(object, event);
    auto *drop = static_cast<QDropEvent *>(event); // entering is one as well
    if (!drop->mimeData()->hasFormat(GenreMapModel::mimeType()))
        return false;
    drop->setDropAction(Qt::CopyAction);
    drop->accept();
    m_add->setDown(event->type() == QEvent::DragEnter);
    if (event->type() == QEvent::Drop)
        assignApart(unpackNames(drop->mimeData()->data(GenreMapModel::mimeType())));
    return true;
}

void SuperGenrePanel::setRows(std::vector<SuperGenreRow> rows, bool unmappedIsClass)
{
    const bool some = !rows.empty() && rows.back().genres > 0;
    const QStringList selected = m_view->selectedNames();
    const QString current = m_view->currentName();
    const int scrolled = m_view->verticalScrollBar()->value();
    if (!m_model->setRows(std::move(rows))) {
        m_view->select(selected, current);
        m_view->verticalScrollBar()->setValue(scrolled);
    }
    m_unmapped->setVisible(some || unmappedIsClass);
    m_unmapped->setChecked(unmappedIsClass);
    refreshActions();
}

int SuperGenrePanel::fullHeight() const
{
    constexpr int emptyRows = 2;
    const int rows = std::min(m_model->rowCount(), 1000) + emptyRows; // pixels have an end
    return m_view->horizontalHeader()->sizeHint().height() + rows * spacing::tableRowHeight +
           layout()->spacing() + m_add->height();
}

void SuperGenrePanel::editName(const QString &superGenre)
{
    const int row = superGenre.isEmpty() ? -1 : m_model->rowOf(superGenre);
    if (row < 0)
        return;
    const QModelIndex at = m_model->index(row, SuperGenreModel::Name);
    m_view->setFocus();
    m_view->setCurrentIndex(at);
    m_view->scrollTo(at);
    m_view->edit(at);
}

void SuperGenrePanel::recolour(const QString &superGenre)
{
    const int row = superGenre.isEmpty() ? -1 : m_model->rowOf(superGenre);
    if (row < 0)
        return;
    if (const auto colour = m_chooseColour(m_model->rows()[static_cast<std::size_t>(row)].colour, this))
        m_editor.recolour(superGenre, *colour);
}

void SuperGenrePanel::refreshActions()
{
    const QStringList names = m_view->selectedNames();
    const bool one = names.size() == 1;
    m_rename->setEnabled(one);
    m_recolour->setEnabled(one);
    m_delete->setEnabled(!names.isEmpty());
    m_pick->setEnabled(m_view->selectionModel()->hasSelection());
    const int last = m_model->rowCount() - 2;
    m_up->setEnabled(!names.isEmpty() && !(one && m_model->rowOf(names.first()) == 0));
    m_down->setEnabled(!names.isEmpty() && !(one && m_model->rowOf(names.first()) == last));
}

void SuperGenrePanel::fillMergeMenu(QMenu &menu)
{
    const QStringList names = m_view->selectedNames();
    for (const SuperGenreRow &row : m_model->rows()) {
        if (row.name.isEmpty() || (names.size() == 1 && names.first() == row.name))
            continue;
        const QString into = row.name;
        connect(menu.addAction(chipIcon(row.colour), menuText(into)), &QAction::triggered, this,
                [this, names, into] { m_editor.merge(names, into); });
    }
    menu.setEnabled(!names.isEmpty() && !menu.isEmpty());
}

void SuperGenrePanel::showMenu(const QPoint &at)
{
    refreshActions();
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("superGenreMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions({m_new, m_rename, m_recolour});
    fillMergeMenu(*menu->addMenu(tr("&Merge into")));
    menu->addActions({m_up, m_down, m_delete});
    menu->addSeparator();
    menu->addAction(m_pick);
    menu->popup(m_view->viewport()->mapToGlobal(at));
}

} // namespace genrelens
