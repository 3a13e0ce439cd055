#include "core/labels/label_set.h"

#include <cassert>

namespace genrelens
{

LabelSet::LabelSet(std::string name, std::vector<std::string> classes, std::vector<std::int32_t> codes,
                   std::vector<std::uint32_t> colours, std::string title)
{
    assert(colours.empty() || colours.size() == classes.size());
    Data data;
    data.counts.assign(classes.size(), 0);
    for (const std::int32_t code : codes) {
        if (code == unlabelled)
            ++data.unlabelledRows;
        else
            ++data.counts[static_cast<std::size_t>(code)];
    }
    // Colours and names of classes are left out of the key: a new one makes no result stale.
    KeyBuilder key;
    key.add(name);
    key.add(classes.size());
    key.add(std::span<const std::int32_t>(codes));
    data.key = key.key();
    data.name = std::move(name);
    data.title = std::move(title);
    data.classes = std::move(classes);
    data.codes = std::move(codes);
    data.colours = std::move(colours);
    m_data = std::make_shared<const Data>(std::move(data));
}

} // namespace genrelens
