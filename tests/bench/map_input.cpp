#include "tests/bench/map_input.h"

#include "tests/bench/input.h"
#include "widgets/plots/palette.h"

#include <Eigen/Dense>

namespace genrelens::bench
{

namespace
{

std::vector<MapPoint> principalComponents(const Features &features)
{
    using Rows = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
    const Eigen::Map<const Rows> values(features.values().data(), Eigen::Index(features.rows()),
                                        Eigen::Index(features.columns()));
    const Rows centred = values.rowwise() - values.colwise().mean();
    const Eigen::MatrixXf covariance = centred.transpose() * centred;
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXf> solver(covariance);
    const Rows places = centred * solver.eigenvectors().rightCols(2); // values rise
    std::vector<MapPoint> points;
    for (Eigen::Index i = 0; i < places.rows(); ++i)
        points.push_back({places(i, 1), places(i, 0)});
    return points;
}

} // namespace

Result<MapInput> openMapInput(const BenchOptions &options)
{
    const Result<Input> input = openInput(options);
    if (!input)
        return input.error();
    const Result<Task> task = openTask(options, input.value());
    if (!task)
        return task.error();
    MapInput map;
    map.drawn = input.value().drawn;
    map.points = principalComponents(input.value().features());
    const LabelSet &labels = task.value().labels;
    const auto classes = static_cast<int>(labels.classes().size());
    for (int i = 0; i < classes; ++i)
        map.colours.colours.push_back(classColour(i).rgb());
    map.colours.colours.push_back(unmappedColour().rgb());
    for (const std::int32_t code : labels.codes())
        map.colours.codes.push_back(static_cast<std::uint16_t>(code == unlabelled ? classes : code));
    return map;
}

} // namespace genrelens::bench
