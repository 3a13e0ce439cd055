#pragma once

#include "core/base/result.h"
#include "core/model_file/portable_model.h"
#include "core/prepare/features.h"
#include "core/table/table.h"

#include <cstddef>
#include <vector>

namespace genrelens
{

/// The rows of any table as a model takes them: its features are found by name, as they are or but for case,
/// spaces and the like; nothing else of the table matters, and no row is dropped for standing there twice.
class ModelRows
{
public:
    /// Keys and modes may be words, as when tracks are opened. Errors: features the table lacks, all of them
    /// with the columns that may be meant; columns that hold words.
    static Result<ModelRows> match(const Table &table, const ModelInputs &inputs);

    [[nodiscard]] std::size_t rows() const { return m_table.rows(); }
    /// Those of the rows begin..end-1 that have a value of every feature, in their order; sourceRow() tells
    /// which. A value counts as missing as in preparation: it is not there and has no median, is beyond what
    /// a float holds, or has no logarithm where one is taken.
    [[nodiscard]] Features features(std::size_t begin, std::size_t end) const;

private:
    ModelRows() = default;

    Table m_table;
    ModelInputs m_inputs;
    std::vector<const std::vector<double> *> m_columns; // of the table, one a feature
};

} // namespace genrelens
