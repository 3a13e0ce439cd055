#pragma once

#include "core/study/analysis.h"

#include <memory>
#include <string>
#include <vector>

namespace genrelens
{

/// The clustering with the names that a person gave its clusters; the very same one where there are none for
/// it. Null stays null.
std::shared_ptr<const Clustering> withNames(std::shared_ptr<const Clustering> clustering,
                                            const ClusterSettings &settings);

/// Settings in which a cluster has that name, blanks around it trimmed; an empty one gives it its number
/// back. A colour that a person chose goes with the cluster. cluster: from 0. Error: another has that name.
Result<StudySettings> withClusterName(StudySettings settings, const Clustering &clustering,
                                      std::size_t cluster, const std::string &name);

/// Settings in which all clusters have these names, one each, none empty and no two the same; their chosen
/// colours go with them.
StudySettings withClusterNames(StudySettings settings, const Clustering &clustering,
                               const std::vector<std::string> &names);

} // namespace genrelens
