#include "widgets/models/sweep_model.h"

#include "widgets/plots/text.h"
#include "widgets/plots/theme.h"

#include <QGuiApplication>
#include <QStringList>

#include <algorithm>
#include <cmath>

namespace genrelens
{

namespace
{

constexpr int decimals = 3; // of a figure that is no sum: as many in all of a column
constexpr int tipDigits = 8;

double figureOf(const KSweepPoint &point, int column)
{
    switch (column) {
    case SweepModel::Clusters:
        return static_cast<double>(point.clusters);
    case SweepModel::Wcss:
        return point.wcss;
    case SweepModel::Expected:
        return point.expectedWcss;
    case SweepModel::Gap:
        return point.gap;
    case SweepModel::Silhouette:
        return point.silhouette;
    case SweepModel::CalinskiHarabasz:
        return point.calinskiHarabasz;
    case SweepModel::DaviesBouldin:
        return point.daviesBouldin;
    case SweepModel::Stability:
        return point.stability;
    default:
        return ClusterQuality::unknown;
    }
}

// How far it may be off; NaN where that is not told.
double spreadOf(const KSweepPoint &point, int column)
{
    switch (column) {
    case SweepModel::Gap:
        return point.gapError;
    case SweepModel::Silhouette:
        return point.silhouetteError;
    case SweepModel::Stability:
        return point.stabilityDeviation;
    default:
        return ClusterQuality::unknown;
    }
}

bool isSum(int column)
{
    return column == SweepModel::Wcss || column == SweepModel::Expected ||
           column == SweepModel::CalinskiHarabasz;
}

QString figureText(const KSweepPoint &point, int column)
{
    const double value = figureOf(point, column);
    if (!std::isfinite(value) || column == SweepModel::Clusters)
        return formatValue(value, 4);
    // Sums of few tracks are small.
    const QString text =
        isSum(column) ? formatValue(value, value < 1000.0 ? 4 : 6) : formatDecimals(value, decimals);
    const double spread = spreadOf(point, column);
    if (!std::isfinite(spread) || spread == 0.0)
        return text;
    return SweepModel::tr("%1 ± %2").arg(text, formatDecimals(spread, decimals));
}

QString tipText(const KSweepPoint &point, int column)
{
    QString text = formatValue(figureOf(point, column), tipDigits);
    const double spread = spreadOf(point, column);
    if (std::isfinite(spread) && spread != 0.0)
        text = SweepModel::tr("%1 ± %2").arg(text, formatValue(spread, tipDigits));
    return text;
}

QString voterText(ClusterCriterion criterion)
{
    switch (criterion) {
    case ClusterCriterion::Gap:
        return SweepModel::tr("gap");
    case ClusterCriterion::Knee:
        return SweepModel::tr("knee");
    case ClusterCriterion::Silhouette:
        return SweepModel::tr("silhouette");
    case ClusterCriterion::CalinskiHarabasz:
        return SweepModel::tr("Calinski–Harabasz");
    case ClusterCriterion::DaviesBouldin:
        return SweepModel::tr("Davies–Bouldin");
    }
    return {};
}

} // namespace

SweepModel::SweepModel(QObject *parent) : QAbstractTableModel(parent)
{
}

void SweepModel::setPoints(std::vector<KSweepPoint> points)
{
    const auto sameK = [](const KSweepPoint &a, const KSweepPoint &b) { return a.clusters == b.clusters; };
    const bool same = std::equal(points.begin(), points.end(), m_points.begin(), m_points.end(), sameK);
    std::vector<ClusterQuality> qualities;
    for (const KSweepPoint &point : points)
        qualities.push_back(point.quality());
    if (!same)
        beginResetModel();
    m_points = std::move(points);
    m_choice = chooseClusters(qualities);
    if (!same)
        endResetModel();
    else if (!m_points.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

void SweepModel::setCurrent(int k)
{
    if (k == m_current)
        return;
    m_current = k;
    if (!m_points.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1), {Qt::FontRole});
}

int SweepModel::clusters(int row) const
{
    return static_cast<int>(m_points.at(static_cast<std::size_t>(row)).clusters);
}

int SweepModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_points.size());
}

int SweepModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString SweepModel::votersText(const KSweepPoint &point) const
{
    QStringList voters;
    for (const ClusterVote &vote : m_choice.cast)
        if (vote.clusters == point.clusters)
            voters.append(voterText(vote.criterion));
    return voters.join(tr(", "));
}

QVariant SweepModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const KSweepPoint &point = m_points[static_cast<std::size_t>(index.row())];
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return column == ChosenBy ? votersText(point) : figureText(point, column);
    case Qt::ToolTipRole:
        return column == ChosenBy ? votersText(point) : tipText(point, column);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(
            Qt::Alignment(Qt::AlignVCenter | (column == ChosenBy ? Qt::AlignLeft : Qt::AlignRight)));
    case Qt::FontRole:
        return static_cast<int>(point.clusters) == m_current ? QVariant(semiBoldFont(QGuiApplication::font()))
                                                             : QVariant();
    case SortRole: {
        if (column == ChosenBy) {
            const auto voters = votersText(point);
            return voters.isEmpty() ? QVariant() : QVariant(voters);
        }
        const double value = figureOf(point, column);
        return std::isnan(value) ? QVariant() : QVariant(value);
    }
    default:
        return {};
    }
}

QString SweepModel::columnTitle(int column)
{
    static const char *const titles[ColumnCount] = {QT_TR_NOOP("k"),
                                                    QT_TR_NOOP("WCSS"),
                                                    QT_TR_NOOP("Expected"),
                                                    QT_TR_NOOP("Gap"),
                                                    QT_TR_NOOP("Silhouette"),
                                                    QT_TR_NOOP("Calinski–Harabasz"),
                                                    QT_TR_NOOP("Davies–Bouldin"),
                                                    QT_TR_NOOP("Stability"),
                                                    QT_TR_NOOP("Chosen by")};
    return tr(titles[column]);
}

QVariant SweepModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    static const char *const tips[ColumnCount] = {
        QT_TR_NOOP("Number of clusters"),
        QT_TR_NOOP("Sum of squared distances of all tracks from the mean of their cluster; it always falls, "
                   "and its knee is where more clusters begin to gain little"),
        QT_TR_NOOP("The same of tracks without clusters: spread evenly over the box that holds all tracks"),
        QT_TR_NOOP("How far the logarithm of the sum of squares lies below what is expected, ± its error; it "
                   "is for the first k whose gap the next does not beat by more than the error"),
        QT_TR_NOOP(
            "How much nearer tracks are to their own cluster than to the next, −1 to 1, ± the standard "
            "error of the sample; high is good"),
        QT_TR_NOOP("Spread between the clusters over the spread within them; high is good"),
        QT_TR_NOOP("How much each cluster overlaps the one most like it; low is good"),
        QT_TR_NOOP(
            "Mean adjusted Rand index between clusterings of resampled tracks, ± its deviation: 1 when "
            "they are always the same, 0 when by chance"),
        QT_TR_NOOP("The measures that are for this number")};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(
            Qt::Alignment(Qt::AlignVCenter | (section == ChosenBy ? Qt::AlignLeft : Qt::AlignRight)));
    if (role == Qt::DisplayRole)
        return columnTitle(section);
    return role == Qt::ToolTipRole ? tr(tips[section]) : QVariant();
}

} // namespace genrelens
