#include "tests/bench/peak_memory.h"

#include <fstream>
#include <limits>
#include <string>

namespace genrelens::bench
{

double peakMegabytes()
{
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmHWM:")) // in kB, by which proc(5) means 1024 bytes
            return std::stod(line.substr(6)) * 1024.0 / 1e6;
    return std::numeric_limits<double>::quiet_NaN();
}

} // namespace genrelens::bench
