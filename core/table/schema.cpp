#include "core/table/schema.h"

#include "core/table/column_names.h"
#include "core/table/schema_doubts.h"

#include <algorithm>
#include <array>
#include <set>
#include <unordered_set>
#include <utility>

namespace genrelens
{

namespace
{

// With so few known features among more other numbers, the others are what the file is about (spectral
// coefficients beside a tempo).
constexpr std::size_t fewFeatures = 4;
constexpr std::size_t mostLevels = 200; // a text of more values groups nothing
constexpr std::size_t idsLookedAt = 10000;

constexpr std::array<std::string_view, 3> indexNames{"index", "row", "id"};

// A table while its columns are recognised.
struct Recognition {
    const Table &table;
    std::vector<std::string> names;  // normalised
    std::vector<bool> repeatedNames; // of a column before it
    Schema schema = {};

    explicit Recognition(const Table &of) : table(of)
    {
        std::set<std::string_view> seen;
        for (std::size_t c = 0; c < table.columnCount(); ++c) {
            names.push_back(normalisedName(table.column(c).name));
            repeatedNames.push_back(!seen.insert(table.column(c).name).second);
        }
        schema.roles.assign(table.columnCount(), ColumnRole::Other);
    }
    [[nodiscard]] bool isFree(std::size_t c) const
    {
        return schema.roles[c] == ColumnRole::Other && !repeatedNames[c];
    }
    [[nodiscard]] bool isFreeNumber(std::size_t c) const { return isFree(c) && table.column(c).isNumeric(); }
};

bool isUnnamed(const std::string &header, std::string_view name)
{
    const auto digits = [](std::string_view text) {
        return text.find_first_not_of("0123456789") == std::string_view::npos;
    };
    if (header.starts_with("...")) // what R makes of an empty header: ...1
        return digits(name);
    return name.empty() || name == "unnamed" || (name.starts_with("unnamed_") && digits(name.substr(8)));
}

// 0, 1, 2 or 1, 2, 3 and so on to the last row, under whatever name; of a few rows it may be chance.
bool countsRows(const std::vector<double> &values)
{
    constexpr std::size_t fewRows = 10;
    if (values.size() < fewRows || (values.front() != 0.0 && values.front() != 1.0))
        return false;
    for (std::size_t i = 1; i < values.size(); ++i)
        if (values[i] != values[i - 1] + 1.0)
            return false;
    return true;
}

// A count up from row to row, under a name that a count would have; from anew in each of several joined
// files. An unnamed column of numbers is one even where it does not rise (rows were sorted): nobody measures
// by what has no name.
bool isRowIndex(const Column &column, std::string_view name)
{
    const NumericColumn *numbers = column.numeric();
    if (numbers == nullptr)
        return false;
    if (isUnnamed(column.name, name))
        return true;
    if (std::find(indexNames.begin(), indexNames.end(), name) == indexNames.end())
        return false;
    const std::vector<double> &values = numbers->values;
    return std::adjacent_find(values.begin(), values.end(), [&](double a, double b) {
               return !(b > a || (b == values.front() && a > b));
           }) == values.end();
}

bool endsIn(std::string_view name, std::string_view end)
{
    return name == end || (name.ends_with(end) && name[name.size() - end.size() - 1] == '_');
}

bool isIdName(std::string_view name)
{
    return endsIn(name, "id");
}

// When something happened: neither what a track is nor how it sounds.
bool isDateName(std::string_view name)
{
    return endsIn(name, "year") || endsIn(name, "date") || endsIn(name, "month") || endsIn(name, "day") ||
           endsIn(name, "decade");
}

bool hasValue(const Column &column)
{
    if (const CategoricalColumn *categories = column.categorical())
        return !categories->levels.empty();
    return column.isNumeric() || !column.text()->buffer.empty();
}

// Whether texts differ from row to row as ids do; a track in several genres repeats its id a few times.
bool mostlyDiffer(const Column &column)
{
    if (const CategoricalColumn *categories = column.categorical())
        return categories->levels.size() * 4 >= categories->codes.size();
    const TextColumn *text = column.text();
    if (text == nullptr)
        return false;
    std::unordered_set<std::string_view> distinct;
    std::size_t cells = 0;
    for (std::size_t row = 0; row < text->ends.size() && cells < idsLookedAt; ++row)
        if (const std::string_view cell = text->at(row); !cell.empty()) {
            distinct.insert(cell);
            ++cells;
        }
    return cells > 0 && distinct.size() * 4 >= cells;
}

std::size_t levelCount(const Column &column)
{
    if (const CategoricalColumn *categories = column.categorical())
        return categories->levels.size();
    if (const TextColumn *text = column.text()) {
        std::set<std::string_view> distinct;
        for (std::size_t row = 0; row < text->ends.size() && distinct.size() <= mostLevels; ++row)
            if (const std::string_view cell = text->at(row); !cell.empty())
                distinct.insert(cell);
        return distinct.size();
    }
    return 0;
}

// Features by name, the first column of each measure; and those that hold no numbers although no other column
// gives their measure. None of them when only names are there that other fields use as well.
std::vector<std::size_t> knownFeatures(const Recognition &found, std::vector<std::size_t> &unusable)
{
    std::vector<std::size_t> features;
    std::vector<std::pair<std::size_t, KnownFeature>> words;
    std::set<std::string_view> measures;
    bool sure = false;
    for (std::size_t c = 0; c < found.names.size(); ++c) {
        const std::optional<KnownFeature> known = knownFeature(found.names[c]);
        if (!known || !found.isFree(c))
            continue;
        if (!found.table.column(c).isNumeric()) {
            words.emplace_back(c, *known);
        } else if (measures.insert(known->measure).second) {
            features.push_back(c);
            sure |= known->sure;
        }
    }
    for (const auto &[c, known] : words)
        if ((sure || known.sure) && !measures.contains(known.measure))
            unusable.push_back(c);
    return sure ? features : std::vector<std::size_t>();
}

void assignKnownNames(Recognition &found, bool besideFeatures)
{
    std::set<ColumnRole> taken;
    for (const KnownName &known : knownNames()) {
        for (std::size_t c = 0; c < found.names.size() && !taken.contains(known.role); ++c) {
            const Column &column = found.table.column(c);
            if (found.names[c] != known.name || !found.isFree(c) || (known.onlyText && column.isNumeric()))
                continue;
            // Another column may tell tracks apart, or hold the genres.
            if ((known.role == ColumnRole::TrackId || known.role == ColumnRole::Genre) && !hasValue(column))
                continue;
            if (known.name == "id" && !(besideFeatures && mostlyDiffer(column)))
                continue; // in a file of another field it may be anyone's
            found.schema.roles[c] = known.role;
            taken.insert(known.role);
        }
    }
}

// A column that only counts the rows is an index under any name, where there is something else to measure by.
void setCountsAside(Recognition &found, std::vector<std::size_t> &numbers, std::vector<std::size_t> &strange)
{
    std::vector<std::size_t> counts;
    for (const std::size_t c : numbers)
        if (!knownFeature(found.names[c]) && countsRows(found.table.column(c).numeric()->values))
            counts.push_back(c);
    if (counts.size() == numbers.size())
        return;
    for (const std::size_t c : counts) {
        found.schema.roles[c] = ColumnRole::Index;
        std::erase(numbers, c);
        std::erase(strange, c);
    }
}

// Beside audio features nothing that says when is a label; in a file of another field the day may be.
std::vector<std::size_t> labelCandidates(const Recognition &found, bool besideFeatures)
{
    std::vector<std::size_t> candidates;
    for (std::size_t c = 0; c < found.names.size(); ++c) {
        if (!found.isFree(c) || isIdName(found.names[c]) || knownFeature(found.names[c]) ||
            endsIn(found.names[c], "date") || (besideFeatures && isDateName(found.names[c])))
            continue;
        const std::size_t levels = levelCount(found.table.column(c));
        if (levels >= 2 && levels <= mostLevels)
            candidates.push_back(c);
    }
    return candidates;
}

} // namespace

Result<Schema> recogniseSchema(const Table &table)
{
    Recognition found(table);
    std::vector<ColumnRole> &roles = found.schema.roles;
    for (std::size_t c = 0; c < roles.size(); ++c)
        if (isRowIndex(table.column(c), found.names[c]))
            roles[c] = ColumnRole::Index;
    SchemaGuesses guesses;
    const std::vector<std::size_t> known = knownFeatures(found, guesses.unusable);
    assignKnownNames(found, !known.empty());

    std::vector<std::size_t> numbers; // all that could be measured by
    std::vector<std::size_t> strange; // those of them that are no known audio feature and no date
    for (std::size_t c = 0; c < roles.size(); ++c) {
        if (!found.isFreeNumber(c) || isIdName(found.names[c]))
            continue;
        numbers.push_back(c);
        if (!knownFeature(found.names[c]) && !isDateName(found.names[c]))
            strange.push_back(c);
    }
    setCountsAside(found, numbers, strange);
    if (numbers.empty())
        return Error{"no column holds numbers to compare tracks by", table.name(),
                     "Choose a CSV with audio features such as energy or tempo.", ErrorKind::Input};
    guesses.someKnown = !known.empty();
    guesses.features = known.empty() || (known.size() < fewFeatures && strange.size() > known.size());
    for (const std::size_t c : known.empty() ? numbers : known)
        roles[c] = ColumnRole::Feature;
    if (guesses.features)
        for (const std::size_t c : strange)
            roles[c] = ColumnRole::Feature;
    else if (known.size() < fewFeatures)
        guesses.leftAside = strange;
    if (!found.schema.find(ColumnRole::Genre)) {
        guesses.labelCandidates = labelCandidates(found, !known.empty());
        // Beside known features a genre column would have a known name, so another is not taken unasked.
        guesses.label = guesses.features && !guesses.labelCandidates.empty();
        if (guesses.label)
            roles[guesses.labelCandidates.back()] = ColumnRole::Genre;
    }
    addDoubts(table, guesses, found.schema);
    return std::move(found.schema);
}

} // namespace genrelens
