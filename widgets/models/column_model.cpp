#include "widgets/models/column_model.h"

#include "widgets/models/cell_text.h"
#include "widgets/plots/text.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace genrelens
{

namespace
{

constexpr std::array roles{ColumnRole::Feature, ColumnRole::Genre, ColumnRole::TrackId, ColumnRole::Title,
                           ColumnRole::Artists, ColumnRole::Album, ColumnRole::Index,   ColumnRole::Other};
constexpr int previewCells = 4;
constexpr std::size_t previewRows = 50; // looked at for different cells
constexpr double leastShare = 0.001;    // smaller ones would read as none
constexpr qsizetype longestValue = 40;

std::size_t at(int row)
{
    return static_cast<std::size_t>(row);
}

QString dropText()
{
    return ColumnModel::tr("leave tracks out");
}

QString medianText()
{
    return ColumnModel::tr("use the median");
}

QString valueText(const QString &text)
{
    const QString line = text.simplified();
    return line.size() > longestValue ? line.left(longestValue - 1) + QStringLiteral("…") : line;
}

} // namespace

QString roleTitle(ColumnRole role)
{
    switch (role) {
    case ColumnRole::Index:
        return ColumnModel::tr("index");
    case ColumnRole::TrackId:
        return ColumnModel::tr("track id");
    case ColumnRole::Title:
        return ColumnModel::tr("title");
    case ColumnRole::Artists:
        return ColumnModel::tr("artists");
    case ColumnRole::Album:
        return ColumnModel::tr("album");
    case ColumnRole::Genre:
        return ColumnModel::tr("genre (label)");
    case ColumnRole::Feature:
        return ColumnModel::tr("feature");
    default:
        return ColumnModel::tr("not used");
    }
}

ColumnModel::ColumnModel(ImportPlan plan, QObject *parent)
    : QAbstractTableModel(parent)
    , m_plan(std::move(plan))
{
}

void ColumnModel::setPlan(ImportPlan plan)
{
    beginResetModel();
    m_plan = std::move(plan);
    endResetModel();
    emit rolesChanged();
    emit planChanged();
}

void ColumnModel::setRepeats(RepeatsBy repeats)
{
    m_plan.setRepeats(repeats);
    emit planChanged();
}

void ColumnModel::setWholeGenres(bool whole)
{
    m_plan.setWholeGenres(whole);
    emit planChanged();
}

int ColumnModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_plan.dataset().table.columnCount());
}

int ColumnModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

bool ColumnModel::isFeature(int row) const
{
    return m_plan.choice(at(row)).role == ColumnRole::Feature;
}

QString ColumnModel::typeText(int row) const
{
    const auto &column = m_plan.dataset().table.column(at(row));
    if (column.isNumeric())
        return tr("number");
    if (const CategoricalColumn *categories = column.categorical())
        return categories->levels.size() == 1
                   ? tr("category, 1 level")
                   : tr("category, %1 levels")
                         .arg(formatCount(static_cast<qint64>(categories->levels.size())));
    return tr("text");
}

// The first few cells that differ.
QString ColumnModel::valuesText(int row) const
{
    const Table &table = m_plan.dataset().table;
    QStringList values;
    for (std::size_t i = 0; i < std::min(previewRows, table.rows()) && values.size() < previewCells; ++i) {
        const QString cell = valueText(cellText(table.column(at(row)), i));
        if (!cell.isEmpty() && !values.contains(cell))
            values.append(cell);
    }
    return values.join(QStringLiteral(" · "));
}

QString ColumnModel::text(int row, int column) const
{
    const Dataset &dataset = m_plan.dataset();
    const std::size_t missing = dataset.facts[at(row)].missing;
    switch (column) {
    case Name: {
        const std::string &name = dataset.table.column(at(row)).name;
        return name.empty() ? tr("(no name)") : shortened(name, longestTip);
    }
    case Type:
        return typeText(row);
    case Missing: {
        if (missing == 0)
            return {};
        const double share = static_cast<double>(missing) / static_cast<double>(dataset.table.rows());
        return tr("%1 (%2)", "cells and their share")
            .arg(formatCount(static_cast<qint64>(missing)),
                 share < leastShare ? tr("below %1").arg(formatShare(leastShare)) : formatShare(share));
    }
    case Values:
        return valuesText(row);
    case Role:
        return roleTitle(m_plan.choice(at(row)).role);
    case WhenMissing:
        if (!isFeature(row) || missing == 0)
            return {};
        return m_plan.choice(at(row)).median ? medianText() : dropText();
    default:
        return {};
    }
}

QString ColumnModel::tip(int row, int column) const
{
    const auto &cells = m_plan.dataset().table.column(at(row));
    if (m_plan.isSecondOfItsName(at(row)))
        return tr("An earlier column has the same name: this one cannot be told from it, so it is not used.");
    switch (column) {
    case Role:
        return cells.isNumeric() ? QString() : tr("Only a column of numbers can be a feature.");
    case Log:
        if (isFeature(row) && !m_plan.mayBeLog(at(row)))
            return tr("The lowest value is %1; a logarithm needs values above -1.")
                .arg(formatValue(m_plan.dataset().facts[at(row)].lowest));
        return isFeature(row) ? tr("Enters as the logarithm of 1 + x, for values that span decades")
                              : QString();
    case Standardize:
        return isFeature(row) ? tr("Mean 0 and standard deviation 1; else it keeps its own unit") : QString();
    default:
        return text(row, column);
    }
}

QStringList ColumnModel::choices(int row, int column) const
{
    QStringList texts;
    if (column == Role && !m_plan.isSecondOfItsName(at(row))) {
        for (const ColumnRole role : roles)
            if (m_plan.mayBe(at(row), role))
                texts.append(roleTitle(role));
    } else if (column == WhenMissing && !text(row, column).isEmpty()) {
        texts = {dropText(), medianText()};
    }
    return texts;
}

QVariant ColumnModel::checkState(int row, int column) const
{
    const ImportPlan::Choice &choice = m_plan.choice(at(row));
    if (!isFeature(row) || (column != Standardize && column != Log))
        return {};
    return (column == Log ? choice.log : choice.standardize) ? Qt::Checked : Qt::Unchecked;
}

QVariant ColumnModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const int row = index.row();
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
        return text(row, column);
    case Qt::ToolTipRole:
        return plainTooltip(tip(row, column));
    case Qt::CheckStateRole:
        return checkState(row, column);
    case ChoicesRole:
        return choices(row, column);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(
            Qt::Alignment(Qt::AlignVCenter | (column == Missing ? Qt::AlignRight : Qt::AlignLeft)));
    case Qt::AccessibleTextRole: {
        const QVariant check = checkState(row, column);
        const QString what =
            check.isValid() ? (check == Qt::Checked ? tr("on") : tr("off")) : text(row, column);
        return tr("%1, %2: %3", "column of the file, column of the table, cell")
            .arg(text(row, Name), headerData(column, Qt::Horizontal, Qt::DisplayRole).toString(), what);
    }
    default:
        return {};
    }
}

bool ColumnModel::setRoleText(int row, const QString &text)
{
    const auto role =
        std::find_if(roles.begin(), roles.end(), [&](ColumnRole known) { return roleTitle(known) == text; });
    if (role == roles.end() || !m_plan.mayBe(at(row), *role) || *role == m_plan.choice(at(row)).role)
        return false;
    const int loser = static_cast<int>(m_plan.setRole(at(row), *role));
    for (const int changed : {row, loser})
        emit dataChanged(index(changed, 0), index(changed, ColumnCount - 1));
    emit rolesChanged();
    emit planChanged();
    return true;
}

bool ColumnModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!index.isValid() || !(flags(index) & (Qt::ItemIsEditable | Qt::ItemIsUserCheckable)))
        return false;
    const int row = index.row();
    if (index.column() == Role && role == Qt::EditRole)
        return setRoleText(row, value.toString());
    const bool on = role == Qt::CheckStateRole && value.toInt() == Qt::Checked;
    if (index.column() == WhenMissing && role == Qt::EditRole)
        m_plan.setMedian(at(row), value.toString() == medianText());
    else if (index.column() == Standardize && role == Qt::CheckStateRole)
        m_plan.setStandardize(at(row), on);
    else if (index.column() == Log && role == Qt::CheckStateRole)
        m_plan.setLog(at(row), on);
    else
        return false;
    emit dataChanged(index, index);
    emit planChanged();
    return true;
}

Qt::ItemFlags ColumnModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = Qt::ItemIsSelectable | Qt::ItemIsEnabled | Qt::ItemNeverHasChildren;
    if (!index.isValid())
        return Qt::NoItemFlags;
    const int row = index.row();
    if (!choices(row, index.column()).isEmpty())
        flags |= Qt::ItemIsEditable;
    if (checkState(row, index.column()).isValid()) {
        // One that is on where it cannot be may still be switched off.
        const bool possible = index.column() != Log || m_plan.mayBeLog(at(row)) || m_plan.choice(at(row)).log;
        flags |= Qt::ItemIsUserCheckable;
        flags.setFlag(Qt::ItemIsEnabled, possible);
        flags.setFlag(Qt::ItemIsUserCheckable, possible);
    }
    return flags;
}

QVariant ColumnModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    static const char *const titles[ColumnCount] = {QT_TR_NOOP("Column"),    QT_TR_NOOP("Type"),
                                                    QT_TR_NOOP("Missing"),   QT_TR_NOOP("First values"),
                                                    QT_TR_NOOP("Role"),      QT_TR_NOOP("Standardize"),
                                                    QT_TR_NOOP("Logarithm"), QT_TR_NOOP("Where missing")};
    if (role == Qt::DisplayRole)
        return tr(titles[section]);
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(
            Qt::Alignment(Qt::AlignVCenter | (section == Missing ? Qt::AlignRight : Qt::AlignLeft)));
    return {};
}

} // namespace genrelens
