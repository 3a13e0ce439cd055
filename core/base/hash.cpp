#include "core/base/hash.h"

#include <xxhash.h>

#include <array>
#include <cstdio>

namespace genrelens
{

struct KeyBuilder::State {
    XXH3_state_t *xxh = XXH3_createState();
};

std::string Key::toString() const
{
    std::array<char, 33> text{};
    std::snprintf(text.data(), text.size(), "%016llx%016llx", static_cast<unsigned long long>(high),
                  static_cast<unsigned long long>(low));
    return text.data();
}

std::uint64_t hashOf(std::string_view text, std::uint64_t seed)
{
    return XXH3_64bits_withSeed(text.data(), text.size(), seed);
}

KeyBuilder::KeyBuilder() : m_state(std::make_unique<State>())
{
    XXH3_128bits_reset(m_state->xxh);
}

KeyBuilder::~KeyBuilder()
{
    XXH3_freeState(m_state->xxh);
}

KeyBuilder &KeyBuilder::add(std::string_view text)
{
    return addBytes(text.data(), text.size());
}

KeyBuilder &KeyBuilder::add(const Key &key)
{
    return add(key.high).add(key.low);
}

KeyBuilder &KeyBuilder::addBytes(const void *data, std::size_t size)
{
    const std::uint64_t length = size;
    XXH3_128bits_update(m_state->xxh, &length, sizeof length);
    XXH3_128bits_update(m_state->xxh, data, size);
    return *this;
}

Key KeyBuilder::key() const
{
    const XXH128_hash_t hash = XXH3_128bits_digest(m_state->xxh);
    return Key{hash.high64, hash.low64};
}

} // namespace genrelens
