#include "widgets/models/centroid_table_model.h"

#include "widgets/plots/centroid_figures.h"
#include "widgets/plots/palette.h"
#include "widgets/plots/text.h"

#include <QLocale>

#include <algorithm>
#include <cmath>
#include <limits>

namespace genrelens
{

namespace
{

constexpr double strongestGround = 0.75; // of the scale of colours, so that text stays readable
constexpr int fullDigits = 9;

// A spreadsheet's cell: a decimal point, all digits, nothing for NaN.
QString fullText(double value)
{
    return std::isnan(value) ? QString() : QString::number(value, 'g', QLocale::FloatingPointShortest);
}

} // namespace

CentroidTableModel::CentroidTableModel(QObject *parent) : QAbstractTableModel(parent)
{
}

void CentroidTableModel::setContent(const Features &features, QStringList classes, ClassMoments moments)
{
    beginResetModel();
    m_features = features;
    m_classes = std::move(classes);
    m_moments = std::move(moments);
    m_largest = 0;
    for (std::size_t f = 0; f < m_features.columns() && !m_classes.isEmpty(); ++f)
        for (std::size_t c = 0; c < m_moments.classes() && m_features.scalings()[f].standardized; ++c)
            if (const double value = std::abs(m_moments.mean(c, f)); std::isfinite(value))
                m_largest = std::max(m_largest, value);
    orderRows();
    endResetModel();
}

void CentroidTableModel::setValues(Values values)
{
    beginResetModel();
    m_values = values;
    orderRows();
    endResetModel();
}

void CentroidTableModel::setTheme(const Theme &theme)
{
    m_theme = theme;
    if (!m_rows.empty() && !m_classes.isEmpty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

void CentroidTableModel::sort(int column, Qt::SortOrder order)
{
    beginResetModel();
    m_sortedBy = column >= 0 ? m_classes.value(column) : QString();
    m_descending = order == Qt::DescendingOrder;
    orderRows();
    endResetModel();
}

void CentroidTableModel::orderRows()
{
    m_rows.clear();
    if (m_classes.isEmpty())
        return;
    for (std::size_t f = 0; f < m_features.columns(); ++f)
        if (m_values == Values::OwnUnit || m_features.scalings()[f].standardized)
            m_rows.push_back(f);
    const qsizetype column = m_sortedBy.isEmpty() ? -1 : m_classes.indexOf(m_sortedBy);
    if (column < 0)
        return;
    const auto c = static_cast<std::size_t>(column);
    const auto key = [&](std::size_t f) {
        if (m_values == Values::OwnUnit)
            return m_features.scalings()[f].toOwn(m_moments.mean(c, f));
        return m_values == Values::Means ? m_moments.mean(c, f) : m_moments.standardDeviation(c, f);
    };
    std::stable_sort(m_rows.begin(), m_rows.end(), [&](std::size_t a, std::size_t b) {
        const double one = key(a);
        const double other = key(b);
        if (std::isnan(one) || std::isnan(other)) // a class without tracks: all are
            return false;
        return m_descending ? one > other : one < other;
    });
}

double CentroidTableModel::mean(int row, int column) const
{
    const std::size_t f = featureOf(row);
    const double mean = m_moments.mean(static_cast<std::size_t>(column), f);
    return m_values == Values::OwnUnit ? m_features.scalings()[f].toOwn(mean) : mean;
}

double CentroidTableModel::deviation(int row, int column) const
{
    const std::size_t f = featureOf(row);
    const double deviation = m_moments.standardDeviation(static_cast<std::size_t>(column), f);
    if (m_values != Values::OwnUnit)
        return deviation;
    const FeatureScaling &scaling = m_features.scalings()[f];
    if (scaling.logarithm)
        return std::numeric_limits<double>::quiet_NaN();
    return scaling.standardized ? deviation * scaling.sd : deviation;
}

int CentroidTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int CentroidTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_classes.size());
}

QString CentroidTableModel::cellText(int row, int column, int digits) const
{
    // Of standard deviations a thousandth is the last that matters.
    const bool own = m_values == Values::OwnUnit;
    const auto rounded = [&](double x) {
        return own || digits == fullDigits ? x : std::round(x * 1000) / 1000;
    };
    const double spread = rounded(deviation(row, column));
    if (m_values == Values::Deviations)
        return formatValue(spread, digits);
    const double centre = rounded(mean(row, column));
    const QString text =
        m_values == Values::Means ? formatSigned(centre, digits) : formatValue(centre, digits);
    return std::isnan(spread) ? text : tr("%1 ± %2").arg(text, formatValue(spread, digits));
}

QVariant CentroidTableModel::ground(int row, int column) const
{
    const std::size_t f = featureOf(row);
    const double mean = m_moments.mean(static_cast<std::size_t>(column), f);
    const bool coloured = m_values != Values::Deviations && m_features.scalings()[f].standardized &&
                          m_largest > 0 && std::isfinite(mean);
    return coloured ? QVariant(signedColour(strongestGround * mean / m_largest, m_theme)) : QVariant();
}

QVariant CentroidTableModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount() || index.column() >= columnCount())
        return {};
    const int row = index.row();
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return cellText(row, column, 3);
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    case Qt::BackgroundRole:
        return ground(row, column);
    case Qt::ForegroundRole: {
        const QVariant colour = ground(row, column);
        return colour.isValid() ? QVariant(textOn(colour.value<QColor>())) : QVariant();
    }
    case Qt::ToolTipRole:
        return tooltipText(m_classes[column],
                           tr("%1: %2", "energy: +0.62 ± 0.9")
                               .arg(headerData(row, Qt::Vertical, Qt::DisplayRole).toString(),
                                    cellText(row, column, fullDigits)));
    default:
        return {};
    }
}

QVariant CentroidTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (section < 0 || section >= (orientation == Qt::Horizontal ? columnCount() : rowCount()))
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant((orientation == Qt::Horizontal ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    QString text;
    if (orientation == Qt::Horizontal) {
        text = m_classes[section];
    } else {
        const std::string &name = m_features.names()[featureOf(section)];
        const QString unit = m_values == Values::OwnUnit ? featureUnit(name) : QString();
        text = QString::fromStdString(name);
        if (!unit.isEmpty())
            text = tr("%1 (%2)", "tempo (BPM)").arg(text, unit);
    }
    return role == Qt::ToolTipRole ? plainTooltip(text) : text;
}

QString CentroidTableModel::tabSeparated(int top, int left, int bottom, int right) const
{
    const bool withMeans = m_values != Values::Deviations;
    QString text = tr("feature");
    for (int column = left; column <= right; ++column) {
        const QString name = m_classes.value(column).simplified();
        if (withMeans)
            text += QLatin1Char('\t') + tr("%1 mean").arg(name);
        text += QLatin1Char('\t') + tr("%1 sd").arg(name);
    }
    text += QLatin1Char('\n');
    for (int row = top; row <= bottom && row < rowCount(); ++row) {
        text += headerData(row, Qt::Vertical, Qt::DisplayRole).toString().simplified();
        for (int column = left; column <= right; ++column) {
            if (withMeans)
                text += QLatin1Char('\t') + fullText(mean(row, column));
            text += QLatin1Char('\t') + fullText(deviation(row, column));
        }
        text += QLatin1Char('\n');
    }
    return text;
}

} // namespace genrelens
