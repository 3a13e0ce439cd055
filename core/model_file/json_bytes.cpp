#include "core/model_file/json_bytes.h"

namespace genrelens
{

namespace
{

constexpr std::size_t blockBytes = std::size_t(1) << 18;

} // namespace

JsonBytes::JsonBytes(ByteSource &source, Progress &progress)
    : m_source(source)
    , m_progress(progress)
    , m_buffer(blockBytes)
{
    refill();
}

void JsonBytes::refill()
{
    m_at = 0;
    m_end = 0;
    if (m_error || m_sourceEnded)
        return;
    if (m_progress.cancelled()) {
        m_error = Error::cancelled();
        return;
    }
    const Result<std::size_t> got = m_source.read(m_buffer);
    if (!got) {
        m_error = got.error();
        return;
    }
    m_end = got.value();
    m_sourceEnded = m_end < m_buffer.size();
    m_progress.report(m_source.fraction(), "Reading trees");
}

} // namespace genrelens
