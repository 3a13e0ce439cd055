#pragma once

#include <cassert>
#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace genrelens
{

/// What kind of trouble it is decides the exit code (input and usage: 2, failure: 1) and whether to speak at
/// all.
enum class ErrorKind { Input, Usage, Failure, Cancelled };

/// An error as a value: what happened, where, and what the person can do about it. Texts are UTF-8 English.
struct Error {
    std::string what;  ///< "20 fields, the header has 21"
    std::string where; ///< "spotify.csv, line 65,902"; may be empty
    std::string hint;  ///< "Check the quotes on that line."; may be empty
    ErrorKind kind = ErrorKind::Input;

    /// One sentence (and the hint as a second): "where: what. hint".
    [[nodiscard]] std::string message() const
    {
        std::string text = where.empty() ? what : where + ": " + what;
        if (!text.empty() && text.back() != '.')
            text += '.';
        if (!hint.empty())
            text += ' ' + hint;
        return text;
    }

    static Error cancelled() { return Error{"Cancelled", {}, {}, ErrorKind::Cancelled}; }
};

/// A value or the Error that stands in its place. Ask ok() before taking either.
template <typename T>
class [[nodiscard]] Result
{
public:
    Result(T value) : m_state(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : m_state(std::in_place_index<1>, std::move(error)) {}

    [[nodiscard]] bool ok() const { return m_state.index() == 0; }
    explicit operator bool() const { return ok(); }

    [[nodiscard]] const T &value() const &
    {
        assert(ok());
        return *std::get_if<0>(&m_state);
    }
    [[nodiscard]] T &value() &
    {
        assert(ok());
        return *std::get_if<0>(&m_state);
    }
    /// By value, so that nothing taken from a temporary can dangle.
    [[nodiscard]] T value() &&
    {
        assert(ok());
        return std::move(*std::get_if<0>(&m_state));
    }
    [[nodiscard]] const Error &error() const
    {
        assert(!ok());
        return *std::get_if<1>(&m_state);
    }

private:
    std::variant<T, Error> m_state;
};

/// Result<void>: done, or the Error that kept it from being done.
template <>
class [[nodiscard]] Result<void>
{
public:
    Result() = default;
    Result(Error error) : m_error(std::move(error)) {}

    [[nodiscard]] bool ok() const { return !m_error; }
    explicit operator bool() const { return ok(); }
    [[nodiscard]] const Error &error() const
    {
        assert(!ok());
        return *m_error;
    }

private:
    std::optional<Error> m_error;
};

} // namespace genrelens
