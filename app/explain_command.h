#pragma once

namespace genrelens
{

/// genrelens explain model.json rows.csv --out shap.csv: why a forest answers as it does for other tracks.
int runExplain(int argc, char *argv[]);

} // namespace genrelens
