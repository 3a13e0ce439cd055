#include "widgets/mapping/genre_details.h"

#include "widgets/models/chip_delegate.h"
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
constexpr double rounding = 1; // parts of a text are a little wider than the whole
constexpr int textLines = 3;
constexpr std::size_t mostDistances = 12; // the tooltip has them all

struct Piece {
    QColor chip; // invalid: none
    QString name;
    QString value;
    QColor colour; // of the text
};

double widthOf(const Piece &piece, const QFont &font)
{
    const double chip = piece.chip.isValid() ? chipSize + spacing::small : 0;
    return chip + textWidth(piece.name + QLatin1Char(' ') + piece.value, font);
}

// The greatest width for each of them with which all have room.
double widestOf(const std::vector<Piece> &pieces, double room, const QFont &font)
{
    double widest = 0;
    for (const Piece &piece : pieces)
        widest = std::max(widest, widthOf(piece, font));
    const auto sum = [&](double limit) {
        double width = -spacing::medium;
        for (const Piece &piece : pieces)
            width += std::min(limit, widthOf(piece, font)) + spacing::medium;
        return width;
    };
    while (widest > 0 && sum(widest) > room)
        --widest;
    return widest;
}

// Beside each other, their names cut where they would not fit.
void drawPieces(QPainter &painter, QRectF line, const std::vector<Piece> &pieces)
{
    const double widest = widestOf(pieces, line.width(), painter.font());
    for (const Piece &piece : pieces) {
        const double chip = piece.chip.isValid() ? chipSize + spacing::small : 0;
        const QString value = QLatin1Char(' ') + piece.value;
        const double room = widest - chip - textWidth(value, painter.font()) + rounding;
        const QString text = elided(piece.name, painter.font(), room) + value;
        if (piece.chip.isValid())
            painter.fillRect(QRectF(line.left(), line.center().y() - chipSize / 2.0, chipSize, chipSize),
                             piece.chip);
        line.setLeft(line.left() + chip);
        painter.setPen(piece.colour);
        painter.drawText(line, Qt::AlignVCenter | Qt::AlignLeft, text);
        line.setLeft(line.left() + textWidth(text, painter.font()) + spacing::medium);
    }
}

// As many of the first as have room with their whole names, but at least so many.
void keepFirst(std::vector<Piece> &pieces, std::size_t least, double room, const QFont &font)
{
    const auto isWhole = [&] {
        const double widest = widestOf(pieces, room, font);
        return std::all_of(pieces.begin(), pieces.end(),
                           [&](const Piece &piece) { return widthOf(piece, font) <= widest + 0.5; });
    };
    while (pieces.size() > least && !isWhole())
        pieces.pop_back();
}

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
        // Where the name of a genre would be.
        painter.drawText(rect(), Qt::AlignTop | Qt::AlignLeft | Qt::TextWordWrap,
                         m_genre < 0 ? tr("Choose a genre to see where its tracks go.")
                                     : tr("There are too many super-genres to compare it with."));
        return;
    }
    const QString tracks =
        entry->judged == 1 ? tr("1 held-out track")
                           : tr("%1 held-out tracks").arg(formatCount(static_cast<qint64>(entry->judged)));
    const QString judged = entry->judged == 0          ? QString()
                           : m_named.guidance.outdated ? tr("Outdated: %1, %2").arg(tracks, m_named.source)
                                                       : tr("%1, %2").arg(tracks, m_named.source);
    painter.setFont(semiBoldFont(font()));
    const QString name = elided(m_name, painter.font(), judged.isEmpty() ? width() : width() / 2.0);
    const double nameRoom = textWidth(name, painter.font());
    painter.setPen(theme.text);
    painter.drawText(line, Qt::AlignVCenter | Qt::AlignLeft, name);
    painter.setFont(font());
    painter.setPen(m_named.guidance.outdated ? theme.warning : theme.quiet);
    const double left = nameRoom + spacing::medium;
    painter.drawText(QRectF(left, 0, width() - left, height), Qt::AlignVCenter | Qt::AlignLeft,
                     fontMetrics().elidedText(judged, Qt::ElideRight, static_cast<int>(width() - left)));
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
        const QString text = unjudgedText(m_named);
        painter.drawText(line, Qt::AlignVCenter | Qt::AlignLeft, elided(text, font(), line.width()));
        return;
    }
    QRectF bar(line.left(), line.bottom() + 1, line.width(), barHeight);
    painter.fillRect(bar, theme.line);
    std::vector<Piece> pieces;
    for (const GenreGuidance::Share &share : entry.predicted) {
        const QColor colour = m_named.colourOf(share.superGenre);
        bar.setWidth(line.width() * share.share);
        painter.fillRect(bar, colour);
        bar.translate(bar.width(), 0);
        pieces.push_back({colour, m_named.nameOf(share.superGenre), formatShare(share.share, 0), theme.text});
    }
    drawPieces(painter, line, pieces);
}

// The nearest, its own, then the others.
void GenreDetails::drawDistances(QPainter &painter, QRectF line, const GenreGuidance &entry) const
{
    const Theme theme = Theme::of(palette());
    std::vector<std::int32_t> order = byDistance(entry);
    const auto place = static_cast<std::size_t>(m_genre);
    const std::int32_t own = place < m_named.classOfGenre.size() ? m_named.classOfGenre[place] : unlabelled;
    const auto at = std::find(order.begin(), order.end(), own);
    if (at != order.begin() && at != order.end())
        std::rotate(order.begin() + 1, at, at + 1);
    order.resize(std::min(order.size(), mostDistances));
    const QString title = tr("Distance");
    painter.setPen(theme.quiet);
    if (!order.empty())
        painter.drawText(line, Qt::AlignVCenter | Qt::AlignLeft, title);
    line.setLeft(line.left() + textWidth(title, font()) + spacing::medium);
    std::vector<Piece> pieces;
    for (const std::int32_t superGenre : order) {
        const bool wrong = superGenre == own && m_named.isNearerOther(place);
        pieces.push_back({m_named.colourOf(superGenre), m_named.nameOf(superGenre),
                          formatDistance(entry.distances[static_cast<std::size_t>(superGenre)]),
                          wrong ? theme.warning : theme.text});
    }
    keepFirst(pieces, 2, line.width(), painter.font());
    drawPieces(painter, line, pieces);
}

} // namespace genrelens
