#include "widgets/plots/scatter_content.h"

#include "widgets/plots/palette.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

namespace genrelens
{

namespace
{

constexpr double paleness = 0.25; // what is left of the rest

DotLook onePixel(const DotLook &look, double ratio)
{
    const double pixels = std::numbers::pi / 4 * look.diameter * look.diameter * ratio * ratio;
    return {1 / ratio, 1 - std::pow(1 - look.opacity, std::max(1.0, pixels))};
}

} // namespace

void ScatterContent::setPoints(ArrangedPoints points)
{
    m_arranged = std::move(points);
    m_coded = false;
    m_emphasised.reset();
    m_shown.reset();
    m_rest.reset();
}

void ScatterContent::setColours(PointColours colours)
{
    m_colours = std::move(colours);
    m_coded = false;
    m_emphasised.reset();
    m_shown.reset();
    m_rest.reset();
}

bool ScatterContent::setSelection(const RowSet &selection)
{
    const bool same = m_preview || selection == m_selection;
    m_selection = selection;
    if (!same)
        m_rest.reset();
    return !same;
}

bool ScatterContent::setPreview(std::optional<RowSet> rows)
{
    const bool same = (rows ? *rows : m_selection) == outstanding();
    m_preview = std::move(rows);
    if (!same)
        m_rest.reset();
    return !same;
}

const ScatterPoints &ScatterContent::shown() const
{
    update();
    return m_shown ? *m_shown : m_arranged.sorted();
}

void ScatterContent::update() const
{
    ScatterPoints &all = m_arranged.sorted();
    if (!m_coded) {
        m_coloured = m_colours.fit(points().size());
        all.setCodes(m_coloured ? m_colours.codes : std::vector<std::uint16_t>());
        m_coded = true;
    }
    const bool hides = m_coloured && std::count(m_colours.shown.begin(), m_colours.shown.end(), 0) > 0;
    std::vector<std::uint8_t> kept;
    if (hides && !m_shown) {
        for (const std::uint16_t code : all.codes())
            kept.push_back(m_colours.isShown(code) ? 1 : 0);
        m_shown = all.only(kept);
    }
    emphasise();
    const RowSet &outstands = outstanding();
    if (m_rest || outstands.rows() != points().size() || outstands.isEmpty())
        return;
    const ScatterPoints &shown = m_shown ? *m_shown : all;
    kept.clear();
    for (const std::uint32_t row : shown.rows())
        kept.push_back(outstands.contains(row) ? 0 : 1);
    m_rest = shown.only(kept);
    for (std::uint8_t &keeps : kept)
        keeps ^= 1;
    m_selected = shown.only(kept);
}

DotLook ScatterContent::lookIn(const ScatterView &view) const
{
    const ScatterPoints &points = shown();
    DotLook look = m_diameter && m_opacity ? DotLook{*m_diameter, *m_opacity} : automaticLook(points, view);
    if (m_diameter && !m_opacity)
        look = {*m_diameter, automaticOpacity(points, view, *m_diameter)};
    look.opacity = m_opacity.value_or(look.opacity);
    return look;
}

bool ScatterContent::setEmphasis(std::optional<std::uint16_t> code)
{
    if (std::exchange(m_emphasis, code) == code)
        return false;
    m_emphasised.reset();
    m_rest.reset();
    return true;
}

void ScatterContent::emphasise() const
{
    if (m_emphasised || !m_emphasis || !m_coloured || !m_colours.isShown(*m_emphasis))
        return;
    m_emphasised.emplace(points().size());
    for (std::size_t row = 0; row < m_colours.codes.size(); ++row)
        if (m_colours.codes[row] == *m_emphasis)
            m_emphasised->insert(row);
}

void ScatterContent::paint(QImage &image, const ScatterView &view, bool quick, bool inWindow) const
{
    if (std::exchange(m_inWindow, inWindow) != inWindow)
        m_rest.reset();
    const DotLook look = lookIn(view);
    std::vector<ScatterPart> parts;
    if (m_rest) {
        parts.push_back({&*m_rest, look, paleness});
        parts.push_back({&*m_selected, selectedLook(*m_selected, view, look), 1.0});
    } else {
        parts.push_back({&shown(), look, 1.0});
    }
    if (quick) {
        for (ScatterPart &part : parts)
            part.look = onePixel(part.look, image.devicePixelRatio());
    }
    const std::vector<QRgb> grey{unmappedColour().rgb()};
    paintScatter(image, view, parts, m_coloured ? m_colours.colours : grey);
}

} // namespace genrelens
