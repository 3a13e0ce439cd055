#pragma once

#include "core/labels/label_set.h"
#include "core/study/dataset.h"

#include <QString>

#include <cstdint>
#include <memory>
#include <vector>

namespace genrelens
{

/// The kept tracks as a table for people: what names a track, its genres, then the features in their own
/// units and the row of the file. Nothing is copied: cells are looked up where they are. A value for any
/// thread.
class TrackCells
{
public:
    enum class Kind { Text, Genre, SuperGenre, Shown, Number, FileRow };
    struct Column {
        QString title;
        Kind kind = Kind::Text;
        std::size_t source = 0; ///< column of the table, for Text and Number

        bool operator==(const Column &) const = default;
    };

    TrackCells() = default;
    /// shown: a further label set, such as clusters; empty for none.
    TrackCells(std::shared_ptr<const Dataset> dataset, std::shared_ptr<const PreparedData> prepared,
               LabelSet superGenres, LabelSet shown = {});

    [[nodiscard]] std::size_t tracks() const { return m_prepared ? m_prepared->features().rows() : 0; }
    [[nodiscard]] const std::vector<Column> &columns() const { return m_columns; }
    /// The cell as the file has it; empty where missing.
    [[nodiscard]] QString text(std::uint32_t track, std::size_t column) const;
    /// The value of a Number or FileRow column; NaN where missing.
    [[nodiscard]] double number(std::uint32_t track, std::size_t column) const;

    /// The tracks ordered by a column: numbers by value, text without regard to case; missing ones last,
    /// equal ones in the file's order. Error: cancelled.
    [[nodiscard]] Result<std::vector<std::uint32_t>>
    ordered(std::vector<std::uint32_t> tracks, std::size_t column, bool descending, Progress &progress) const;

private:
    [[nodiscard]] const LabelSet *labelsOf(Kind kind) const;
    [[nodiscard]] QString label(const LabelSet &labels, std::uint32_t track) const;
    [[nodiscard]] std::vector<double> ranks(const std::vector<std::uint32_t> &tracks,
                                            std::size_t column) const;

    std::shared_ptr<const Dataset> m_dataset;
    std::shared_ptr<const PreparedData> m_prepared;
    LabelSet m_superGenres;
    LabelSet m_shown;
    std::vector<Column> m_columns;
};

} // namespace genrelens
