#include "core/model_file/predictions.h"

#include "core/table/csv_writer.h"
#include "core/table/schema.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <numeric>
#include <optional>
#include <string>
#include <vector>

namespace genrelens
{

namespace
{

constexpr std::size_t pieceBytes = std::size_t(1) << 18;
constexpr std::size_t mostProbabilities = std::size_t(1) << 22; // in memory at a time
constexpr std::size_t mostRows = std::size_t(1) << 14;

void appendProbability(std::string &line, float probability)
{
    std::array<char, 32> digits{};
    line.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), probability).ptr);
}

// A table's rows with what a model says of them, as lines of CSV.
class PredictionLines
{
public:
    PredictionLines(const PortableModel &model, const Table &table) : m_model(model), m_table(table)
    {
        const Result<Schema> schema = recogniseSchema(table);
        if (schema) // else there is nothing to measure; the model may need nothing
            m_idColumn = schema.value().find(ColumnRole::TrackId);
    }

    [[nodiscard]] std::string header() const
    {
        std::string line = m_idColumn ? "row,track_id,prediction,probability" : "row,prediction,probability";
        for (const std::string &name : m_model.classes) {
            line += ',';
            appendCsvField(line, "p_" + name);
        }
        return line + '\n';
    }

    /// shares: the classes' probabilities; none: the row cannot be judged.
    void append(std::string &lines, std::size_t row, std::optional<std::span<const float>> shares) const
    {
        lines += std::to_string(row);
        if (m_idColumn) {
            lines += ',';
            appendCsvField(lines, m_table.column(*m_idColumn).cell(row));
        }
        if (!shares) {
            lines.append(m_model.classes.size() + 2, ',');
            lines += '\n';
            return;
        }
        const auto best = std::max_element(shares->begin(), shares->end()); // the first of equals
        lines += ',';
        appendCsvField(lines, m_model.classes[static_cast<std::size_t>(best - shares->begin())]);
        lines += ',';
        appendProbability(lines, *best);
        for (const float share : *shares) {
            lines += ',';
            appendProbability(lines, share);
        }
        lines += '\n';
    }

private:
    const PortableModel &m_model;
    const Table &m_table;
    std::optional<std::size_t> m_idColumn;
};

} // namespace

Result<PredictionCount> writePredictions(const PortableModel &model, const Table &table, const TextSink &sink,
                                         Progress &progress)
{
    const Result<ModelRows> matched = ModelRows::match(table, model.inputs);
    if (!matched)
        return matched.error();
    const PredictionLines lines(model, table);
    PredictionCount count{table.rows(), 0};
    std::string piece = lines.header();
    const std::size_t block = std::clamp<std::size_t>(mostProbabilities / model.classes.size(), 1, mostRows);
    const auto fractionAt = [&](std::size_t row) {
        return static_cast<double>(row) / static_cast<double>(table.rows());
    };
    for (std::size_t begin = 0; begin < table.rows(); begin += block) {
        const std::size_t end = std::min(begin + block, table.rows());
        const Features features = matched.value().features(begin, end);
        std::vector<std::uint32_t> all(features.rows());
        std::iota(all.begin(), all.end(), 0U);
        SubProgress predicting(progress, fractionAt(begin), fractionAt(end));
        const Result<Probabilities> found = model.classifier->probabilities(features, all, predicting);
        if (!found)
            return found.error();
        std::size_t next = 0; // of the rows that are judged
        for (std::size_t row = begin; row < end; ++row) {
            if (next < features.rows() && features.sourceRow(next) == row) {
                lines.append(piece, row, found.value().row(next++));
            } else {
                lines.append(piece, row, std::nullopt);
                ++count.missing;
            }
            if (piece.size() < pieceBytes)
                continue;
            if (progress.cancelled())
                return Error::cancelled();
            if (Result<void> taken = sink(piece); !taken)
                return taken.error();
            piece.clear();
        }
    }
    if (progress.cancelled())
        return Error::cancelled();
    if (Result<void> taken = sink(piece); !taken)
        return taken.error();
    return count;
}

} // namespace genrelens
