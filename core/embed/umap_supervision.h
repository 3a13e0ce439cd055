#pragma once

#include "core/embed/umap.h"
#include "core/labels/label_set.h"

namespace genrelens
{

/// Lets edges between classes fade by exp(-2.5 / (1 - labelWeight)), those of a row without a class by
/// exp(-1); then each row's strongest edge is 1 again and both directions are joined anew: the supervised
/// mode of umap-learn for categories. labels: one a row of the graph. labelWeight: above 0, up to 1.
void superviseUmap(UmapGraph &graph, const LabelSet &labels, double labelWeight);

} // namespace genrelens
