#include "tests/bench/input.h"
#include "tests/bench/stages.h"

#include <fstream>
#include <span>

namespace genrelens::bench
{

namespace
{

struct Written {
}; // what a step that only writes makes

template <typename Number>
Result<Written> writeRaw(const std::string &path, std::span<const Number> numbers)
{
    std::ofstream out(path, std::ios::binary | std::ios::trunc);
    out.write(reinterpret_cast<const char *>(numbers.data()),
              static_cast<std::streamsize>(numbers.size_bytes()));
    out.close();
    if (!out)
        return Error{"the file cannot be written", path, "Does the folder exist, and may you write there?",
                     ErrorKind::Failure};
    return Written{};
}

} // namespace

Result<nlohmann::ordered_json> matrixStage(const BenchOptions &options)
{
    if (options.outFile.empty())
        return Error{"matrix needs --out FILE; see genrelens-bench --help", {}, {}, ErrorKind::Usage};
    const Result<Input> input = openInput(options);
    if (!input)
        return input.error();
    const Features &features = input.value().features();
    const auto written = timed<Written>(options.repeat, [&] {
        const std::vector<double> values(features.values().begin(), features.values().end());
        return writeRaw(options.outFile, std::span<const double>(values));
    });
    if (!written)
        return written.error();
    nlohmann::ordered_json line =
        measurement(options, features.rows(), input.value().drawn, written.value().timing);
    line["columns"] = features.columns();
    if (options.labels.empty())
        return line;

    const Result<Task> task = openTask(options, input.value());
    if (!task)
        return task.error();
    for (const Result<Written> &side :
         {writeRaw(options.outFile + ".labels", std::span<const std::int32_t>(task.value().labels.codes())),
          writeRaw(options.outFile + ".test", std::span<const std::uint32_t>(task.value().split.test))})
        if (!side)
            return side.error();
    line["labels"] = task.value().labels.name();
    line["classes"] = task.value().labels.classes().size();
    line["test_rows"] = task.value().split.test.size();
    return line;
}

} // namespace genrelens::bench
