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

LabelSet withoutEmptyClasses(const LabelSet &labels)
{
    std::vector<std::string> classes;
    std::vector<std::uint32_t> colours;
    std::vector<std::int32_t> codeOf(labels.classes().size(), unlabelled);
    for (std::size_t c = 0; c < codeOf.size(); ++c) {
        if (labels.counts()[c] == 0)
            continue;
        codeOf[c] = static_cast<std::int32_t>(classes.size());
        classes.push_back(labels.classes()[c]);
        if (!labels.colours().empty())
            colours.push_back(labels.colours()[c]);
    }
    std::vector<std::int32_t> codes = labels.codes();
    for (std::int32_t &code : codes)
        code = code == unlabelled ? unlabelled : codeOf[static_cast<std::size_t>(code)];
    return {labels.name(), std::move(classes), std::move(codes), std::move(colours), labels.title()};
}

} // namespace genrelens
