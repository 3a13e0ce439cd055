#include "widgets/docks/grouping_choice.h"

#include "core/study/study.h"
#include "widgets/docks/flow_layout.h"
#include "widgets/docks/title_box.h"
#include "widgets/plots/text.h"
#include "widgets/plots/theme.h"

#include <QComboBox>
#include <QSettings>
#include <QStandardItemModel>
#include <QToolButton>

#include <algorithm>
#include <vector>

namespace genrelens
{

namespace
{

constexpr int fewestLetters = 9;
constexpr int mostLetters = 18;
constexpr auto rowsKey = "groupings/rows";
constexpr auto columnsKey = "groupings/columns";

QComboBox *setBox(const QString &name, const QString &accessibleName)
{
    auto *box = new TitleBox(fewestLetters, mostLetters);
    box->setObjectName(name);
    box->setAccessibleName(accessibleName);
    return box;
}

bool isThere(const std::vector<LabelSetInfo> &sets, const std::string &name)
{
    return std::any_of(sets.begin(), sets.end(), [&](const LabelSetInfo &set) { return set.name == name; });
}

// The current mapping; in a file that it says nothing about, what there is beside the clusters.
std::string defaultRows(const Study &study)
{
    const std::string &mapping = study.settings().currentMapping;
    if (!study.labels(mapping).isEmpty())
        return mapping;
    for (const LabelSetInfo &set : study.labelSets())
        if (set.kind != LabelKind::Cluster && !study.labels(set.name).isEmpty())
            return set.name;
    return mapping;
}

void fill(QComboBox &box, const std::vector<GroupingEntry> &entries)
{
    box.clear();
    auto *items = qobject_cast<QStandardItemModel *>(box.model());
    for (const GroupingEntry &entry : entries) {
        box.addItem(entry.title, QString::fromStdString(entry.name));
        box.setItemData(box.count() - 1, plainTooltip(entry.title), Qt::ToolTipRole);
        items->item(box.count() - 1)->setEnabled(entry.possible);
    }
}

} // namespace

GroupingChoice::GroupingChoice(QWidget *parent)
    : QWidget(parent)
    , m_rows(setBox(QStringLiteral("groupingRows"), tr("Grouping whose classes are the rows")))
    , m_swap(new QToolButton)
    , m_columns(setBox(QStringLiteral("groupingColumns"), tr("Grouping whose classes are the columns")))
    , m_normalization(new QComboBox)
    , m_order(new QComboBox)
{
    const QSettings settings;
    m_asked = {settings.value(QLatin1String(rowsKey)).toString().toStdString(),
               settings.value(QLatin1String(columnsKey)).toString().toStdString()};
    m_swap->setObjectName(QStringLiteral("groupingSwap"));
    m_swap->setText(QStringLiteral("\u21C4"));
    m_swap->setToolTip(tr("Swap rows and columns"));
    m_swap->setAccessibleName(m_swap->toolTip());
    m_swap->setAutoRaise(true);
    m_swap->setFixedWidth(spacing::toolButtonHeight);
    m_normalization->setObjectName(QStringLiteral("groupingCells"));
    m_normalization->setAccessibleName(tr("What the cells show"));
    m_normalization->addItem(tr("Row %"), static_cast<int>(Normalization::Rows));
    m_normalization->addItem(tr("Column %"), static_cast<int>(Normalization::Columns));
    m_normalization->addItem(tr("Counts"), static_cast<int>(Normalization::Counts));
    m_order->setObjectName(QStringLiteral("groupingOrder"));
    m_order->setAccessibleName(tr("Order of the classes"));
    m_order->addItem(tr("By mapping"), static_cast<int>(ContingencyOrder::Mapping));
    m_order->addItem(tr("By size"), static_cast<int>(ContingencyOrder::Size));

    auto *layout = new FlowLayout(spacing::small);
    for (QWidget *widget :
         std::initializer_list<QWidget *>{m_rows, m_swap, m_columns, m_normalization, m_order})
        layout->addWidget(widget);
    setLayout(layout);
    for (QComboBox *box : {m_rows, m_columns})
        connect(box, &QComboBox::activated, this, [this, box] { choose(box); });
    for (QComboBox *box : {m_normalization, m_order})
        connect(box, &QComboBox::currentIndexChanged, this, &GroupingChoice::displayChosen);
    connect(m_swap, &QToolButton::clicked, this, &GroupingChoice::swap);
}

Normalization GroupingChoice::normalization() const
{
    return static_cast<Normalization>(m_normalization->currentData().toInt());
}

ContingencyOrder GroupingChoice::order() const
{
    return static_cast<ContingencyOrder>(m_order->currentData().toInt());
}

void GroupingChoice::offer(const Study &study)
{
    std::vector<GroupingEntry> entries;
    for (const LabelSetInfo &set : study.labelSets())
        entries.push_back(
            {set.name, set.title, set.kind == LabelKind::Cluster || !study.labels(set.name).isEmpty()});
    if (entries != m_entries) {
        m_entries = std::move(entries);
        fill(*m_rows, m_entries);
        fill(*m_columns, m_entries);
    }
    m_shown = resolved(study);
    showNames();
}

// What was asked for, as far as it is there. A default never takes what the other side was asked for: then
// the mapping that was shown before stays, or the two defaults change sides.
GroupingChoice::Names GroupingChoice::resolved(const Study &study) const
{
    const std::vector<LabelSetInfo> sets = study.labelSets();
    const std::string clusters = "cluster";
    const bool rowsAsked = isThere(sets, m_asked.rows);
    const bool columnsAsked = isThere(sets, m_asked.columns);
    Names names{rowsAsked ? m_asked.rows : defaultRows(study), columnsAsked ? m_asked.columns : clusters};
    if (names.rows != names.columns)
        return names;
    const auto other = [&](const std::string &before) {
        if (isThere(sets, before) && before != names.rows)
            return before;
        return names.rows == clusters ? defaultRows(study) : clusters;
    };
    if (columnsAsked)
        names.rows = other(m_shown.rows);
    else
        names.columns = other(m_shown.columns);
    return names;
}

// Choosing what the other side has is a swap.
void GroupingChoice::choose(QComboBox *box)
{
    const std::string name = box->currentData().toString().toStdString();
    const bool ofRows = box == m_rows;
    if (name == (ofRows ? m_shown.columns : m_shown.rows))
        swap();
    else
        take(ofRows ? Names{name, m_asked.columns} : Names{m_asked.rows, name});
}

void GroupingChoice::swap()
{
    take({m_shown.columns, m_shown.rows});
}

void GroupingChoice::take(Names names)
{
    m_asked = std::move(names);
    QSettings settings;
    settings.setValue(QLatin1String(rowsKey), QString::fromStdString(m_asked.rows));
    settings.setValue(QLatin1String(columnsKey), QString::fromStdString(m_asked.columns));
    emit chosen();
}

void GroupingChoice::showNames()
{
    const auto show = [](QComboBox *box, const std::string &name) {
        box->setCurrentIndex(box->findData(QString::fromStdString(name)));
        box->setToolTip(plainTooltip(box->currentText()));
    };
    show(m_rows, m_shown.rows);
    show(m_columns, m_shown.columns);
}

} // namespace genrelens
