#include "widgets/clusters/cluster_facts.h"

#include "core/report/cluster_table.h"
#include "core/study/study.h"
#include "widgets/models/cell_text.h"
#include "widgets/plots/centroid_figures.h"
#include "widgets/plots/text.h"

#include <QCoreApplication>

#include <cmath>
#include <optional>

namespace genrelens
{

namespace
{

QString tr(const char *text, const char *comment = nullptr)
{
    return QCoreApplication::translate("ClustersDock", text, comment);
}

QString cellOf(const Study &study, ColumnRole role, std::uint32_t row)
{
    const std::optional<std::size_t> column = study.prepared()->schema.find(role);
    return column
               ? cellText(study.dataset()->table.column(*column), study.prepared()->features().sourceRow(row))
                     .simplified()
               : QString();
}

// A mean in the feature's own unit: "113 BPM".
QString ownText(const Features &features, std::size_t feature, double mean)
{
    const QString unit = featureUnit(features.names()[feature]);
    const FeatureScaling &scaling = features.scalings()[feature];
    const double own = scaling.toOwn(mean);
    // The matrix is float, so that a mean of 0 comes back as a tiny number of either sign.
    const QString value = formatValue(std::abs(own) < 1e-6 * scaling.sd ? 0.0 : own);
    return unit.isEmpty() ? value : value + QChar(QChar::Nbsp) + unit;
}

TableCell distanceCell(double distance)
{
    return numberCell(distance, formatDecimals(distance));
}

} // namespace

TrackTexts trackTexts(const Study &study, std::uint32_t row)
{
    TrackTexts texts{cellOf(study, ColumnRole::Title, row), cellOf(study, ColumnRole::Artists, row), {}};
    if (texts.title.isEmpty())
        texts.title = cellOf(study, ColumnRole::TrackId, row);
    if (texts.title.isEmpty())
        texts.title = tr("row %1", "of the file")
                          .arg(formatCount(qint64(study.prepared()->features().sourceRow(row)) + 1));
    const LabelSet &genres = study.prepared()->genres;
    if (!genres.isEmpty() && genres.codes()[row] >= 0)
        texts.genre = QString::fromStdString(genres.classes()[static_cast<std::size_t>(genres.codes()[row])]);
    return texts;
}

std::vector<std::uint32_t> rowsOfClasses(const LabelSet &labels, const std::vector<bool> &wanted)
{
    std::vector<std::uint32_t> rows;
    for (std::size_t row = 0; row < labels.codes().size(); ++row)
        if (const std::int32_t code = labels.codes()[row];
            code >= 0 && wanted[static_cast<std::size_t>(code)])
            rows.push_back(static_cast<std::uint32_t>(row));
    return rows;
}

std::vector<std::uint32_t> rowsOfBoth(const LabelSet &labels, std::size_t cls, const LabelSet &others,
                                      std::size_t other)
{
    std::vector<std::uint32_t> rows;
    for (std::size_t row = 0; row < labels.codes().size(); ++row)
        if (labels.codes()[row] == static_cast<std::int32_t>(cls) &&
            others.codes()[row] == static_cast<std::int32_t>(other))
            rows.push_back(static_cast<std::uint32_t>(row));
    return rows;
}

QString tracksAndShare(std::size_t rows, std::size_t all)
{
    const QString tracks =
        rows == 1 ? tr("1 track") : tr("%1 tracks").arg(formatCount(static_cast<qint64>(rows)));
    const double share = static_cast<double>(rows) / static_cast<double>(std::max<std::size_t>(all, 1));
    return tr("%1 · %2", "12,345 tracks · 13.7 %").arg(tracks, formatShare(share));
}

DifferenceSpec differencesOf(const Features &features, const ClusterProfile &profile)
{
    DifferenceSpec spec;
    spec.axisTitle = tr("standard deviations from the others");
    spec.ownTitle = tr("here");
    spec.otherTitle = tr("others");
    for (const ClusterTrait &trait : profile.traits) {
        DifferenceBar bar;
        bar.name = QString::fromStdString(features.names()[trait.feature]);
        bar.value = trait.difference;
        bar.own = ownText(features, trait.feature, trait.mean);
        bar.other = ownText(features, trait.feature, trait.rest);
        bar.tooltip = tr("mean %1 here, %2 among the other tracks:\n%3 standard deviations")
                          .arg(bar.own, bar.other, formatSigned(trait.difference));
        spec.bars.push_back(std::move(bar));
    }
    return spec;
}

std::vector<TableColumn> classColumns(const QString &grouping)
{
    return {{grouping, false, 0, {}},
            {tr("Tracks"), true, 2, tr("Tracks of the cluster that have the class")},
            {tr("Share"), true, 1, tr("Of the cluster's tracks that have a class")},
            {tr("Lift"), true, 0,
             tr("How many times as often as among all tracks: 1 is chance. The highest first; classes of "
                "fewer than five of the tracks are left out.")}};
}

std::vector<TableRow> classRows(const std::vector<ClusterClass> &classes, const LabelSet &others,
                                const std::vector<QColor> &colours)
{
    std::vector<TableRow> rows;
    for (const ClusterClass &entry : classes)
        rows.push_back({{{QString::fromStdString(others.classes()[entry.cls])},
                         countCell(entry.rows),
                         numberCell(entry.share, formatShare(entry.share)),
                         numberCell(entry.lift, formatDecimals(entry.lift))},
                        colours[entry.cls]});
    return rows;
}

std::vector<TableColumn> memberColumns()
{
    return {{tr("Title"), false, 0, {}},
            {tr("Artists"), false, 1, {}},
            {tr("Distance"), true, 0,
             tr("From the mean of the cluster, over all features as they are "
                "clustered")}};
}

std::vector<TableRow> memberRows(const std::vector<ClusterMember> &members, const Study &study)
{
    std::vector<TableRow> rows;
    for (const ClusterMember &member : members) {
        const TrackTexts texts = trackTexts(study, member.row);
        rows.push_back({{{texts.title}, {texts.artists}, distanceCell(member.distance)}, {}});
    }
    return rows;
}

std::vector<TableColumn> anomalyColumns()
{
    return {{tr("Title"), false, 0, {}},
            {tr("Artists"), false, 3, {}},
            {tr("Genre"), false, 2, {}},
            {tr("Cluster"), false, 1, {}},
            {tr("Distance"), true, 4,
             tr("From the mean of its cluster, over all features as they are "
                "clustered")},
            {tr("Score"), true, 0,
             tr("The distance less the mean of its cluster's distances, in their "
                "standard deviations: so that tight and wide clusters compare")},
            {tr("Isolation"), true, 0,
             tr("How soon an isolation forest parts it from all other tracks, "
                "whatever their clusters: about 0.5 is usual, 1 stands alone")}};
}

std::vector<TableRow> anomalyRows(const std::vector<ClusterMember> &members, const Study &study,
                                  const LabelSet &clusters, const std::vector<double> &isolation)
{
    std::vector<TableRow> rows;
    for (const ClusterMember &member : members) {
        const TrackTexts texts = trackTexts(study, member.row);
        const std::string &cluster = clusters.classes()[static_cast<std::size_t>(member.cluster)];
        rows.push_back({{{texts.title},
                         {texts.artists},
                         {texts.genre},
                         {QString::fromStdString(cluster)},
                         distanceCell(member.distance),
                         distanceCell(member.score),
                         distanceCell(isolation[member.row])},
                        {}});
    }
    return rows;
}

std::string anomaliesCsv(const std::vector<ClusterMember> &members, const Study &study,
                         const LabelSet &clusters, const std::vector<double> &isolation)
{
    std::vector<std::size_t> columns;
    for (const ColumnRole role :
         {ColumnRole::TrackId, ColumnRole::Title, ColumnRole::Artists, ColumnRole::Genre})
        if (const auto column = study.prepared()->schema.find(role))
            columns.push_back(*column);
    return clusterAnomaliesTable({study.dataset()->table, study.prepared()->features(), columns}, clusters,
                                 members, isolation);
}

std::string profilesCsv(const std::vector<ClusterProfile> &profiles, const Study &study,
                        const LabelSet &clusters, const LabelSet &others)
{
    return clusterProfilesTable(
        study.prepared()->features(), clusters, others, profiles, [&study](std::uint32_t row) {
            const TrackTexts texts = trackTexts(study, row);
            const bool whose = !texts.artists.isEmpty();
            return (whose ? texts.title + QStringLiteral(" – ") + texts.artists : texts.title).toStdString();
        });
}

} // namespace genrelens
