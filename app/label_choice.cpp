#include "app/label_choice.h"

#include "core/study/study.h"
#include "widgets/docks/title_box.h"
#include "widgets/plots/text.h"

#include <QAction>
#include <QActionGroup>
#include <QMenu>
#include <QStandardItemModel>

namespace genrelens
{

namespace
{

constexpr int mostShortcuts = 9;
constexpr int narrowestBox = 12; // letters
constexpr int widestBox = 24;

} // namespace

LabelChoice::LabelChoice(QMenu &menu, Study &study, QObject *parent)
    : QObject(parent)
    , m_menu(menu)
    , m_study(study)
    , m_actions(new QActionGroup(this))
    , m_box(new TitleBox(narrowestBox, widestBox))
{
    m_box->setObjectName(QStringLiteral("labelBox"));
    connect(m_box, &QComboBox::activated, this,
            [this] { m_study.setCurrentLabels(m_box->currentData().toString().toStdString()); });
    connect(m_actions, &QActionGroup::triggered, this,
            [this](QAction *action) { m_study.setCurrentLabels(action->data().toString().toStdString()); });
    connect(&study, &Study::changed, this, [this](StudyPart part) {
        if (part != StudyPart::Selection && part != StudyPart::Models && part != StudyPart::Sweep)
            refresh();
    });
    refresh();
}

// Groupings that the file has not cannot be chosen; clusters can always be found.
void LabelChoice::refresh()
{
    rebuild();
    const bool open = m_study.dataset() != nullptr;
    const QString current = QString::fromStdString(m_study.currentLabels());
    auto *entries = qobject_cast<QStandardItemModel *>(m_box->model());
    for (QAction *action : m_actions->actions()) {
        const QString name = action->data().toString();
        const bool possible =
            open && (name == QLatin1String("cluster") || !m_study.labels(name.toStdString()).isEmpty());
        action->setEnabled(possible);
        action->setChecked(name == current);
        entries->item(m_box->findData(name))->setEnabled(possible);
    }
    m_box->setEnabled(open);
    m_box->setCurrentIndex(m_box->findData(current));
    m_box->setToolTip(
        tooltipText(m_study.labelsTitle(m_study.currentLabels()), tr("The grouping that all views show")));
}

void LabelChoice::rebuild()
{
    std::vector<std::pair<std::string, QString>> shown;
    for (const LabelSetInfo &set : m_study.labelSets())
        shown.emplace_back(set.name, set.title);
    if (shown == m_shown)
        return;
    m_shown = std::move(shown);
    qDeleteAll(m_actions->actions());
    m_box->clear();
    QAction *below = m_menu.actions().value(0);
    int number = 0;
    for (const auto &[name, title] : m_shown) {
        auto *action = new QAction(QString(title).replace(QLatin1Char('&'), QLatin1String("&&")), m_actions);
        action->setCheckable(true);
        action->setData(QString::fromStdString(name));
        if (++number <= mostShortcuts)
            action->setShortcut(QKeySequence(QStringLiteral("Ctrl+%1").arg(number)));
        m_menu.insertAction(below, action);
        m_box->addItem(title, action->data());
        m_box->setItemData(m_box->count() - 1, plainTooltip(title), Qt::ToolTipRole);
    }
}

} // namespace genrelens
