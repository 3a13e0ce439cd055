#include "core/labels/kept_labels.h"

namespace genrelens
{

KeptLabels keptLabels(const LabelSet &labels, LabelKind kind, const Features &features, std::size_t tableRows)
{
    KeptLabels kept{labels.name(),    labels.title(),   kind,
                    labels.classes(), labels.colours(), std::vector<std::int32_t>(tableRows, unlabelled)};
    for (std::size_t row = 0; row < features.rows(); ++row)
        kept.codes[features.sourceRow(row)] = labels.codes()[row];
    return kept;
}

LabelSet labelSetOf(const KeptLabels &kept, const Features &features)
{
    std::vector<std::int32_t> codes(features.rows(), unlabelled);
    for (std::size_t row = 0; row < features.rows(); ++row)
        codes[row] = kept.codes[features.sourceRow(row)];
    return {kept.name, kept.classes, std::move(codes), kept.colours, kept.title};
}

} // namespace genrelens
