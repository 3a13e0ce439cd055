#include "core/model_file/forest_writer.h"

#include "core/base/text.h"

#include <nlohmann/json.hpp>

#include <array>
#include <charconv>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

namespace genrelens
{

namespace
{

using Json = nlohmann::ordered_json;

constexpr std::size_t pieceBytes = std::size_t(1) << 18;
constexpr const char *belowAllFloats = "-1e39"; // what minus infinity is, which JSON has no word for

std::string textOf(const Json &json)
{
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json scalingJson(const ModelInputs &inputs)
{
    Json all = Json::object();
    for (std::size_t i = 0; i < inputs.scalings.size(); ++i) {
        const FeatureScaling &scaling = inputs.scalings[i];
        Json one{{"mean", scaling.mean}, {"sd", scaling.sd}, {"standardized", scaling.standardized}};
        if (scaling.logarithm)
            one["log"] = true;
        if (!std::isnan(scaling.median))
            one["median"] = scaling.median;
        all[inputs.features[i]] = std::move(one);
    }
    return all;
}

// All but the trees, which follow.
std::string headText(const ForestModel &model)
{
    std::string text = "{\"made_with\":" + textOf(model.madeWith);
    text += ",\n\"format\":\"genrelens-forest\",\"version\":1";
    if (!model.model.empty())
        text += ",\n\"model\":" + textOf(model.model);
    if (!model.labels.empty())
        text += ",\n\"labels\":" + textOf(model.labels);
    if (!model.parameters.empty())
        text += ",\n\"parameters\":" + model.parameters;
    text += ",\n\"features\":" + textOf(model.inputs.features);
    if (!model.inputs.scalings.empty())
        text += ",\n\"scaling\":" + textOf(scalingJson(model.inputs));
    text += ",\n\"classes\":" + textOf(model.classes);
    return text + ",\n\"decision\":\"left if value <= threshold\",\n\"trees\":[";
}

// Whole numbers without a point, others as the shortest text that reads back the same.
void appendNumber(std::string &text, double value)
{
    std::array<char, 32> digits{};
    constexpr double mostExact = 9007199254740992.0;
    char *const end = digits.data() + digits.size();
    const auto written = value == std::floor(value) && std::abs(value) < mostExact
                             ? std::to_chars(digits.data(), end, static_cast<std::int64_t>(value))
                             : std::to_chars(digits.data(), end, value);
    text.append(digits.data(), written.ptr);
}

// A tree's nodes as the file numbers them: from the root downwards, all of a left side before the right one.
struct FileOrder {
    std::vector<TreeBranch> nodes; ///< of the tree
    std::vector<std::size_t>
        right; ///< number of a split's right child; 0 of a leaf. The left one follows it.

    explicit FileOrder(const DecisionTree &tree)
    {
        std::vector<std::pair<TreeBranch, std::size_t>> open; // right children: node, number of its parent
        for (TreeBranch node = tree.root;;) {
            const std::size_t number = nodes.size();
            nodes.push_back(node);
            right.push_back(0);
            if (!node.isLeaf()) {
                const TreeSplit &split = tree.splits[node.split()];
                open.emplace_back(split.branches[1], number);
                node = split.branches[0];
                continue;
            }
            if (open.empty())
                break;
            node = open.back().first;
            right[open.back().second] = number + 1;
            open.pop_back();
        }
    }
};

// The text of a tree, node by node.
class TreeText
{
public:
    /// denseClasses: how many counts a leaf has; 0: pairs.
    TreeText(const ForestView &forest, const DecisionTree &tree, std::size_t denseClasses, std::string &text)
        : m_forest(forest)
        , m_tree(tree)
        , m_order(tree)
        , m_covers(splitCovers(forest, tree))
        , m_counts(denseClasses, 0.0)
        , m_text(text)
    {
    }

    [[nodiscard]] std::size_t nodes() const { return m_order.nodes.size(); }

    void appendFeature(std::size_t i)
    {
        beginValue(i);
        if (isLeaf(i))
            m_text += "-1";
        else
            appendNumber(m_text, split(i).feature);
    }
    void appendThreshold(std::size_t i)
    {
        beginValue(i);
        const float threshold = isLeaf(i) ? 0.0F : split(i).threshold;
        if (std::isfinite(threshold))
            appendNumber(m_text, static_cast<double>(threshold));
        else
            m_text += belowAllFloats;
    }
    void appendLeft(std::size_t i)
    {
        beginValue(i);
        appendNumber(m_text, isLeaf(i) ? -1.0 : static_cast<double>(i + 1));
    }
    void appendRight(std::size_t i)
    {
        beginValue(i);
        appendNumber(m_text, isLeaf(i) ? -1.0 : static_cast<double>(m_order.right[i]));
    }
    void appendCover(std::size_t i)
    {
        beginValue(i);
        const TreeBranch node = m_order.nodes[i];
        appendNumber(m_text, isLeaf(i) ? leafCover(m_forest, m_tree, node) : m_covers[node.split()]);
    }
    void appendLeaf(std::size_t i)
    {
        if (!isLeaf(i))
            return;
        m_text += m_someLeaf ? ",\"" : "\"";
        m_someLeaf = true;
        appendNumber(m_text, static_cast<double>(i));
        m_text += "\":[";
        if (m_counts.empty())
            appendPairs(m_order.nodes[i]);
        else
            appendCounts(m_order.nodes[i]);
        m_text += ']';
    }

private:
    [[nodiscard]] bool isLeaf(std::size_t i) const { return m_order.nodes[i].isLeaf(); }
    [[nodiscard]] const TreeSplit &split(std::size_t i) const
    {
        return m_tree.splits[m_order.nodes[i].split()];
    }
    void beginValue(std::size_t i) { m_text += i > 0 ? "," : ""; }

    void appendCounts(TreeBranch leaf)
    {
        m_counts.assign(m_counts.size(), 0.0);
        forEachWeight(m_forest, m_tree, leaf,
                      [&](std::uint32_t code, double weight) { m_counts[code] = weight; });
        for (std::size_t c = 0; c < m_counts.size(); ++c) {
            beginValue(c);
            appendNumber(m_text, m_counts[c]);
        }
    }

    void appendPairs(TreeBranch leaf)
    {
        bool first = true;
        forEachWeight(m_forest, m_tree, leaf, [&](std::uint32_t code, double weight) {
            m_text += first ? "[" : ",[";
            first = false;
            appendNumber(m_text, code);
            m_text += ',';
            appendNumber(m_text, weight);
            m_text += ']';
        });
    }

    const ForestView m_forest;
    const DecisionTree &m_tree;
    const FileOrder m_order;
    const std::vector<double> m_covers; // of the splits
    std::vector<double> m_counts;
    std::string &m_text;
    bool m_someLeaf = false;
};

struct Part {
    const char *before;
    void (TreeText::*append)(std::size_t);
    const char *behind;
};

constexpr std::array<Part, 6> treeParts{{{"{\"feature\":[", &TreeText::appendFeature, "]"},
                                         {",\"threshold\":[", &TreeText::appendThreshold, "]"},
                                         {",\"left\":[", &TreeText::appendLeft, "]"},
                                         {",\"right\":[", &TreeText::appendRight, "]"},
                                         {",\"cover\":[", &TreeText::appendCover, "]"},
                                         {",\"leaf_counts\":{", &TreeText::appendLeaf, "}}"}}};

// Appends a tree to the text, and passes on and clears it whenever a piece has come together.
Result<void> writeTree(const ForestView &forest, const DecisionTree &tree, std::size_t denseClasses,
                       std::string &text, const TextSink &sink, const Progress &progress)
{
    TreeText writer(forest, tree, denseClasses, text);
    for (const Part &part : treeParts) {
        text += part.before;
        for (std::size_t i = 0; i < writer.nodes(); ++i) {
            (writer.*part.append)(i);
            if (text.size() < pieceBytes)
                continue;
            if (progress.cancelled())
                return Error::cancelled();
            if (Result<void> taken = sink(text); !taken)
                return taken;
            text.clear();
        }
        text += part.behind;
    }
    return {};
}

} // namespace

Result<void> writeForest(const ForestModel &model, LeafCounts counts, const TextSink &sink,
                         Progress &progress)
{
    const std::size_t classes = model.classes.size();
    const bool dense =
        counts == LeafCounts::Automatic ? classes <= mostDenseClasses : counts == LeafCounts::Dense;
    std::string text = headText(model);
    const std::size_t trees = model.forest->treeCount();
    for (std::size_t t = 0; t < trees; ++t) {
        if (progress.cancelled())
            return Error::cancelled();
        progress.report(static_cast<double>(t) / static_cast<double>(trees), "Writing trees");
        text += t > 0 ? ",\n" : "\n";
        if (Result<void> written = writeTree(model.forest->view(), model.forest->tree(t), dense ? classes : 0,
                                             text, sink, progress);
            !written)
            return written;
    }
    return sink(text + "\n]}\n");
}

} // namespace genrelens
