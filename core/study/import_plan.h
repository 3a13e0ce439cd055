#pragma once

#include "core/study/dataset.h"

#include <memory>
#include <set>
#include <string>
#include <vector>

namespace genrelens
{

/// The choices a person makes about a file, column by column: preparation options opened up to be edited, and
/// folded back. Options that were not touched come back as they went in, with what they say of other files.
class ImportPlan
{
public:
    /// What one column is for, and how it enters when it is a feature.
    struct Choice {
        ColumnRole role = ColumnRole::Other;
        bool standardize = true;
        bool log = false;
        bool median = false; ///< stands in for missing values; else their tracks are left out
    };

    ImportPlan(std::shared_ptr<const Dataset> dataset, PreparationOptions options);

    [[nodiscard]] const Dataset &dataset() const { return *m_dataset; }
    [[nodiscard]] const Choice &choice(std::size_t column) const { return m_choices[column]; }

    /// Whether a column may have that role: a feature holds numbers, and of two columns of one name the
    /// second has no role.
    [[nodiscard]] bool mayBe(std::size_t column, ColumnRole role) const;
    [[nodiscard]] bool isSecondOfItsName(std::size_t column) const { return m_seconds.contains(column); }
    /// A logarithm of 1 + x needs values above -1.
    [[nodiscard]] bool mayBeLog(std::size_t column) const;

    /// Roles but Feature and Other are of one column: giving one takes it from the column that had it, which
    /// is returned (column itself when none had it).
    std::size_t setRole(std::size_t column, ColumnRole role);
    void setStandardize(std::size_t column, bool on) { m_choices[column].standardize = on; }
    void setLog(std::size_t column, bool on) { m_choices[column].log = on; }
    void setMedian(std::size_t column, bool on) { m_choices[column].median = on; }
    void setRepeats(RepeatsBy repeats) { m_options.repeats = repeats; }
    void setWholeGenres(bool whole) { m_options.wholeGenres = whole; }

    [[nodiscard]] std::size_t featureCount() const;
    /// The roles as they would be in force.
    [[nodiscard]] Schema schema() const;
    [[nodiscard]] PreparationOptions options() const;

private:
    [[nodiscard]] RoleChoices roleChoices() const;

    std::shared_ptr<const Dataset> m_dataset;
    PreparationOptions m_options; // as given, but for what concerns the whole file
    std::vector<Choice> m_choices;
    std::vector<ColumnRole> m_rolesBefore;
    std::vector<std::string> m_doubts;
    std::set<std::size_t> m_seconds;
    std::set<std::size_t> m_excluded; // features that the options leave out by excludedFeatures
};

} // namespace genrelens
