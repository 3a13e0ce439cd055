#include "widgets/mapping/mapping_bar.h"

#include "core/study/study.h"
#include "widgets/mapping/mapping_editor.h"
#include "widgets/plots/theme.h"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QSignalBlocker>
#include <QToolButton>

#include <algorithm>

namespace genrelens
{

namespace
{

constexpr int narrowestBox = 8; // letters

} // namespace

QString mappingTitle(const Mapping &mapping)
{
    return QString::fromStdString(mapping.map.name.empty() ? mapping.name : mapping.map.name);
}

MappingBar::MappingBar(Study &study, QWidget *parent)
    : QWidget(parent)
    , m_study(study)
    , m_box(new QComboBox)
    , m_name(new QLineEdit)
    , m_menu(new QMenu(this))
{
    m_box->setObjectName(QStringLiteral("mappingBox"));
    m_box->setAccessibleName(tr("Mapping"));
    m_box->setToolTip(tr("The mapping that is edited"));
    m_box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_box->setMinimumContentsLength(narrowestBox);
    m_name->setObjectName(QStringLiteral("mappingName"));
    m_name->setAccessibleName(tr("Name of the mapping"));
    m_name->installEventFilter(this);
    m_name->hide();
    auto *button = new QToolButton;
    button->setObjectName(QStringLiteral("mappingMenuButton"));
    button->setText(tr("Mapping"));
    button->setToolTip(tr("New, duplicate, rename, copy and paste mappings"));
    button->setMenu(m_menu);
    button->setPopupMode(QToolButton::InstantPopup);
    for (QWidget *widget :
         {static_cast<QWidget *>(m_box), static_cast<QWidget *>(m_name), static_cast<QWidget *>(button)})
        widget->setFixedHeight(spacing::toolButtonHeight);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing::medium);
    layout->addWidget(m_box, 1);
    layout->addWidget(m_name, 1);
    layout->addWidget(button);
    makeActions();
    connect(m_box, &QComboBox::activated, this,
            [this] { choose(m_box->currentData().toString().toStdString()); });
    connect(m_name, &QLineEdit::editingFinished, this, &MappingBar::finishRenaming);
    refresh();
}

QAction *MappingBar::addAction(const QString &name, const QString &text)
{
    auto *action = new QAction(text, this);
    action->setObjectName(name);
    return action;
}

void MappingBar::makeActions()
{
    QAction *fresh = addAction(QStringLiteral("newMappingAction"), tr("&New Empty Mapping"));
    QAction *twin = addAction(QStringLiteral("duplicateMappingAction"), tr("D&uplicate Mapping"));
    QAction *name = addAction(QStringLiteral("renameMappingAction"), tr("Rena&me Mapping…"));
    m_delete = addAction(QStringLiteral("deleteMappingAction"), tr("&Delete Mapping"));
    QAction *copy = addAction(QStringLiteral("copyMappingAction"), tr("&Copy Genres"));
    QAction *paste = addAction(QStringLiteral("pasteMappingAction"), tr("&Paste Genres"));
    QAction *suggest = addAction(QStringLiteral("suggestMappingAction"), tr("Su&ggest…"));
    // Of the widgets they are added to only: other views copy other things.
    copy->setShortcut(QKeySequence::Copy);
    paste->setShortcut(QKeySequence::Paste);
    copy->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    paste->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    m_wholeActions = {fresh, twin, name, m_delete};
    m_cellActions = {copy, paste, suggest};
    connect(fresh, &QAction::triggered, this, &MappingBar::addEmpty);
    connect(twin, &QAction::triggered, this, &MappingBar::duplicate);
    connect(name, &QAction::triggered, this, &MappingBar::startRenaming);
    connect(m_delete, &QAction::triggered, this, &MappingBar::removeCurrent);
    connect(copy, &QAction::triggered, this, &MappingBar::copyRequested);
    connect(paste, &QAction::triggered, this, &MappingBar::pasteRequested);
    connect(suggest, &QAction::triggered, this, &MappingBar::suggestRequested);
    fillMenu();
}

QList<QAction *> MappingBar::mappingActions() const
{
    return m_wholeActions + m_cellActions;
}

void MappingBar::setFileActions(const QList<QAction *> &actions)
{
    m_fileActions = actions;
    fillMenu();
}

void MappingBar::fillMenu()
{
    m_menu->clear(); // what it does not own stays
    m_menu->addActions(m_wholeActions);
    m_menu->addSeparator();
    m_menu->addActions(m_fileActions);
    if (!m_fileActions.isEmpty())
        m_menu->addSeparator();
    m_menu->addActions(m_cellActions);
}

void MappingBar::refresh()
{
    const QSignalBlocker quiet(m_box);
    const std::vector<Mapping> &mappings = m_study.settings().mappings;
    fillBox();
    m_box->setCurrentIndex(m_box->findData(QString::fromStdString(m_study.settings().currentMapping)));
    m_delete->setEnabled(mappings.size() > 1);
    for (QAction *action : std::as_const(m_cellActions))
        action->setEnabled(!m_study.labels("genre").isEmpty());
}

// Only when they are others: its list may be open.
void MappingBar::fillBox()
{
    std::vector<std::pair<std::string, QString>> shown;
    for (const Mapping &mapping : m_study.settings().mappings)
        shown.emplace_back(mapping.name, mappingTitle(mapping));
    if (shown == m_shown)
        return;
    m_shown = std::move(shown);
    m_box->clear();
    for (const auto &[name, title] : m_shown) {
        m_box->addItem(title, QString::fromStdString(name));
        m_box->setItemData(m_box->count() - 1, title, Qt::ToolTipRole);
    }
}

// What is looked at is no decision about the study: no step to undo.
void MappingBar::choose(const std::string &name)
{
    if (m_study.settings().findMapping(m_study.currentLabels()) != nullptr) {
        m_study.setCurrentLabels(name);
        return;
    }
    StudySettings settings = m_study.settings();
    settings.currentMapping = name;
    m_study.setSettings(settings);
}

QString MappingBar::freshTitle(const QString &base) const
{
    return QString::fromStdString(freeMapName(m_study.settings(), base.toStdString()));
}

void MappingBar::add(Mapping mapping, const QString &text)
{
    mapping.name = m_study.freshLabelSetName("super_genre");
    const bool looksAtMapping = m_study.settings().findMapping(m_study.currentLabels()) != nullptr;
    StudySettings settings = m_study.settings();
    settings.currentMapping = mapping.name;
    settings.mappings.push_back(mapping);
    emit settingsChosen(settings, text);
    if (looksAtMapping && m_study.settings().findMapping(mapping.name) != nullptr)
        m_study.setCurrentLabels(mapping.name);
}

void MappingBar::addEmpty()
{
    emit sightRequested();
    Mapping mapping;
    mapping.map.name = freshTitle(tr("New mapping")).toStdString();
    add(std::move(mapping), tr("New Mapping"));
}

void MappingBar::duplicate()
{
    const Mapping *current = m_study.settings().findMapping(m_study.settings().currentMapping);
    if (current == nullptr)
        return;
    emit sightRequested();
    Mapping mapping = *current;
    mapping.map.name = freshTitle(mappingTitle(*current)).toStdString();
    add(std::move(mapping), tr("Duplicate %1").arg(stepName(mappingTitle(*current))));
}

// The one after it takes its place, or the one before.
void MappingBar::removeCurrent()
{
    StudySettings settings = m_study.settings();
    const auto at =
        std::find_if(settings.mappings.begin(), settings.mappings.end(),
                     [&](const Mapping &mapping) { return mapping.name == settings.currentMapping; });
    if (at == settings.mappings.end() || settings.mappings.size() == 1)
        return;
    const QString title = mappingTitle(*at);
    const auto next = settings.mappings.erase(at);
    settings.currentMapping = next == settings.mappings.end() ? settings.mappings.back().name : next->name;
    emit settingsChosen(settings, tr("Delete %1").arg(stepName(title)));
}

void MappingBar::startRenaming()
{
    emit sightRequested();
    m_name->setText(m_box->currentText());
    m_box->hide();
    m_name->show();
    m_name->setFocus();
    m_name->selectAll();
}

void MappingBar::finishRenaming()
{
    if (m_name->isHidden())
        return;
    m_name->hide();
    m_box->show();
    const QString name = m_name->text().trimmed();
    if (name == m_box->currentText())
        return;
    if (name.isEmpty() || freshTitle(name) != name) {
        emit refused(name.isEmpty() ? tr("A mapping needs a name.")
                                    : tr("There is a mapping \"%1\" already.").arg(name));
        return;
    }
    StudySettings settings = m_study.settings();
    settings.genreMap().name = name.toStdString();
    emit settingsChosen(settings, tr("Rename %1 to %2").arg(stepName(m_box->currentText()), stepName(name)));
}

bool MappingBar::eventFilter(QObject *object, QEvent *event)
{
    if (object == m_name && event->type() == QEvent::ShortcutOverride &&
        static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape)
        event->accept(); // not the window's
    if (object != m_name || event->type() != QEvent::KeyPress ||
        static_cast<QKeyEvent *>(event)->key() != Qt::Key_Escape)
        return QWidget::eventFilter(object, event);
    m_name->setText(m_box->currentText());
    finishRenaming();
    m_box->setFocus();
    return true;
}

} // namespace genrelens
