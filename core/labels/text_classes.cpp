#include "core/labels/text_classes.h"

#include "core/table/type_inference.h"

#include <algorithm>
#include <map>

namespace genrelens
{

TextClasses classesOfTexts(const std::vector<std::string> &texts)
{
    std::map<std::string, std::int32_t> classOf;
    for (const std::string &text : texts)
        if (!text.empty())
            classOf.emplace(text, 0);
    TextClasses found;
    for (const auto &[text, code] : classOf)
        found.classes.push_back(text);
    std::vector<std::string> &classes = found.classes;
    const bool allNumbers = std::all_of(classes.begin(), classes.end(), [](const std::string &text) {
        return parseNumber(text).has_value();
    });
    if (allNumbers)
        std::stable_sort(classes.begin(), classes.end(), [](const std::string &a, const std::string &b) {
            return parseNumber(a).value_or(0.0) < parseNumber(b).value_or(0.0);
        });
    for (std::size_t i = 0; i < classes.size(); ++i)
        classOf[classes[i]] = static_cast<std::int32_t>(i);
    for (const std::string &text : texts)
        found.classOf.push_back(text.empty() ? unlabelled : classOf[text]);
    return found;
}

LabelSet labelsOfTexts(std::string name, const std::vector<std::string> &texts,
                       std::vector<std::int32_t> codes)
{
    TextClasses found = classesOfTexts(texts);
    for (std::int32_t &code : codes)
        code = code < 0 ? unlabelled : found.classOf[static_cast<std::size_t>(code)];
    return LabelSet(std::move(name), std::move(found.classes), std::move(codes));
}

} // namespace genrelens
