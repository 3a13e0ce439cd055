#include "core/study/training_queue.h"

#include <algorithm>
#include <utility>

namespace genrelens
{

void TrainingQueue::add(const ModelSlot &slot)
{
    if (place(slot) == 0)
        m_waiting.push_back(slot);
}

void TrainingQueue::putBack(const ModelSlot &slot)
{
    drop(slot);
    m_waiting.push_front(slot);
}

ModelSlot TrainingQueue::take()
{
    ModelSlot next = std::move(m_waiting.front());
    m_waiting.pop_front();
    return next;
}

bool TrainingQueue::drop(const ModelSlot &slot)
{
    return std::erase(m_waiting, slot) > 0;
}

void TrainingQueue::dropLabels(const std::string &labels)
{
    std::erase_if(m_waiting, [&](const ModelSlot &slot) { return slot.labels == labels; });
}

void TrainingQueue::forgetAll()
{
    m_waiting.clear();
    m_failures.clear();
    m_unwanted.clear();
}

std::size_t TrainingQueue::place(const ModelSlot &slot) const
{
    const auto found = std::find(m_waiting.begin(), m_waiting.end(), slot);
    return found == m_waiting.end() ? 0 : static_cast<std::size_t>(found - m_waiting.begin()) + 1;
}

void TrainingQueue::setFailure(const ModelSlot &slot, TrainingFailure failure)
{
    m_failures.insert_or_assign(slot, std::move(failure));
}

void TrainingQueue::setUnwanted(const ModelSlot &slot, bool unwanted)
{
    if (unwanted)
        m_unwanted.insert(slot);
    else
        m_unwanted.erase(slot);
}

} // namespace genrelens
