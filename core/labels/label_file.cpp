#include "core/labels/label_file.h"

#include "core/base/text.h"
#include "core/base/text_codes.h"
#include "core/labels/imported_labels.h"
#include "core/labels/text_classes.h"
#include "core/table/column_names.h"

#include <algorithm>
#include <set>
#include <unordered_map>

namespace genrelens
{

namespace
{

constexpr std::size_t fewNumbers = 50; // different ones, where numbers are classes

/// The tracks of a table by their ids; rows with the same id are one track.
struct TrackIds {
    std::unordered_map<std::string, std::int32_t> trackOf;
    std::vector<std::int32_t> trackOfRow; // -1: a row without an id
};

TrackIds trackIds(const Table &table, std::size_t column)
{
    TrackIds ids;
    ids.trackOfRow.reserve(table.rows());
    for (std::size_t row = 0; row < table.rows(); ++row) {
        std::string id = table.column(column).cell(row);
        ids.trackOfRow.push_back(
            id.empty() ? -1
                       : ids.trackOf.try_emplace(std::move(id), static_cast<std::int32_t>(ids.trackOf.size()))
                             .first->second);
    }
    return ids;
}

// Counts a line about the target of that number (negative: none); the first about a target is kept.
void place(std::int32_t target, std::size_t line, LabelKey &key, std::vector<std::int32_t> &lineOfTarget)
{
    if (target < 0) {
        ++key.unmatched;
        return;
    }
    ++key.matched;
    std::int32_t &first = lineOfTarget[static_cast<std::size_t>(target)];
    if (first < 0)
        first = static_cast<std::int32_t>(line);
    else
        ++key.repeated;
}

LabelKey keyByIds(const Table &file, std::size_t column, const TrackIds &ids)
{
    LabelKey key{LabelKey::Kind::TrackId, column, {}};
    std::vector<std::int32_t> lineOfTrack(ids.trackOf.size(), -1);
    for (std::size_t line = 0; line < file.rows(); ++line) {
        const auto found = ids.trackOf.find(file.column(column).cell(line));
        place(found == ids.trackOf.end() ? -1 : found->second, line, key, lineOfTrack);
    }
    key.lineOf.reserve(ids.trackOfRow.size());
    for (const std::int32_t track : ids.trackOfRow)
        key.lineOf.push_back(track < 0 ? -1 : lineOfTrack[static_cast<std::size_t>(track)]);
    return key;
}

LabelKey keyByRows(LabelKey::Kind kind, const Table &file, std::size_t column, const Table &table,
                   const Features &features)
{
    LabelKey key{kind, column, std::vector<std::int32_t>(table.rows(), -1)};
    const bool ofFile = kind == LabelKey::Kind::FileRow;
    const std::vector<double> &numbers = file.column(column).numeric()->values;
    for (std::size_t line = 0; line < file.rows(); ++line) {
        const std::optional<std::uint32_t> row =
            rowOfNumber(numbers[line], ofFile ? table.rows() : features.rows());
        place(row ? static_cast<std::int32_t>(ofFile ? *row : features.sourceRow(*row)) : -1, line, key,
              key.lineOf);
    }
    return key;
}

LabelKey keyByLines(const Table &file, const Table &table, const Features &features)
{
    LabelKey key{LabelKey::Kind::Line, {}, std::vector<std::int32_t>(table.rows(), -1)};
    const bool kept = file.rows() == features.rows();
    for (std::size_t line = 0; line < file.rows(); ++line)
        place(static_cast<std::int32_t>(kept ? features.sourceRow(line) : line), line, key, key.lineOf);
    return key;
}

bool isIdName(const std::string &header)
{
    const std::string name = normalisedName(header);
    const auto known = knownNames();
    return std::any_of(known.begin(), known.end(), [&name](const KnownName &entry) {
        return entry.role == ColumnRole::TrackId && entry.name == name;
    });
}

// Where two columns would do: names are believed before counts, ids before rows, and lines are the last
// resort.
int rankOf(const LabelKey &key, const Table &file, bool named)
{
    const bool most = 2 * key.matched >= file.rows();
    switch (key.kind) {
    case LabelKey::Kind::TrackId:
        return named ? 0 : most ? 2 : 5;
    case LabelKey::Kind::Row:
    case LabelKey::Kind::FileRow:
        return named ? 1 : 4;
    case LabelKey::Kind::Line:
        return 3;
    }
    return 5;
}

/// Whether texts make more classes than so many, asked again and again as they grow in number: they are
/// looked at only when there are twice as many as the last time.
class ClassLimit
{
public:
    explicit ClassLimit(std::size_t mostClasses) : m_mostClasses(mostClasses), m_nextLook(mostClasses) {}
    bool isExceeded(const TextCodes &known)
    {
        const auto &texts = known.texts();
        if (texts.size() <= m_nextLook)
            return false;
        m_nextLook = 2 * texts.size();
        return classesOfTexts({texts.begin(), texts.end()}).classes.size() > m_mostClasses;
    }

private:
    std::size_t m_mostClasses;
    std::size_t m_nextLook; // so many texts may be no class, or the same one
};

} // namespace

Result<LabelFile> readLabelFile(const std::string &path, const Table &table,
                                std::optional<std::size_t> idColumn, const Features &features,
                                Progress &progress)
{
    SubProgress reading(progress, 0.0, 0.5);
    Result<Table> read = readRowFile(path, reading);
    if (!read)
        return read.error();
    LabelFile file{std::move(read).value(), {}};
    std::vector<std::pair<int, LabelKey>> ranked;
    const auto add = [&](LabelKey key, bool named) {
        const int rank = rankOf(key, file.table, named);
        if (key.matched > 0)
            ranked.emplace_back(rank, std::move(key));
    };
    const TrackIds ids = idColumn ? trackIds(table, *idColumn) : TrackIds();
    for (std::size_t c = 0; c < file.table.columnCount(); ++c) {
        if (progress.cancelled())
            return Error::cancelled();
        progress.report(0.5 + 0.5 * static_cast<double>(c) / static_cast<double>(file.table.columnCount()),
                        "Matching tracks");
        const Column &column = file.table.column(c);
        const bool idName =
            isIdName(column.name) || (idColumn && column.name == table.column(*idColumn).name);
        const bool rowName = normalisedName(column.name) == "row";
        if (idColumn && (!column.isNumeric() || idName))
            add(keyByIds(file.table, c, ids), idName);
        if (column.isNumeric() && !idName) {
            LabelKey kept = keyByRows(LabelKey::Kind::Row, file.table, c, table, features);
            LabelKey ofFile = keyByRows(LabelKey::Kind::FileRow, file.table, c, table, features);
            // Numbers that happen to be small name no rows. Of both readings the one that leaves no number
            // over is meant; where neither does, that of exported data.
            const auto names = [rowName](const LabelKey &key) {
                return rowName || (key.unmatched == 0 && key.repeated == 0);
            };
            const bool beyondKept = kept.unmatched > ofFile.unmatched;
            if (names(kept))
                add(std::move(kept), rowName && !beyondKept);
            if (names(ofFile) && features.rows() < table.rows())
                add(std::move(ofFile), rowName && beyondKept);
        }
    }
    if (file.table.rows() == features.rows() || file.table.rows() == table.rows())
        add(keyByLines(file.table, table, features), false);
    std::stable_sort(ranked.begin(), ranked.end(), [](const auto &a, const auto &b) {
        return a.first != b.first ? a.first < b.first : a.second.matched > b.second.matched;
    });
    for (auto &[rank, key] : ranked)
        file.keys.push_back(std::move(key));
    return file;
}

std::optional<std::size_t> likelyLabelColumn(const Table &file, const LabelKey &key)
{
    const auto hasFewNumbers = [](const Column &column) {
        const NumericColumn *numbers = column.numeric();
        std::set<double> different;
        for (std::size_t i = 0; numbers != nullptr && i < numbers->values.size(); ++i)
            if (numbers->values[i] == numbers->values[i] && different.insert(numbers->values[i]).second &&
                different.size() > fewNumbers)
                return false;
        return !different.empty();
    };
    std::optional<std::size_t> any;
    std::optional<std::size_t> numbers;
    for (std::size_t c = 0; c < file.columnCount(); ++c) {
        if (key.column == c)
            continue;
        if (file.column(c).categorical() != nullptr)
            return c;
        if (!numbers && hasFewNumbers(file.column(c)))
            numbers = c;
        if (!any)
            any = c;
    }
    return numbers ? numbers : any;
}

FileLabels labelsOf(const Table &file, std::size_t column, const LabelKey &key, const Features &features,
                    std::size_t mostClasses)
{
    std::vector<std::string> cells; // of lines that count; must not move while codes are given
    std::vector<std::int32_t> cellOf(file.rows(), -1);
    TextCodes known;
    ClassLimit limit(mostClasses);
    const auto tooMany = [] {
        FileLabels labels;
        labels.tooMany = true;
        return labels;
    };
    cells.reserve(file.rows());
    std::vector<std::int32_t> codes(key.lineOf.size(), -1);
    for (std::size_t row = 0; row < codes.size(); ++row) {
        if (key.lineOf[row] < 0)
            continue;
        std::int32_t &code = cellOf[static_cast<std::size_t>(key.lineOf[row])];
        if (code < 0) {
            const std::string cell = file.column(column).cell(static_cast<std::size_t>(key.lineOf[row]));
            cells.emplace_back(trimmed(cell));
            code = known.codeOf(cells.back());
            if (limit.isExceeded(known))
                return tooMany();
        }
        codes[row] = code;
    }
    TextClasses found = classesOfTexts({known.texts().begin(), known.texts().end()});
    if (found.classes.size() > mostClasses)
        return tooMany();
    FileLabels labels{std::move(found.classes), std::move(codes), {}};
    for (std::int32_t &code : labels.codes)
        code = code < 0 ? unlabelled : found.classOf[static_cast<std::size_t>(code)];
    labels.counts.assign(labels.classes.size(), 0);
    for (std::size_t i = 0; i < features.rows(); ++i)
        if (const std::int32_t code = labels.codes[features.sourceRow(i)]; code != unlabelled) {
            ++labels.counts[static_cast<std::size_t>(code)];
            ++labels.labelled;
        }
    return labels;
}

} // namespace genrelens
