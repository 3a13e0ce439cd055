#include "core/base/text_codes.h"

#include "core/base/hash.h"

namespace genrelens
{

std::int32_t TextCodes::codeOf(std::string_view text)
{
    const auto hash = static_cast<std::uint32_t>(hashOf(text));
    std::size_t slot = find(text, hash);
    if (m_slots[slot].code >= 0)
        return m_slots[slot].code;
    if (3 * (m_texts.size() + 1) > 2 * m_slots.size()) {
        grow();
        slot = find(text, hash);
    }
    const auto code = static_cast<std::int32_t>(m_texts.size());
    m_slots[slot] = {hash, code};
    m_texts.push_back(text);
    return code;
}

std::size_t TextCodes::find(std::string_view text, std::uint32_t hash) const
{
    const std::size_t mask = m_slots.size() - 1;
    std::size_t slot = hash & mask;
    while (m_slots[slot].code >= 0 &&
           (m_slots[slot].hash != hash || m_texts[static_cast<std::size_t>(m_slots[slot].code)] != text))
        slot = (slot + 1) & mask;
    return slot;
}

void TextCodes::grow()
{
    const std::vector<Slot> old = std::move(m_slots);
    m_slots.assign(old.size() * 2, Slot());
    const std::size_t mask = m_slots.size() - 1;
    for (const Slot &taken : old) {
        if (taken.code < 0)
            continue;
        std::size_t slot = taken.hash & mask;
        while (m_slots[slot].code >= 0)
            slot = (slot + 1) & mask;
        m_slots[slot] = taken;
    }
}

} // namespace genrelens
