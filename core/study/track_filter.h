#pragma once

#include "core/study/track_cells.h"

#include <QString>

#include <optional>
#include <vector>

namespace genrelens
{

/// What a person types to see some tracks only. Words, or words in quotes, that must all stand somewhere in a
/// track's texts and labels, whatever their case and accents; "genre:rock" looks at that column alone, by the
/// beginning of its name; of numbers "tempo:120", "energy:>0.8", "tempo:<=90", "tempo:90..120".
class TrackFilter
{
public:
    TrackFilter() = default;
    TrackFilter(const QString &text, const std::vector<TrackCells::Column> &columns);

    [[nodiscard]] bool isEmpty() const { return m_terms.empty(); }
    /// Those of the tracks that fit, in their order. Error: cancelled.
    [[nodiscard]] Result<std::vector<std::uint32_t>>
    matching(const TrackCells &cells, const std::vector<std::uint32_t> &tracks, Progress &progress) const;

private:
    struct Range {
        double low;
        double high;
        bool withLow = true;
        bool withHigh = true;

        [[nodiscard]] bool holds(double x) const // never of NaN
        {
            return (withLow ? x >= low : x > low) && (withHigh ? x <= high : x < high);
        }
    };
    struct Term {
        QString text;                      ///< folded
        std::optional<std::size_t> column; ///< none: in any text or label
        std::optional<Range> range;        ///< of a column of numbers
    };
    struct Matcher;

    static std::optional<Range> rangeOf(const QString &text);

    std::vector<Term> m_terms;
};

} // namespace genrelens
