#include "core/learn/model_support.h"

#include "core/base/parallel.h"

#include <algorithm>
#include <cmath>

namespace genrelens
{

namespace
{

Result<void> checkRow(const TrainingData &data, std::size_t i)
{
    const std::uint32_t row = data.rows[i];
    if (row >= data.features.rows() || (i > 0 && row <= data.rows[i - 1]))
        return Error{"row " + std::to_string(row) + " is out of range or out of order", "training rows",
                     "Make the split anew from the present tracks."};
    const std::int32_t code = data.labels.codes()[row];
    if (code < 0 || static_cast<std::size_t>(code) >= data.labels.classes().size())
        return Error{"row " + std::to_string(row) + " has no class", "grouping " + data.labels.name(),
                     "Leave out the rows without a class."};
    const std::span<const float> values = data.features.row(row);
    const auto bad = std::find_if(values.begin(), values.end(), [](float x) { return !std::isfinite(x); });
    if (bad != values.end())
        return Error{"row " + std::to_string(row) + " holds a value that is not a finite number",
                     "feature " + data.features.names()[static_cast<std::size_t>(bad - values.begin())],
                     "Fill in or drop missing values first."};
    return {};
}

} // namespace

Result<void> checkTrainingData(const TrainingData &data)
{
    if (data.rows.empty() || data.features.columns() == 0)
        return Error{"there is nothing to learn from", "training data",
                     "Choose at least one feature and keep at least one labelled track for training."};
    if (data.labels.isEmpty() || data.labels.codes().size() != data.features.rows())
        return Error{"the labels do not belong to these tracks", "training data",
                     "Choose a grouping made from the present tracks."};
    for (std::size_t i = 0; i < data.rows.size(); ++i)
        if (Result<void> checked = checkRow(data, i); !checked)
            return checked;
    return {};
}

Result<void> checkQuery(const Features &features, std::span<const std::uint32_t> rows, std::size_t columns)
{
    if (features.columns() != columns)
        return Error{"the model learned from " + std::to_string(columns) + " features, the tracks have " +
                         std::to_string(features.columns()),
                     "prediction", "Train the model again."};
    const auto bad =
        std::find_if(rows.begin(), rows.end(), [&](std::uint32_t row) { return row >= features.rows(); });
    if (bad != rows.end())
        return Error{"row " + std::to_string(*bad) + " is out of range", "prediction",
                     "Make the split anew from the present tracks."};
    return {};
}

std::vector<std::size_t> classCounts(const TrainingData &data)
{
    std::vector<std::size_t> counts(data.labels.classes().size(), 0);
    for (const std::uint32_t row : data.rows)
        ++counts[static_cast<std::size_t>(data.labels.codes()[row])];
    return counts;
}

std::vector<double> classMeans(const TrainingData &data, const std::vector<std::size_t> &counts)
{
    const std::size_t columns = data.features.columns();
    std::vector<double> means(counts.size() * columns, 0.0);
    for (const std::uint32_t row : data.rows) {
        const std::span<const float> values = data.features.row(row);
        double *sums = means.data() + static_cast<std::size_t>(data.labels.codes()[row]) * columns;
        for (std::size_t m = 0; m < columns; ++m)
            sums[m] += static_cast<double>(values[m]);
    }
    for (std::size_t i = 0; i < means.size(); ++i)
        if (const std::size_t count = counts[i / columns]; count > 0)
            means[i] /= static_cast<double>(count);
    return means;
}

PresentClasses::PresentClasses(const std::vector<std::size_t> &counts) : places(counts.size(), -1)
{
    for (std::size_t c = 0; c < counts.size(); ++c) {
        if (counts[c] == 0)
            continue;
        places[c] = static_cast<std::int32_t>(classes.size());
        classes.push_back(c);
    }
}

void writeShares(std::span<double> logs, float *out)
{
    const double largest = *std::max_element(logs.begin(), logs.end());
    double sum = 0.0;
    for (double &value : logs) {
        value = std::exp(value - largest);
        sum += value;
    }
    for (std::size_t c = 0; c < logs.size(); ++c)
        out[c] = static_cast<float>(logs[c] / sum);
}

std::size_t rowsAtOnce(std::size_t classes)
{
    return std::clamp<std::size_t>((std::size_t{1} << 17) / classes, 16, 1024);
}

Result<Probabilities>
fillProbabilities(std::size_t rows, std::size_t classes, std::size_t blockSize, Progress &progress,
                  const std::function<void(std::size_t begin, std::size_t end, Probabilities &out)> &fill)
{
    Probabilities out{rows, classes, std::vector<float>(rows * classes, 0.0F)};
    ProgressCounter counter(progress, (rows + blockSize - 1) / blockSize, "Predicting");
    parallelBlocks(rows, blockSize, [&](std::size_t begin, std::size_t end) {
        if (counter.cancelled())
            return;
        fill(begin, end, out);
        counter.advance();
    });
    if (progress.cancelled())
        return Error::cancelled();
    return out;
}

} // namespace genrelens
