#pragma once

#include "core/cluster/cluster_profile.h"
#include "widgets/models/cell_table_model.h"
#include "widgets/plots/difference_bars.h"

#include <QString>

#include <cstdint>
#include <vector>

namespace genrelens
{

class Study;

/// What the Clusters dock writes of clusters and of their tracks.

/// What names a track; texts that the file lacks are empty, but for the title.
struct TrackTexts {
    QString title;
    QString artists;
    QString genre;
};
TrackTexts trackTexts(const Study &study, std::uint32_t row);

/// The rows in the classes that are wanted, one entry a class.
std::vector<std::uint32_t> rowsOfClasses(const LabelSet &labels, const std::vector<bool> &wanted);
/// The rows in both.
std::vector<std::uint32_t> rowsOfBoth(const LabelSet &labels, std::size_t cls, const LabelSet &others,
                                      std::size_t other);

/// "12,345 tracks · 13.7 %"
QString tracksAndShare(std::size_t rows, std::size_t all);

/// The features that set a cluster apart, the mean of each in its own unit.
DifferenceSpec differencesOf(const Features &features, const ClusterProfile &profile);

std::vector<TableColumn> classColumns(const QString &grouping);
std::vector<TableRow> classRows(const std::vector<ClusterClass> &classes, const LabelSet &others,
                                const std::vector<QColor> &colours);

std::vector<TableColumn> memberColumns();
std::vector<TableRow> memberRows(const std::vector<ClusterMember> &members, const Study &study);

std::vector<TableColumn> anomalyColumns();
/// clusters: with the names that are shown. isolation: of every row.
std::vector<TableRow> anomalyRows(const std::vector<ClusterMember> &members, const Study &study,
                                  const LabelSet &clusters, const std::vector<double> &isolation);

/// The same as CSV, with the columns of the file that name a track and its genre.
std::string anomaliesCsv(const std::vector<ClusterMember> &members, const Study &study,
                         const LabelSet &clusters, const std::vector<double> &isolation);
/// All clusters, see core/report/cluster_table.h.
std::string profilesCsv(const std::vector<ClusterProfile> &profiles, const Study &study,
                        const LabelSet &clusters, const LabelSet &others);

} // namespace genrelens
