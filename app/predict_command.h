#pragma once

namespace genrelens
{

/// genrelens predict model.json new.csv --out predictions.csv: what a model file says of other tracks.
int runPredict(int argc, char *argv[]);

} // namespace genrelens
