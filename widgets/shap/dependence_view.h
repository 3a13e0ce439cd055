#pragma once

#include "core/study/explanation.h"
#include "core/table/table.h"
#include "widgets/plots/dependence_plot.h"

#include <cstddef>
#include <memory>
#include <optional>

namespace genrelens
{

/// What the page of dependence shows, made of values alone so that any thread can make it.
struct DependenceView {
    std::shared_ptr<const Explanation> explanation; ///< null: nothing is shown
    std::size_t feature = 0;
    std::size_t classCode = 0;
    std::optional<std::size_t> colour; ///< none: nothing interacts
    DependenceSpec spec = {};          ///< a point for each explained track, in their order
};

/// What a person chose; what nobody chose is what matters most.
struct DependenceChoice {
    std::optional<std::size_t> feature;
    std::optional<std::size_t> classCode;
    std::optional<std::size_t> colour;

    bool operator==(const DependenceChoice &) const = default;
};

/// explanation: of one track at least. table: the file.
DependenceView dependenceView(const std::shared_ptr<const Explanation> &explanation, const Table &table,
                              const DependenceChoice &choice);
/// Whether that takes a few milliseconds only.
bool isQuick(const Explanation &explanation, const DependenceChoice &choice);

} // namespace genrelens
