#include "core/model_file/forest_handler.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <string_view>

namespace genrelens
{

namespace
{

constexpr std::size_t deepest = 64;        // of what is passed over; a forest takes six
constexpr std::size_t mostClasses = 65536; // of a forest
constexpr double mostNodes = 1'000'000'000.0;

constexpr std::array<std::string_view, 8> fileKeys{"made_with", "model",   "labels", "decision",
                                                   "features",  "classes", "trees",  "scaling"};
constexpr std::array<std::string_view, 6> treeKeys{"feature", "threshold", "left",
                                                   "right",   "cover",     "leaf_counts"};
constexpr std::array<std::string_view, 5> scalingKeys{"mean", "sd", "standardized", "log", "median"};

bool contains(std::span<const std::string_view> names, std::string_view name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool isWhole(double value)
{
    return std::floor(value) == value;
}

} // namespace

bool ForestHandler::fail(const std::string &what)
{
    const bool inTree = std::find(m_open.begin(), m_open.end(), Place::Tree) != m_open.end();
    m_error = Error{what,
                    inTree ? "trees[" + std::to_string(m_text.trees.size()) + ']' : std::string(),
                    {},
                    ErrorKind::Input};
    return false;
}

// Whether something has been said that only models say; the results of a report have labels and more, too.
bool ForestHandler::looksLikeModel() const
{
    constexpr std::array<std::string_view, 5> own{"made_with", "decision", "features", "classes", "trees"};
    return std::any_of(own.begin(), own.end(),
                       [&](std::string_view name) { return m_seen.contains(std::string(name)); });
}

// Something else than what belongs here.
bool ForestHandler::failType()
{
    if (m_open.empty())
        return fail("it holds no forest");
    if (isAt(Place::File) && !looksLikeModel())
        return fail("this is no model of Genrelens");
    const bool isNames = m_key == "features" || m_key == "classes";
    switch (m_open.back()) {
    case Place::Names:
        return fail('"' + m_key + "\" should hold names");
    case Place::Trees:
        return fail("\"trees\" should hold trees");
    case Place::Values:
        return fail('"' + m_key + "\" should hold numbers");
    case Place::Leaves:
    case Place::Counts:
    case Place::Pair:
        return fail("\"leaf_counts\" should hold, for each leaf, a count for every class or pairs of a class "
                    "and its count");
    case Place::Scalings:
    case Place::Scaling:
        return fail("\"scaling\" should hold mean and sd of each feature");
    default:
        return fail('"' + m_key + "\" should be " +
                    (isNames                                        ? "a list of names"
                     : m_key == "trees"                             ? "a list of trees"
                     : isAt(Place::Tree) && m_key != "leaf_counts"  ? "a list of numbers"
                     : m_key == "scaling" || m_key == "leaf_counts" ? "an object"
                                                                    : "a text"));
    }
}

bool ForestHandler::isKnownKey() const
{
    switch (m_open.empty() ? Place::Unknown : m_open.back()) {
    case Place::File:
        return contains(fileKeys, m_key);
    case Place::Tree:
        return contains(treeKeys, m_key);
    case Place::Scaling:
        return contains(scalingKeys, m_key);
    default:
        return false;
    }
}

// A value that is not asked for; an error where another one is.
bool ForestHandler::passOver()
{
    const bool mayHoldOthers = isAt(Place::File) || isAt(Place::Tree) || isAt(Place::Scaling);
    return isAt(Place::Unknown) || (mayHoldOthers && !isKnownKey()) || failType();
}

bool ForestHandler::takeValue(std::uint64_t values)
{
    if (m_valuesLeft < values)
        return fail("it holds far more than a forest of its size on disk can");
    m_valuesLeft -= values;
    return true;
}

bool ForestHandler::open(Place place)
{
    if (m_open.size() >= deepest)
        return fail("it is nested more than " + std::to_string(deepest) + " levels deep");
    m_open.push_back(place);
    return true;
}

bool ForestHandler::null()
{
    return isAt(Place::Scaling) || passOver();
}

bool ForestHandler::boolean(bool value)
{
    if (isAt(Place::Scaling) && m_key == "standardized")
        m_scaling.standardized = value;
    else if (isAt(Place::Scaling) && m_key == "log")
        m_scaling.logarithm = value;
    else
        return passOver();
    return true;
}

bool ForestHandler::number_integer(Json::number_integer_t value)
{
    return number(static_cast<double>(value));
}

bool ForestHandler::number_unsigned(Json::number_unsigned_t value)
{
    return number(static_cast<double>(value));
}

bool ForestHandler::number_float(Json::number_float_t value, const std::string &)
{
    return number(value);
}

bool ForestHandler::number(double value)
{
    switch (m_open.empty() ? Place::Unknown : m_open.back()) {
    case Place::Values:
        return takeValue() && addToList(value);
    case Place::Counts:
        return addCount(value);
    case Place::Pair:
        if (m_pair.size() == 2)
            return failType();
        m_pair.push_back(value);
        return true;
    case Place::Scaling:
        return setScaling(value);
    default:
        return passOver();
    }
}

bool ForestHandler::addToList(double value)
{
    if (m_reals != nullptr) {
        m_reals->push_back(value);
        return (m_key != "cover" || value >= 0.0) || fail("a cover is " + shortest(value));
    }
    if (!isWhole(value) || std::abs(value) > mostNodes)
        return fail('"' + m_key + "\" holds " + shortest(value) + ", which is no number of a " +
                    (m_key == "feature" ? "feature" : "node"));
    m_integers->push_back(static_cast<std::int32_t>(value));
    return true;
}

// A number where every class has one.
bool ForestHandler::addCount(double value)
{
    if (m_pairs > 0)
        return failType();
    if (value < 0.0)
        return fail("a class is counted " + shortest(value) + " times");
    if (m_classesCounted == mostClasses)
        return fail("a leaf counts more than " + grouped(mostClasses) + " classes");
    const auto code = static_cast<std::uint32_t>(m_classesCounted++);
    if (value == 0.0)
        return true;
    m_tree.shares.push_back({code, value});
    return takeValue();
}

bool ForestHandler::endPair()
{
    if (m_pair.size() != 2)
        return failType();
    const double code = m_pair[0];
    if (!isWhole(code) || code < 0.0 || code >= static_cast<double>(mostClasses))
        return fail("a leaf counts class " + shortest(code) + ", which there is not");
    if (m_pair[1] < 0.0)
        return fail("a class is counted " + shortest(m_pair[1]) + " times");
    ++m_pairs;
    m_text.largestClass = std::max(m_text.largestClass, static_cast<std::size_t>(code));
    if (m_pair[1] > 0.0)
        m_tree.shares.push_back({static_cast<std::uint32_t>(code), m_pair[1]});
    return takeValue();
}

bool ForestHandler::setScaling(double value)
{
    if (m_key == "mean")
        m_scaling.mean = value;
    else if (m_key == "sd" && value >= 0.0)
        m_scaling.sd = value;
    else if (m_key == "median")
        m_scaling.median = value;
    else
        return passOver();
    return true;
}

bool ForestHandler::string(std::string &value)
{
    if (isAt(Place::Names)) {
        m_names->push_back(value);
        return takeValue(valuesOf(value)) &&
               (m_names->size() <= mostClasses ||
                fail('"' + m_key + "\" holds more than " + grouped(mostClasses) + " names"));
    }
    if (!isAt(Place::File))
        return passOver();
    if (m_key == "made_with")
        m_text.madeWith = value;
    else if (m_key == "model")
        m_text.model = value;
    else if (m_key == "labels")
        m_text.labels = value;
    else if (m_key == "decision")
        m_text.decision = value;
    else
        return passOver();
    return true;
}

bool ForestHandler::binary(Json::binary_t &)
{
    return passOver();
}

bool ForestHandler::start_object(std::size_t)
{
    if (m_open.empty())
        return open(Place::File);
    if (isAt(Place::File) && m_key == "scaling") {
        m_text.hasScaling = true;
        return open(Place::Scalings);
    }
    if (isAt(Place::Scalings))
        return beginScaling();
    if (isAt(Place::Trees)) {
        m_tree.clear();
        m_seenInTree.clear();
        return open(Place::Tree);
    }
    if (isAt(Place::Tree) && m_key == "leaf_counts")
        return open(Place::Leaves);
    return passOver() && open(Place::Unknown);
}

bool ForestHandler::key(std::string &name)
{
    if (isAt(Place::Scalings)) {
        m_scaledFeature = name;
        return true;
    }
    if (isAt(Place::Leaves))
        return beginLeaf(name);
    if (isAt(Place::Unknown))
        return true;
    m_key = name;
    if (!isKnownKey() || isAt(Place::Scaling))
        return true;
    std::set<std::string> &seen = isAt(Place::File) ? m_seen : m_seenInTree;
    return seen.insert(name).second || fail('"' + name + "\" stands there twice");
}

bool ForestHandler::end_object()
{
    const Place ended = m_open.back();
    if (ended == Place::Tree && !endTree())
        return false;
    if (ended == Place::Scaling && !endScaling())
        return false;
    m_open.pop_back();
    return true;
}

bool ForestHandler::start_array(std::size_t)
{
    if (isAt(Place::File) && (m_key == "features" || m_key == "classes")) {
        m_names = m_key == "features" ? &m_text.features : &m_text.classes;
        return open(Place::Names);
    }
    if (isAt(Place::File) && m_key == "trees")
        return open(Place::Trees);
    if (isAt(Place::Tree) && isKnownKey() && m_key != "leaf_counts") {
        m_integers = m_key == "feature" ? &m_tree.feature
                     : m_key == "left"  ? &m_tree.left
                     : m_key == "right" ? &m_tree.right
                                        : nullptr;
        m_reals = m_integers != nullptr ? nullptr : m_key == "cover" ? &m_tree.cover : &m_tree.threshold;
        return open(Place::Values);
    }
    if (isAt(Place::Leaves))
        return open(Place::Counts);
    if (isAt(Place::Counts) && m_classesCounted == 0) {
        m_pair.clear();
        return open(Place::Pair);
    }
    return passOver() && open(Place::Unknown);
}

bool ForestHandler::end_array()
{
    const Place ended = m_open.back();
    if (ended == Place::Counts && !endCounts())
        return false;
    if (ended == Place::Pair && !endPair())
        return false;
    m_open.pop_back();
    return true;
}

// Whoever reads knows better where it is no JSON.
bool ForestHandler::parse_error(std::size_t, const std::string &token, const Json::exception &exception)
{
    constexpr int numberOutOfRange = 406;
    return exception.id == numberOutOfRange && fail("the number " + token.substr(0, 40) + " is too large");
}

bool ForestHandler::beginScaling()
{
    constexpr double untold = std::numeric_limits<double>::quiet_NaN();
    m_scaling = FeatureScaling{untold, untold, true, false, untold};
    return takeValue(valuesOf(m_scaledFeature)) && open(Place::Scaling);
}

bool ForestHandler::endScaling()
{
    const bool told = std::isfinite(m_scaling.mean) && std::isfinite(m_scaling.sd);
    if (m_scaling.standardized && !told)
        return fail("\"scaling\" lacks mean or sd of \"" + m_scaledFeature + '"');
    if (!told)
        m_scaling.mean = m_scaling.sd = 0.0;
    return m_text.scalings.emplace(m_scaledFeature, m_scaling).second ||
           fail("\"scaling\" speaks of \"" + m_scaledFeature + "\" twice");
}

bool ForestHandler::beginLeaf(const std::string &node)
{
    std::int32_t number = -1;
    const char *const end = node.data() + node.size();
    const auto [stop, failed] = std::from_chars(node.data(), end, number);
    if (failed != std::errc() || stop != end || number < 0)
        return fail("\"leaf_counts\" speak of \"" + node.substr(0, 40) + "\", which is no number of a node");
    m_tree.leaves.push_back({number, m_tree.shares.size(), 0});
    m_classesCounted = 0;
    m_pairs = 0;
    return takeValue();
}

bool ForestHandler::endCounts()
{
    RawTree::Leaf &leaf = m_tree.leaves.back();
    leaf.count = m_tree.shares.size() - leaf.first;
    if (m_classesCounted == 0)
        return true;
    if (m_text.countsOfEveryClass.value_or(m_classesCounted) != m_classesCounted)
        return fail("some leaves count " + grouped(*m_text.countsOfEveryClass) + " classes, one counts " +
                    grouped(m_classesCounted));
    m_text.countsOfEveryClass = m_classesCounted;
    return true;
}

bool ForestHandler::endTree()
{
    Result<DecisionTree> tree = treeOf(m_tree, m_text.largestFeature);
    if (!tree)
        return fail(tree.error().what);
    m_text.trees.push_back(std::move(tree).value());
    return true;
}

} // namespace genrelens
