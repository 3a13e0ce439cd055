#pragma once

#include "core/labels/label_set.h"
#include "core/prepare/features.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace genrelens
{

/// What kind of grouping a label set is.
enum class LabelKind { Genre, SuperGenre, Cluster, KeptClusters, Imported, Selection };

/// A grouping that was kept as it was: clusters of one run, labels from a file, a selection. Its codes are by
/// rows of the file, so that it outlives another preparation.
struct KeptLabels {
    std::string name;  ///< in files: "cluster_k8", "imported_mood", "selection_2"
    std::string title; ///< for people: "Clusters (k = 8)"
    LabelKind kind = LabelKind::Imported;
    std::vector<std::string> classes;
    std::vector<std::uint32_t> colours; ///< as of a LabelSet
    std::vector<std::int32_t> codes;    ///< one a row of the table; `unlabelled` where nothing is known

    bool operator==(const KeptLabels &) const = default;
};

using KeptLabelSets = std::vector<std::shared_ptr<const KeptLabels>>;

/// tableRows: of the table that features were made from.
KeptLabels keptLabels(const LabelSet &labels, LabelKind kind, const Features &features,
                      std::size_t tableRows);
/// The same grouping over the kept rows. It has all the classes, also those without a kept row, so that each
/// keeps its place and colour in every preparation.
LabelSet labelSetOf(const KeptLabels &kept, const Features &features);
/// The same without classes that no row has, where there is only one preparation.
LabelSet withoutEmptyClasses(const LabelSet &labels);

} // namespace genrelens
