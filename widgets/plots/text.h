#pragma once

#include <QFont>
#include <QString>
#include <QStringList>

#include <string_view>

namespace genrelens
{

/// "89,741" in the user's locale, never with an exponent.
QString formatCount(qint64 count);
/// "62.4 %" of a share between 0 and 1; "–" for NaN.
QString formatShare(double share, int decimals = 1);
/// A value with so many significant digits, grouped and without an exponent: "12,345", "0.0123"; "–" for NaN.
QString formatValue(double value, int significantDigits = 3);
/// The same with a sign, for differences and standard deviations: "+0.62", "−1.4", "0".
QString formatSigned(double value, int significantDigits = 3);
/// With just so many decimals, for numbers that stand below each other: "0.70", "+0.68", "0.00"; "–" for NaN.
QString formatDecimals(double value, int decimals = 2);
QString formatSignedDecimals(double value, int decimals = 2);

/// A tick's number with just the decimals that its step needs.
QString formatTick(double value, double step);

/// A title within a sentence: "super-genre", and names in it as they are written.
QString inSentence(QString title);

/// Files by name: "tracks.csv", or "a.csv and 2 more".
QString filesTitle(const QStringList &paths);

/// The text cut in the middle so that it fits the width: "black-…etal".
QString elided(const QString &text, const QFont &font, double width);
double textWidth(const QString &text, const QFont &font);
double lineHeight(const QFont &font);

/// The beginning of UTF-8 that may be very long, in so many bytes at most and "…" where more follows: layouts
/// and tooltips of megabytes take minutes.
QString shortened(std::string_view text, std::size_t bytes);

/// Escaped, and kept in one line, for a rich-text tooltip.
QString tooltipText(const QString &headline, const QString &detail);
/// Text for a tooltip whose words come from a file and may look like markup.
QString plainTooltip(const QString &text);

} // namespace genrelens
