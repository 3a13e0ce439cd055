#pragma once

#include "core/base/result.h"
#include "core/base/text.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace genrelens
{

/// Reads the keys of one object of a settings file, remembers those it was asked for, and in `error` the
/// first thing that was wrong, by the key's whole path ("clusters.k").
class ObjectReader
{
public:
    ObjectReader(const nlohmann::ordered_json &object, std::string path, std::optional<Error> &error)
        : m_object(object)
        , m_path(std::move(path))
        , m_error(error)
    {
        if (!object.is_object())
            fail(m_path, "must be an object in braces");
    }

    /// The value under key, or nothing; marks the key as known.
    const nlohmann::ordered_json *take(const std::string &key)
    {
        m_known.insert(key);
        if (!m_object.is_object() || !m_object.contains(key))
            return nullptr;
        return &m_object[key];
    }

    template <typename T>
    void integer(const std::string &key, T &value, std::int64_t lowest, std::int64_t highest)
    {
        const nlohmann::ordered_json *json = take(key);
        if (json == nullptr)
            return;
        const bool fits = json->is_number_integer() && json->get<std::int64_t>() >= lowest &&
                          json->get<std::int64_t>() <= highest;
        if (fits)
            value = static_cast<T>(json->get<std::int64_t>());
        else
            fail(path(key), "must be a whole number from " + std::to_string(lowest) + " to " +
                                grouped(static_cast<std::uint64_t>(highest)));
    }

    void text(const std::string &key, std::string &value)
    {
        const nlohmann::ordered_json *json = take(key);
        if (json == nullptr)
            return;
        if (json->is_string())
            value = json->get<std::string>();
        else
            fail(path(key), "must be a text");
    }

    void boolean(const std::string &key, bool &value)
    {
        const nlohmann::ordered_json *json = take(key);
        if (json == nullptr)
            return;
        if (json->is_boolean())
            value = json->get<bool>();
        else
            fail(path(key), "must be true or false");
    }

    void share(const std::string &key, double &value)
    {
        const nlohmann::ordered_json *json = take(key);
        if (json == nullptr)
            return;
        if (json->is_number() && json->get<double>() > 0.0 && json->get<double>() < 1.0)
            value = json->get<double>();
        else
            fail(path(key), "must be a number between 0 and 1");
    }

    void texts(const std::string &key, std::vector<std::string> &values)
    {
        const nlohmann::ordered_json *json = take(key);
        if (json == nullptr)
            return;
        const bool fits = json->is_array() &&
                          std::all_of(json->begin(), json->end(),
                                      [](const nlohmann::ordered_json &item) { return item.is_string(); });
        if (fits)
            values = json->get<std::vector<std::string>>();
        else
            fail(path(key), "must be a list of texts");
    }

    void finish()
    {
        if (!m_object.is_object())
            return;
        for (const auto &[key, value] : m_object.items())
            if (!m_known.contains(key))
                fail(path(key), "is not a setting");
    }

    void fail(const std::string &what, const std::string &problem)
    {
        if (!m_error)
            m_error = Error{'"' + what + "\" " + problem, {}, {}, ErrorKind::Usage};
    }

    [[nodiscard]] std::string path(const std::string &key) const
    {
        return m_path.empty() ? key : m_path + '.' + key;
    }

private:
    const nlohmann::ordered_json &m_object;
    std::string m_path;
    std::optional<Error> &m_error;
    std::set<std::string> m_known;
};

} // namespace genrelens
