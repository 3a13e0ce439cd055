#pragma once

namespace genrelens
{

/// genrelens report tracks.csv --out DIR: the whole study without a window.
int runReport(int argc, char *argv[]);

} // namespace genrelens
