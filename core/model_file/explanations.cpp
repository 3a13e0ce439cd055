#include "core/model_file/explanations.h"

#include "core/explain/forest_shap.h"
#include "core/table/csv_writer.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <numeric>
#include <string>
#include <vector>

namespace genrelens
{

namespace
{

constexpr std::size_t mostValues = std::size_t(1) << 24; // in memory at a time
constexpr std::size_t mostRows = std::size_t(1) << 16;
constexpr int digitsOfFloat = 9; // that tell any two apart

// A line a class and feature of what moved a row's probability.
class ExplanationLines final : public RowScorer
{
public:
    explicit ExplanationLines(const ForestModel &model)
        : m_forest(*model.forest)
        , m_classes(csvFields(model.classes))
        , m_features(csvFields(model.inputs.features))
    {
    }

    [[nodiscard]] std::string header() const override { return "row,class,feature,shap,base_value\n"; }

    [[nodiscard]] std::size_t rowsOfBlock() const override
    {
        const std::size_t valuesOfRow = m_classes.size() * m_features.size();
        return std::clamp<std::size_t>(mostValues / std::max<std::size_t>(valuesOfRow, 1), 1, mostRows);
    }

    Result<void> score(const Features &block, Progress &progress) override
    {
        std::vector<std::uint32_t> all(block.rows());
        std::iota(all.begin(), all.end(), 0U);
        Result<ShapValues> found = explainForest(m_forest, block, all, progress);
        if (!found)
            return found.error();
        m_values = std::move(found).value();
        m_baseValues.clear();
        for (const double value : m_values.baseValues()) {
            std::array<char, 32> digits{};
            m_baseValues.emplace_back(digits.data(),
                                      std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr);
        }
        return {};
    }

    void append(std::string &lines, std::size_t row, std::optional<std::size_t> place) const override
    {
        const std::string start = std::to_string(row) + ',';
        std::array<char, 32> digits{};
        for (std::size_t c = 0; c < m_classes.size(); ++c)
            for (std::size_t f = 0; f < m_features.size(); ++f) {
                lines += start;
                lines += m_classes[c];
                lines += m_features[f];
                if (place) {
                    const double value = m_values.value(*place, c, f);
                    lines.append(digits.data(),
                                 std::to_chars(digits.data(), digits.data() + digits.size(), value,
                                               std::chars_format::general, digitsOfFloat)
                                     .ptr);
                }
                lines += ',';
                if (place)
                    lines += m_baseValues[c];
                lines += '\n';
            }
    }

private:
    const RandomForest &m_forest;
    std::vector<std::string> m_classes;
    std::vector<std::string> m_features;
    std::vector<std::string> m_baseValues; // one a class
    ShapValues m_values;                   // of the block
};

} // namespace

Result<ScoredRows> writeExplanations(const ForestModel &model, const Table &table, const TextSink &sink,
                                     Progress &progress)
{
    ExplanationLines lines(model);
    return writeScores(lines, table, model.inputs, sink, progress);
}

} // namespace genrelens
