#include "core/learn/tree_booster.h"

#include <nlohmann/json.hpp>
#include <xgboost/c_api.h>

#include <algorithm>
#include <limits>
#include <string>

namespace genrelens
{

namespace
{

constexpr std::size_t rowsInBatch = 8192; // between two questions whether to go on

// What xgboost says of its last failure on this thread: the first line, without where in its source.
Error failure()
{
    std::string text = XGBGetLastError();
    text = text.substr(0, text.find('\n'));
    if (const std::size_t place = text.find("Check failed: "); place != std::string::npos)
        text = text.substr(place);
    return Error{text.empty() ? "xgboost failed without saying why" : text, "xgboost",
                 "Try fewer rounds or a smaller depth.", ErrorKind::Failure};
}

// Hands the training rows to xgboost batch by batch, several times over; an early end when cancelled.
struct Batches {
    const TrainingData &data;
    const Progress &progress;
    DMatrixHandle proxy = nullptr;
    std::size_t at = 0;
    std::vector<float> values;

    static void reset(DataIterHandle self) { static_cast<Batches *>(self)->at = 0; }
    static int next(DataIterHandle self) { return static_cast<Batches *>(self)->handOver() ? 1 : 0; }

    bool handOver()
    {
        const std::size_t end = std::min(data.rows.size(), at + rowsInBatch);
        if (at == end || progress.cancelled())
            return false;
        const std::size_t columns = data.features.columns();
        values.clear();
        for (std::size_t i = at; i < end; ++i) {
            const std::span<const float> row = data.features.row(data.rows[i]);
            values.insert(values.end(), row.begin(), row.end());
        }
        const nlohmann::json array = {
            {"data", {reinterpret_cast<std::uintptr_t>(values.data()), true}},
            {"shape", {end - at, columns}},
            {"typestr", "<f4"},
            {"version", 3},
        };
        at = end;
        return XGProxyDMatrixSetDataDense(proxy, array.dump().c_str()) == 0;
    }
};

void freeMatrix(void *matrix)
{
    if (matrix != nullptr)
        XGDMatrixFree(matrix);
}

std::string numberText(double value)
{
    return nlohmann::json(value).dump();
}

// Sets what decides a tree. One thread: with more, sums come in another order. The objective is never asked,
// since derivatives are given.
bool configure(BoosterHandle booster, const BoostedTreesOptions &options, std::uint64_t seed)
{
    const std::pair<const char *, std::string> settings[] = {
        {"verbosity", "0"},
        {"nthread", "1"},
        {"tree_method", "hist"},
        {"objective", "reg:squarederror"},
        {"disable_default_eval_metric", "1"},
        {"base_score", "0"},
        {"seed", std::to_string(seed % static_cast<std::uint64_t>(std::numeric_limits<std::int32_t>::max()))},
        {"eta", numberText(options.learningRate)},
        {"max_depth", std::to_string(options.maxDepth)},
        {"subsample", numberText(options.subsample)},
        {"colsample_bytree", numberText(options.columnsByTree)},
        {"min_child_weight", numberText(options.minChildWeight)},
        {"lambda", numberText(options.lambda)},
    };
    return std::all_of(std::begin(settings), std::end(settings), [&](const auto &setting) {
        return XGBoosterSetParam(booster, setting.first, setting.second.c_str()) == 0;
    });
}

// The last tree of a model that xgboost saved.
Result<BoostedTree> treeOf(const char *text, std::size_t length)
{
    const auto model = nlohmann::json::parse(text, text + length, nullptr, false);
    const nlohmann::json::json_pointer place("/learner/gradient_booster/model/trees");
    const Error strange{"a saved tree has another shape than expected", "xgboost",
                        "Use xgboost 1.7, as Debian 12 has it.", ErrorKind::Failure};
    if (model.is_discarded() || !model.contains(place) || model[place].empty())
        return strange;
    const nlohmann::json &tree = model[place].back();
    for (const char *name : {"left_children", "right_children", "split_indices", "split_conditions"})
        if (!tree.contains(name) || !tree[name].is_array())
            return strange;
    const auto lefts = tree["left_children"].get<std::vector<std::int64_t>>();
    const auto rights = tree["right_children"].get<std::vector<std::int64_t>>();
    const auto features = tree["split_indices"].get<std::vector<std::uint32_t>>();
    const auto values = tree["split_conditions"].get<std::vector<float>>();
    if (values.empty() || lefts.size() != values.size() || rights.size() != values.size() ||
        features.size() != values.size())
        return strange;
    BoostedTree made;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const bool isLeaf = lefts[i] < 0;
        // Siblings lie side by side, and after their parent.
        if (!isLeaf && (rights[i] != lefts[i] + 1 || lefts[i] <= static_cast<std::int64_t>(i) ||
                        rights[i] >= static_cast<std::int64_t>(values.size())))
            return strange;
        made.nodes.push_back({values[i], static_cast<std::uint16_t>(isLeaf ? 0 : features[i]),
                              static_cast<std::uint16_t>(isLeaf),
                              static_cast<std::uint32_t>(isLeaf ? 0 : lefts[i])});
    }
    return made;
}

} // namespace

Result<TreeBooster> TreeBooster::make(const TrainingData &data, const BoostedTreesOptions &options,
                                      Progress &progress)
{
    DMatrixHandle proxy = nullptr;
    XGBSetGlobalConfig(R"({"verbosity": 0})");
    if (XGProxyDMatrixCreate(&proxy) != 0)
        return failure();
    const std::shared_ptr<void> proxyOwner(proxy, freeMatrix);
    Batches batches{data, progress, proxy, 0, {}};
    DMatrixHandle bins = nullptr;
    const int made =
        XGQuantileDMatrixCreateFromCallback(&batches, proxy, nullptr, Batches::reset, Batches::next,
                                            R"({"missing": NaN, "nthread": 1, "max_bin": 256})", &bins);
    std::shared_ptr<void> owner(made == 0 ? bins : nullptr, freeMatrix);
    if (progress.cancelled())
        return Error::cancelled();
    if (made != 0)
        return failure();
    return TreeBooster(std::move(owner), options);
}

Result<BoostedTree> TreeBooster::grow(std::span<const float> first, std::span<const float> second,
                                      std::uint64_t seed) const
{
    // A booster of its own for each tree costs a ten-thousandth of growing it, and keeps nothing.
    XGBSetGlobalConfig(R"({"verbosity": 0})");
    DMatrixHandle bins = m_bins.get();
    BoosterHandle booster = nullptr;
    if (XGBoosterCreate(&bins, 1, &booster) != 0)
        return failure();
    const std::shared_ptr<void> owner(booster, [](void *handle) { XGBoosterFree(handle); });
    // The interface takes them as not const, and only reads them.
    if (!configure(booster, m_options, seed) ||
        XGBoosterBoostOneIter(booster, bins, const_cast<float *>(first.data()),
                              const_cast<float *>(second.data()), first.size()) != 0)
        return failure();
    bst_ulong length = 0;
    const char *text = nullptr;
    if (XGBoosterSaveModelToBuffer(booster, R"({"format": "json"})", &length, &text) != 0)
        return failure();
    return treeOf(text, length);
}

} // namespace genrelens
