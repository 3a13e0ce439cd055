#pragma once

#include "core/base/result.h"
#include "widgets/plots/theme.h"

#include <QImage>
#include <QSize>
#include <QString>

namespace genrelens
{

class Plot;

/// The size in logical pixels at which the plot and its title can be read.
QSize exportSize(const Plot &plot);

/// Whether a picture of that size can be made: at most 100 million pixels, which take 400 MB.
bool isExportable(QSize logicalSize, double scale);

/// The plot with its title on an opaque ground; scale 2 doubles the pixels, not the layout.
/// Far beyond exportSize() the figure is enlarged, text and all. An empty plot
/// gives its empty text; an impossible size or scale a null image.
QImage renderPlot(const Plot &plot, QSize logicalSize, double scale, const Theme &theme);

/// Writes the picture, or nothing at all: a file that was there before stays as it was on failure.
Result<void> savePng(const QImage &image, const QString &path);
Result<void> savePng(const Plot &plot, const QString &path, QSize logicalSize, double scale,
                     const Theme &theme);

} // namespace genrelens
