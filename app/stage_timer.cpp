#include "app/stage_timer.h"

#include <algorithm>
#include <cmath>
#include <fstream>

namespace genrelens
{

namespace
{

// Linux keeps the peak of resident memory (VmHWM) and starts it afresh when "5" is written to clear_refs, see
// proc(5).
void resetPeakMemory()
{
    std::ofstream("/proc/self/clear_refs") << "5";
}

double peakMegabytes()
{
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmHWM:"))
            return std::round(std::stod(line.substr(6)) / 1024.0 * 10.0) / 10.0;
    return std::nan("");
}

} // namespace

void StageTimer::begin(const std::string &stage)
{
    end();
    m_stage = stage;
    resetPeakMemory();
    m_start = std::chrono::steady_clock::now();
}

void StageTimer::end()
{
    if (m_stage.empty())
        return;
    const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - m_start;
    auto &entry = m_stages.emplace(m_stage, nlohmann::ordered_json::object()).first.value();
    entry["seconds"] = std::round((entry.value("seconds", 0.0) + elapsed.count()) * 1e4) / 1e4;
    entry["peak_mb"] = std::max(entry.value("peak_mb", 0.0), peakMegabytes());
    m_stage.clear();
}

} // namespace genrelens
