#pragma once

#include "core/labels/label_set.h"
#include "core/study/dataset.h"

#include <QString>

#include <cstdint>
#include <memory>
#include <vector>

namespace genrelens
{

/// The kept tracks as a table for people: what names a track, its labels, the features in their own units,
/// the other columns of the file, and the row of the file. The column of genres is there as the label.
/// Nothing is copied: cells are looked up where they are. A value for any thread.
class TrackCells
{
public:
    enum class Kind { Text, Label, Number, FileRow };
    struct Column {
        QString title;
        Kind kind = Kind::Text;
        std::size_t source = 0; ///< column of the table, for Text and Number; which label set, for Label

        bool operator==(const Column &) const = default;
    };

    /// A grouping of the tracks with its title for people.
    struct Labels {
        QString title;
        LabelSet set;
    };

    TrackCells() = default;
    TrackCells(std::shared_ptr<const Dataset> dataset, std::shared_ptr<const PreparedData> prepared,
               std::vector<Labels> labels);

    [[nodiscard]] std::size_t tracks() const { return m_prepared ? m_prepared->features().rows() : 0; }
    [[nodiscard]] const std::vector<Column> &columns() const { return m_columns; }
    /// The cell as the file has it; empty where missing.
    [[nodiscard]] QString text(std::uint32_t track, std::size_t column) const;
    /// The value of a Number or FileRow column; NaN where missing.
    [[nodiscard]] double number(std::uint32_t track, std::size_t column) const;
    /// Of a Label column, else null; the column of the table behind a Text or Number column, else null.
    [[nodiscard]] const LabelSet *labels(std::size_t column) const;
    [[nodiscard]] const genrelens::Column *source(std::size_t column) const;
    [[nodiscard]] std::uint32_t fileRow(std::uint32_t track) const
    {
        return m_prepared->features().sourceRow(track);
    }
    [[nodiscard]] const std::shared_ptr<const Dataset> &dataset() const { return m_dataset; }
    [[nodiscard]] const std::shared_ptr<const PreparedData> &prepared() const { return m_prepared; }

    /// The tracks ordered by a column: numbers by value, text without regard to case; missing ones last,
    /// equal ones in the file's order. Error: cancelled.
    [[nodiscard]] Result<std::vector<std::uint32_t>>
    ordered(std::vector<std::uint32_t> tracks, std::size_t column, bool descending, Progress &progress) const;

private:
    [[nodiscard]] std::vector<double> ranks(const std::vector<std::uint32_t> &tracks,
                                            std::size_t column) const;

    std::shared_ptr<const Dataset> m_dataset;
    std::shared_ptr<const PreparedData> m_prepared;
    std::vector<Labels> m_labels;
    std::vector<Column> m_columns;
};

} // namespace genrelens
