#include "widgets/map/legend_drawing.h"

#include "widgets/plots/text.h"
#include "widgets/plots/value_colours.h"

#include <QCoreApplication>
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
constexpr double widestColumn = 220.0;
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

QString moreText(std::size_t classes)
{
    return QCoreApplication::translate("MapLegend", "and %1 more", "classes")
        .arg(formatCount(static_cast<qint64>(classes)));
}

} // namespace

LegendLayout::LegendLayout(const LegendSpec &spec, const QFont &font, double widest, bool counts)
    : m_counts(counts)
{
    const double head = placeHead(spec, font, false);
    placeRows(spec, font, {widest, std::numeric_limits<double>::infinity()});
    setWidth(std::max(m_columnWidth, std::ceil(std::min(widest, head))));
}

LegendLayout::LegendLayout(const LegendSpec &spec, const QFont &font, const QSizeF &room)
{
    const double head = placeHead(spec, font, true);
    placeRows(spec, font, room);
    if (m_isCramped || m_named < m_entries) {
        m_counts = false;
        placeRows(spec, font, room);
    }
    setWidth(std::max(m_size.width(), std::ceil(std::min({widestColumn, room.width(), head}))));
    m_size.rheight() = std::min(m_size.height() + spacing::small, room.height());
}

// Gives the width it would like.
double LegendLayout::placeHead(const LegendSpec &spec, const QFont &font, bool titled)
{
    m_entries = spec.entries.size();
    m_rowHeight = lineHeight(font) + spacing::small;
    double y = spacing::small;
    double width = 0.0;
    if (titled && !spec.title.isEmpty()) {
        m_title = QRectF(margin, y, 0, m_rowHeight);
        width = textWidth(spec.title, semiBoldFont(font));
        y += m_rowHeight;
    }
    const QFont small = axisFont(font);
    if (!spec.note.isEmpty()) {
        m_note = QRectF(margin, y, 0, lineHeight(small) + 2);
        width = std::max(width, textWidth(spec.note, small));
        y = m_note.bottom();
    }
    if (spec.bar) {
        m_bar = QRectF(margin, y + 2, 0, barHeight);
        m_barTexts = QRectF(margin, m_bar.bottom() + 2, 0, lineHeight(small));
        const double texts =
            textWidth(spec.bar->low, small) + spacing::large + textWidth(spec.bar->high, small);
        width = std::max({width, narrowestBar, texts});
        y = m_barTexts.bottom() + spacing::small;
    }
    m_firstRow = y;
    return width + 2 * margin;
}

void LegendLayout::placeRows(const LegendSpec &spec, const QFont &font, const QSizeF &room)
{
    const auto all = static_cast<double>(m_entries);
    const double counts = m_counts ? spacing::large + widestCount(spec.entries, font) : 0.0;
    const double names = nameStart() + widestName(spec.entries, font) + counts + margin;
    const double wanted = std::ceil(std::min(widestColumn, names));
    m_isCramped = wanted > room.width();
    m_columnWidth = m_entries == 0 ? 0.0 : std::min(wanted, room.width());
    const double space = room.height() - m_firstRow - spacing::small;
    const double rows = std::clamp(std::floor(space / m_rowHeight), 1.0, std::max(1.0, all));
    const auto fitting = [&] {
        return rows * std::max(1.0, m_columnWidth > 0 ? std::floor(room.width() / m_columnWidth) : 1.0);
    };
    if (all > fitting()) {
        const double more = nameStart() + textWidth(moreText(m_entries), font) + margin;
        m_columnWidth = std::min(std::max(m_columnWidth, std::ceil(more)), room.width());
    }
    const bool fits = all <= fitting();
    const auto cells = fits ? m_entries : static_cast<std::size_t>(fitting());
    m_named = fits ? m_entries : cells - 1;
    const auto inColumn = static_cast<std::size_t>(rows);
    const std::size_t columns = std::max<std::size_t>(1, (cells + inColumn - 1) / inColumn);
    m_rows = (cells + columns - 1) / columns; // even columns
    m_size = {m_columnWidth * static_cast<double>(columns),
              m_firstRow + static_cast<double>(m_rows) * m_rowHeight};
}

void LegendLayout::setWidth(double width)
{
    if (m_size.width() <= m_columnWidth) // one column, or nothing but a head
        m_columnWidth = width;
    m_size.setWidth(width);
    for (QRectF *part : {&m_title, &m_note, &m_bar, &m_barTexts})
        if (part->height() > 0)
            part->setWidth(std::max(0.0, width - 2 * margin));
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
    const std::size_t entry = static_cast<std::size_t>(column) * m_rows + static_cast<std::size_t>(line);
    return entry < m_named ? entry : m_entries;
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
    if (!layout.title().isNull()) {
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

QSizeF legendSize(const LegendSpec &spec, const QFont &font, const QSizeF &room)
{
    return spec.isEmpty() ? QSizeF() : LegendLayout(spec, font, room).size();
}

void drawLegend(QPainter &painter, const QRectF &area, const LegendSpec &spec, const Theme &theme)
{
    if (spec.isEmpty())
        return;
    const LegendLayout layout(spec, painter.font(), area.size());
    const QRectF ground(QPointF(), layout.size());
    painter.save();
    painter.translate(area.right() - ground.width(), area.top());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.line, 1));
    painter.setBrush(theme.base);
    painter.drawRoundedRect(ground.adjusted(0.5, 0.5, -0.5, -0.5), spacing::cornerRadius,
                            spacing::cornerRadius);
    painter.setClipRect(ground, Qt::IntersectClip); // in an area lower than a line
    drawLegendHead(painter, spec, layout, theme);
    LegendRowState state;
    state.counted = layout.hasCounts();
    for (std::size_t i = 0; i < layout.named(); ++i)
        drawLegendRow(painter, spec.entries[i], layout.row(i), state, theme);
    if (layout.named() < spec.entries.size()) {
        const QRectF texts = layout.more().adjusted(nameStart(), 0, -margin, 0);
        painter.setPen(theme.quiet);
        painter.drawText(
            texts, Qt::AlignLeft | Qt::AlignVCenter,
            elided(moreText(spec.entries.size() - layout.named()), painter.font(), texts.width()));
    }
    painter.restore();
}

} // namespace genrelens
