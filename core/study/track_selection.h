#pragma once

#include "core/base/row_set.h"
#include "core/prepare/features.h"
#include "core/study/selection_mode.h"

#include <QObject>

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace genrelens
{

/// Tracks by rows of the file, so that they outlive another preparation, and what names them.
struct SelectedRows {
    RowSet rows;          ///< over all rows of the file
    std::string name;     ///< "tempo is 0 BPM"; empty for a mixture
    bool brushed = false; ///< by dragging: brushes that follow each other are one step for undo

    [[nodiscard]] bool isSame(const SelectedRows &other) const
    {
        return rows == other.rows && name == other.name;
    }
};

/// A selection kept under a name of its own.
struct KeptSelection {
    std::string name;
    RowSet rows; ///< over all rows of the file

    bool operator==(const KeptSelection &) const = default;
};
using KeptSelections = std::vector<std::shared_ptr<const KeptSelection>>;

/// What of an open file a person has picked: now, and kept under names; and how the next pick is taken.
/// Setters compare, then emit.
class TrackSelection : public QObject
{
    Q_OBJECT

public:
    /// Over the kept rows.
    [[nodiscard]] const RowSet &tracks() const { return m_tracks; }
    /// The same over the rows of the file, also those that the present preparation leaves out.
    [[nodiscard]] const SelectedRows &rows() const { return m_rows; }

    /// A person picks tracks: over the kept rows, ignored when they are of another preparation.
    void choose(const RowSet &tracks, std::string name, bool brushed = false);
    /// The same by rows of the file.
    void choose(SelectedRows rows);
    /// Undo brings rows back, which is no step of its own.
    void restore(SelectedRows rows);

    void setKept(KeptSelections kept);
    [[nodiscard]] const KeptSelections &kept() const { return m_kept; }
    /// What picking without modifiers does.
    void setMode(SelectionMode mode);
    [[nodiscard]] SelectionMode mode() const { return m_mode; }

    /// Another file: nothing of it is picked. True when something was; nothing is emitted.
    bool open(const Features &features, std::size_t fileRows);
    /// Another preparation of the file. True when tracks() are others for it; nothing is emitted.
    bool place(const Features &features);

signals:
    void changed();
    void keptChanged();
    void modeChanged();
    /// A person has picked, and changed() was told.
    void chosen(const genrelens::SelectedRows &before);

private:
    Features m_features;
    RowSet m_tracks;
    SelectedRows m_rows;
    KeptSelections m_kept;
    SelectionMode m_mode = SelectionMode::Replace;

    bool set(SelectedRows rows);
};

/// The members of a set over the file's rows among the kept ones, and the other way round.
RowSet keptTracks(const RowSet &fileRows, const Features &features);
RowSet fileRowsOf(const RowSet &tracks, const Features &features, std::size_t fileRows);

} // namespace genrelens
