#include "core/learn/evaluate.h"
#include "core/learn/random_forest.h"
#include "tests/bench/input.h"
#include "tests/bench/stages.h"

#include <memory>
#include <numeric>

namespace genrelens::bench
{

namespace
{

using ForestPtr = std::shared_ptr<const RandomForest>;

Result<Timed<ForestPtr>> fittedForest(const BenchOptions &options, int repeat, const TrainingData &data)
{
    ForestOptions forest;
    forest.trees = static_cast<std::size_t>(options.trees);
    return timed<ForestPtr>(repeat, [&] { return RandomForest::train(data, forest, Progress::none()); });
}

TrainingData trainingData(const Input &input, const Task &task)
{
    return {input.features(), task.labels, labelledRows(task.split.train, task.labels)};
}

// Adds what was learned, how large the forest is and how well it does.
Result<nlohmann::ordered_json> withForest(nlohmann::ordered_json line, const RandomForest &forest,
                                          const Input &input, const Task &task)
{
    const Result<Evaluation> evaluation =
        evaluateModel(forest, input.features(), task.labels, task.split, Progress::none());
    if (!evaluation)
        return evaluation.error();
    line["labels"] = task.labels.name();
    line["accuracy"] = evaluation.value().testAccuracy;
    line["trees"] = forest.treeCount();
    line["nodes"] = forest.nodeCount();
    return line;
}

} // namespace

Result<nlohmann::ordered_json> forestStage(const BenchOptions &options)
{
    const Result<Input> input = openInput(options);
    if (!input)
        return input.error();
    const Result<Task> task = openTask(options, input.value());
    if (!task)
        return task.error();
    const TrainingData data = trainingData(input.value(), task.value());
    const auto fitted = fittedForest(options, options.repeat, data);
    if (!fitted)
        return fitted.error();
    return withForest(measurement(options, data.rows.size(), input.value().drawn, fitted.value().timing),
                      *fitted.value().value, input.value(), task.value());
}

Result<nlohmann::ordered_json> predictStage(const BenchOptions &options)
{
    const Result<Input> input = openInput(options);
    if (!input)
        return input.error();
    const Result<Task> task = openTask(options, input.value());
    if (!task)
        return task.error();
    const auto fitted = fittedForest(options, 1, trainingData(input.value(), task.value()));
    if (!fitted)
        return fitted.error();
    const RandomForest &forest = *fitted.value().value;
    std::vector<std::uint32_t> rows(input.value().features().rows());
    std::iota(rows.begin(), rows.end(), 0U);
    const auto predicted = timed<Probabilities>(options.repeat, [&] {
        return forest.probabilities(input.value().features(), rows, Progress::none());
    });
    if (!predicted)
        return predicted.error();
    return withForest(measurement(options, rows.size(), input.value().drawn, predicted.value().timing),
                      forest, input.value(), task.value());
}

} // namespace genrelens::bench
