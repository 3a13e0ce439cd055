#include "widgets/models/model_runs_model.h"

#include "widgets/learn/parameter_text.h"
#include "widgets/plots/text.h"

#include <QColor>
#include <QGuiApplication>
#include <QLocale>
#include <QPalette>

#include <algorithm>
#include <cmath>
#include <limits>

namespace genrelens
{

namespace
{

using Columns = ModelRunsModel;

constexpr int tipDigits = 6;
constexpr int decimals = 3; // of a figure that is no share: as many in all of a column
constexpr int secondsDecimals = 2;

bool isNumber(int column)
{
    return column >= Columns::Accuracy && column <= Columns::Seconds;
}

bool isShare(int column)
{
    return column != Columns::Kappa && column != Columns::LogLoss && column != Columns::Brier &&
           column != Columns::Seconds && column != Columns::Gain;
}

// A value that rounds to zero has no sign.
QString fixedText(double value, int digits)
{
    const double rounded = std::round(value * std::pow(10.0, digits));
    return QLocale().toString(rounded == 0.0 ? 0.0 : value, 'f', digits);
}

QString numberText(double value, int column, bool full)
{
    if (std::isnan(value))
        return QStringLiteral("–");
    if (isShare(column))
        return formatShare(value, full ? 4 : 1);
    if (column == Columns::Gain) {
        const QString sign = value < 0 ? QStringLiteral("−") : QStringLiteral("+");
        const QString points = QLocale().toString(std::abs(100.0 * value), 'f', full ? 4 : 1);
        return Columns::tr("%1%2 pp", "a sign and percentage points").arg(sign, points);
    }
    const bool isTime = column == Columns::Seconds;
    const QString text = full || std::isinf(value) ? formatValue(value, tipDigits)
                                                   : fixedText(value, isTime ? secondsDecimals : decimals);
    return isTime ? Columns::tr("%1 s").arg(text) : text;
}

QString stateText(const ModelRunRow &row)
{
    switch (row.state) {
    case ModelRunRow::State::None:
        return {};
    case ModelRunRow::State::UpToDate:
        return Columns::tr("Up to date");
    case ModelRunRow::State::Outdated:
        return Columns::tr("Outdated");
    case ModelRunRow::State::Waiting:
        return Columns::tr("Waiting, %1", "its place").arg(formatCount(static_cast<qint64>(row.place)));
    case ModelRunRow::State::Training:
        return Columns::tr("Training, %1").arg(formatShare(row.share, 0));
    case ModelRunRow::State::Failed:
        return Columns::tr("Failed: %1").arg(row.failure);
    }
    return {};
}

QString intervalText(const Interval &interval, int digits)
{
    return Columns::tr("%1–%2", "61.3–62.7 %")
        .arg(QLocale().toString(100.0 * interval.low, 'f', digits), formatShare(interval.high, digits));
}

// All there is to know of a row, and first of the cell under the pointer.
QString tipText(const ModelRunRow &row, int column)
{
    QStringList lines;
    if (row.run && isNumber(column) && column != Columns::Accuracy && column != Columns::IntervalOf)
        lines.append(QStringLiteral("%1: %2").arg(Columns::columnTitle(column),
                                                  numberText(Columns::figure(row, column), column, true)));
    if (row.run) {
        const Evaluation &judged = row.run->evaluation;
        lines.append(Columns::tr("Accuracy: %1 (%2) of %3 held-out tracks")
                         .arg(formatShare(judged.testAccuracy, 4), intervalText(judged.interval, 2),
                              formatCount(static_cast<qint64>(judged.testRows))));
        const auto classes = static_cast<qint64>(row.run->labels.classes().size());
        lines.append(Columns::tr("Classes: %1").arg(formatCount(classes)));
        if (const ModelKind *kind = findModel(row.slot.model))
            lines.append(parameterTexts(*kind, row.run->options));
    }
    if (row.state != ModelRunRow::State::UpToDate)
        lines.append(stateText(row));
    return tooltipText(Columns::tr("%1 on %2").arg(row.model, row.labels), lines.join(u'\n'));
}

} // namespace

ModelRunsModel::ModelRunsModel(QObject *parent) : QAbstractTableModel(parent)
{
}

void ModelRunsModel::setRows(std::vector<ModelRunRow> rows)
{
    double highest = 0.0;
    for (const ModelRunRow &row : rows)
        if (row.run)
            highest = std::max(highest, row.run->evaluation.interval.high);
    const double scale = highest > 0.0 ? std::min(1.0, std::ceil(10.0 * highest) / 10.0) : 1.0;
    const bool sameModels =
        std::equal(rows.begin(), rows.end(), m_rows.begin(), m_rows.end(),
                   [](const ModelRunRow &a, const ModelRunRow &b) { return a.slot == b.slot; });
    if (!sameModels) {
        beginResetModel();
        m_rows = std::move(rows);
        m_scale = scale;
        endResetModel();
        return;
    }
    const bool sameScale = scale == m_scale;
    m_scale = scale;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (sameScale && rows[i] == m_rows[i])
            continue;
        m_rows[i] = std::move(rows[i]);
        emit dataChanged(index(static_cast<int>(i), 0), index(static_cast<int>(i), ColumnCount - 1));
    }
}

void ModelRunsModel::setShare(const ModelSlot &slot, double share)
{
    const auto found =
        std::find_if(m_rows.begin(), m_rows.end(), [&](const ModelRunRow &row) { return row.slot == slot; });
    if (found == m_rows.end() || found->share == share)
        return;
    found->share = share;
    const int row = static_cast<int>(found - m_rows.begin());
    for (const int column : {int(Accuracy), int(State)}) // both show it
        emit dataChanged(index(row, column), index(row, column), {Qt::DisplayRole, ShareRole});
}

double ModelRunsModel::figure(const ModelRunRow &row, int column)
{
    if (!row.run)
        return std::numeric_limits<double>::quiet_NaN();
    const Evaluation &judged = row.run->evaluation;
    switch (column) {
    case Accuracy:
        return judged.testAccuracy;
    case Gain:
        return judged.testAccuracy - judged.baseline;
    case Baseline:
        return judged.baseline;
    case IntervalOf:
        return judged.interval.low;
    case MacroF1:
        return judged.macroF1;
    case WeightedF1:
        return judged.weightedF1;
    case BalancedAccuracy:
        return judged.balancedAccuracy;
    case Kappa:
        return judged.kappa;
    case Top3:
        return judged.top3Accuracy;
    case LogLoss:
        return judged.logLoss;
    case Brier:
        return judged.brier;
    case TrainAccuracy:
        return judged.trainAccuracy;
    case Seconds:
        return row.run->seconds;
    default:
        return std::numeric_limits<double>::quiet_NaN();
    }
}

QString ModelRunsModel::cellText(const ModelRunRow &row, int column)
{
    switch (column) {
    case Labels:
        return row.labels;
    case Model:
        return row.model;
    case State:
        return stateText(row);
    case IntervalOf:
        return row.run ? intervalText(row.run->evaluation.interval, 1) : QStringLiteral("–");
    default:
        return numberText(figure(row, column), column, false);
    }
}

int ModelRunsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ModelRunsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

// Label sets in their order, which is that of the rows; models by their titles.
QVariant ModelRunsModel::sortValue(int row, int column) const
{
    const ModelRunRow &of = m_rows[static_cast<std::size_t>(row)];
    if (column == Labels) {
        const auto first = std::find_if(m_rows.begin(), m_rows.end(), [&](const ModelRunRow &other) {
            return other.slot.labels == of.slot.labels;
        });
        return static_cast<int>(first - m_rows.begin());
    }
    if (column == Model)
        return of.model;
    if (column == State)
        return static_cast<int>(of.state) * 1'000'000 + static_cast<int>(of.place);
    const double value = figure(of, column);
    return std::isnan(value) ? QVariant() : QVariant(value);
}

QVariant ModelRunsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const ModelRunRow &row = m_rows[static_cast<std::size_t>(index.row())];
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return cellText(row, column);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(
            Qt::Alignment(Qt::AlignVCenter | (isNumber(column) ? Qt::AlignRight : Qt::AlignLeft)));
    case Qt::ForegroundRole: {
        const bool quiet = !row.current || !row.run || column == State;
        return quiet ? QVariant(QGuiApplication::palette().color(QPalette::PlaceholderText)) : QVariant();
    }
    case Qt::ToolTipRole:
        return tipText(row, column);
    case SortRole:
        return sortValue(index.row(), column);
    case ScaleRole:
        return m_scale;
    case HighRole:
        return row.run ? QVariant(row.run->evaluation.interval.high) : QVariant();
    case CurrentRole:
        return row.current;
    case ShareRole:
        return row.state == ModelRunRow::State::Training ? QVariant(row.share) : QVariant();
    default:
        return {};
    }
}

QString ModelRunsModel::columnTitle(int column)
{
    static const char *const titles[ColumnCount] = {
        QT_TR_NOOP("Labels"),   QT_TR_NOOP("Model"),    QT_TR_NOOP("Accuracy"), QT_TR_NOOP("Baseline"),
        QT_TR_NOOP("Gain"),     QT_TR_NOOP("Interval"), QT_TR_NOOP("Macro F1"), QT_TR_NOOP("Weighted F1"),
        QT_TR_NOOP("Balanced"), QT_TR_NOOP("Kappa"),    QT_TR_NOOP("Top 3"),    QT_TR_NOOP("Log loss"),
        QT_TR_NOOP("Brier"),    QT_TR_NOOP("Training"), QT_TR_NOOP("Time"),     QT_TR_NOOP("State")};
    return tr(titles[column]);
}

QVariant ModelRunsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    static const char *const tips[ColumnCount] = {
        QT_TR_NOOP("The grouping that was learned"),
        QT_TR_NOOP("What learned it"),
        QT_TR_NOOP(
            "Share of held-out tracks that were put into their class, with its 95 % interval; the grey "
            "tick is the baseline"),
        QT_TR_NOOP("Accuracy of always answering the most frequent class"),
        QT_TR_NOOP("Accuracy above the baseline, in percentage points"),
        QT_TR_NOOP("95 % interval of the accuracy (Wilson): where it would lie 19 times of 20"),
        QT_TR_NOOP("Mean F1 of the classes, each counting alike"),
        QT_TR_NOOP("Mean F1 of the classes, each counting by its held-out tracks"),
        QT_TR_NOOP("Balanced accuracy: mean share of a class' tracks that were put into it"),
        QT_TR_NOOP("Cohen's kappa: agreement beyond chance; 1 is perfect, 0 is chance"),
        QT_TR_NOOP("Share of tracks whose class is among the three most probable"),
        QT_TR_NOOP("Mean of −ln of the probability that was given to the true class; lower is better"),
        QT_TR_NOOP("Brier score: mean squared error of the probabilities, 0 to 2; lower is better"),
        QT_TR_NOOP("Accuracy on the tracks it learned from; far above the held-out one, it has learned them "
                   "by heart"),
        QT_TR_NOOP("Time that training took"),
        QT_TR_NOOP("Outdated: labels, features, parameters or the held-out tracks have changed since")};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(
            Qt::Alignment(Qt::AlignVCenter | (isNumber(section) ? Qt::AlignRight : Qt::AlignLeft)));
    if (role == Qt::DisplayRole)
        return columnTitle(section);
    return role == Qt::ToolTipRole ? tr(tips[section]) : QVariant();
}

} // namespace genrelens
