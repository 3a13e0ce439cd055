#include "core/prepare/working_set.h"

#include <utility>

namespace genrelens
{

WorkingSet::WorkingSet(RowSet kept)
    : m_kept(std::make_shared<const RowSet>(std::move(kept)))
    , m_key(KeyBuilder().add("working set").add(m_kept->rows()).add(m_kept->words()).key())
{
}

} // namespace genrelens
