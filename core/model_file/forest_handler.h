#pragma once

#include "core/base/result.h"
#include "core/model_file/raw_tree.h"
#include "core/prepare/features.h"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace genrelens
{

/// What a model file says, as far as it has been read.
struct ForestText {
    std::string madeWith;
    std::string model;
    std::string labels;
    std::optional<std::string> decision;
    std::vector<std::string> features;
    std::vector<std::string> classes;
    std::map<std::string, FeatureScaling> scalings; ///< by feature
    bool hasScaling = false;
    std::vector<DecisionTree> trees;
    std::size_t largestFeature = 0;                ///< by which some tree splits
    std::size_t largestClass = 0;                  ///< that some leaf counts
    std::optional<std::size_t> countsOfEveryClass; ///< how many numbers such a leaf has
};

/// Hears the words of a model file from nlohmann's parser (its SAX interface) and makes trees of them, one at
/// a time. What it does not know it passes over. Returns false to end the parsing; error() says why.
class ForestHandler
{
public:
    using Json = nlohmann::json;

    /// mostValues: numbers and names there may be in all, so that a small file cannot fill the memory.
    ForestHandler(ForestText &text, std::uint64_t mostValues) : m_text(text), m_valuesLeft(mostValues) {}

    bool null();
    bool boolean(bool value);
    bool number_integer(Json::number_integer_t value);
    bool number_unsigned(Json::number_unsigned_t value);
    bool number_float(Json::number_float_t value, const std::string &text);
    bool string(std::string &value);
    bool binary(Json::binary_t &value);
    bool start_object(std::size_t elements);
    bool key(std::string &name);
    bool end_object();
    bool start_array(std::size_t elements);
    bool end_array();
    bool parse_error(std::size_t position, const std::string &token, const Json::exception &exception);

    /// What is wrong with what was said; nothing when it was no JSON.
    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }
    /// Something that began has not ended.
    [[nodiscard]] bool isUnfinished() const { return !m_open.empty(); }

private:
    /// What is open.
    enum class Place { File, Names, Scalings, Scaling, Trees, Tree, Values, Leaves, Counts, Pair, Unknown };

    bool fail(const std::string &what);
    bool failType();
    [[nodiscard]] bool looksLikeModel() const;
    bool passOver();
    bool takeValue(std::uint64_t values = 1);
    // A name that is kept counts as the numbers that would take its memory.
    static std::uint64_t valuesOf(const std::string &name) { return 1 + name.size() / sizeof(double); }
    bool number(double value);
    bool addToList(double value);
    bool addCount(double value);
    bool endPair();
    bool setScaling(double value);
    bool keyOfFile(const std::string &name);
    bool keyOfTree(const std::string &name);
    bool beginScaling();
    bool endScaling();
    bool beginLeaf(const std::string &node);
    bool endCounts();
    bool endTree();
    bool open(Place place);
    [[nodiscard]] bool isAt(Place place) const { return !m_open.empty() && m_open.back() == place; }
    [[nodiscard]] bool isKnownKey() const;

    ForestText &m_text;
    std::uint64_t m_valuesLeft;
    std::vector<Place> m_open;
    std::string m_key;                           // of the file, the tree or the scaling that came last
    std::set<std::string> m_seen;                // known keys of the file that came
    std::set<std::string> m_seenInTree;          // of the tree
    std::vector<std::string> *m_names = nullptr; // that are being read
    FeatureScaling m_scaling;                    // NaN: not told
    std::string m_scaledFeature;
    RawTree m_tree;
    std::vector<std::int32_t> *m_integers = nullptr; // the list that is being read: one of these two
    std::vector<double> *m_reals = nullptr;
    std::size_t m_classesCounted = 0; // in the leaf, where all are counted
    std::size_t m_pairs = 0;          // in the leaf
    std::vector<double> m_pair;
    std::optional<Error> m_error;
};

} // namespace genrelens
