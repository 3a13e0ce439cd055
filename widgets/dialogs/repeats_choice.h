#pragma once

#include "core/prepare/repeats.h"
#include "core/study/job.h"

#include <QComboBox>

#include <array>
#include <optional>

namespace genrelens
{

/// What makes two rows the same track, each way with the number of rows it would leave out. The numbers are
/// counted in the background; until they are there the entries say "…".
class RepeatsChoice : public QComboBox
{
    Q_OBJECT

public:
    /// The ways that are offered, in their order.
    static constexpr std::array ways{RepeatsBy::TrackId, RepeatsBy::ArtistsAndTitle, RepeatsBy::Features,
                                     RepeatsBy::Nothing};

    RepeatsChoice(Table table, JobBoard &board, QWidget *parent = nullptr);

    /// Shows what `by` comes to under these roles and counts anew. Automatic is shown as what it stands for.
    void setState(const Schema &schema, RepeatsBy by);
    /// Rows that the way shown leaves out, once they are counted.
    [[nodiscard]] std::optional<std::size_t> dropped() const;
    /// Whether a way can be taken with these roles.
    static bool isPossible(const Schema &schema, RepeatsBy by);

signals:
    void chosen(genrelens::RepeatsBy by); ///< by the person
    void counted();

private:
    using Counts = std::array<std::size_t, ways.size()>;

    void showEntries(const Schema &schema);
    void count(const Schema &schema);

    Table m_table;
    Job m_job;
    std::vector<ColumnRole> m_countedRoles; // what m_counts is of, or is being counted for; empty: nothing
    Schema m_schema;                        // the entries were last shown for
    std::optional<Counts> m_counts;
};

} // namespace genrelens
