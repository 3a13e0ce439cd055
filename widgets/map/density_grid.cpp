#include "widgets/map/density_grid.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <numeric>

namespace genrelens
{

namespace
{

using Complex = std::complex<double>;

constexpr std::size_t order = 4;

// Half a Gaussian of unit deviation is nearly sum_k weight_k exp(-rate_k x) (Deriche 1993).
struct Term {
    Complex weight;
    Complex rate;
};
const std::array<Term, order> terms{{{{0.84, 1.8675}, {1.783, 0.6318}},
                                     {{0.84, -1.8675}, {1.783, -0.6318}},
                                     {{-0.34015, -0.1299}, {1.723, 1.997}},
                                     {{-0.34015, 0.1299}, {1.723, -1.997}}}};

// The coefficients of the product of (1 - poles[k] z) over all k but one; skip = order: over all.
std::array<Complex, order + 1> product(const std::array<Complex, order> &poles, std::size_t skip)
{
    std::array<Complex, order + 1> coefficients{};
    coefficients[0] = 1.0;
    for (std::size_t k = 0; k < order; ++k)
        for (std::size_t i = order; k != skip && i > 0; --i)
            coefficients[i] -= poles[k] * coefficients[i - 1];
    return coefficients;
}

} // namespace

RecursiveGaussian::RecursiveGaussian(double sigma)
{
    const double width = std::max(0.5, sigma);
    std::array<Complex, order> poles;
    std::transform(terms.begin(), terms.end(), poles.begin(),
                   [width](const Term &term) { return std::exp(-term.rate / width); });
    const std::array<Complex, order + 1> denominator = product(poles, order);
    for (std::size_t k = 0; k < order; ++k) {
        const std::array<Complex, order + 1> others = product(poles, k);
        for (std::size_t i = 0; i < order; ++i)
            m_forward[i] += (terms[k].weight * others[i]).real();
    }
    for (std::size_t i = 0; i < order; ++i)
        m_feedback[i] = denominator[i + 1].real();
    for (std::size_t i = 0; i < order; ++i) // the same kernel without its middle, which is counted once
        m_backward[i] = (i + 1 < order ? m_forward[i + 1] : 0.0) - m_feedback[i] * m_forward[0];
    double weight = 0.0;
    for (std::size_t i = 0; i < order; ++i)
        weight += m_forward[i] + m_backward[i];
    double feedback = 1.0;
    for (const double each : m_feedback)
        feedback += each;
    for (std::size_t i = 0; i < order; ++i) { // no mass is lost
        m_forward[i] *= feedback / weight;
        m_backward[i] *= feedback / weight;
    }
}

void RecursiveGaussian::apply(std::span<float> values, std::vector<double> &scratch) const
{
    scratch.resize(values.size());
    double in[order]{};
    double out[order]{};
    const auto shift = [](double(&line)[order], double newest) {
        for (std::size_t i = order - 1; i > 0; --i)
            line[i] = line[i - 1];
        line[0] = newest;
    };
    for (std::size_t n = 0; n < values.size(); ++n) {
        shift(in, static_cast<double>(values[n]));
        double sum = 0.0;
        for (std::size_t i = 0; i < order; ++i)
            sum += m_forward[i] * in[i] - m_feedback[i] * out[i];
        shift(out, sum);
        scratch[n] = sum;
    }
    std::fill(std::begin(in), std::end(in), 0.0);
    std::fill(std::begin(out), std::end(out), 0.0);
    for (std::size_t n = values.size(); n-- > 0;) {
        double sum = 0.0;
        for (std::size_t i = 0; i < order; ++i)
            sum += m_backward[i] * in[i] - m_feedback[i] * out[i];
        shift(in, static_cast<double>(values[n]));
        shift(out, sum);
        values[n] = static_cast<float>(scratch[n] + sum);
    }
}

MapPoint DensityGrid::place(std::size_t column, std::size_t row) const
{
    return {static_cast<float>(bounds.left + static_cast<double>(column) * cell),
            static_cast<float>(bounds.bottom + static_cast<double>(row) * cell)};
}

double DensityGrid::total() const
{
    return std::accumulate(points.begin(), points.end(), 0.0);
}

double DensityGrid::levelAround(double share) const
{
    std::vector<float> falling = points;
    std::sort(falling.begin(), falling.end(), std::greater<>());
    const double wanted = share * total();
    double sum = 0.0;
    for (const float each : falling) {
        sum += static_cast<double>(each);
        if (sum >= wanted)
            return static_cast<double>(each);
    }
    return 0.0;
}

DensityGrid gridOver(const MapBounds &bounds, std::size_t cells, std::size_t margin)
{
    const bool flat = !(bounds.width() > 0) && !(bounds.height() > 0);
    const double longer = flat ? 1.0 : std::max(bounds.width(), bounds.height());
    const double area = std::max(bounds.width(), longer / 100) * std::max(bounds.height(), longer / 100);
    DensityGrid grid;
    grid.cell = std::sqrt(area / static_cast<double>(std::max<std::size_t>(1, cells)));
    const double around = static_cast<double>(margin) * grid.cell;
    grid.columns = static_cast<std::size_t>(std::ceil(bounds.width() / grid.cell)) + 1 + 2 * margin;
    grid.rows = static_cast<std::size_t>(std::ceil(bounds.height() / grid.cell)) + 1 + 2 * margin;
    grid.bounds.left = bounds.left - around;
    grid.bounds.bottom = bounds.bottom - around;
    grid.bounds.right = grid.bounds.left + static_cast<double>(grid.columns - 1) * grid.cell;
    grid.bounds.top = grid.bounds.bottom + static_cast<double>(grid.rows - 1) * grid.cell;
    grid.points.assign(grid.columns * grid.rows, 0.0F);
    return grid;
}

void addPoint(DensityGrid &grid, const MapPoint &point)
{
    const double x = (static_cast<double>(point.x) - grid.bounds.left) / grid.cell;
    const double y = (static_cast<double>(point.y) - grid.bounds.bottom) / grid.cell;
    if (!(x >= 0.0) || !(y >= 0.0) || x >= static_cast<double>(grid.columns - 1) ||
        y >= static_cast<double>(grid.rows - 1)) // also what is not finite
        return;
    const auto column = static_cast<std::size_t>(x);
    const auto row = static_cast<std::size_t>(y);
    const auto right = static_cast<float>(x - std::floor(x));
    const auto up = static_cast<float>(y - std::floor(y));
    float *lower = grid.points.data() + row * grid.columns + column;
    float *upper = lower + grid.columns;
    lower[0] += (1 - right) * (1 - up);
    lower[1] += right * (1 - up);
    upper[0] += (1 - right) * up;
    upper[1] += right * up;
}

void smooth(DensityGrid &grid, double sigma)
{
    const RecursiveGaussian gaussian(sigma);
    std::vector<double> scratch;
    for (std::size_t row = 0; row < grid.rows; ++row)
        gaussian.apply(std::span(grid.points).subspan(row * grid.columns, grid.columns), scratch);
    std::vector<float> line(grid.rows);
    for (std::size_t column = 0; column < grid.columns; ++column) {
        for (std::size_t row = 0; row < grid.rows; ++row)
            line[row] = grid.points[row * grid.columns + column];
        gaussian.apply(line, scratch);
        for (std::size_t row = 0; row < grid.rows; ++row) // the filter swings a hair below 0
            grid.points[row * grid.columns + column] = std::max(0.0F, line[row]);
    }
}

} // namespace genrelens
