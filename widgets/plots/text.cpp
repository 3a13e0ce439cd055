#include "widgets/plots/text.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QFontMetricsF>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace genrelens
{

namespace
{

QString missing()
{
    return QStringLiteral("–");
}

} // namespace

QString formatCount(qint64 count)
{
    return QLocale().toString(count);
}

QString formatShare(double share, int decimals)
{
    if (std::isnan(share))
        return missing();
    // No line ends between the number and its sign.
    return QStringLiteral("%1\u00a0%").arg(QLocale().toString(100 * share, 'f', decimals));
}

QString formatValue(double value, int significantDigits)
{
    if (!std::isfinite(value))
        return std::isnan(value) ? missing() : QString(value > 0 ? u'∞' : u'-');
    const int magnitude = value == 0.0 ? 0 : static_cast<int>(std::floor(std::log10(std::abs(value))));
    const int decimals = std::clamp(significantDigits - 1 - magnitude, 0, 12);
    const QLocale locale;
    QString text = locale.toString(value, 'f', decimals);
    if (decimals > 0) {
        while (text.endsWith(locale.zeroDigit()))
            text.chop(locale.zeroDigit().size());
        if (text.endsWith(locale.decimalPoint()))
            text.chop(locale.decimalPoint().size());
    }
    return text;
}

QString formatSigned(double value, int significantDigits)
{
    const QString text = formatValue(std::abs(value), significantDigits);
    if (std::isnan(value) || text == QLocale().zeroDigit())
        return text;
    return (value > 0 ? QStringLiteral("+") : QStringLiteral("−")) + text;
}

QString formatDecimals(double value, int decimals)
{
    if (!std::isfinite(value))
        return formatValue(value);
    const double unit = std::pow(10.0, -decimals);
    return formatTick(std::abs(value) < unit / 2 ? 0.0 : value, unit);
}

QString formatSignedDecimals(double value, int decimals)
{
    const QString text = formatDecimals(value, decimals);
    const bool positive = value >= std::pow(10.0, -decimals) / 2;
    return std::isfinite(value) && positive ? u'+' + text : text;
}

QString formatTick(double value, double step)
{
    const int decimals = std::clamp(static_cast<int>(std::ceil(-std::log10(step) - 1e-9)), 0, 12);
    const double clean = std::abs(value) < step * 1e-6 ? 0.0 : value;
    const QString digits = QLocale().toString(std::abs(clean), 'f', decimals);
    return clean < 0 ? QStringLiteral("−") + digits : digits;
}

// "Random forest" becomes "random forest"; what is spelled with capitals keeps them: "LDA", "Gaussian".
QString inSentence(QString title)
{
    const bool isName = title.startsWith(QLatin1String("Gaussian "));
    const bool isShort = title.size() > 1 && title[1].isUpper();
    if (!title.isEmpty() && !isName && !isShort)
        title[0] = title[0].toLower();
    return title;
}

QString filesTitle(const QStringList &paths)
{
    if (paths.isEmpty())
        return {};
    const QString first = QFileInfo(paths.first()).fileName();
    return paths.size() == 1 ? first
                             : QCoreApplication::translate("text", "%1 and %2 more")
                                   .arg(first, QString::number(paths.size() - 1));
}

QString elided(const QString &text, const QFont &font, double width)
{
    return QFontMetricsF(font).elidedText(text, Qt::ElideMiddle, width);
}

double textWidth(const QString &text, const QFont &font)
{
    return std::ceil(QFontMetricsF(font).horizontalAdvance(text));
}

double lineHeight(const QFont &font)
{
    return std::ceil(QFontMetricsF(font).height());
}

QString shortened(std::string_view text, std::size_t bytes)
{
    if (text.size() <= bytes)
        return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
    constexpr auto continues = [](char byte) { return (static_cast<unsigned char>(byte) & 0xc0) == 0x80; };
    while (bytes > 0 && continues(text[bytes]))
        --bytes;
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(bytes)) + QStringLiteral("…");
}

QString tooltipText(const QString &headline, const QString &detail)
{
    const QString top = QStringLiteral("<b>%1</b>").arg(headline.toHtmlEscaped());
    if (detail.isEmpty())
        return QStringLiteral("<div style='white-space:pre'>%1</div>").arg(top);
    return QStringLiteral("<div style='white-space:pre'>%1<br>%2</div>").arg(top, detail.toHtmlEscaped());
}

QString plainTooltip(const QString &text)
{
    return text.isEmpty()
               ? text
               : QStringLiteral("<span style='white-space:pre-wrap'>%1</span>").arg(text.toHtmlEscaped());
}

} // namespace genrelens
