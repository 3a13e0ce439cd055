#include "core/report/cluster_table.h"

#include "core/table/csv_writer.h"

#include <array>
#include <charconv>
#include <cmath>
#include <string_view>

namespace genrelens
{

namespace
{

// With the fewest digits that give it back; empty where there is none.
std::string text(double value)
{
    if (!std::isfinite(value))
        return {};
    std::array<char, 32> digits{};
    return {digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr};
}

/// Writes the lines of one cluster.
class ClusterLines
{
public:
    ClusterLines(std::string &table, std::size_t cluster, const std::string &name)
        : m_table(table)
        , m_start(std::to_string(cluster + 1) + ',')
    {
        appendCsvField(m_start, name);
        m_start += ',';
    }
    void add(std::string_view kind, std::string_view name, std::string_view measure, const std::string &value)
    {
        m_table += m_start;
        appendCsvField(m_table, kind);
        m_table += ',';
        appendCsvField(m_table, name);
        m_table += ',';
        m_table += measure;
        m_table += ',' + value + '\n';
    }

private:
    std::string &m_table;
    std::string m_start;
};

} // namespace

std::string clusterProfilesTable(const Features &features, const LabelSet &clusters, const LabelSet &others,
                                 std::span<const ClusterProfile> profiles, const TrackNames &trackName)
{
    std::string table = "cluster,cluster_name,kind,name,measure,value\n";
    for (std::size_t c = 0; c < profiles.size(); ++c) {
        const ClusterProfile &profile = profiles[c];
        ClusterLines lines(table, c, clusters.classes()[c]);
        const auto share = static_cast<double>(profile.rows) / static_cast<double>(features.rows());
        lines.add("cluster", "", "rows", std::to_string(profile.rows));
        lines.add("cluster", "", "share", text(share));
        lines.add("cluster", "", "mean_distance", text(profile.meanDistance));
        for (const ClusterTrait &trait : profile.traits) {
            const FeatureScaling &scaling = features.scalings()[trait.feature];
            const std::string &name = features.names()[trait.feature];
            lines.add("feature", name, "difference", text(trait.difference));
            lines.add("feature", name, "mean", text(scaling.toOwn(trait.mean)));
            lines.add("feature", name, "rest", text(scaling.toOwn(trait.rest)));
        }
        for (const ClusterClass &entry : profile.classes) {
            const std::string &name = others.classes()[entry.cls];
            lines.add(others.name(), name, "rows", std::to_string(entry.rows));
            lines.add(others.name(), name, "share", text(entry.share));
            lines.add(others.name(), name, "lift", text(entry.lift));
        }
        const auto addTracks = [&](std::string_view kind, const std::vector<ClusterMember> &members) {
            for (const ClusterMember &member : members) {
                const std::string name = trackName(member.row);
                lines.add(kind, name, "row", std::to_string(member.row));
                lines.add(kind, name, "distance", text(member.distance));
            }
        };
        addTracks("typical", profile.typical);
        addTracks("distant", profile.distant);
    }
    return table;
}

std::string clusterAnomaliesTable(const NamedRows &rows, const LabelSet &clusters,
                                  std::span<const ClusterMember> anomalies, std::span<const double> isolation)
{
    std::string table = "row";
    for (const std::size_t column : rows.columns) {
        table += ',';
        appendCsvField(table, rows.table.column(column).name);
    }
    table += ",cluster,cluster_name,distance,score,isolation\n";
    for (const ClusterMember &member : anomalies) {
        table += std::to_string(member.row);
        for (const std::size_t column : rows.columns) {
            table += ',';
            appendCsvField(table, rows.table.column(column).cell(rows.features.sourceRow(member.row)));
        }
        table += ',' + std::to_string(member.cluster + 1) + ',';
        appendCsvField(table, clusters.classes()[static_cast<std::size_t>(member.cluster)]);
        table +=
            ',' + text(member.distance) + ',' + text(member.score) + ',' + text(isolation[member.row]) + '\n';
    }
    return table;
}

} // namespace genrelens
