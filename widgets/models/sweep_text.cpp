// A sweep as text for other programs.
#include "core/table/csv_writer.h"
#include "widgets/models/sweep_model.h"

#include <QLocale>
#include <QStringList>

#include <cmath>

namespace genrelens
{

namespace
{

// The shortest that reads back as the same number.
std::string fullText(double value)
{
    return std::isnan(value) ? std::string()
                             : QString::number(value, 'g', QLocale::FloatingPointShortest).toStdString();
}

std::string csvLine(const KSweepPoint &point, const ClusterChoice &choice)
{
    std::string line = std::to_string(point.clusters);
    for (const double figure :
         {point.wcss, point.expectedWcss, point.gap, point.gapError, point.silhouette, point.silhouetteError,
          point.calinskiHarabasz, point.daviesBouldin, point.stability, point.stabilityDeviation})
        line += ',' + fullText(figure);
    std::string voters;
    for (const ClusterVote &vote : choice.cast)
        if (vote.clusters == point.clusters)
            voters += (voters.empty() ? "" : " ") + criterionName(vote.criterion);
    line += ',';
    appendCsvField(line, voters);
    return line;
}

} // namespace

std::string sweepCsv(const std::vector<KSweepPoint> &points)
{
    std::vector<ClusterQuality> qualities;
    for (const KSweepPoint &point : points)
        qualities.push_back(point.quality());
    const ClusterChoice choice = chooseClusters(qualities);
    std::string text = "k,wcss,expected_wcss,gap,gap_error,silhouette,silhouette_error,calinski_harabasz,"
                       "davies_bouldin,stability,stability_deviation,chosen_by\n";
    for (const KSweepPoint &point : points)
        text += csvLine(point, choice) + '\n';
    return text;
}

QString SweepModel::tabSeparated(const std::vector<int> &rows) const
{
    const QStringList lines = QString::fromStdString(sweepCsv(m_points)).split(u'\n');
    QString text = lines.first() + u'\n';
    for (const int row : rows)
        text += lines.at(row + 1) + u'\n';
    return text.replace(u',', u'\t'); // neither numbers nor names of criteria have commas
}

} // namespace genrelens
