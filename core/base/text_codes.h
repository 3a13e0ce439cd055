#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace genrelens
{

/// Numbers different texts from 0 in the order in which they are first seen. The texts are not copied: they
/// must outlive it.
class TextCodes
{
public:
    TextCodes() : m_slots(1024) {}
    std::int32_t codeOf(std::string_view text);
    /// The texts by their codes.
    [[nodiscard]] const std::vector<std::string_view> &texts() const { return m_texts; }

private:
    struct Slot {
        std::uint32_t hash = 0; // half of it is enough to find a slot and to tell most texts apart
        std::int32_t code = -1; // -1: free
    };
    void grow();
    /// Where a text is, or would be put.
    [[nodiscard]] std::size_t find(std::string_view text, std::uint32_t hash) const;

    std::vector<Slot> m_slots; // a power of two of them, at most two thirds taken
    std::vector<std::string_view> m_texts;
};

} // namespace genrelens
