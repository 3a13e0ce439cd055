#pragma once

namespace genrelens
{

/// genrelens sample --rows N --out FILE.csv [--seed S]
int runSample(int argc, char *argv[]);

} // namespace genrelens
