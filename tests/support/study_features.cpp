#include "tests/support/study_features.h"

#include "tests/support/shared_data.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <map>
#include <set>
#include <unordered_set>

namespace genrelens::test
{

namespace
{

constexpr std::size_t featureCount = 15;
constexpr std::array<std::size_t, 4> rawFeatures = {2, 5, 7, 14}; // explicit, key, mode, time_signature

// One line of CSV with doubled quotes; none of the study's cells holds a line break.
std::vector<std::string> cellsOf(const std::string &line)
{
    std::vector<std::string> cells(1);
    bool quoted = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        if (c == '"' && quoted && i + 1 < line.size() && line[i + 1] == '"') {
            cells.back() += '"';
            ++i;
        } else if (c == '"') {
            quoted = !quoted;
        } else if (c == ',' && !quoted) {
            cells.emplace_back();
        } else {
            cells.back() += c;
        }
    }
    return cells;
}

std::vector<std::vector<std::string>> readCsv(const std::string &path)
{
    std::ifstream file(path);
    std::vector<std::vector<std::string>> records;
    for (std::string line; std::getline(file, line);)
        records.push_back(cellsOf(line));
    return records;
}

LabelSet labelSetOf(const std::string &name, const std::vector<std::string> &labels)
{
    const std::set<std::string> distinct(labels.begin(), labels.end());
    const std::vector<std::string> classes(distinct.begin(), distinct.end());
    std::vector<std::int32_t> codes;
    codes.reserve(labels.size());
    for (const std::string &label : labels)
        codes.push_back(static_cast<std::int32_t>(std::lower_bound(classes.begin(), classes.end(), label) -
                                                  classes.begin()));
    return LabelSet(name, classes, codes);
}

struct Tracks {
    std::vector<std::string> names;
    std::vector<double> values; // rows x featureCount
    std::vector<std::uint32_t> sourceRows;
    std::vector<std::string> genres;
};

Tracks readTracks(const std::string &path)
{
    std::ifstream file(path);
    std::string line;
    std::getline(file, line);
    const std::vector<std::string> header = cellsOf(line);
    Tracks tracks;
    tracks.names.assign(header.begin() + 5, header.begin() + 5 + featureCount);
    std::unordered_set<std::string> seen;
    for (std::uint32_t row = 0; std::getline(file, line); ++row) {
        const std::vector<std::string> cells = cellsOf(line);
        if (!seen.insert(cells[1]).second)
            continue;
        for (std::size_t m = 0; m < featureCount; ++m)
            tracks.values.push_back(cells[5 + m] == "True" ? 1.0
                                                           : std::strtod(cells[5 + m].c_str(), nullptr));
        tracks.sourceRows.push_back(row);
        tracks.genres.push_back(cells.back());
    }
    return tracks;
}

FeatureScaling scalingOf(const Tracks &tracks, std::size_t feature)
{
    FeatureScaling scaling;
    scaling.standardized = std::count(rawFeatures.begin(), rawFeatures.end(), feature) == 0;
    const auto rows = static_cast<double>(tracks.sourceRows.size());
    for (std::size_t i = feature; i < tracks.values.size(); i += featureCount)
        scaling.mean += tracks.values[i] / rows;
    double squares = 0.0;
    for (std::size_t i = feature; i < tracks.values.size(); i += featureCount)
        squares += std::pow(tracks.values[i] - scaling.mean, 2);
    scaling.sd = std::sqrt(squares / rows);
    return scaling;
}

Features scaled(const Tracks &tracks)
{
    std::vector<FeatureScaling> scalings;
    for (std::size_t m = 0; m < featureCount; ++m)
        scalings.push_back(scalingOf(tracks, m));
    std::vector<float> values;
    values.reserve(tracks.values.size());
    for (std::size_t i = 0; i < tracks.values.size(); ++i)
        values.push_back(static_cast<float>(scalings[i % featureCount].toScaled(tracks.values[i])));
    return Features(tracks.names, scalings, std::move(values), tracks.sourceRows);
}

std::vector<std::string> firstColumn(const std::string &path)
{
    std::vector<std::string> cells;
    for (const auto &record : readCsv(path))
        cells.push_back(record.front());
    if (!cells.empty())
        cells.erase(cells.begin());
    return cells;
}

Study load()
{
    const std::string data = sharedFile("data/spotify_tracks.csv");
    const std::string map = sharedFile("reference/genre_to_super_genre.csv");
    const std::string clusters = sharedFile("reference/kmeans8_labels.csv");
    const std::string test = sharedFile("reference/split_seed307_test_rows.csv");
    Study study;
    if (data.empty() || map.empty() || clusters.empty() || test.empty())
        return study;
    const Tracks tracks = readTracks(data);
    std::map<std::string, std::string> superGenreOf;
    for (const auto &record : readCsv(map))
        superGenreOf[record[0]] = record[1];
    std::vector<std::string> superGenres;
    for (const std::string &genre : tracks.genres)
        superGenres.push_back(superGenreOf.at(genre));
    study.features = scaled(tracks);
    study.genres = labelSetOf("genre", tracks.genres);
    study.superGenres = labelSetOf("super_genre", superGenres);
    study.clusters = labelSetOf("cluster", firstColumn(clusters));
    study.split = splitExplicit(rowsOfFile(test), tracks.sourceRows.size()).value();
    return study;
}

} // namespace

const Study &study()
{
    static const Study loaded = load();
    return loaded;
}

std::vector<std::uint32_t> rowsOfFile(const std::string &path)
{
    std::vector<std::uint32_t> rows;
    for (const std::string &cell : firstColumn(path))
        rows.push_back(static_cast<std::uint32_t>(std::strtoul(cell.c_str(), nullptr, 10)));
    return rows;
}

} // namespace genrelens::test
