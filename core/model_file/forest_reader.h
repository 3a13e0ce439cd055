#pragma once

#include "core/model_file/forest_model.h"
#include "core/table/byte_source.h"

#include <cstdint>
#include <string>

namespace genrelens
{

/// Reads a forest: what writeForest() wrote, or another program in the same schema (see
/// resources/help/model_files.md), also compressed. The text is streamed: memory is that of the forest and of
/// one tree's lists. Errors name the file and what in it is wrong: no JSON, cut off, no forest, trees that
/// are none, another rule than "left if value <= threshold".
Result<ForestModel> readForest(const std::string &path, Progress &progress);

/// The same from any bytes; name is what messages call them, bytesOnDisk how many they are before they are
/// unpacked.
Result<ForestModel> readForest(ByteSource &source, const std::string &name, std::uint64_t bytesOnDisk,
                               Progress &progress);

} // namespace genrelens
