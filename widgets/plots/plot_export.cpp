#include "widgets/plots/plot_export.h"

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

} // namespace

QSize exportSize(const Plot &plot)
{
    const QSize figure = plot.naturalSize().expandedTo({480, 160});
    const int title = static_cast<int>(textWidth(plot.title(), titleFont(plot)));
    return {std::max(figure.width(), title) + 2 * margin, figure.height() + titleHeight(plot) + 2 * margin};
}

QImage renderPlot(const Plot &plot, QSize logicalSize, double scale, const Theme &theme)
{
    constexpr double most = 32'000;
    const double width = std::round(logicalSize.width() * scale);
    const double height = std::round(logicalSize.height() * scale);
    if (!(width >= 1 && height >= 1 && width <= most && height <= most))
        return {};
    QImage image(static_cast<int>(width), static_cast<int>(height), QImage::Format_RGB32);
    if (image.isNull())
        return {};
    image.setDevicePixelRatio(scale);
    image.fill(theme.base);

    QPainter painter(&image);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing |
                           QPainter::SmoothPixmapTransform);
    QRectF area = QRectF(QPointF(0, 0), QSizeF(logicalSize)).adjusted(margin, margin, -margin, -margin);
    if (const int titleRoom = titleHeight(plot); titleRoom > 0) {
        const QFont font = titleFont(plot);
        const QRectF line(area.left(), area.top(), area.width(), titleRoom - spacing::medium);
        painter.setFont(font);
        painter.setPen(theme.text);
        painter.drawText(line, Qt::AlignVCenter | Qt::AlignLeading | Qt::TextSingleLine,
                         elided(plot.title(), font, line.width()));
        area.setTop(area.top() + titleRoom);
    }
    painter.setFont(plot.font());
    plot.draw(painter, area, theme);
    return image;
}

Result<void> savePng(const QImage &image, const QString &path)
{
    if (image.isNull())
        return saveError(path, QCoreApplication::translate("PlotExport", "its size is not possible"));
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
