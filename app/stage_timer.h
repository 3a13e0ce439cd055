#pragma once

#include <nlohmann/json.hpp>

#include <chrono>
#include <string>

namespace genrelens
{

/// Measures the stages of a run: wall seconds and the peak of resident memory while each went on.
class StageTimer
{
public:
    /// Ends the stage before, if any, and begins the next.
    void begin(const std::string &stage);
    void end();

    /// {"stages": {"read": {"seconds": 0.2, "peak_mb": 80}}}; a stage that came twice has its seconds added.
    [[nodiscard]] nlohmann::ordered_json json() const { return {{"stages", m_stages}}; }

private:
    nlohmann::ordered_json m_stages = nlohmann::ordered_json::object();
    std::string m_stage;
    std::chrono::steady_clock::time_point m_start;
};

} // namespace genrelens
