#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"

#include <string>
#include <string_view>

namespace genrelens
{

/// The whole of a file as bytes. Errors: it does not exist, is a folder, cannot be read.
Result<std::string> readFile(const std::string &path, Progress &progress);

/// The same bytes as UTF-8 text without a byte order mark. Errors, with name as what messages call the file:
/// it is empty, is no text, or is text of another encoding (the line is named).
Result<std::string_view> utf8Text(std::string_view bytes, const std::string &name, Progress &progress);

} // namespace genrelens
