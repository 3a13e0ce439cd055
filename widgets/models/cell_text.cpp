#include "widgets/models/cell_text.h"

#include "widgets/plots/text.h"

namespace genrelens
{

QString cellText(const Column &column, std::size_t row, std::size_t bytes)
{
    if (const TextColumn *text = column.text())
        return shortened(text->at(row), bytes);
    if (const CategoricalColumn *categories = column.categorical()) {
        const std::int32_t code = categories->codes[row];
        return code < 0 ? QString() : shortened(categories->levels[static_cast<std::size_t>(code)], bytes);
    }
    return QString::fromStdString(column.cell(row));
}

} // namespace genrelens
