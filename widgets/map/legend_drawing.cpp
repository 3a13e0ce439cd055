#include "widgets/map/legend_drawing.h"

#include "widgets/plots/text.h"
#include "widgets/plots/value_colours.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <limits>

namespace genrelens
{

namespace
{

constexpr double margin = spacing::medium;
constexpr double swatchSize = 10.0;
constexpr double barHeight = 10.0;
constexpr double narrowestBar = 120.0;
constexpr double widestInPictures = 220.0;
constexpr std::size_t measuredNames = 64; // the longest of them

double nameStart()
{
    return margin + swatchSize + spacing::medium;
}

// Of names that differ little in length any may be the widest; of very many only the longest are measured.
double widestName(const std::vector<LegendEntry> &entries, const QFont &font)
{
    std::vector<const QString *> names;
    for (const LegendEntry &entry : entries)
        names.push_back(&entry.name);
    const std::size_t measured = std::min(measuredNames, names.size());
    std::partial_sort(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(measured), names.end(),
                      [](const QString *a, const QString *b) { return a->size() > b->size(); });
    double widest = 0.0;
    for (std::size_t i = 0; i < measured; ++i)
        widest = std::max(widest, textWidth(names[i]->left(200), font));
    return widest;
}

double widestCount(const std::vector<LegendEntry> &entries, const QFont &font)
{
    std::size_t most = 0;
    for (const LegendEntry &entry : entries)
        most = std::max(most, entry.count);
    return textWidth(formatCount(static_cast<qint64>(most)), axisFont(font));
}

} // namespace

LegendLayout::LegendLayout(const LegendSpec &spec, const QFont &font, double widest, bool counts)
    : m_counts(counts)
{
    arrange(spec, font, widest, std::numeric_limits<double>::infinity());
}

LegendLayout::LegendLayout(const LegendSpec &spec, const QFont &font, double widest, double height)
{
    arrange(spec, font, widest, height);
}

void LegendLayout::arrange(const LegendSpec &spec, const QFont &font, double widest, double height)
{
    m_entries = spec.entries.size();
    m_rowHeight = lineHeight(font) + spacing::small;
    double y = spacing::small;
    double headWidth = 0.0;
    if (!spec.title.isEmpty()) {
        m_title = QRectF(margin, y, 0, m_rowHeight);
        headWidth = textWidth(spec.title, semiBoldFont(font));
        y += m_rowHeight;
    }
    const QFont small = axisFont(font);
    if (!spec.note.isEmpty()) {
        m_note = QRectF(margin, y, 0, lineHeight(small) + 2);
        headWidth = std::max(headWidth, textWidth(spec.note, small));
        y = m_note.bottom();
    }
    if (spec.bar) {
        m_bar = QRectF(margin, y + 2, 0, barHeight);
        m_barTexts = QRectF(margin, m_bar.bottom() + 2, 0, lineHeight(small));
        const double texts =
            textWidth(spec.bar->low, small) + spacing::large + textWidth(spec.bar->high, small);
        headWidth = std::max({headWidth, narrowestBar, texts});
        y = m_barTexts.bottom() + spacing::small;
    }
    m_firstRow = y;
    const double fitting = std::max(1.0, std::floor((height - y - spacing::small) / m_rowHeight));
    m_rows = fitting < static_cast<double>(m_entries) ? static_cast<std::size_t>(fitting) : m_entries;
    const std::size_t columns = m_rows == 0 ? 1 : (m_entries + m_rows - 1) / m_rows;
    if (m_rows > 0) // even columns
        m_rows = (m_entries + columns - 1) / columns;
    const double counts = m_counts ? spacing::large + widestCount(spec.entries, font) : 0.0;
    const double rowWidth =
        m_entries == 0 ? 0.0 : nameStart() + widestName(spec.entries, font) + counts + margin;
    m_columnWidth = std::ceil(std::min(widest, rowWidth));
    const double width = std::max(m_columnWidth * static_cast<double>(columns),
                                  std::ceil(std::min(widest, headWidth + 2 * margin)));
    if (columns == 1)
        m_columnWidth = width;
    m_title.setWidth(std::max(0.0, width - 2 * margin));
    m_note.setWidth(m_title.width());
    m_bar.setWidth(m_title.width());
    m_barTexts.setWidth(m_title.width());
    m_size = QSizeF(width, y + static_cast<double>(m_rows) * m_rowHeight + spacing::small);
}

QRectF LegendLayout::row(std::size_t entry) const
{
    const std::size_t column = entry / m_rows;
    return {static_cast<double>(column) * m_columnWidth,
            m_firstRow + static_cast<double>(entry % m_rows) * m_rowHeight, m_columnWidth, m_rowHeight};
}

std::size_t LegendLayout::entryAt(const QPointF &position) const
{
    const double line = std::floor((position.y() - m_firstRow) / m_rowHeight);
    const double column = m_columnWidth > 0 ? std::floor(position.x() / m_columnWidth) : -1.0;
    if (m_rows == 0 || line < 0 || line >= static_cast<double>(m_rows) || column < 0)
        return m_entries;
    return std::min(m_entries, static_cast<std::size_t>(column) * m_rows + static_cast<std::size_t>(line));
}

QRectF LegendLayout::swatch(const QRectF &row)
{
    return {row.left() + margin, std::round(row.center().y() - swatchSize / 2), swatchSize, swatchSize};
}

void drawLegendHead(QPainter &painter, const LegendSpec &spec, const LegendLayout &layout, const Theme &theme)
{
    painter.save();
    const QFont font = painter.font();
    painter.setPen(theme.text);
    if (!spec.title.isEmpty()) {
        painter.setFont(semiBoldFont(font));
        painter.drawText(layout.title(), Qt::AlignLeft | Qt::AlignVCenter,
                         elided(spec.title, painter.font(), layout.title().width()));
    }
    painter.setFont(axisFont(font));
    painter.setPen(theme.quiet);
    if (!spec.note.isEmpty())
        painter.drawText(layout.note(), Qt::AlignLeft | Qt::AlignVCenter,
                         elided(spec.note, painter.font(), layout.note().width()));
    if (spec.bar) {
        drawValueColours(painter, layout.bar(), false);
        painter.drawText(layout.barTexts(), Qt::AlignLeft | Qt::AlignVCenter, spec.bar->low);
        painter.drawText(layout.barTexts(), Qt::AlignRight | Qt::AlignVCenter, spec.bar->high);
    }
    painter.restore();
}

void drawLegendRow(QPainter &painter, const LegendEntry &entry, const QRectF &row,
                   const LegendRowState &state, const Theme &theme)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    if (state.hovered) {
        QColor ground = theme.accent;
        ground.setAlphaF(0.12F);
        painter.fillRect(row, ground);
    }
    if (state.current) {
        painter.setPen(QPen(theme.accent, 1));
        painter.drawRect(row.adjusted(2.5, 0.5, -2.5, -0.5));
    }
    const QRectF swatch = LegendLayout::swatch(row);
    if (state.shown) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(entry.colour);
        painter.drawRoundedRect(swatch, 2, 2);
    } else {
        painter.setPen(QPen(entry.colour, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(swatch.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2);
    }
    const QFont font = painter.font();
    const QRectF texts = row.adjusted(nameStart(), 0, -margin, 0);
    const QString count = state.counted ? formatCount(static_cast<qint64>(entry.count)) : QString();
    painter.setFont(axisFont(font));
    painter.setPen(theme.quiet);
    painter.drawText(texts, Qt::AlignRight | Qt::AlignVCenter, count);
    const double room =
        texts.width() - (state.counted ? textWidth(count, painter.font()) + spacing::medium : 0.0);
    painter.setFont(font);
    painter.setPen(state.shown ? theme.text : theme.quiet);
    painter.drawText(texts, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                     elided(entry.name, font, room));
    painter.restore();
}

LegendSpec shownLegend(LegendSpec spec, const std::vector<bool> &shown)
{
    std::erase_if(spec.entries, [&shown](const LegendEntry &entry) {
        return entry.code < shown.size() && !shown[entry.code];
    });
    return spec;
}

QSizeF legendSize(const LegendSpec &spec, const QFont &font, double height)
{
    return spec.isEmpty() ? QSizeF() : LegendLayout(spec, font, widestInPictures, height).size();
}

void drawLegend(QPainter &painter, const QRectF &area, const LegendSpec &spec, const Theme &theme)
{
    if (spec.isEmpty())
        return;
    const LegendLayout layout(spec, painter.font(), widestInPictures, area.height());
    painter.save();
    painter.translate(area.right() - layout.size().width(), area.top());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.line, 1));
    painter.setBrush(theme.base);
    painter.drawRoundedRect(QRectF(QPointF(), layout.size()).adjusted(0.5, 0.5, -0.5, -0.5),
                            spacing::cornerRadius, spacing::cornerRadius);
    drawLegendHead(painter, spec, layout, theme);
    for (std::size_t i = 0; i < spec.entries.size(); ++i)
        drawLegendRow(painter, spec.entries[i], layout.row(i), {}, theme);
    painter.restore();
}

} // namespace genrelens
