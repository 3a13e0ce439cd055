#include "core/report/json_text.h"

#include "core/base/text.h"

#include <algorithm>
#include <cmath>

namespace genrelens
{

namespace
{

using Json = nlohmann::ordered_json;

void write(const Json &json, int depth, std::string &text);

void newLine(int depth, std::string &text)
{
    text += '\n';
    text.append(static_cast<std::size_t>(depth) * 2, ' ');
}

void writeObject(const Json &json, int depth, std::string &text)
{
    if (json.empty()) {
        text += "{}";
        return;
    }
    text += '{';
    bool first = true;
    for (const auto &[key, value] : json.items()) {
        text += first ? "" : ",";
        first = false;
        newLine(depth + 1, text);
        text += Json(key).dump() + ": ";
        write(value, depth + 1, text);
    }
    newLine(depth, text);
    text += '}';
}

void writeArray(const Json &json, int depth, std::string &text)
{
    const bool plain =
        std::none_of(json.begin(), json.end(), [](const Json &item) { return item.is_structured(); });
    text += '[';
    bool first = true;
    for (const Json &item : json) {
        text += first ? "" : plain ? ", " : ",";
        first = false;
        if (!plain)
            newLine(depth + 1, text);
        write(item, depth + 1, text);
    }
    if (!plain)
        newLine(depth, text);
    text += ']';
}

void write(const Json &json, int depth, std::string &text)
{
    if (json.is_object())
        writeObject(json, depth, text);
    else if (json.is_array())
        writeArray(json, depth, text);
    else if (json.is_number_float())
        text += std::isfinite(json.get<double>()) ? shortest(json.get<double>()) : "null";
    else
        text += json.dump();
}

} // namespace

std::string jsonText(const Json &json)
{
    std::string text;
    write(json, 0, text);
    text += '\n';
    return text;
}

} // namespace genrelens
