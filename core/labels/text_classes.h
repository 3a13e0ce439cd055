#pragma once

#include "core/labels/label_set.h"

#include <cstdint>
#include <string>
#include <vector>

namespace genrelens
{

/// Texts as classes: by number where all are numbers, else by bytes. An empty text is no class.
struct TextClasses {
    std::vector<std::string> classes;
    std::vector<std::int32_t> classOf; ///< of each text, or `unlabelled`
};
TextClasses classesOfTexts(const std::vector<std::string> &texts);

/// Labels of rows that are codes of texts (negative: none).
LabelSet labelsOfTexts(std::string name, const std::vector<std::string> &texts,
                       std::vector<std::int32_t> codes);

} // namespace genrelens
