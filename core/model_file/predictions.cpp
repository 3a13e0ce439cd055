#include "core/model_file/predictions.h"

#include "core/table/csv_writer.h"
#include "core/table/schema.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <numeric>
#include <span>
#include <string>
#include <vector>

namespace genrelens
{

namespace
{

constexpr std::size_t mostProbabilities = std::size_t(1) << 22; // in memory at a time
constexpr std::size_t mostRows = std::size_t(1) << 14;

void appendProbability(std::string &line, float probability)
{
    std::array<char, 32> digits{};
    line.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), probability).ptr);
}

// A line a row of what a model says of it.
class PredictionLines final : public RowScorer
{
public:
    PredictionLines(const PortableModel &model, const Table &table) : m_model(model), m_table(table)
    {
        const Result<Schema> schema = recogniseSchema(table);
        if (schema) // else there is nothing to measure; the model may need nothing
            m_idColumn = schema.value().find(ColumnRole::TrackId);
    }

    [[nodiscard]] std::string header() const override
    {
        std::string line = m_idColumn ? "row,track_id,prediction,probability" : "row,prediction,probability";
        for (const std::string &name : m_model.classes) {
            line += ',';
            appendCsvField(line, "p_" + name);
        }
        return line + '\n';
    }

    [[nodiscard]] std::size_t rowsOfBlock() const override
    {
        return std::clamp<std::size_t>(mostProbabilities / m_model.classes.size(), 1, mostRows);
    }

    Result<void> score(const Features &block, Progress &progress) override
    {
        std::vector<std::uint32_t> all(block.rows());
        std::iota(all.begin(), all.end(), 0U);
        Result<Probabilities> found = m_model.classifier->probabilities(block, all, progress);
        if (!found)
            return found.error();
        m_probabilities = std::move(found).value();
        return {};
    }

    void append(std::string &lines, std::size_t row, std::optional<std::size_t> place) const override
    {
        lines += std::to_string(row);
        if (m_idColumn) {
            lines += ',';
            appendCsvField(lines, m_table.column(*m_idColumn).cell(row));
        }
        if (!place) {
            lines.append(m_model.classes.size() + 2, ',');
            lines += '\n';
            return;
        }
        const std::span<const float> shares = m_probabilities.row(*place);
        const auto best = std::max_element(shares.begin(), shares.end()); // the first of equals
        lines += ',';
        appendCsvField(lines, m_model.classes[static_cast<std::size_t>(best - shares.begin())]);
        lines += ',';
        appendProbability(lines, *best);
        for (const float share : shares) {
            lines += ',';
            appendProbability(lines, share);
        }
        lines += '\n';
    }

private:
    const PortableModel &m_model;
    const Table &m_table;
    std::optional<std::size_t> m_idColumn;
    Probabilities m_probabilities;
};

} // namespace

Result<ScoredRows> writePredictions(const PortableModel &model, const Table &table, const TextSink &sink,
                                    Progress &progress)
{
    PredictionLines lines(model, table);
    return writeScores(lines, table, model.inputs, sink, progress);
}

} // namespace genrelens
