#include "tests/bench/stages.h"

#include <filesystem>
#include <string>
#include <unistd.h>
#include <vector>

namespace genrelens::bench
{

// Becomes the program beside this one that has a window, which prints the line.
Result<nlohmann::ordered_json> framesStage(const BenchOptions &options)
{
    std::error_code failed;
    const std::filesystem::path self = std::filesystem::read_symlink("/proc/self/exe", failed);
    const std::string program = (self.parent_path() / "genrelens-frames-bench").string();
    std::vector<std::string> arguments{program, options.stage, options.path, "--repeat",
                                       std::to_string(options.repeat)};
    const auto add = [&](const char *name, const std::string &value) {
        arguments.emplace_back(name);
        arguments.push_back(value);
    };
    if (options.jobs > 0)
        add("--jobs", std::to_string(options.jobs));
    if (options.rows > 0)
        add("--rows", std::to_string(options.rows));
    if (options.allDrawn)
        add("--from", "generator");
    if (!options.labels.empty())
        add("--labels", options.labels);
    std::vector<char *> pointers;
    for (std::string &argument : arguments)
        pointers.push_back(argument.data());
    pointers.push_back(nullptr);
    ::execv(program.c_str(), pointers.data());
    return Error{"the program that draws frames cannot be started", program, {}, ErrorKind::Failure};
}

} // namespace genrelens::bench
