#include "widgets/models/confusions_model.h"

#include "widgets/plots/text.h"

#include <QLocale>

#include <algorithm>
#include <array>
#include <utility>

namespace genrelens
{

ConfusionsModel::ConfusionsModel(QObject *parent) : QAbstractTableModel(parent)
{
}

void ConfusionsModel::setConfusions(std::vector<Confusion> confusions, QStringList names,
                                    const QString &other)
{
    beginResetModel();
    m_other = other;
    m_confusions = std::move(confusions);
    m_names = std::move(names);
    sortConfusions();
    endResetModel();
}

QString ConfusionsModel::tabSeparated(const std::vector<int> &rows) const
{
    const auto plain = [](QString cell) { return cell.replace(u'\t', u' ').replace(u'\n', u' '); };
    QStringList lines;
    QStringList headers;
    for (int column = 0; column < columnCount(); ++column)
        headers.append(headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
    lines.append(headers.join(u'\t'));
    for (const int row : rows) {
        const Confusion &found = confusion(row);
        QStringList cells{plain(name(found.truth)), plain(name(found.predicted)),
                          QString::number(found.count), QString::number(100 * found.share, 'g', 10)};
        if (!m_other.isEmpty())
            cells.append(QString::number(found.more));
        lines.append(cells.join(u'\t'));
    }
    return lines.join(u'\n') + u'\n';
}

int ConfusionsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_confusions.size());
}

int ConfusionsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_other.isEmpty() ? Difference : ColumnCount);
}

QVariant ConfusionsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Confusion &found = confusion(index.row());
    const bool number = index.column() >= Tracks;
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>((number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole)
        return plainTooltip(tr("%1 of %2 judged as %3 (%4)", "321 tracks of rock judged as pop (13.9 %)")
                                .arg(found.count == 1
                                         ? tr("1 track")
                                         : tr("%1 tracks").arg(formatCount(static_cast<qint64>(found.count))),
                                     name(found.truth), name(found.predicted), formatShare(found.share, 2)));
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Truth:
        return name(found.truth);
    case Predicted:
        return name(found.predicted);
    case Tracks:
        return formatCount(static_cast<qint64>(found.count));
    case Share:
        return formatShare(found.share);
    default:
        return found.more > 0   ? QLatin1Char('+') + formatCount(found.more)
               : found.more < 0 ? QString::fromUtf8("−") + formatCount(-found.more)
                                : QLocale().toString(0);
    }
}

QVariant ConfusionsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>((section >= Tracks ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && section == Share)
        return tr("Share of the tracks of the true class");
    if (role == Qt::ToolTipRole && section == Difference)
        return plainTooltip(tr("Tracks more than %1 confuses").arg(inSentence(m_other)));
    if (role != Qt::DisplayRole)
        return {};
    const std::array<QString, ColumnCount> titles{tr("True"), tr("Judged as"), tr("Tracks"), tr("% of true"),
                                                  tr("Difference")};
    return titles[static_cast<std::size_t>(section)];
}

void ConfusionsModel::sort(int column, Qt::SortOrder order)
{
    if (column < 0 || column >= ColumnCount)
        return;
    m_sortedBy = column;
    m_order = order;
    emit layoutAboutToBeChanged();
    sortConfusions(); // nobody keeps an index beyond the event
    changePersistentIndexList(persistentIndexList(), QModelIndexList(persistentIndexList().size()));
    emit layoutChanged();
}

void ConfusionsModel::sortConfusions()
{
    const auto less = [this](const Confusion &a, const Confusion &b) {
        switch (m_sortedBy) {
        case Truth:
            return name(a.truth).localeAwareCompare(name(b.truth)) < 0;
        case Predicted:
            return name(a.predicted).localeAwareCompare(name(b.predicted)) < 0;
        case Tracks:
            return a.count < b.count;
        case Share:
            return a.share < b.share;
        default:
            return a.more < b.more;
        }
    };
    std::stable_sort(m_confusions.begin(), m_confusions.end(), [&](const Confusion &a, const Confusion &b) {
        return m_order == Qt::AscendingOrder ? less(a, b) : less(b, a);
    });
}

} // namespace genrelens
