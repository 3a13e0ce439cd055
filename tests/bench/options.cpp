#include "tests/bench/options.h"

#include "core/study/settings.h"
#include "tests/bench/stages.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <iterator>
#include <optional>
#include <string_view>

namespace genrelens::bench
{

namespace
{

constexpr std::string_view optionsHelp = R"(
Options, ignored by stages that have no use for them:
  --jobs N          threads (all cores); results do not depend on it
  --repeat R        how often the step is measured (5)
  --rows N          the first N kept rows; when the file has fewer, all N are drawn by the generator
                    (of read: rows of the file)
  --from SOURCE     file, or generator, which draws all N rows whatever the file has (file)
  --labels SET      genre, super_genre or cluster (super_genre where the bundled mapping knows genres of
                    the file, else genre)
  --model KIND      random_forest, extra_trees or decision_tree (random_forest)
  --set NAME=VALUE  a parameter of the model, such as criterion=entropy; may be given several times
  --trees N         trees of the model (100)
  --explain N       held-out rows that are explained, spread evenly over all of them (1000)
  --seed N          of the model (1)
  --test-rows FILE  hold out these kept rows (column row, from 0) instead of every fifth, stratified by genre
  --k N             clusters of kmeans and silhouette; of sweep the most that are tried (8)
  --restarts N      starts of k-means for each number of clusters (10)
  --neighbours N    of each row (15)
  --metric METRIC   euclidean, cosine or manhattan (euclidean)
  --search HOW      automatic, exact or approximate (automatic)
  --min-dist D      how near to each other umap may put points (0.1)
  --epochs N        of umap (200)
  --start START     of umap: pca, spectral or random (pca)
  --points FILE     the map that map-quality judges: x and y of each kept row, float64
  --out FILE        where matrix and umap write

xgboost-shap is a peer to shap: xgboost's random forest as XGBRF makes it (learning rate 1, 0.8 of the rows to
a tree and of the features to a split, lambda 1e-5, 256 bins; --set max_depth=N, which is 6), a tree for each of
--trees and each class, explains the same rows by pred_contribs.

One line of JSON comes out: stage, rows (what the stage worked on), seconds (of each repeat, the step alone:
never reading, preparing or training for it), peak_mb (most resident memory of the process until the last
repeat ended, in 1e6 bytes), jobs, drawn (whether the rows come from the generator), and what the stage found.

matrix writes kept rows x features as float64, row-major, in the byte order of the machine. With --labels it
also writes FILE.labels, an int32 a row (-1 without a class), and FILE.test, a uint32 a held-out row.

umap prints the seconds of its parts, those of the last repeat, and how true the map is, which is no part of the time:
trustworthiness and preservation at 15 neighbours, of 2000 rows. With --out it writes the points for map-quality.

shap and xgboost-shap also print the median time as ms_a_row and ns_a_row_and_node, nodes being those of all
trees, leaves included; additivity_error is the most by which base value and SHAP values miss an output.

frames times each frame of the Map dock, whose canvas has 1600x1000 pixels, with the UMAP of the file, names,
contours, legend and the card of a track, from the mouse's event until it is painted: frames, median_ms, p95_ms
and highest_ms of every kind of move. With more rows than the file has, or --from generator, it is a bare canvas
with points in clumps (scene says which). arrange is what points of a new layout take before they can be drawn,
which of more than 200,000 happens beside the window and is no part of new_layout. QT_QPA_PLATFORM=xcb shows the
window; offscreen is the default, which draws as well.

Exit codes: 0 done, 1 a failure while running, 2 wrong usage or unreadable input.
)";

Error usageError(std::string what)
{
    return Error{std::move(what), {}, {}, ErrorKind::Usage};
}

// "read, forest and matrix"
std::string stageNames()
{
    std::string names;
    const std::vector<Stage> &all = stages();
    for (std::size_t i = 0; i < all.size(); ++i)
        names += (i == 0 ? "" : i + 1 == all.size() ? " and " : ", ") + std::string(all[i].name);
    return names;
}

Result<std::int64_t> wholeNumber(const std::string &option, const std::string &text, std::int64_t highest)
{
    std::int64_t number = 0;
    const char *end = text.data() + text.size();
    const auto [stopped, failed] = std::from_chars(text.data(), end, number);
    if (failed != std::errc() || stopped != end || number < 1 || number > highest)
        return usageError(option + " must be a whole number from 1 to " + std::to_string(highest) +
                          ", not \"" + text + '"');
    return number;
}

// "3" is a whole number, "0.5" a number; what is neither is a text.
ParameterValue parameterValue(const std::string &text)
{
    const nlohmann::json value = nlohmann::json::parse(text, nullptr, false);
    if (value.is_number_integer())
        return value.get<std::int64_t>();
    if (value.is_number())
        return value.get<double>();
    return text;
}

Result<void> setParameter(BenchOptions &options, const std::string &text)
{
    const std::size_t sign = text.find('=');
    if (sign == std::string::npos || sign == 0 || sign + 1 == text.size())
        return usageError("--set must be NAME=VALUE, not \"" + text + '"');
    options.parameters[text.substr(0, sign)] = parameterValue(text.substr(sign + 1));
    return {};
}

Result<void> setMinDist(BenchOptions &options, const std::string &text)
{
    const char *end = text.data() + text.size();
    const auto [stopped, failed] = std::from_chars(text.data(), end, options.minDist);
    if (failed != std::errc() || stopped != end || !(options.minDist >= 0.0) || !(options.minDist <= 10.0))
        return usageError("--min-dist must be a number from 0 to 10, not \"" + text + '"');
    return {};
}

bool isOneOf(const std::string &value, std::initializer_list<std::string_view> choices)
{
    return std::find(choices.begin(), choices.end(), value) != choices.end();
}

// Options whose values are not numbers.
Result<void> setText(BenchOptions &options, const std::string &name, const std::string &value)
{
    if (name == "--labels") {
        if (!isOneOf(value, {"genre", "super_genre", "cluster"}))
            return usageError("--labels must be genre, super_genre or cluster, not \"" + value + '"');
        options.labels = value;
    } else if (name == "--model") {
        if (!isOneOf(value, {"random_forest", "extra_trees", "decision_tree"}))
            return usageError("--model must be random_forest, extra_trees or decision_tree, not \"" + value +
                              '"');
        options.model = value;
    } else if (name == "--from") {
        if (!isOneOf(value, {"file", "generator"}))
            return usageError("--from must be file or generator, not \"" + value + '"');
        options.allDrawn = value == "generator";
    } else if (name == "--metric") {
        if (!isOneOf(value, {"euclidean", "cosine", "manhattan"}))
            return usageError("--metric must be euclidean, cosine or manhattan, not \"" + value + '"');
        options.metric = value;
    } else if (name == "--search") {
        if (!isOneOf(value, {"automatic", "exact", "approximate"}))
            return usageError("--search must be automatic, exact or approximate, not \"" + value + '"');
        options.search = value;
    } else if (name == "--min-dist") {
        return setMinDist(options, value);
    } else if (name == "--start") {
        if (!isOneOf(value, {"pca", "spectral", "random"}))
            return usageError("--start must be pca, spectral or random, not \"" + value + '"');
        options.start = value;
    } else if (name == "--points") {
        options.pointsFile = value;
    } else if (name == "--set") {
        return setParameter(options, value);
    } else if (name == "--test-rows") {
        options.testRowsFile = value;
    } else if (name == "--out") {
        options.outFile = value;
    } else {
        return usageError("there is no option " + name + "; see genrelens-bench --help");
    }
    return {};
}

Result<void> setOption(BenchOptions &options, const std::string &name, const std::string &value)
{
    struct Number {
        std::string_view name;
        std::int64_t highest;
        int *target;
    };
    const Number numbers[] = {
        {"--jobs", 1024, &options.jobs},
        {"--repeat", 1'000'000, &options.repeat},
        {"--trees", 100'000, &options.trees},
        {"--seed", 1'000'000'000, &options.seed},
        {"--k", 10'000, &options.k},
        {"--neighbours", 1'000'000, &options.neighbours},
        {"--restarts", 100'000, &options.restarts},
        {"--explain", 100'000'000, &options.explain},
        {"--epochs", 1'000'000, &options.epochs},
    };
    const auto *number =
        std::find_if(std::begin(numbers), std::end(numbers), [&](const Number &n) { return n.name == name; });
    const bool isRows = name == "--rows";
    if (number == std::end(numbers) && !isRows)
        return setText(options, name, value);
    const Result<std::int64_t> read = wholeNumber(name, value, isRows ? 1'000'000'000 : number->highest);
    if (!read)
        return read.error();
    if (isRows)
        options.rows = static_cast<std::uint64_t>(read.value());
    else
        *number->target = static_cast<int>(read.value());
    return {};
}

} // namespace

Result<BenchOptions> parseOptions(const std::vector<std::string> &arguments)
{
    BenchOptions options;
    std::vector<std::string> words;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string &argument = arguments[i];
        if (!argument.starts_with("--")) {
            words.push_back(argument);
            continue;
        }
        const std::string value = i + 1 < arguments.size() ? arguments[i + 1] : std::string();
        if (Result<void> set = setOption(options, argument, value); !set)
            return set.error();
        if (value.empty())
            return usageError(argument + " needs a value");
        ++i;
    }
    if (!words.empty() && findStage(words.front()) == nullptr)
        return usageError("there is no stage \"" + words.front() + "\"; the stages are " + stageNames());
    if (words.size() != 2)
        return usageError("a stage and one file of tracks are needed; see genrelens-bench --help");
    if (options.allDrawn && options.rows == 0)
        return usageError("--from generator needs --rows");
    options.stage = words[0];
    options.path = words[1];
    return options;
}

std::string helpText()
{
    std::string text =
        "Usage: genrelens-bench STAGE tracks.csv [options]\n\nMeasures one step of Genrelens:\n";
    for (const Stage &stage : stages())
        text += "  " + std::string(stage.name) + std::string(14 - stage.name.size(), ' ') +
                std::string(stage.description) + '\n';
    return text + std::string(optionsHelp);
}

} // namespace genrelens::bench
