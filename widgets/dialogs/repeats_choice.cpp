#include "widgets/dialogs/repeats_choice.h"

#include "widgets/plots/text.h"

#include <QStandardItemModel>

namespace genrelens
{

namespace
{

QString wayTitle(RepeatsBy by)
{
    switch (by) {
    case RepeatsBy::TrackId:
        return RepeatsChoice::tr("By track id");
    case RepeatsBy::ArtistsAndTitle:
        return RepeatsChoice::tr("By artists and title");
    case RepeatsBy::Features:
        return RepeatsChoice::tr("By identical features");
    default:
        return RepeatsChoice::tr("Keep all rows");
    }
}

QString impossibleText(RepeatsBy by)
{
    switch (by) {
    case RepeatsBy::TrackId:
        return RepeatsChoice::tr("No column has the role track id.");
    case RepeatsBy::ArtistsAndTitle:
        return RepeatsChoice::tr("It takes a column of artists and one of titles.");
    default:
        return RepeatsChoice::tr("No column is a feature.");
    }
}

QString countText(std::size_t rows)
{
    return rows == 1 ? RepeatsChoice::tr("leaves out 1 row")
                     : RepeatsChoice::tr("leaves out %1 rows").arg(formatCount(static_cast<qint64>(rows)));
}

// What Automatic comes to.
RepeatsBy effective(const Schema &schema, RepeatsBy by)
{
    if (by != RepeatsBy::Automatic)
        return by;
    for (const RepeatsBy way : {RepeatsBy::TrackId, RepeatsBy::ArtistsAndTitle})
        if (repeatKeyColumns(schema, RepeatsBy::Automatic) == repeatKeyColumns(schema, way) &&
            RepeatsChoice::isPossible(schema, way))
            return way;
    return RepeatsBy::Nothing;
}

} // namespace

RepeatsChoice::RepeatsChoice(Table table, JobBoard &board, QWidget *parent)
    : QComboBox(parent)
    , m_table(std::move(table))
    , m_job(tr("Counting repeats"), board)
{
    setSizeAdjustPolicy(QComboBox::AdjustToContents);
    for (const RepeatsBy way : ways)
        addItem(wayTitle(way), static_cast<int>(way));
    connect(&m_job, &Job::finished, this, [this](JobOutcome outcome) {
        if (outcome != JobOutcome::Cancelled && outcome != JobOutcome::Failed)
            return;
        m_countedRoles.clear(); // the next change of the choices counts anew
        showEntries(m_schema);
    });
    connect(this, &QComboBox::activated, this,
            [this] { emit chosen(static_cast<RepeatsBy>(currentData().toInt())); });
}

bool RepeatsChoice::isPossible(const Schema &schema, RepeatsBy by)
{
    return by == RepeatsBy::Nothing || !repeatKeyColumns(schema, by).empty();
}

void RepeatsChoice::setState(const Schema &schema, RepeatsBy by)
{
    if (m_countedRoles != schema.roles)
        count(schema);
    showEntries(schema);
    setCurrentIndex(findData(static_cast<int>(effective(schema, by))));
}

std::optional<std::size_t> RepeatsChoice::dropped() const
{
    if (!m_counts || currentIndex() < 0)
        return std::nullopt;
    return (*m_counts)[static_cast<std::size_t>(currentIndex())];
}

void RepeatsChoice::showEntries(const Schema &schema)
{
    auto *entries = qobject_cast<QStandardItemModel *>(model());
    for (std::size_t i = 0; i < ways.size(); ++i) {
        const bool possible = isPossible(schema, ways[i]);
        QString text = wayTitle(ways[i]);
        const bool known = m_counts || m_job.isRunning();
        if (possible && known && ways[i] != RepeatsBy::Nothing)
            text += QStringLiteral(" (%1)").arg(m_counts ? countText((*m_counts)[i]) : QStringLiteral("…"));
        setItemText(static_cast<int>(i), text);
        QStandardItem *item = entries->item(static_cast<int>(i));
        item->setEnabled(possible);
        item->setToolTip(possible ? QString() : impossibleText(ways[i]));
    }
}

void RepeatsChoice::count(const Schema &schema)
{
    m_schema = schema;
    m_countedRoles = schema.roles;
    m_counts.reset();
    m_job.start<Counts>(
        [table = m_table, schema](Progress &progress) -> Result<Counts> {
            Counts counts{};
            for (std::size_t i = 0; i < ways.size(); ++i) {
                const Result<std::size_t> dropped = countRepeats(table, schema, ways[i], progress);
                if (!dropped)
                    return dropped.error();
                counts[i] = dropped.value();
            }
            return counts;
        },
        [this, schema](Counts counts) {
            m_counts = counts;
            showEntries(schema);
            emit counted();
        });
}

} // namespace genrelens
