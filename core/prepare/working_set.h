#pragma once

#include "core/base/hash.h"
#include "core/base/row_set.h"

#include <cstddef>
#include <memory>

namespace genrelens
{

/// The rows of a file that a person works on; without any choice all of them. Immutable and cheap to copy.
class WorkingSet
{
public:
    WorkingSet() = default;
    /// kept: over all rows of the file.
    explicit WorkingSet(RowSet kept);

    [[nodiscard]] bool isAll() const { return m_kept == nullptr; }
    /// Whether it is about a file of so many rows; all rows are about any.
    [[nodiscard]] bool isOf(std::size_t fileRows) const { return isAll() || m_kept->rows() == fileRows; }
    [[nodiscard]] bool keeps(std::size_t fileRow) const { return isAll() || m_kept->contains(fileRow); }
    [[nodiscard]] const Key &key() const { return m_key; } ///< null for all rows

    bool operator==(const WorkingSet &other) const { return m_key == other.m_key; }

private:
    std::shared_ptr<const RowSet> m_kept;
    Key m_key;
};

} // namespace genrelens
