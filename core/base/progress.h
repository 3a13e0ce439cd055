#pragma once

#include <atomic>
#include <cstddef>
#include <string_view>

namespace genrelens
{

/// How a long function tells how far it is and learns that nobody waits for it any more. Both may be called
/// from any thread, often; implementations throttle. A cancelled function returns Error::cancelled() within
/// 100 ms.
class Progress
{
public:
    virtual ~Progress() = default;
    /// fraction in 0..1; stage is a short phrase for people ("Growing trees"). Two threads may report in the
    /// other order, so whoever listens keeps the largest fraction.
    virtual void report(double fraction, std::string_view stage) = 0;
    [[nodiscard]] virtual bool cancelled() const = 0;

    /// For callers who neither watch nor cancel.
    static Progress &none();
};

/// The part [from, to] of another progress, for a function that is one step of a longer one.
class SubProgress final : public Progress
{
public:
    SubProgress(Progress &whole, double from, double to) : m_whole(whole), m_from(from), m_to(to) {}
    void report(double fraction, std::string_view stage) override
    {
        m_whole.report(m_from + (m_to - m_from) * fraction, stage);
    }
    [[nodiscard]] bool cancelled() const override { return m_whole.cancelled(); }

private:
    Progress &m_whole;
    double m_from;
    double m_to;
};

/// Counts finished units of a parallel loop and reports their share.
class ProgressCounter
{
public:
    ProgressCounter(Progress &progress, std::size_t total, std::string_view stage)
        : m_progress(progress)
        , m_total(total)
        , m_stage(stage)
    {
    }
    /// One more unit is done.
    void advance()
    {
        const std::size_t done = m_done.fetch_add(1, std::memory_order_relaxed) + 1;
        m_progress.report(static_cast<double>(done) / static_cast<double>(m_total), m_stage);
    }
    [[nodiscard]] bool cancelled() const { return m_progress.cancelled(); }

private:
    Progress &m_progress;
    std::size_t m_total;
    std::string_view m_stage;
    std::atomic<std::size_t> m_done{0};
};

} // namespace genrelens
