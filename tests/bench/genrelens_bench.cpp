#include "core/base/parallel.h"
#include "tests/bench/options.h"
#include "tests/bench/stages.h"

#include <algorithm>
#include <cstdio>
#include <exception>
#include <string>
#include <vector>

namespace genrelens::bench
{

namespace
{

int complain(const Error &error)
{
    std::fprintf(stderr, "genrelens-bench: %s\n", error.message().c_str());
    return error.kind == ErrorKind::Input || error.kind == ErrorKind::Usage ? 2 : 1;
}

int run(const std::vector<std::string> &arguments)
{
    if (std::find_if(arguments.begin(), arguments.end(), [](const std::string &argument) {
            return argument == "--help" || argument == "-h";
        }) != arguments.end()) {
        std::fputs(helpText().c_str(), stdout);
        return 0;
    }
    const Result<BenchOptions> options = parseOptions(arguments);
    if (!options)
        return complain(options.error());
    setThreadCount(options.value().jobs);
    const Result<nlohmann::ordered_json> line = findStage(options.value().stage)->run(options.value());
    if (!line)
        return complain(line.error());
    std::puts(line.value().dump().c_str());
    return 0;
}

} // namespace

} // namespace genrelens::bench

int main(int argc, char *argv[])
{
    try {
        return genrelens::bench::run({argv + 1, argv + argc});
    } catch (const std::exception &exception) {
        return genrelens::bench::complain(
            genrelens::Error{exception.what(), {}, {}, genrelens::ErrorKind::Failure});
    }
}
