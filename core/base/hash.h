#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

namespace genrelens
{

/// Names a result by what it was made from: equal inputs and options give equal keys (XXH3, 128 bits).
struct Key {
    std::uint64_t high = 0;
    std::uint64_t low = 0;

    bool operator==(const Key &) const = default;
    [[nodiscard]] bool isNull() const { return high == 0 && low == 0; }
    /// 32 hexadecimal digits, fit for a file name.
    [[nodiscard]] std::string toString() const;
};

/// 64 bits of a text (XXH3), for tables in memory. Different texts may share a hash: compare before you
/// trust.
std::uint64_t hashOf(std::string_view text, std::uint64_t seed = 0);

/// A number mixed into a hash.
inline std::uint64_t mixedHash(std::uint64_t hash, std::uint64_t value)
{
    std::uint64_t x = (hash ^ value) * 0x9FB21C651E98DF25ULL; // multiply and fold twice, as in rrmxmx
    x ^= x >> 32;
    x *= 0x9FB21C651E98DF25ULL;
    return x ^ (x >> 29);
}

/// Collects inputs into a Key. Each add is length-prefixed, so that ("ab", "c") and ("a", "bc") differ.
class KeyBuilder
{
public:
    KeyBuilder();
    ~KeyBuilder();
    KeyBuilder(const KeyBuilder &) = delete;
    KeyBuilder &operator=(const KeyBuilder &) = delete;

    KeyBuilder &add(std::string_view text);
    KeyBuilder &add(const Key &key);
    template <typename T>
    requires std::is_arithmetic_v<T> || std::is_enum_v<T> KeyBuilder &add(T value)
    {
        return addBytes(&value, sizeof value);
    }
    template <typename T>
    requires std::is_arithmetic_v<T> KeyBuilder &add(std::span<const T> values)
    {
        return addBytes(values.data(), values.size_bytes());
    }

    [[nodiscard]] Key key() const;

private:
    KeyBuilder &addBytes(const void *data, std::size_t size);

    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace genrelens
