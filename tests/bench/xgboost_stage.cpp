#include "core/base/parallel.h"
#include "tests/bench/input.h"
#include "tests/bench/stages.h"

#include <xgboost/c_api.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace genrelens::bench
{

namespace
{

using Handle = std::shared_ptr<void>; // of a matrix or a model of xgboost

// What XGBoosterPredictFromDMatrix is asked for.
enum class Answer { Probabilities = 0, Margins = 1, Contributions = 2 };

// What xgboost says of its last failure on this thread, without where in its source.
Error failure()
{
    const std::string text = XGBGetLastError();
    return Error{text.substr(0, text.find('\n')), "xgboost", {}, ErrorKind::Failure};
}

std::string threads()
{
    return std::to_string(threadCount());
}

Result<Handle> matrixOf(const Features &features, const std::vector<std::uint32_t> &rows)
{
    std::vector<float> values;
    values.reserve(rows.size() * features.columns());
    for (const std::uint32_t row : rows)
        values.insert(values.end(), features.row(row).begin(), features.row(row).end());
    const nlohmann::json array = {
        {"data", {reinterpret_cast<std::uintptr_t>(values.data()), true}},
        {"shape", {rows.size(), features.columns()}},
        {"typestr", "<f4"},
        {"version", 3},
    };
    const std::string config = R"({"missing": NaN, "nthread": )" + threads() + '}';
    DMatrixHandle matrix = nullptr; // it copies the values
    if (XGDMatrixCreateFromDense(array.dump().c_str(), config.c_str(), &matrix) != 0)
        return failure();
    return Handle(matrix, [](void *handle) { XGDMatrixFree(handle); });
}

Result<Handle> trainingMatrix(const Features &features, const Task &task)
{
    const std::vector<std::uint32_t> rows = labelledRows(task.split.train, task.labels);
    Result<Handle> matrix = matrixOf(features, rows);
    if (!matrix)
        return matrix;
    std::vector<float> classes;
    for (const std::uint32_t row : rows)
        classes.push_back(static_cast<float>(task.labels.codes()[row]));
    if (XGDMatrixSetFloatInfo(matrix.value().get(), "label", classes.data(), classes.size()) != 0)
        return failure();
    return matrix;
}

// As XGBRFClassifier makes it, but for the tree method, which is quicker to fit and as quick to explain.
Result<Handle> fittedForest(const BenchOptions &options, std::int64_t depth, const Task &task,
                            const Handle &matrix)
{
    const std::pair<const char *, std::string> settings[] = {
        {"verbosity", "0"},
        {"nthread", threads()},
        {"tree_method", "hist"},
        {"objective", "multi:softprob"},
        {"num_class", std::to_string(task.labels.classes().size())},
        {"num_parallel_tree", std::to_string(options.trees)},
        {"eta", "1"},
        {"subsample", "0.8"},
        {"colsample_bynode", "0.8"},
        {"lambda", "1e-5"},
        {"max_depth", std::to_string(depth)},
        {"seed", std::to_string(options.seed)},
    };
    const DMatrixHandle matrices[] = {matrix.get()};
    BoosterHandle booster = nullptr;
    if (XGBoosterCreate(matrices, 1, &booster) != 0)
        return failure();
    Handle forest(booster, [](void *handle) { XGBoosterFree(handle); });
    for (const auto &[name, value] : settings)
        if (XGBoosterSetParam(booster, name, value.c_str()) != 0)
            return failure();
    if (XGBoosterUpdateOneIter(booster, 0, matrix.get()) != 0)
        return failure();
    return forest;
}

// By row, and by class within it, where there are features and the base value to contribute, within that.
// Belongs to the forest, until it is asked again.
Result<std::span<const float>> answers(const Handle &forest, const Handle &matrix, Answer answer)
{
    const std::string config =
        R"({"training": false, "iteration_begin": 0, "iteration_end": 0, "strict_shape": true, "type": )" +
        std::to_string(static_cast<int>(answer)) + '}';
    const bst_ulong *shape = nullptr;
    bst_ulong dimensions = 0;
    const float *values = nullptr;
    if (XGBoosterPredictFromDMatrix(forest.get(), matrix.get(), config.c_str(), &shape, &dimensions,
                                    &values) != 0)
        return failure();
    std::size_t count = 1;
    for (bst_ulong i = 0; i < dimensions; ++i)
        count *= shape[i];
    return std::span<const float>(values, count);
}

// The largest |sum of what contributes - margin|.
Result<double> additivityError(const Handle &forest, const Handle &matrix, std::size_t features)
{
    const auto contributions = answers(forest, matrix, Answer::Contributions);
    if (!contributions)
        return contributions.error();
    const std::vector<float> values(contributions.value().begin(), contributions.value().end());
    const auto margins = answers(forest, matrix, Answer::Margins);
    if (!margins)
        return margins.error();
    double most = 0.0;
    for (std::size_t i = 0; i < margins.value().size(); ++i) {
        double sum = 0.0;
        for (std::size_t f = 0; f <= features; ++f) // the last is the base value
            sum += static_cast<double>(values[i * (features + 1) + f]);
        most = std::max(most, std::abs(sum - static_cast<double>(margins.value()[i])));
    }
    return most;
}

Result<double> accuracy(const Handle &forest, const Features &features, const Task &task)
{
    const std::vector<std::uint32_t> rows = labelledRows(task.split.test, task.labels);
    const auto matrix = matrixOf(features, rows);
    if (!matrix)
        return matrix.error();
    const auto shares = answers(forest, matrix.value(), Answer::Probabilities);
    if (!shares)
        return shares.error();
    const std::size_t classes = task.labels.classes().size();
    std::size_t right = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const std::span<const float> row = shares.value().subspan(i * classes, classes);
        const auto best = std::max_element(row.begin(), row.end()) - row.begin();
        right += best == task.labels.codes()[rows[i]] ? 1 : 0;
    }
    return static_cast<double>(right) / static_cast<double>(rows.size());
}

// Its trees, a tree for each class counted, and their nodes, leaves included.
Result<std::pair<std::size_t, std::size_t>> treesAndNodes(const Handle &forest)
{
    bst_ulong trees = 0;
    const char **texts = nullptr; // of each tree a line a node
    if (XGBoosterDumpModel(forest.get(), "", 0, &trees, &texts) != 0)
        return failure();
    std::size_t nodes = 0;
    for (bst_ulong t = 0; t < trees; ++t) {
        const std::string text = texts[t];
        nodes += static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
    }
    return std::pair(std::size_t{trees}, nodes);
}

std::string version()
{
    int major = 0;
    int minor = 0;
    int patch = 0;
    XGBoostVersion(&major, &minor, &patch);
    return "xgboost " + std::to_string(major) + '.' + std::to_string(minor) + '.' + std::to_string(patch);
}

// Explains, and adds all that is known of the forest to what is printed.
Result<nlohmann::ordered_json> explained(const BenchOptions &options, const Input &input, const Task &task,
                                         const Handle &forest)
{
    const Features &features = input.features();
    const std::vector<std::uint32_t> rows = rowsToExplain(options, task);
    const Result<Handle> matrix = matrixOf(features, rows);
    if (!matrix)
        return matrix.error();
    const auto contributions = timed<std::span<const float>>(
        options.repeat, [&] { return answers(forest, matrix.value(), Answer::Contributions); });
    if (!contributions)
        return contributions.error();
    const auto size = treesAndNodes(forest);
    if (!size)
        return size.error();
    const Result<double> right = accuracy(forest, features, task);
    const Result<double> error = additivityError(forest, matrix.value(), features.columns());
    if (!right || !error)
        return right ? error.error() : right.error();

    const Timing &timing = contributions.value().timing;
    nlohmann::ordered_json line = measurement(options, rows.size(), input.drawn, timing);
    line["labels"] = task.labels.name();
    line["accuracy"] = right.value();
    line["trees"] = size.value().first;
    line["nodes"] = size.value().second;
    addCosts(line, timing);
    line["additivity_error"] = error.value();
    line["versions"] = {version()};
    return line;
}

} // namespace

Result<nlohmann::ordered_json> xgboostShapStage(const BenchOptions &options)
{
    const std::vector<Parameter> known{wholeParameter("max_depth", "Maximum depth", 6, 1, 30)};
    if (Result<void> checked = checkParameters(known, options.parameters, "xgboost"); !checked)
        return checked.error();
    const std::int64_t depth = Parameters(known, options.parameters).whole("max_depth");
    const Result<Input> input = openInput(options);
    if (!input)
        return input.error();
    const Result<Task> task = openTask(options, input.value());
    if (!task)
        return task.error();
    const Result<Handle> matrix = trainingMatrix(input.value().features(), task.value());
    if (!matrix)
        return matrix.error();
    const Result<Handle> forest = fittedForest(options, depth, task.value(), matrix.value());
    if (!forest)
        return forest.error();
    return explained(options, input.value(), task.value(), forest.value());
}

} // namespace genrelens::bench
