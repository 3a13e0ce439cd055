#include "widgets/docks/genre_details.h"

#include "widgets/models/mapping_rows.h"
#include "widgets/plots/palette.h"
#include "widgets/plots/text.h"
#include "widgets/plots/theme.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace genrelens
{

namespace
{

constexpr double barHeight = 6;
constexpr int textLines = 3;

/// Puts pieces beside each other until the line is full; the piece that does not fit is left out with all
/// after it, and "…" says so.
class Pieces
{
public:
    Pieces(QPainter &painter, const QRectF &line) : m_painter(painter), m_line(line), m_x(line.left()) {}

    bool add(const QColor &chip, const QString &text, const QColor &colour)
    {
        const double textRoom = textWidth(text, m_painter.font());
        const double chipRoom = chip.isValid() ? chipSize + spacing::small : 0;
        const double ellipsis = textWidth(QStringLiteral("…"), m_painter.font());
        if (m_x + chipRoom + textRoom > m_line.right() - ellipsis) {
            m_painter.setPen(colour);
            m_painter.drawText(QRectF(m_x, m_line.top(), m_line.right() - m_x, m_line.height()),
                               Qt::AlignVCenter | Qt::AlignLeft, QStringLiteral("…"));
            return false;
        }
        if (chip.isValid())
            m_painter.fillRect(QRectF(m_x, m_line.center().y() - chipSize / 2.0, chipSize, chipSize), chip);
        m_painter.setPen(colour);
        m_painter.drawText(QRectF(m_x + chipRoom, m_line.top(), textRoom + 1, m_line.height()),
                           Qt::AlignVCenter | Qt::AlignLeft, text);
        m_x += chipRoom + textRoom + spacing::large;
        return true;
    }

private:
    QPainter &m_painter;
    QRectF m_line;
    double m_x;
};

} // namespace

GenreDetails::GenreDetails(QWidget *parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("genreDetails"));
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
}

QSize GenreDetails::sizeHint() const
{
    const double height = textLines * (lineHeight(font()) + 2) + barHeight + spacing::small;
    return {200, static_cast<int>(std::ceil(height))};
}

QSize GenreDetails::minimumSizeHint() const
{
    return {0, sizeHint().height()};
}

void GenreDetails::setGenre(const NamedGuidance &named, int genre, const QString &name)
{
    m_named = named;
    m_genre = genre;
    m_name = name;
    if (genre < 0) {
        setToolTip({});
        setAccessibleDescription({});
    } else {
        const auto place = static_cast<std::size_t>(genre);
        const QString text = name + QLatin1Char('\n') + purityText(named, place) + QLatin1Char('\n') +
                             nearestText(named, place);
        setToolTip(plainTooltip(text));
        setAccessibleDescription(text);
    }
    update();
}

void GenreDetails::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme theme = Theme::of(palette());
    const double height = lineHeight(font()) + 2;
    QRectF line(0, 0, width(), height);
    painter.setPen(theme.quiet);
    const auto place = static_cast<std::size_t>(m_genre);
    const GenreGuidance *entry = m_genre < 0 ? nullptr : m_named.find(place);
    if (entry == nullptr) {
        painter.drawText(rect(), Qt::AlignCenter | Qt::TextWordWrap,
                         tr("Choose a genre to see where its tracks go."));
        return;
    }
    const QString judged = entry->judged == 0
                               ? QString()
                               : tr("%1 held-out tracks, %2")
                                     .arg(formatCount(static_cast<qint64>(entry->judged)), m_named.source);
    painter.setFont(semiBoldFont(font()));
    const QString name = elided(m_name, painter.font(), judged.isEmpty() ? width() : width() / 2.0);
    const double nameRoom = textWidth(name, painter.font());
    painter.setPen(theme.text);
    painter.drawText(line, Qt::AlignVCenter | Qt::AlignLeft, name);
    painter.setFont(font());
    painter.setPen(m_named.guidance.outdated ? theme.warning : theme.quiet);
    const double left = nameRoom + spacing::medium;
    painter.drawText(QRectF(left, 0, width() - left, height), Qt::AlignVCenter | Qt::AlignLeft,
                     elided(judged, font(), width() - left));
    line.translate(0, height);
    drawShares(painter, line, *entry);
    line.translate(0, height + barHeight + spacing::small);
    drawDistances(painter, line, *entry);
}

// A bar of all judged tracks, and what its first parts are.
void GenreDetails::drawShares(QPainter &painter, QRectF line, const GenreGuidance &entry) const
{
    const Theme theme = Theme::of(palette());
    if (entry.judged == 0) {
        painter.setPen(theme.quiet);
        const QString text = m_named.source.isEmpty()
                                 ? tr("Train a model to see where its held-out tracks go.")
                                 : tr("None of its tracks was judged.");
        painter.drawText(line, Qt::AlignVCenter | Qt::AlignLeft, elided(text, font(), line.width()));
        return;
    }
    QRectF bar(line.left(), line.bottom() + 1, line.width(), barHeight);
    painter.fillRect(bar, theme.line);
    Pieces pieces(painter, line);
    bool fits = true;
    for (const GenreGuidance::Share &share : entry.predicted) {
        const QColor colour = m_named.colourOf(share.superGenre);
        bar.setWidth(line.width() * share.share);
        painter.fillRect(bar, colour);
        bar.translate(bar.width(), 0);
        fits =
            fits &&
            pieces.add(colour, tr("%1 %2").arg(m_named.nameOf(share.superGenre), formatShare(share.share, 0)),
                       theme.text);
    }
}

void GenreDetails::drawDistances(QPainter &painter, QRectF line, const GenreGuidance &entry) const
{
    const Theme theme = Theme::of(palette());
    const std::vector<std::int32_t> order = byDistance(entry);
    Pieces pieces(painter, line);
    if (order.empty() || !pieces.add({}, tr("Distance"), theme.quiet))
        return;
    const auto place = static_cast<std::size_t>(m_genre);
    const std::int32_t own = place < m_named.classOfGenre.size() ? m_named.classOfGenre[place] : unlabelled;
    for (const std::int32_t superGenre : order) {
        const QString distance = formatValue(entry.distances[static_cast<std::size_t>(superGenre)]);
        const bool wrong = superGenre == own && m_named.isNearerOther(place);
        if (!pieces.add(m_named.colourOf(superGenre), tr("%1 %2").arg(m_named.nameOf(superGenre), distance),
                        wrong ? theme.warning : theme.text))
            return;
    }
}

} // namespace genrelens
