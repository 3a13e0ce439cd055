#include "core/explain/forest_shap.h"
#include "core/learn/evaluate.h"
#include "core/learn/model_catalogue.h"
#include "core/learn/random_forest.h"
#include "tests/bench/input.h"
#include "tests/bench/stages.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace genrelens::bench
{

namespace
{

using ClassifierPtr = std::shared_ptr<const Classifier>;

// The model that the options name.
Result<Timed<ClassifierPtr>> fitted(const BenchOptions &options, int repeat, const TrainingData &data)
{
    const ModelKind &kind = *findModel(options.model);
    ModelOptions model{static_cast<std::uint64_t>(options.seed), options.parameters};
    const std::string trees = "trees"; // all kinds but the single tree have them
    if (std::any_of(kind.parameters.begin(), kind.parameters.end(),
                    [&](const Parameter &parameter) { return parameter.name == trees; }))
        model.values[trees] = std::int64_t{options.trees};
    return timed<ClassifierPtr>(repeat, [&] { return kind.train(data, model, Progress::none()); });
}

TrainingData trainingData(const Input &input, const Task &task)
{
    return {input.features(), task.labels, labelledRows(task.split.train, task.labels)};
}

// Adds what was learned, how large the forest is and how well it does.
Result<nlohmann::ordered_json> withForest(nlohmann::ordered_json line, const Classifier &model,
                                          const Input &input, const Task &task)
{
    const auto &forest = dynamic_cast<const RandomForest &>(model); // as all of trees are
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
    const auto forest = fitted(options, options.repeat, data);
    if (!forest)
        return forest.error();
    return withForest(measurement(options, data.rows.size(), input.value().drawn, forest.value().timing),
                      *forest.value().value, input.value(), task.value());
}

Result<nlohmann::ordered_json> predictStage(const BenchOptions &options)
{
    const Result<Input> input = openInput(options);
    if (!input)
        return input.error();
    const Result<Task> task = openTask(options, input.value());
    if (!task)
        return task.error();
    const auto forest = fitted(options, 1, trainingData(input.value(), task.value()));
    if (!forest)
        return forest.error();
    const std::vector<std::uint32_t> &rows = task.value().split.test;
    const auto predicted = timed<Probabilities>(options.repeat, [&] {
        return forest.value().value->probabilities(input.value().features(), rows, Progress::none());
    });
    if (!predicted)
        return predicted.error();
    return withForest(measurement(options, rows.size(), input.value().drawn, predicted.value().timing),
                      *forest.value().value, input.value(), task.value());
}

Result<nlohmann::ordered_json> shapStage(const BenchOptions &options)
{
    const Result<Input> input = openInput(options);
    if (!input)
        return input.error();
    const Result<Task> task = openTask(options, input.value());
    if (!task)
        return task.error();
    const auto model = fitted(options, 1, trainingData(input.value(), task.value()));
    if (!model)
        return model.error();
    const auto &forest = dynamic_cast<const RandomForest &>(*model.value().value);
    const std::vector<std::uint32_t> rows = rowsToExplain(options, task.value());
    const auto explained = timed<ShapValues>(options.repeat, [&] {
        return explainForest(forest, input.value().features(), rows, Progress::none());
    });
    if (!explained)
        return explained.error();
    const Timing &timing = explained.value().timing;
    auto line = withForest(measurement(options, rows.size(), input.value().drawn, timing), forest,
                           input.value(), task.value());
    if (!line)
        return line;
    nlohmann::ordered_json found = std::move(line).value();
    addCosts(found, timing);
    found["additivity_error"] = explained.value().value.additivityError();
    return found;
}

} // namespace genrelens::bench
