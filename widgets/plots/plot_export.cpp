#include "widgets/plots/plot_export.h"

#include "core/study/saved_file.h"
#include "widgets/plots/plot.h"
#include "widgets/plots/text.h"

#include <QCoreApplication>
#include <QDir>
#include <QImageWriter>
#include <QPainter>
#include <QSaveFile>

#include <algorithm>
#include <cmath>

namespace genrelens
{

namespace
{

constexpr int margin = spacing::large;

QFont titleFont(const Plot &plot)
{
    return semiBoldFont(scaledFont(plot.font(), 1.15));
}

int titleHeight(const Plot &plot)
{
    if (plot.title().isEmpty())
        return 0;
    return static_cast<int>(lineHeight(titleFont(plot))) + spacing::medium;
}

Error saveError(const QString &path, const QString &reason)
{
    const QString what = QCoreApplication::translate("PlotExport", "Cannot save the picture: %1").arg(reason);
    return Error{what.toStdString(), QDir::toNativeSeparators(path).toStdString(), {}, ErrorKind::Failure};
}

/// A picture much larger than the figure needs shows it larger, text and all, not lost in a corner.
double enlargement(const Plot &plot, QSize logicalSize)
{
    constexpr double most = 2.0;
    const QSize needed = exportSize(plot);
    const double fits = std::min(double(logicalSize.width()) / needed.width(),
                                 double(logicalSize.height()) / needed.height());
    return std::clamp(fits, 1.0, most);
}

/// Returns the height used.
int drawTitle(QPainter &painter, const Plot &plot, const QRectF &area, const Theme &theme)
{
    const int height = titleHeight(plot);
    if (height == 0)
        return 0;
    const QFont font = titleFont(plot);
    const QRectF line(area.left(), area.top(), area.width(), height - spacing::medium);
    painter.setFont(font);
    painter.setPen(theme.text);
    painter.drawText(line, Qt::AlignVCenter | Qt::AlignLeading | Qt::TextSingleLine,
                     elided(plot.title(), font, line.width()));
    return height;
}

} // namespace

QSize exportSize(const Plot &plot)
{
    const QSize figure = plot.naturalSize().expandedTo({480, 160});
    const int title = static_cast<int>(textWidth(plot.title(), titleFont(plot)));
    return {std::max(figure.width(), title) + 2 * margin, figure.height() + titleHeight(plot) + 2 * margin};
}

bool isExportable(QSize logicalSize, double scale)
{
    constexpr double mostSide = 32'000;
    constexpr double mostPixels = 100e6;
    const double width = std::round(logicalSize.width() * scale);
    const double height = std::round(logicalSize.height() * scale);
    return width >= 1 && height >= 1 && width <= mostSide && height <= mostSide &&
           width * height <= mostPixels;
}

QImage renderPlot(const Plot &plot, QSize logicalSize, double scale, const Theme &theme)
{
    if (!isExportable(logicalSize, scale))
        return {};
    const double width = std::round(logicalSize.width() * scale);
    const double height = std::round(logicalSize.height() * scale);
    QImage image(static_cast<int>(width), static_cast<int>(height), QImage::Format_RGB32);
    if (image.isNull())
        return {};
    const double enlarged = enlargement(plot, logicalSize);
    // QPainter takes no device pixel ratio below 1: a smaller picture is painted scaled instead.
    const double ratio = std::max(1.0, scale * enlarged);
    image.setDevicePixelRatio(ratio);
    image.fill(theme.base);

    QPainter painter(&image);
    painter.scale(scale * enlarged / ratio, scale * enlarged / ratio);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing |
                           QPainter::SmoothPixmapTransform);
    QRectF area(QPointF(0, 0), QSizeF(logicalSize) / enlarged);
    area.adjust(margin, margin, -margin, -margin);
    area.setTop(area.top() + drawTitle(painter, plot, area, theme));
    painter.setFont(plot.font());
    plot.draw(painter, area, theme);
    painter.end();
    image.setDevicePixelRatio(scale);
    return image;
}

Result<void> savePng(const QImage &image, const QString &path)
{
    if (image.isNull())
        return saveError(path, QCoreApplication::translate("PlotExport", "its size is not possible"));
    if (Result<void> checked = checkReplaceable(path); !checked)
        return checked;
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return saveError(path, file.errorString());
    QImageWriter writer(&file, "png");
    if (!writer.write(image)) {
        const QString reason =
            file.error() == QFileDevice::NoError ? writer.errorString() : file.errorString();
        file.cancelWriting();
        return saveError(path, reason);
    }
    if (!file.commit())
        return saveError(path, file.errorString());
    return {};
}

Result<void> savePng(const Plot &plot, const QString &path, QSize logicalSize, double scale,
                     const Theme &theme)
{
    return savePng(renderPlot(plot, logicalSize, scale, theme), path);
}

} // namespace genrelens
