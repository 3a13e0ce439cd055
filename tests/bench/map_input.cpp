#include "tests/bench/map_input.h"

#include "core/base/random.h"
#include "tests/bench/input.h"
#include "widgets/plots/palette.h"

#include <cmath>
#include <numbers>

namespace genrelens::bench
{

namespace
{

constexpr std::uint32_t clumps = 400;
constexpr std::uint32_t classes = 30;
constexpr double strays = 0.15; // of the points, that have another class than their clump

struct Clump {
    double x = 0.0;
    double y = 0.0;
    double width = 1.0;
};

// Few large clumps and many small ones, dense and sparse, all over a disc.
MapInput clumpedPoints(std::uint64_t rows, std::uint64_t seed)
{
    Random random(seed, RandomPurpose::Test, 90);
    std::vector<Clump> places;
    for (std::uint32_t i = 0; i < clumps; ++i) {
        const double angle = 2 * std::numbers::pi * random.uniform();
        const double radius = 30 * std::sqrt(random.uniform());
        places.push_back(
            {radius * std::cos(angle), radius * std::sin(angle), 0.2 * std::pow(8.0, random.uniform())});
    }
    MapInput input;
    for (std::uint32_t i = 0; i < classes; ++i)
        input.colours.colours.push_back(classColour(static_cast<int>(i)).rgb());
    for (std::uint64_t i = 0; i < rows; ++i) {
        const double share = random.uniform();
        const auto clump = static_cast<std::uint32_t>(share * share * clumps);
        const Clump &place = places[clump];
        input.points.push_back({static_cast<float>(place.x + place.width * random.normal()),
                                static_cast<float>(place.y + place.width * random.normal())});
        input.colours.codes.push_back(
            static_cast<std::uint16_t>(random.uniform() < strays ? random.below(classes) : clump % classes));
    }
    return input;
}

} // namespace

Result<MapInput> openMapInput(const BenchOptions &options)
{
    const auto seed = static_cast<std::uint64_t>(options.seed);
    if (options.allDrawn)
        return clumpedPoints(options.rows, seed);
    Result<Dataset> dataset = openDataset({options.path}, Progress::none());
    if (!dataset)
        return dataset.error();
    Result<PreparedData> prepared = prepareDataset(dataset.value(), PreparationOptions{}, Progress::none());
    if (!prepared)
        return prepared.error();
    if (options.rows > prepared.value().features().rows())
        return clumpedPoints(options.rows, seed);
    MapInput input;
    input.dataset = std::make_shared<const Dataset>(std::move(dataset).value());
    if (options.rows == 0 || options.rows == prepared.value().features().rows()) {
        input.prepared = std::make_shared<const PreparedData>(std::move(prepared).value());
        return input;
    }
    Result<Input> first = openInput(options);
    if (!first)
        return first.error();
    input.prepared = std::make_shared<const PreparedData>(std::move(first).value().data);
    return input;
}

} // namespace genrelens::bench
