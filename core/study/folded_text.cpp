#include "core/study/folded_text.h"

#include <algorithm>

namespace genrelens
{

QString foldedText(const QString &text)
{
    const bool plain = std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 0x80; });
    if (plain)
        return text.toLower();
    QString bare = text.normalized(QString::NormalizationForm_KD).toCaseFolded();
    bare.removeIf([](QChar c) { return c.category() == QChar::Mark_NonSpacing; });
    return bare;
}

QString foldedText(std::string_view text)
{
    return foldedText(QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())));
}

std::string_view textCell(const Column &column, std::size_t row, std::size_t longest)
{
    std::string_view cell;
    if (const TextColumn *text = column.text()) {
        cell = text->at(row);
    } else if (const CategoricalColumn *levels = column.categorical()) {
        const std::int32_t code = levels->codes[row];
        cell = code < 0 ? std::string_view() : levels->levels[static_cast<std::size_t>(code)];
    }
    return cell.substr(0, longest);
}

} // namespace genrelens
