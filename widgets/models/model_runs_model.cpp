#include "widgets/models/model_runs_model.h"

#include "widgets/plots/text.h"

#include <QColor>
#include <QLocale>

namespace genrelens
{

namespace
{

bool isNumber(int column)
{
    return column >= ModelRunsModel::Accuracy && column <= ModelRunsModel::TrainAccuracy;
}

double shareOf(const ModelRunRow &row, int column)
{
    switch (column) {
    case ModelRunsModel::Baseline:
        return row.baseline;
    case ModelRunsModel::MacroF1:
        return row.macroF1;
    case ModelRunsModel::TrainAccuracy:
        return row.trainAccuracy;
    case ModelRunsModel::IntervalOf:
        return row.low;
    default:
        return row.accuracy;
    }
}

} // namespace

ModelRunsModel::ModelRunsModel(QObject *parent) : QAbstractTableModel(parent)
{
}

void ModelRunsModel::setRows(std::vector<ModelRunRow> rows)
{
    if (rows == m_rows)
        return;
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int ModelRunsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ModelRunsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ModelRunsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const ModelRunRow &row = m_rows[static_cast<std::size_t>(index.row())];
    const int column = index.column();
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(
            Qt::Alignment(Qt::AlignVCenter | (isNumber(column) ? Qt::AlignRight : Qt::AlignLeft)));
    if (role == Qt::ForegroundRole)
        return row.current ? QVariant() : QColor(Qt::gray);
    if (role == SortRole && isNumber(column))
        return shareOf(row, column);
    if (role == Qt::ToolTipRole)
        return tr("%1 on %2: %3 of %4 held-out tracks right, over %n class(es)", nullptr, row.classes)
            .arg(row.model, row.labels, formatShare(row.accuracy, 2), formatCount(row.testRows));
    if (role != Qt::DisplayRole && role != SortRole)
        return {};
    switch (column) {
    case Labels:
        return row.labels;
    case Model:
        return row.model;
    case IntervalOf:
        return tr("%1–%2", "61.3–62.7 %")
            .arg(QLocale().toString(100.0 * row.low, 'f', 1), formatShare(row.high));
    case State:
        return row.current ? tr("Up to date") : tr("Outdated");
    default:
        return formatShare(shareOf(row, column));
    }
}

QVariant ModelRunsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(
            Qt::Alignment(Qt::AlignVCenter | (isNumber(section) ? Qt::AlignRight : Qt::AlignLeft)));
    static const char *const titles[ColumnCount] = {
        QT_TR_NOOP("Labels"),   QT_TR_NOOP("Model"),    QT_TR_NOOP("Accuracy"), QT_TR_NOOP("Interval"),
        QT_TR_NOOP("Baseline"), QT_TR_NOOP("Macro F1"), QT_TR_NOOP("Training"), QT_TR_NOOP("State")};
    static const char *const tips[ColumnCount] = {
        QT_TR_NOOP("The grouping that was learned"),
        QT_TR_NOOP("What learned it"),
        QT_TR_NOOP("Share of held-out tracks that were put into their class"),
        QT_TR_NOOP("95 % interval of the accuracy (Wilson): where it would lie 19 times of 20"),
        QT_TR_NOOP("Accuracy of always answering the most frequent class"),
        QT_TR_NOOP("Mean F1 of the classes, each counting alike"),
        QT_TR_NOOP("Accuracy on the tracks it learned from; far above the held-out one, it has learned them "
                   "by heart"),
        QT_TR_NOOP("Outdated: labels, features or parameters have changed since")};
    if (section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::DisplayRole)
        return tr(titles[section]);
    return role == Qt::ToolTipRole ? tr(tips[section]) : QVariant();
}

} // namespace genrelens
