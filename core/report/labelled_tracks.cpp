#include "core/report/labelled_tracks.h"

#include "core/table/csv_writer.h"

#include <array>
#include <charconv>

namespace genrelens
{

namespace
{

void appendLabel(std::string &line, const LabelSet &labels, std::size_t row)
{
    line += ',';
    if (!labels.isEmpty() && labels.codes()[row] != unlabelled)
        appendCsvField(line, labels.classes()[static_cast<std::size_t>(labels.codes()[row])]);
}

void appendPrediction(std::string &line, const LabelledTracks &tracks, std::size_t row)
{
    if (tracks.prediction.empty() || tracks.prediction[row] < 0) {
        line += ",,";
        return;
    }
    line += ',';
    appendCsvField(line, tracks.predictedClasses[static_cast<std::size_t>(tracks.prediction[row])]);
    std::array<char, 32> digits{};
    line += ',';
    line.append(digits.data(),
                std::to_chars(digits.data(), digits.data() + digits.size(), tracks.probability[row]).ptr);
}

} // namespace

std::string labelledTracksCsv(const LabelledTracks &tracks)
{
    std::string text = "row,track_id,genre,super_genre,cluster,prediction,probability,map_x,map_y,selected\n";
    for (std::size_t row = 0; row < tracks.features.rows(); ++row) {
        text += std::to_string(row) + ',';
        if (tracks.idColumn)
            appendCsvField(text, tracks.table.column(*tracks.idColumn).cell(tracks.features.sourceRow(row)));
        appendLabel(text, tracks.genres, row);
        appendLabel(text, tracks.superGenres, row);
        appendLabel(text, tracks.clusters, row);
        appendPrediction(text, tracks, row);
        text += ",,,\n";
    }
    return text;
}

} // namespace genrelens
