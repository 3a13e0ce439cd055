#pragma once

#include "core/labels/kept_labels.h"

#include <QString>

#include <string>

namespace genrelens
{

/// A grouping that views, models and exports can take.
struct LabelSetInfo {
    std::string name; ///< in files
    LabelKind kind = LabelKind::Genre;
    QString title; ///< for people
};

} // namespace genrelens
