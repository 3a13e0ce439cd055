#pragma once

#include "widgets/plots/scatter_look.h"
#include "widgets/plots/scatter_points.h"
#include "widgets/plots/scatter_view.h"

#include <QImage>
#include <QRgb>

#include <vector>

namespace genrelens
{

struct ScatterPart {
    const ScatterPoints *points = nullptr;
    DotLook look;
    double strength = 1.0; ///< of the part as a whole: what is pale stays so where its points are dense
};

/// Paints the parts one over another onto an image of the view's area, with as many pixels to one of the view
/// as the image's device pixel ratio says. Within a part no point lies over another: at each pixel the
/// logarithms of what they let through are added, and their colours mixed by these. The sums are of whole
/// numbers, so that the picture depends neither on the order of rows nor on threads.
/// A dot of one pixel of the image or less is that pixel. The image: 32 bits, premultiplied or opaque.
/// colours: by code, opaque.
void paintScatter(QImage &image, const ScatterView &view, const std::vector<ScatterPart> &parts,
                  const std::vector<QRgb> &colours);

} // namespace genrelens
