#pragma once

namespace genrelens::bench
{

/// The most resident memory this process has had so far, in 1e6 bytes; NaN where the system does not tell.
double peakMegabytes();

} // namespace genrelens::bench
