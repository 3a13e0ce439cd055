#include "core/table/schema_doubts.h"

#include "core/base/parallel.h"
#include "core/table/type_inference.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace genrelens
{

namespace
{

constexpr double manyMissing = 0.05; // of a feature's cells: more will cost too many tracks to say nothing
constexpr std::size_t namesShown = 3;

void add(Schema &schema, std::string doubt, DoubtSubject subject)
{
    schema.doubts.push_back(std::move(doubt));
    schema.doubtSubjects.resize(schema.doubts.size());
    schema.doubtSubjects.back() = std::move(subject);
}

std::string quoted(const std::string &name)
{
    return '"' + name + '"';
}

// "a", "b" or "c": the columns' names, the first few of many.
std::string listed(const Table &table, const std::vector<std::size_t> &columns, const char *last)
{
    const std::size_t shown = std::min(columns.size(), namesShown);
    std::string text;
    for (std::size_t i = 0; i < shown; ++i) {
        if (i > 0)
            text += i + 1 == columns.size() ? std::string(last) : ", ";
        text += quoted(table.column(columns[i]).name);
    }
    return columns.size() > shown ? text + last + "another" : text;
}

void doubtHeader(const Table &table, Schema &schema)
{
    std::vector<std::size_t> numbers;
    for (std::size_t c = 0; c < table.columnCount(); ++c)
        if (parseNumber(table.column(c).name))
            numbers.push_back(c);
    if (numbers.empty() || numbers.size() * 2 < table.columnCount())
        return;
    // Whoever chooses a role has seen the names.
    std::vector<std::size_t> all(table.columnCount());
    std::iota(all.begin(), all.end(), std::size_t(0));
    add(schema,
        "The first line looks like data rather than a header: " + listed(table, numbers, " and ") + '.',
        {std::move(all), std::nullopt});
}

void doubtLabel(const Table &table, const SchemaGuesses &guesses, Schema &schema)
{
    if (guesses.labelCandidates.empty())
        return;
    const DoubtSubject subject{guesses.labelCandidates, ColumnRole::Genre};
    if (!guesses.label) {
        add(schema,
            "No column is known to hold genres; " + listed(table, guesses.labelCandidates, " or ") +
                " could.",
            subject);
        return;
    }
    const std::size_t taken = *schema.find(ColumnRole::Genre);
    std::vector<std::size_t> others = guesses.labelCandidates;
    std::erase(others, taken);
    const std::string rest = others.empty() ? std::string(", for no column is known to hold genres.")
                                            : ", but " + listed(table, others, " or ") + " could be it too.";
    add(schema, quoted(table.column(taken).name) + " is taken as the label" + rest, subject);
}

bool hasText(const Column &column)
{
    if (const CategoricalColumn *categories = column.categorical())
        return !categories->levels.empty();
    return column.text() != nullptr && !column.text()->buffer.empty();
}

void doubtMissing(const Table &table, Schema &schema)
{
    const std::vector<std::size_t> features = schema.features();
    std::vector<std::size_t> missing(features.size(), 0);
    parallelFor(features.size(), [&](std::size_t f) {
        const std::vector<double> &values = table.column(features[f]).numeric()->values;
        missing[f] = static_cast<std::size_t>(
            std::count_if(values.begin(), values.end(), [](double x) { return std::isnan(x); }));
    });
    for (std::size_t f = 0; f < features.size(); ++f) {
        const double share = static_cast<double>(missing[f]) / static_cast<double>(table.rows());
        if (!(share > manyMissing))
            continue;
        const int percent = static_cast<int>(std::floor(share * 100.0));
        add(schema,
            quoted(table.column(features[f]).name) + " is missing in " + std::to_string(percent) +
                " % of the rows.",
            {{features[f]}, std::nullopt});
    }
}

} // namespace

void addDoubts(const Table &table, const SchemaGuesses &guesses, Schema &schema)
{
    doubtHeader(table, schema);
    if (guesses.features)
        add(schema,
            guesses.someKnown
                ? "Few columns of numbers are audio features known by name, so each counts as a feature."
                : "No audio feature is known by name here, so each column of numbers counts as one.",
            {schema.features(), ColumnRole::Feature});
    if (!guesses.leftAside.empty())
        add(schema,
            "Few columns are audio features known by name, and " + listed(table, guesses.leftAside, " or ") +
                " could be features too.",
            {guesses.leftAside, std::nullopt});
    doubtLabel(table, guesses, schema);
    for (const std::size_t c : guesses.unusable)
        add(schema,
            quoted(table.column(c).name) +
                (hasText(table.column(c)) ? " is an audio feature, but not all of its cells are numbers."
                                          : " is an audio feature, but none of its cells has a value."),
            {{c}, std::nullopt});
    doubtMissing(table, schema);
}

} // namespace genrelens
