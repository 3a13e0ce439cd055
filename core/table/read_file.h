#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"

#include <string>

namespace genrelens
{

/// The whole of a file as bytes. Errors: it does not exist, is a folder, cannot be read.
Result<std::string> readFile(const std::string &path, Progress &progress);

} // namespace genrelens
