#include "core/model_file/forest_reader.h"

#include "core/base/text.h"
#include "core/model_file/forest_handler.h"
#include "core/model_file/json_bytes.h"
#include "core/table/archive.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <limits>
#include <memory>
#include <new>
#include <unordered_set>
#include <utility>

namespace genrelens
{

namespace
{

constexpr const char *knownDecision = "left if value <= threshold";

// Numbers and names in a file: plain text takes two bytes for the shortest, compressed forests far more for
// each than a sixteenth of a byte.
constexpr std::uint64_t valuesOfAnyFile = std::uint64_t(1) << 22;
constexpr std::uint64_t valuesPerByte = 16;

Error wrong(const std::string &what, const std::string &name)
{
    return Error{what, name, "Choose a file that Genrelens exported as a model, or one in its schema.",
                 ErrorKind::Input};
}

// With the file before the place in it.
Error placed(const Error &error, const std::string &name)
{
    return wrong(error.what, error.where.empty() ? name : name + ", " + error.where);
}

Result<void> checkNames(const std::vector<std::string> &names, const std::string &what)
{
    if (names.empty())
        return Error{"it holds no forest: there is no list \"" + what + "\" with a name in it", {}, {}};
    std::unordered_set<std::string_view> seen;
    for (const std::string &name : names)
        if (!seen.insert(name).second)
            return Error{"\"" + name + "\" stands twice in \"" + what + '"', {}, {}};
    return {};
}

Result<void> check(const ForestText &text)
{
    for (const auto &[names, what] : {std::pair(&text.features, "features"), {&text.classes, "classes"}})
        if (Result<void> checked = checkNames(*names, what); !checked)
            return checked;
    if (text.trees.empty())
        return Error{"it holds no forest: there is no list \"trees\" with a tree in it", {}, {}};
    if (text.decision && *text.decision != knownDecision)
        return Error{"its rule is \"" + text.decision->substr(0, 100) + "\", and only \"" + knownDecision +
                         "\" is known",
                     {},
                     {}};
    if (text.largestFeature >= text.features.size())
        return Error{"a tree splits by feature " + grouped(text.largestFeature) +
                         " (from 0), but there are " + counted(text.features.size(), "feature"),
                     {},
                     {}};
    const std::size_t classes = text.classes.size();
    const std::size_t held = std::max(text.countsOfEveryClass.value_or(0), text.largestClass + 1);
    if (held > classes || text.countsOfEveryClass.value_or(classes) != classes)
        return Error{
            "leaves count " + grouped(held) + " classes, but \"classes\" names " + grouped(classes), {}, {}};
    return {};
}

Result<ModelInputs> inputsIn(ForestText &text)
{
    ModelInputs inputs;
    inputs.features = std::move(text.features);
    if (!text.hasScaling)
        return inputs;
    for (const std::string &name : inputs.features) {
        const auto found = text.scalings.find(name);
        if (found == text.scalings.end())
            return Error{"\"scaling\" lacks the feature \"" + name + '"', {}, {}};
        inputs.scalings.push_back(found->second);
    }
    return inputs;
}

Result<ForestModel> modelOf(ForestText text)
{
    if (Result<void> checked = check(text); !checked)
        return checked.error();
    Result<ModelInputs> inputs = inputsIn(text);
    if (!inputs)
        return inputs.error();
    Result<std::shared_ptr<const RandomForest>> forest =
        RandomForest::fromTrees(std::move(text.trees), inputs.value().features.size(), text.classes.size());
    if (!forest)
        return forest.error();
    return ForestModel{std::move(inputs).value(),
                       std::move(text.classes),
                       std::move(forest).value(),
                       std::move(text.model),
                       std::move(text.labels),
                       std::move(text.madeWith),
                       {}};
}

Result<ForestModel> parse(ByteSource &source, const std::string &name, std::uint64_t bytesOnDisk,
                          Progress &progress)
{
    JsonBytes bytes(source, progress);
    if (bytes.atEnd() && !bytes.error())
        return wrong("the file is empty", name);
    ForestText text;
    ForestHandler handler(text, valuesOfAnyFile + valuesPerByte * bytesOnDisk);
    const bool understood = nlohmann::json::sax_parse(JsonByteIterator(bytes), JsonByteIterator(), &handler);
    if (bytes.error())
        return *bytes.error(); // it says where it is from
    if (bytes.isWordTooLong())
        return wrong("a word of it, up to byte " + grouped(bytes.taken()) + ", is far too long", name);
    if (handler.error())
        return placed(*handler.error(), name);
    if (!understood)
        return wrong(bytes.atEnd() && handler.isUnfinished()
                         ? "it is cut off after " + counted(bytes.taken(), "byte")
                         : "it is no JSON from byte " + grouped(bytes.taken()) + " on",
                     name);
    Result<ForestModel> model = modelOf(std::move(text));
    if (!model)
        return placed(model.error(), name);
    return model;
}

Result<std::unique_ptr<ByteSource>> opened(const std::string &path, const Progress &progress)
{
    Result<std::unique_ptr<ByteSource>> source = openFile(path);
    std::error_code failed;
    if (!source || !std::filesystem::is_regular_file(path, failed))
        return source; // a pipe can be read once
    std::array<char, 16> start{};
    const Result<std::size_t> got = source.value()->read(start);
    if (!got)
        return got.error();
    return looksCompressed({start.data(), got.value()}) ? openCompressed(path, progress) : openFile(path);
}

} // namespace

Result<ForestModel> readForest(ByteSource &source, const std::string &name, std::uint64_t bytesOnDisk,
                               Progress &progress)
{
    try {
        return parse(source, name, bytesOnDisk, progress);
    } catch (const std::bad_alloc &) {
        return Error{"there is not enough memory for this forest", name, "Close other programs.",
                     ErrorKind::Failure};
    } catch (const nlohmann::json::exception &exception) { // none is known to come
        return wrong(exception.what(), name);
    }
}

Result<ForestModel> readForest(const std::string &path, Progress &progress)
{
    const Result<std::unique_ptr<ByteSource>> source = opened(path, progress);
    if (!source)
        return source.error();
    std::error_code failed;
    const std::uintmax_t size = std::filesystem::file_size(path, failed);
    // A pipe does not say how much comes, and is not compressed: each number takes two bytes at least.
    const bool isKnown = !failed && std::filesystem::is_regular_file(path, failed);
    return readForest(*source.value(), fileName(path),
                      isKnown ? size : std::numeric_limits<std::uint64_t>::max() / (2 * valuesPerByte),
                      progress);
}

} // namespace genrelens
