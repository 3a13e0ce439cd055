#include "widgets/plots/beeswarm_picture.h"

#include "widgets/plots/palette.h"
#include "widgets/plots/swarm_layout.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <new>

namespace genrelens
{

namespace
{

constexpr int paleness = 4;         // the part of its opacity that is left to what is not selected
constexpr double enlargement = 1.3; // of what is selected
constexpr double rowGap = 1;        // between the points of rows

/// The scale of colours, and grey.
struct Colours {
    static constexpr std::size_t steps = 256;
    std::array<QRgb, steps + 1> rgb;

    Colours()
    {
        for (std::size_t i = 0; i < steps; ++i)
            rgb[i] = featureColour(static_cast<double>(i) / (steps - 1)).rgb();
        rgb[steps] = unmappedColour().rgb();
    }
    [[nodiscard]] QRgb of(double place) const
    {
        return rgb[std::isnan(place) ? steps : static_cast<std::size_t>(std::lround(place * (steps - 1)))];
    }
};

/// Draws discs into an image, a good deal faster than a painter does.
class Splatter
{
public:
    Splatter(QImage &image, double radius)
        : m_bits(reinterpret_cast<QRgb *>(image.bits()))
        , m_stride(image.bytesPerLine() / static_cast<qsizetype>(sizeof(QRgb)))
        , m_width(image.width())
        , m_height(image.height())
        , m_radius(radius)
    {
    }

    void disc(double x, double y, QRgb colour)
    {
        const double reach = m_radius + 0.5;
        const int left = std::max(0, static_cast<int>(std::floor(x - reach)));
        const int right = std::min(m_width - 1, static_cast<int>(std::floor(x + reach)));
        const int top = std::max(0, static_cast<int>(std::floor(y - reach)));
        const int bottom = std::min(m_height - 1, static_cast<int>(std::floor(y + reach)));
        for (int row = top; row <= bottom; ++row) {
            QRgb *line = m_bits + row * m_stride;
            const double dy = row + 0.5 - y;
            for (int column = left; column <= right; ++column) {
                const double dx = column + 0.5 - x;
                const double cover = reach - std::sqrt(dx * dx + dy * dy);
                if (cover > 0.0)
                    blend(line[column], colour, std::min(1.0, cover));
            }
        }
    }

private:
    // Onto premultiplied colours.
    static void blend(QRgb &under, QRgb colour, double opacity)
    {
        const auto alpha = static_cast<unsigned>(opacity * 256.0);
        const unsigned rest = 256 - alpha;
        const auto channel = [&](unsigned over, unsigned below) {
            return (over * alpha + below * rest) >> 8;
        };
        under = qRgba(static_cast<int>(channel(static_cast<unsigned>(qRed(colour)), qRed(under))),
                      static_cast<int>(channel(static_cast<unsigned>(qGreen(colour)), qGreen(under))),
                      static_cast<int>(channel(static_cast<unsigned>(qBlue(colour)), qBlue(under))),
                      static_cast<int>(channel(255, qAlpha(under))));
    }

    QRgb *m_bits;
    qsizetype m_stride;
    int m_width;
    int m_height;
    double m_radius;
};

std::vector<std::vector<float>> placedPoints(const SwarmWork &work, double diameter, const Progress &progress)
{
    const BeeswarmPanel &panel = work.spec->panels[work.panel];
    const ShapValues &values = work.spec->explanation->values;
    std::vector<std::vector<float>> offsets;
    std::vector<float> along(values.rows());
    for (const std::size_t feature : panel.features) {
        if (progress.cancelled())
            break;
        const std::span<const float> column = values.column(panel.classCode, feature);
        std::transform(column.begin(), column.end(), along.begin(),
                       [&](float value) { return static_cast<float>(work.along(value)); });
        offsets.push_back(layOutSwarm(along, work.rowHeight / 2 - rowGap / 2, diameter).offsets);
    }
    return offsets;
}

// Of one row those points that are selected, or the others; all where nothing is.
void drawRow(SwarmPicture &picture, std::size_t row, bool selected)
{
    static const Colours colours;
    const SwarmWork &work = picture.work;
    const BeeswarmSpec &spec = *work.spec;
    const Explanation &explanation = *spec.explanation;
    const BeeswarmPanel &panel = spec.panels[work.panel];
    const std::size_t feature = panel.features[row];
    const std::span<const float> column = explanation.values.column(panel.classCode, feature);
    const std::vector<float> &offsets = (*picture.offsets)[row];
    const double middle = (static_cast<double>(row) + 0.5) * work.rowHeight;
    const ValueScale &scale = spec.scales.at(feature);
    Splatter splatter(picture.image, picture.diameter / 2 * (selected ? enlargement : 1.0) * work.ratio);
    for (std::size_t i = 0; i < column.size(); ++i) {
        const std::uint32_t track = explanation.tracks[i];
        if (work.selection && work.selection->contains(track) != selected)
            continue;
        const double place = spec.isMissing(feature, track)
                                 ? std::nan("")
                                 : scale.place(static_cast<double>(explanation.features.row(track)[feature]));
        splatter.disc(work.along(column[i]) * work.ratio,
                      (middle + static_cast<double>(offsets[i])) * work.ratio, colours.of(place));
    }
}

// Fading what is drawn rather than each point keeps those that lie over others as pale as the rest.
void fade(QImage &image)
{
    for (int y = 0; y < image.height(); ++y) {
        auto *line = reinterpret_cast<QRgb *>(image.scanLine(y));
        for (int x = 0; x < image.width(); ++x)
            line[x] = qRgba(qRed(line[x]) / paleness, qGreen(line[x]) / paleness, qBlue(line[x]) / paleness,
                            qAlpha(line[x]) / paleness);
    }
}

} // namespace

bool BeeswarmSpec::hasMissing() const
{
    return missing && std::any_of(missing->begin(), missing->end(),
                                  [](const RowSet &rows) { return rows.rows() > 0 && !rows.isEmpty(); });
}

bool SwarmWork::isLaidOutAs(const SwarmWork &other) const
{
    SwarmWork same = other;
    same.selection = selection;
    same.ratio = ratio;
    return same == *this;
}

double SwarmWork::along(float value) const
{
    return inset +
           (static_cast<double>(value) - low) / (high - low) * std::max(1.0, field.width() - 2 * inset);
}

std::shared_ptr<const SwarmPicture> drawSwarm(const SwarmWork &work, const SwarmPicture *before,
                                              const Progress &progress)
{
    auto picture = std::make_shared<SwarmPicture>();
    picture->work = work;
    picture->diameter = swarmDiameter(work.spec->explanation->tracks.size(),
                                      work.field.width() - 2 * work.inset, work.rowHeight);
    const std::vector<std::size_t> &features = work.spec->panels[work.panel].features;
    if (before != nullptr && before->work.isLaidOutAs(work))
        picture->offsets = before->offsets;
    else
        picture->offsets = std::make_shared<const std::vector<std::vector<float>>>(
            placedPoints(work, picture->diameter, progress));
    const QSize size(static_cast<int>(std::ceil(work.field.width() * work.ratio)),
                     static_cast<int>(std::ceil(work.field.height() * work.ratio)));
    picture->image = QImage(size, QImage::Format_ARGB32_Premultiplied);
    if (picture->image.isNull() && !size.isEmpty())
        throw std::bad_alloc();
    picture->image.setDevicePixelRatio(work.ratio);
    picture->image.fill(Qt::transparent);
    for (const bool selected : {false, true}) {
        for (std::size_t row = 0; row < features.size(); ++row) {
            if (progress.cancelled())
                return nullptr;
            drawRow(*picture, row, selected);
        }
        if (!work.selection)
            break;
        if (!selected)
            fade(picture->image);
    }
    return picture;
}

} // namespace genrelens
