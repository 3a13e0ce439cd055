#include "core/report/labelled_tracks.h"

#include "core/table/csv_writer.h"

#include <array>
#include <charconv>
#include <set>

namespace genrelens
{

namespace
{

constexpr std::size_t pieceBytes = std::size_t(1) << 18;
constexpr std::array<std::string_view, 10> firstColumns{"row",     "track_id",   "genre",       "super_genre",
                                                        "cluster", "prediction", "probability", "map_x",
                                                        "map_y",   "selected"};

std::string header(const LabelledTracks &tracks)
{
    std::string line;
    std::set<std::string> taken;
    const auto add = [&](const std::string &wanted) {
        std::string name = wanted;
        for (int i = 2; !taken.insert(name).second; ++i)
            name = wanted + '_' + std::to_string(i);
        line += line.empty() ? "" : ",";
        appendCsvField(line, name);
    };
    for (const std::string_view name : firstColumns)
        add(std::string(name));
    for (const LabelSet &labels : tracks.furtherLabels)
        add(labels.name());
    for (const std::size_t column : tracks.tableColumns)
        add(tracks.table.column(column).name);
    return line + '\n';
}

void appendLabel(std::string &line, const LabelSet &labels, std::size_t row)
{
    line += ',';
    if (!labels.isEmpty() && labels.codes()[row] != unlabelled)
        appendCsvField(line, labels.classes()[static_cast<std::size_t>(labels.codes()[row])]);
}

void appendNumber(std::string &line, float value)
{
    std::array<char, 32> digits{};
    line += ',';
    line.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr);
}

void appendPlace(std::string &line, const std::vector<MapPoint> &map, std::size_t row)
{
    if (map.empty()) {
        line += ",,";
        return;
    }
    appendNumber(line, map[row].x);
    appendNumber(line, map[row].y);
}

void appendPrediction(std::string &line, const LabelledTracks &tracks, std::size_t row)
{
    if (tracks.prediction.empty() || tracks.prediction[row] < 0) {
        line += ",,";
        return;
    }
    line += ',';
    appendCsvField(line, tracks.predictedClasses[static_cast<std::size_t>(tracks.prediction[row])]);
    appendNumber(line, tracks.probability[row]);
}

void appendTrack(std::string &line, const LabelledTracks &tracks, std::size_t row, bool selecting)
{
    const std::uint32_t tableRow = tracks.features.sourceRow(row);
    line += std::to_string(row) + ',';
    if (tracks.idColumn)
        appendCsvField(line, tracks.table.column(*tracks.idColumn).cell(tableRow));
    appendLabel(line, tracks.genres, row);
    appendLabel(line, tracks.superGenres, row);
    appendLabel(line, tracks.clusters, row);
    appendPrediction(line, tracks, row);
    appendPlace(line, tracks.map, row);
    line += ',';
    if (selecting)
        line += tracks.selection.contains(row) ? '1' : '0';
    for (const LabelSet &labels : tracks.furtherLabels)
        appendLabel(line, labels, row);
    for (const std::size_t column : tracks.tableColumns) {
        line += ',';
        appendCsvField(line, tracks.table.column(column).cell(tableRow));
    }
    line += '\n';
}

} // namespace

Result<void> writeLabelledTracks(const LabelledTracks &tracks, const TextSink &sink, Progress &progress)
{
    const bool selecting = !tracks.selection.isEmpty();
    const std::size_t rows = tracks.features.rows();
    std::string piece = header(tracks);
    for (std::size_t row = 0; row < rows; ++row) {
        if (!tracks.rows || tracks.rows->contains(row))
            appendTrack(piece, tracks, row, selecting);
        if (piece.size() < pieceBytes)
            continue;
        if (progress.cancelled())
            return Error::cancelled();
        progress.report(static_cast<double>(row) / static_cast<double>(rows), "Writing");
        if (Result<void> taken = sink(piece); !taken)
            return taken;
        piece.clear();
    }
    if (progress.cancelled())
        return Error::cancelled();
    return sink(piece);
}

} // namespace genrelens
