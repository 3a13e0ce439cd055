#include "tests/support/shared_data.h"

#include <cstdlib>
#include <filesystem>

namespace genrelens::test
{

std::string sharedFile(const std::string &relativePath)
{
    namespace fs = std::filesystem;
    const char *chosen = std::getenv("GENRELENS_SHARED");
    const fs::path folder =
        chosen != nullptr ? fs::path(chosen) : fs::path(GENRELENS_SOURCE_DIR).parent_path() / "shared";
    const fs::path path = folder / relativePath;
    return fs::exists(path) ? path.string() : std::string();
}

std::string resourceFile(const std::string &relativePath)
{
    return std::string(GENRELENS_SOURCE_DIR) + "/resources/" + relativePath;
}

std::string dataFile(const std::string &relativePath)
{
    return std::string(GENRELENS_SOURCE_DIR) + "/tests/data/" + relativePath;
}

} // namespace genrelens::test
