#include "core/report/shap_table.h"

#include "core/table/csv_writer.h"

#include <array>
#include <charconv>
#include <string_view>

namespace genrelens
{

namespace
{

constexpr std::size_t pieceBytes = std::size_t(1) << 18;

// With the fewest digits that give it back.
template <typename Number>
std::string text(Number value)
{
    std::array<char, 32> digits{};
    return {digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr};
}

// The lines of one track after the other.
class TrackLines
{
public:
    explicit TrackLines(const ExplainedTracks &explained)
        : m_explained(explained)
        , m_classes(csvFields(explained.classes))
        , m_features(csvFields(explained.features.names()))
    {
        for (const std::string &name : explained.features.names())
            m_columns.push_back(explained.table.find(name));
        for (const double value : explained.values.baseValues())
            m_ends.push_back(',' + text(value) + '\n');
    }

    [[nodiscard]] std::string header() const
    {
        std::string line = "row,";
        for (const ExplainedTracks::NameColumn &column : m_explained.nameColumns)
            line += column.name + ',';
        return line + "class,feature,value,shap,base_value\n";
    }

    void append(std::string &lines, std::size_t place) const
    {
        const std::string start = startOf(place);
        std::vector<std::string> cells;
        for (std::size_t f = 0; f < m_features.size(); ++f)
            cells.push_back(m_features[f] + valueOf(place, f) + ',');
        for (std::size_t c = 0; c < m_classes.size(); ++c)
            for (std::size_t f = 0; f < m_features.size(); ++f) {
                lines += start;
                lines += m_classes[c];
                lines += cells[f];
                lines += text(m_explained.values.value(place, c, f));
                lines += m_ends[c];
            }
    }

private:
    [[nodiscard]] std::uint32_t sourceRow(std::size_t place) const
    {
        return m_explained.features.sourceRow(m_explained.tracks[place]);
    }

    [[nodiscard]] std::string startOf(std::size_t place) const
    {
        std::string start = std::to_string(m_explained.tracks[place]) + ',';
        for (const ExplainedTracks::NameColumn &column : m_explained.nameColumns) {
            if (column.column)
                appendCsvField(start, m_explained.table.column(*column.column).cell(sourceRow(place)));
            start += ',';
        }
        return start;
    }

    [[nodiscard]] std::string valueOf(std::size_t place, std::size_t feature) const
    {
        std::string field;
        if (m_columns[feature])
            appendCsvField(field, m_explained.table.column(*m_columns[feature]).cell(sourceRow(place)));
        return field;
    }

    const ExplainedTracks &m_explained;
    std::vector<std::string> m_classes;
    std::vector<std::string> m_features;
    std::vector<std::optional<std::size_t>> m_columns; // of the table, one a feature
    std::vector<std::string> m_ends;                   // base value of each class
};

} // namespace

Result<void> writeShapValues(const ExplainedTracks &explained, const TextSink &sink, Progress &progress)
{
    const TrackLines lines(explained);
    const std::size_t tracks = explained.values.rows();
    std::string piece = lines.header();
    for (std::size_t place = 0; place < tracks; ++place) {
        lines.append(piece, place);
        if (piece.size() < pieceBytes)
            continue;
        if (progress.cancelled())
            return Error::cancelled();
        progress.report(static_cast<double>(place) / static_cast<double>(tracks), "Writing");
        if (Result<void> taken = sink(piece); !taken)
            return taken;
        piece.clear();
    }
    if (progress.cancelled())
        return Error::cancelled();
    return sink(piece);
}

std::string shapImportanceTable(const ShapImportance &importance, std::span<const double> baseValues,
                                const std::vector<std::string> &classes,
                                const std::vector<std::string> &features)
{
    std::string table = "class,feature,mean_abs,base_value\n";
    for (std::size_t c = 0; c < classes.size(); ++c)
        for (std::size_t f = 0; f < features.size(); ++f) {
            appendCsvField(table, classes[c]);
            table += ',';
            appendCsvField(table, features[f]);
            table += ',' + text(importance.of(c, f)) + ',' + text(baseValues[c]) + '\n';
        }
    return table;
}

} // namespace genrelens
