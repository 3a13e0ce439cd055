#include "core/labels/genre_parts.h"

#include "core/base/text.h"

#include <algorithm>

namespace genrelens
{

namespace
{

constexpr std::string_view separators = ",;|";

void addPart(GenreParts &parts, std::string_view part)
{
    const std::size_t begin = part.find_first_not_of(" \t'\"");
    if (begin == std::string_view::npos)
        return;
    part = part.substr(begin, part.find_last_not_of(" \t'\"") - begin + 1);
    if (parts.first.empty())
        parts.first = part;
    else
        parts.several = true;
}

// The text between quotes from `at`, which is moved behind them; a backslash takes the next byte as it is.
std::string quotedItem(std::string_view text, std::size_t &at)
{
    const char quote = text[at++];
    std::string item;
    for (; at < text.size() && text[at] != quote; ++at) {
        if (text[at] == '\\' && at + 1 < text.size())
            ++at;
        item += text[at];
    }
    ++at;
    return item;
}

GenreParts partsOfList(std::string_view items)
{
    GenreParts parts;
    parts.composed = true;
    std::size_t at = 0;
    while (at < items.size()) {
        if (items[at] == '\'' || items[at] == '"') {
            const std::string item = quotedItem(items, at);
            if (parts.first.empty())
                parts.first = trimmed(item);
            else
                parts.several |= !trimmed(item).empty();
        } else if (items[at] == ',' || items[at] == ' ' || items[at] == '\t') {
            ++at;
        } else {
            const std::size_t end = std::min(items.find(',', at), items.size());
            addPart(parts, items.substr(at, end - at));
            at = end;
        }
    }
    return parts;
}

} // namespace

GenreParts genreParts(std::string_view cell)
{
    const std::string_view text = trimmed(cell);
    if (text == "set()")
        return {{}, false, true};
    if (text.size() >= 2 &&
        ((text.front() == '[' && text.back() == ']') || (text.front() == '{' && text.back() == '}')))
        return partsOfList(text.substr(1, text.size() - 2));

    GenreParts parts;
    std::size_t begin = 0;
    for (std::size_t end = text.find_first_of(separators); end != std::string_view::npos;
         end = text.find_first_of(separators, begin)) {
        parts.composed = true;
        addPart(parts, text.substr(begin, end - begin));
        begin = end + 1;
    }
    addPart(parts, text.substr(begin));
    return parts;
}

} // namespace genrelens
