#include "tests/support/sample_file.h"

#include "core/sample/sample.h"

#include <filesystem>

namespace genrelens::test
{

void writeSampleFile(const QString &path, std::uint64_t rows)
{
    SampleOptions options;
    options.rows = rows;
    const Result<void> written =
        writeSample(std::filesystem::path(path.toStdString()), options, Progress::none());
    if (!written)
        qFatal("%s", written.error().message().c_str());
}

} // namespace genrelens::test
