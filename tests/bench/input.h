#pragma once

#include "core/base/result.h"
#include "core/labels/label_set.h"
#include "core/learn/split.h"
#include "core/study/dataset.h"
#include "tests/bench/options.h"

#include <cstdint>
#include <vector>

namespace genrelens::bench
{

/// The tracks a stage works on, prepared as by default: repeats dropped, every feature standardized.
struct Input {
    PreparedData data;
    bool drawn = false; ///< by the generator, because the file has fewer kept rows than asked for

    [[nodiscard]] const Features &features() const { return data.features(); }
};

/// What a classifier is to learn, and from which rows.
struct Task {
    LabelSet labels;
    Split split;
};

Result<Input> openInput(const BenchOptions &options);

/// So many of the held-out rows that have a class, spread evenly over them, or all of them.
std::vector<std::uint32_t> rowsToExplain(const BenchOptions &options, const Task &task);

/// The label set that the options name (clusters are computed for it), and the study's split.
Result<Task> openTask(const BenchOptions &options, const Input &input);

} // namespace genrelens::bench
